// The books of one campaign.

#include "sim/world/auditor_books.hpp"

namespace sim::world::audit {

using campaign::CallStatus;

namespace {

constexpr std::uint16_t kNoCap = 256;  // more than a count of one byte

OutcomeTerms terms_of_outcome(const campaign::RetryPolicy& policy, AttemptOutcome outcome) {
  const OutcomeKind means = policy.voicemail_answers && outcome == AttemptOutcome::voicemail ? OutcomeKind::answered : kind(outcome);
  const campaign::OutcomeRule& rule = policy.rules[index(outcome)];
  OutcomeTerms terms;
  terms.final = means == OutcomeKind::answered ? CallStatus::answered
                : means == OutcomeKind::error  ? CallStatus::technical_error
                                               : CallStatus::completed_without_answer;
  const bool retried = means != OutcomeKind::answered && !rule.delays.empty();
  terms.attempts_below = retried ? policy.max_attempts : std::uint8_t{0};
  terms.times_below = rule.attempts ? *rule.attempts : kNoCap;
  if (rule.delays.size() == 1 && !rule.delays.front().day_part) terms.after = rule.delays.front().after;
  return terms;
}

}  // namespace

CampaignBook::CampaignBook(const campaign::CampaignConfig& c, const campaign::AccountConfig& account, std::uint32_t position,
                           std::uint32_t sample)
    : script(c.script),
      number(position),
      watchdog(sum(sum(account.set_up_limit, c.ring_timeout), sum(c.max_call, c.grace))),
      config(c),
      contacts(config.retry, position, sample),
      zones(&account.zones),
      room_of_zone(account.zones.size()) {
  for (std::size_t o = 0; o < kOutcomeCount; ++o) terms[o] = terms_of_outcome(config.retry, static_cast<AttemptOutcome>(o));
}

WaitingRoom& CampaignBook::make_room(ZoneIndex zone, SimTime now) {
  rooms.push_back(std::make_unique<WaitingRoom>(config, (*zones)[zone], now));
  return *(room_of_zone[zone] = rooms.back().get());
}

CallStatus CampaignBook::status_of(CallIndex call) const {
  const CallStatus written = contacts.status(call);
  if (!over || is_final(written) || written == CallStatus::in_progress) return written;
  return written == CallStatus::planned ? CallStatus::not_dialed : terms_of(contacts.last_outcome(call)).final;
}

}  // namespace sim::world::audit
