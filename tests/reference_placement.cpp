// Who is dialed next: all calls of all campaigns are looked at for every dial.

#include <algorithm>
#include <tuple>

#include "tests/reference_clock.hpp"
#include "tests/reference_machine.hpp"

namespace sim::reference {

using campaign::CallStatus;
using campaign::CampaignStatus;
using campaign::Command;
using campaign::CommandKind;
using campaign::CountedOn;
using campaign::DialOrder;

void ReferenceMachine::place() {
  while (!free_lines_.empty()) {
    const auto held = static_cast<std::int64_t>(live_.size()) * account_.reserve;
    if (account_.balance && (balance_ <= Duration{0} || balance_ - held < account_.reserve)) return;
    if (last_start_ != SimTime::min() && now_ < last_start_ + account_.start_gap) return;
    const std::optional<std::uint32_t> c = campaign_to_dial();
    if (!c) return;
    const CallIndex call = *call_to_dial(*c);
    if (account_.unique_users && users_of_month() >= *account_.unique_users && !counted(*c, call)) {
      exceed(*c, call);
    } else {
      dial(*c, call);
    }
  }
}

std::optional<std::uint32_t> ReferenceMachine::campaign_to_dial() const {
  std::optional<std::uint32_t> best;
  for (std::uint32_t c = 0; c < campaigns_.size(); ++c) {
    const campaign::CampaignConfig& mine = campaigns_[c].config;
    if (!campaigns_[c].in(CampaignStatus::in_progress) || lines_of(c) >= mine.lines || !call_to_dial(c)) continue;
    if (best) {
      const campaign::CampaignConfig& other = campaigns_[*best].config;
      if (mine.priority < other.priority) continue;
      if (mine.priority == other.priority && lines_of(c) * other.share >= lines_of(*best) * mine.share) continue;
    }
    best = c;
  }
  return best;
}

std::optional<CallIndex> ReferenceMachine::call_to_dial(std::uint32_t c) const {
  std::optional<CallIndex> best;
  for (CallIndex i = 0; i < campaigns_[c].calls.size(); ++i) {
    if (can_be_dialed(c, i) && (!best || dialed_before(c, i, *best))) best = i;
  }
  return best;
}

bool ReferenceMachine::can_be_dialed(std::uint32_t c, CallIndex i) const {
  const Campaign& campaign = campaigns_[c];
  const Call& call = campaign.calls[i];
  if (call.malformed || (call.status != CallStatus::planned && call.status != CallStatus::retry_scheduled)) return false;
  if (due_of(campaign, call) > now_ || call.not_after <= now_ || day_is_full(campaign, call, now_)) return false;
  if (!is_open(campaign.config.hours, hours_zone(campaign, call), now_)) return false;
  return call.phone == 0 ||
         std::ranges::none_of(live_, [&](const Attempt& a) { return campaigns_[a.campaign].calls[a.call].phone == call.phone; });
}

bool ReferenceMachine::dialed_before(std::uint32_t c, CallIndex a, CallIndex b) const {
  const Campaign& campaign = campaigns_[c];
  const auto key = [&](CallIndex i) {
    const Call& call = campaign.calls[i];
    const bool retry = call.status == CallStatus::retry_scheduled;
    SimTime first{};
    if (campaign.config.order == DialOrder::retries_first) first = at_us(retry ? 0 : 1);
    if (campaign.config.order == DialOrder::fresh_first) first = at_us(retry ? 1 : 0);
    if (campaign.config.order == DialOrder::closing_first) first = closing_of(campaign, call);
    return std::tuple(-std::int64_t{call.priority}, first, due_of(campaign, call), i);
  };
  return key(a) < key(b);
}

// The earliest of today's window end, the contact's last moment and the campaign's end.
SimTime ReferenceMachine::closing_of(const Campaign& c, const Call& call) const {
  return std::min({closes(c.config.hours, hours_zone(c, call), now_), call.not_after, c.config.ends});
}

SimTime ReferenceMachine::due_of(const Campaign& c, const Call& call) const {
  if (call.status == CallStatus::retry_scheduled) return call.due;
  return call.not_before != SimTime::min() ? call.not_before : c.starts;
}

const campaign::Zone& ReferenceMachine::hours_zone(const Campaign& c, const Call& call) const {
  return account_.zones[c.config.clock == campaign::HoursClock::campaign ? c.config.zone : call.zone];
}

bool ReferenceMachine::day_is_full(const Campaign& c, const Call& call, SimTime at) const {
  if (!c.config.retry.max_attempts_per_day) return false;
  const std::int64_t day = local_day(zone_of(call), at);
  return std::ranges::count_if(call.dials, [&](SimTime t) { return local_day(zone_of(call), t) == day; }) >=
         *c.config.retry.max_attempts_per_day;
}

void ReferenceMachine::dial(std::uint32_t c, CallIndex i) {
  Call& call = campaigns_[c].calls[i];
  const SimTime due = due_of(campaigns_[c], call);
  call.status = CallStatus::in_progress;
  call.dials.push_back(now_);
  last_start_ = now_;
  const std::uint32_t line = free_lines_.back();
  free_lines_.pop_back();
  live_.push_back({attempt_id(++attempts_, line), c, i, now_, campaigns_[c].script});
  if (account_.counted_on == CountedOn::dialed) count_user(c, i);
  Command& place = say(CommandKind::place_attempt, c, i);
  place.attempt = live_.back().id;
  place.number = static_cast<std::uint8_t>(call.dials.size());
  place.script = live_.back().script;
  place.at = due;
}

ReferenceMachine::User ReferenceMachine::user_of(std::uint32_t c, CallIndex i) const {
  const PhoneKey phone = campaigns_[c].calls[i].phone;
  return {phone, phone != 0 ? 0 : std::uint64_t{c} << 32 | i};
}

void ReferenceMachine::count_user(std::uint32_t c, CallIndex i) {
  users_.insert({local_month(account_.zones.front(), now_), user_of(c, i)});
  const std::uint64_t users = users_of_month();
  if (account_.unique_users && users > *account_.unique_users)
    users_overshoot_ = std::max(users_overshoot_, users - *account_.unique_users);
}

bool ReferenceMachine::counted(std::uint32_t c, CallIndex i) const {
  return users_.contains({local_month(account_.zones.front(), now_), user_of(c, i)});
}

bool ReferenceMachine::ever_counted(std::uint32_t c, CallIndex i) const {
  return std::ranges::any_of(users_, [user = user_of(c, i)](const auto& entry) { return entry.second == user; });
}

std::uint64_t ReferenceMachine::users_of_month() const {
  const std::int64_t month = local_month(account_.zones.front(), now_);
  return static_cast<std::uint64_t>(std::ranges::count_if(users_, [month](const auto& entry) { return entry.first == month; }));
}

bool ReferenceMachine::has_own_terms(const Campaign& c, const Call& call) const {
  if (call.phone != 0 || call.priority != 0 || call.not_before != SimTime::min() || call.not_after != kNever) return true;
  return call.status == CallStatus::retry_scheduled && (call.timed_by_day || c.config.retry.max_attempts_per_day);
}

// The quota is used up and this call, which is not counted, is next. With it go all of its campaign that could be dialed now, have no
// terms of their own and were never counted; the others go one by one, when they are next.
void ReferenceMachine::exceed(std::uint32_t c, CallIndex next) {
  Campaign& campaign = campaigns_[c];
  const auto goes_along = [&](CallIndex i) { return !has_own_terms(campaign, campaign.calls[i]) && !ever_counted(c, i); };
  if (!goes_along(next)) {
    campaign.calls[next].status = CallStatus::plan_limit_exceeded;
    say(CommandKind::call_changed, c, next).status = CallStatus::plan_limit_exceeded;
    return finish_when_over(c);
  }
  std::uint32_t fresh = 0, retries = 0;
  for (CallIndex i = 0; i < campaign.calls.size(); ++i) {
    if (!can_be_dialed(c, i) || !goes_along(i)) continue;
    ++(campaign.calls[i].status == CallStatus::planned ? fresh : retries);
    campaign.calls[i].status = CallStatus::plan_limit_exceeded;
  }
  say_moved(c, CallStatus::planned, CallStatus::plan_limit_exceeded, fresh);
  say_moved(c, CallStatus::retry_scheduled, CallStatus::plan_limit_exceeded, retries);
  finish_when_over(c);
}

}  // namespace sim::reference
