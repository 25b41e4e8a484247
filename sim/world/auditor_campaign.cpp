// The books of one campaign.

#include "sim/world/auditor_books.hpp"

namespace sim::world::audit {

using campaign::CallStatus;

CampaignBook::CampaignBook(const campaign::CampaignConfig& c, const campaign::AccountConfig& account, std::uint32_t position,
                           std::uint32_t sample)
    : config(c),
      zones(&account.zones),
      number(position),
      script(c.script),
      watchdog(sum(sum(account.set_up_limit, c.ring_timeout), sum(c.max_call, c.grace))),
      contacts(config.retry, position, sample),
      room_of_zone(account.zones.size()) {}

WaitingRoom& CampaignBook::make_room(ZoneIndex zone, SimTime now) {
  rooms.push_back(std::make_unique<WaitingRoom>(config, (*zones)[zone], now));
  return *(room_of_zone[zone] = rooms.back().get());
}

CallStatus CampaignBook::status_of(CallIndex call) const {
  const CallStatus written = contacts.status(call);
  if (!over || is_final(written) || written == CallStatus::in_progress) return written;
  return written == CallStatus::planned ? CallStatus::not_dialed : final_status(contacts.last_outcome(call));
}

}  // namespace sim::world::audit
