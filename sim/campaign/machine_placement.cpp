// Who is dialed next: once per instant, last, as long as a line, the rate and the minutes allow.

#include <algorithm>

#include "sim/campaign/machine_state.hpp"

namespace sim::campaign {

// Dials the next call, or finds that none can be dialed now. When placement has something to do again; the past when that is not known.
[[gnu::flatten]] SimTime Machine::State::dial_next(SimTime at, Commands& out) {
  const Choice choice = choose(at);
  if (choice.candidate == nullptr) return next_ready();
  if (at < next_start) return next_start;
  if (!passes_quota(at, choice.campaign, *choice.candidate, out)) return SimTime::min();
  dial(at, choice.campaign, *choice.candidate, out);
  const Campaign& c = campaigns[choice.campaign];
  const bool only_rate_forbids = at < next_start && c.lines < c.config.lines && c.queue.knows_somebody(at);
  return only_rate_forbids ? next_start : SimTime::min();
}

// When the first call of a campaign with a free line becomes ready. REQUIRES nobody can be dialed now.
SimTime Machine::State::next_ready() const {
  SimTime ready = kNever;
  for (const std::uint32_t a : active) {
    if (campaigns[a].lines < campaigns[a].config.lines) ready = std::min(ready, campaigns[a].idle_until);
  }
  return std::max(ready, next_start);
}

// Highest priority, then fewest lines in proportion to the share, then the older; of those that have somebody to dial.
Machine::State::Choice Machine::State::choose(SimTime at) {
  Choice best;
  for (const std::uint32_t a : active) {
    Campaign& c = campaigns[a];
    if (c.idle_until > at || c.lines >= c.config.lines) continue;
    if (best.candidate != nullptr) {
      const Campaign& b = campaigns[best.campaign];
      if (c.config.priority < b.config.priority) continue;
      if (c.config.priority == b.config.priority && c.lines * b.config.share >= b.lines * c.config.share) continue;
    }
    if (const Candidate* candidate = next_call(at, a)) {
      best.campaign = a;
      best.candidate = candidate;
    } else {
      c.idle_until = c.queue.next_ready();
    }
  }
  return best;
}

// The next call of a campaign that can be dialed; on the way it drops calls that have ended and parks those whose phone is on a line.
const Candidate* Machine::State::next_call(SimTime at, std::uint32_t c) {
  CallQueue& queue = campaigns[c].queue;
  const Candidate* candidate = queue.next(at);
  while (candidate != nullptr && candidate->source == CallSource::special && !may_be_dialed(c, *candidate)) candidate = queue.next(at);
  return candidate;
}

// False when the call has ended or waits for its phone; then it has been taken away.
bool Machine::State::may_be_dialed(std::uint32_t c, const Candidate& candidate) {
  Campaign& campaign = campaigns[c];
  if (is_final(campaign.table.state(campaign.states.get(candidate.call)).status)) {
    mark(RarePath::ended_call_still_in_a_queue);
    campaign.queue.take_special(candidate);
    return false;
  }
  const SpecialContact* special = campaign.queue.special(candidate.call);
  if (special == nullptr || special->phone == 0) return true;
  const auto live = phones.find(special->phone);
  if (live == phones.end()) return true;
  mark(live->second.empty() ? RarePath::phone_on_another_line : RarePath::phone_awaited_by_several);
  live->second.push_back({c, candidate.group, campaign.queue.take_special(candidate)});
  return false;
}

bool Machine::State::passes_limit(SimTime at, std::uint32_t c, const Candidate& candidate, Commands& out) {
  period(at);
  if (!users.used_up()) return true;
  Campaign& campaign = campaigns[c];
  const SpecialContact* special = candidate.source == CallSource::special ? campaign.queue.special(candidate.call) : nullptr;
  if (counted(campaign, candidate.call, special != nullptr ? special->phone : 0)) {
    mark(RarePath::quota_lets_a_counted_phone_pass);
    return true;
  }
  const bool uncounted_lane =
      candidate.source == CallSource::lane && !campaign.queue.groups()[candidate.group].lanes[candidate.lane].kind.counted;
  if (candidate.source == CallSource::fresh || uncounted_lane) {
    mark(RarePath::quota_takes_a_list);
    sweep_quota(at, c, out);
  } else {
    mark(RarePath::quota_takes_a_single_call);
    exceed(c, candidate, out);
  }
  finish_when_over(c, out);
  return false;
}

// All of this campaign that could be dialed now and is not counted, at once: it takes neither line nor rate slot, so the order does not
// matter.
void Machine::State::sweep_quota(SimTime at, std::uint32_t c, Commands& out) {
  Campaign& campaign = campaigns[c];
  const auto fresh = static_cast<std::uint32_t>(campaign.queue.sweep_fresh());
  const CallQueue::Swept retries = campaign.queue.sweep_retries(at);
  const auto waiting = static_cast<std::uint32_t>(retries.errors + retries.others);
  campaign.waiting_errors -= static_cast<std::uint32_t>(retries.errors);
  const auto report = [&](CallStatus from, std::uint32_t n) {
    if (n == 0) return;
    campaign.move(from, CallStatus::plan_limit_exceeded, n);
    Command& changed = add_command(out, CommandKind::calls_changed, c);
    changed.from = from;
    changed.status = CallStatus::plan_limit_exceeded;
    changed.count = n;
  };
  report(CallStatus::planned, fresh);
  report(CallStatus::retry_scheduled, waiting);
  unsettled = true;
}

void Machine::State::exceed(std::uint32_t c, const Candidate& candidate, Commands& out) {
  Campaign& campaign = campaigns[c];
  const CallIndex call = candidate.call;
  campaign.queue.take(candidate);
  const StateId id = campaign.states.get(call);
  const CallState state = campaign.table.state(id);
  campaign.states.set(call, campaign.table.settled(id, CallStatus::plan_limit_exceeded));
  campaign.move(state.status, CallStatus::plan_limit_exceeded);
  if (state.status == CallStatus::retry_scheduled && kind(state.last) == OutcomeKind::error) --campaign.waiting_errors;
  Command& changed = add_command(out, CommandKind::call_changed, c, call);
  changed.status = CallStatus::plan_limit_exceeded;
}

// Writes the states of calls that a sweep took away, so that the sweep itself need not.
void Machine::State::settle_some(int n) {
  for (Campaign& c : campaigns) {
    while (n > 0) {
      const std::optional<CallIndex> call = c.queue.settle();
      if (!call) break;
      c.states.set(*call, c.table.settled(c.states.get(*call), CallStatus::plan_limit_exceeded));
      --n;
    }
  }
  unsettled = n == 0;
}

// Of a retry that is about to be taken: fetches what is known of one behind it. Fresh calls stand side by side in memory.
void Machine::State::look_ahead(Campaign& c, const Candidate& candidate) {
  if (candidate.source != CallSource::lane) return;
  c.soon = c.queue.ahead(candidate);
  c.states.prefetch(c.soon);
  if (!c.dials_of_day.empty()) __builtin_prefetch(&c.dials_of_day[c.soon], 1);
}

// Takes a call out of its queue; returns the state it is in. It is in progress from here on.
StateId Machine::State::take(Campaign& c, const Candidate& candidate) {
  const StateId id = candidate.source == CallSource::fresh ? 0 : c.states.get(candidate.call);
  c.queue.take(candidate);
  const CallState& state = c.table.state(id);
  c.move(state.status, CallStatus::in_progress);
  if (state.status == CallStatus::retry_scheduled && kind(state.last) == OutcomeKind::error) --c.waiting_errors;
  return id;
}

void Machine::State::command_dial(const Line& line, SimTime due, std::uint8_t attempts_before, Commands& out) {
  Command& place = add_command(out, CommandKind::place_attempt, line.campaign, line.call);
  place.attempt = line.attempt;
  place.number = static_cast<std::uint8_t>(attempts_before + 1);
  place.script = line.script;
  place.at = due;
}

void Machine::State::dial(SimTime at, std::uint32_t c, const Candidate& candidate, Commands& out) {
  Campaign& campaign = campaigns[c];
  const CallIndex call = candidate.call;
  const SimTime due = candidate.due;
  look_ahead(campaign, candidate);
  const StateId id = take(campaign, candidate);

  const std::uint32_t l = free_lines.back();
  free_lines.pop_back();
  Line& line = lines[l];
  line.attempt = attempt_id(++attempts, l);
  line.campaign = c;
  line.call = call;
  line.state = id;
  line.group = candidate.group;
  line.placed = at;
  line.script = campaign.script;
  line.special = candidate.source == CallSource::special && campaign.queue.special(call) != nullptr;
  line.counted = 0;
  if (campaign.watchdog != kNoLimit) watch(campaign, l);
  ++campaign.lines;

  if (line.special) {
    campaign.special_on_line.insert(call);
    if (const PhoneKey phone = campaign.queue.special(call)->phone; phone != 0) phones.try_emplace(phone);
  }
  if (!campaign.dials_of_day.empty()) {
    const auto day = static_cast<std::int32_t>(today(campaign.queue.groups()[candidate.group].zone, at));
    DialsOfDay& dials = campaign.dials_of_day[call];
    dials = dials.day == day ? DialsOfDay{day, dials.dials + 1} : DialsOfDay{day, 1};
  }
  if (users.counted_on() == CountedOn::dialed) count_user(at, line);
  if (account.start_gap > Duration{0}) next_start = later(at, account.start_gap);
  command_dial(line, due, campaign.table.state(id).attempts, out);
}

}  // namespace sim::campaign
