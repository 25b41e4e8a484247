// What comes from the lines: pick-ups and ends, and what an end does to its call, the minutes, the users and the breaker.

#include <algorithm>

#include "sim/campaign/machine_state.hpp"

namespace sim::campaign {

void Machine::State::answered(SimTime at, AttemptId id) {
  if (!is_live(id)) {
    ++reports_ignored;
    mark(RarePath::pick_up_after_the_end);
  } else if (users.counted_on() == CountedOn::answered) {
    count_user(at, lines[line_of(id)]);
  }
}

void Machine::State::ended(SimTime at, const Input& input, Commands& out) {
  if (is_live(input.attempt)) {
    return end_attempt(at, line_of(input.attempt), input.outcome, picked_up(input.outcome) ? input.amount : Duration{0}, out);
  }
  ++reports_ignored;
  const std::uint32_t line = line_of(input.attempt);
  mark(line >= account.lines                ? RarePath::report_for_an_unknown_line
       : lines[line].attempt == AttemptId{} ? RarePath::report_for_a_free_line
                                            : RarePath::report_for_a_reused_line);
  if (picked_up(input.outcome)) unbilled += input.amount;
}

void Machine::State::end_attempt(SimTime at, std::uint32_t l, AttemptOutcome outcome, Duration talk, Commands& out) {
  Line& line = lines[l];
  Campaign& c = campaigns[line.campaign];
  const std::uint32_t campaign = line.campaign;
  const SimTime placed = line.placed;
  if (outcome == AttemptOutcome::answered && users.counted_on() == CountedOn::answered) count_user(at, line);
  const StateId state = settle_outcome(at, line, outcome);
  c.states.set(line.call, state);
  if (picked_up(outcome)) record_dialog(line, c.table.state(state).attempts, outcome, talk, out);
  release(c, l);
  finish_when_over(campaign, out);
  check_minutes(out);
  if (breaker.add(at, placed, outcome)) {
    calendar_known = false;
    if (lines_in_use() > 0) mark(RarePath::breaker_trips_with_calls_on_line);
    begin_failure(kBreakerCause, out);
  }
}

void Machine::State::record_dialog(const Line& line, std::uint8_t number, AttemptOutcome outcome, Duration talk, Commands& out) {
  const Duration billed = minutes.price(talk);
  minutes.charge(billed);
  Command& dialog = add_command(out, CommandKind::dialog_recorded, line.campaign, line.call);
  dialog.attempt = line.attempt;
  dialog.number = number;
  dialog.outcome = outcome;
  dialog.script = line.script;
  dialog.at = line.placed;
  dialog.talk = talk;
  dialog.billed = billed;
}

// Where the outcome leads: the new state of the call, which waits again if it may. Everything but the line itself is brought up to date.
StateId Machine::State::settle_outcome(SimTime at, const Line& line, AttemptOutcome outcome) {
  Campaign& c = campaigns[line.campaign];
  const RetryTable::Next next = c.table.after(line.state, outcome);
  const auto final_state = [&](StateId id) {
    c.move(CallStatus::in_progress, c.table.state(id).status);
    return id;
  };
  if (next.delay == RetryTable::kNoDelay) return final_state(next.state);
  if (c.over) mark(RarePath::retry_refused_after_finish);
  if (c.over) return final_state(c.table.final_after(line.state, outcome));
  ZoneGroup& group = c.queue.groups()[line.group];
  const RetryDelay& delay = c.table.delays()[next.delay];
  const SpecialContact* special = line.special ? c.queue.special(line.call) : nullptr;
  const SimTime due = due_after(group, delay, at);
  const SimTime ready = ready_after(c, group, line.call, due);
  if (!legal_before_end(c, group, special, ready)) {
    mark(RarePath::retry_without_legal_instant);
    return final_state(c.table.final_after(line.state, outcome));
  }
  if (ready == group.changes && group.open) mark(RarePath::retry_due_as_hours_close);

  const bool error = kind(outcome) == OutcomeKind::error;
  c.move(CallStatus::in_progress, CallStatus::retry_scheduled);
  if (error) ++c.waiting_errors;
  if (line.counted != 0) remember_period(c, line.call, line.counted);
  if (group.open) await(c, ready);  // else it has to open first, and then everybody is looked for again
  const bool was_counted = users.limited() && !c.counted_in.empty() && c.counted_in[line.call] != 0;
  const ZoneGroup::LaneKind kind_of_lane{error, was_counted};
  // What has no key of its own waits in a lane. Under a quota a call with days does not: the quota ends it by itself, not with its lane.
  const bool days = delay.day_part || !c.dials_of_day.empty();
  const bool in_lane = days ? !users.limited() && ready == due && c.queue.in_order(line.group, next.delay, kind_of_lane, due) : true;
  if (special == nullptr && in_lane) {
    c.queue.retry(line.group, next.delay, kind_of_lane, due, line.call);
    return next.state;
  }
  WaitingCall waiting{line.call, due, ready, 0, kNever, true, c.table.state(next.state).attempts};
  if (special != nullptr) {
    waiting.priority = special->priority;
    waiting.not_after = special->not_after;
  }
  c.queue.retry_special(line.group, waiting);
  return next.state;
}

SimTime Machine::State::due_after(const ZoneGroup& group, const RetryDelay& delay, SimTime at) {
  if (!delay.day_part) return later(at, delay.after);
  const std::int64_t day = today(group.zone, at) + delay.days;
  const SimTime due = account.zones[group.zone].earliest(day * kDay + delay.at);
  if (due < at) mark(RarePath::retry_at_a_time_already_past);
  return std::max(at, due);
}

// A day on which the call has had all its dials ends before it may be dialed again.
SimTime Machine::State::ready_after(const Campaign& c, const ZoneGroup& group, CallIndex call, SimTime due) const {
  if (c.dials_of_day.empty()) return due;
  const DialsOfDay& dials = c.dials_of_day[call];
  if (dials.dials < *c.config.retry.max_attempts_per_day) return due;
  mark(RarePath::daily_cap_reached);
  return std::max(due, account.zones[group.zone].earliest((std::int64_t{dials.day} + 1) * kDay));
}

bool Machine::State::legal_before_end(Campaign& c, const ZoneGroup& group, const SpecialContact* special, SimTime ready) const {
  const SimTime last_moment = special != nullptr ? special->not_after : kNever;
  const SimTime end = std::min(c.config.ends, last_moment);
  if (end == kNever) return true;
  if (ready >= end) return false;
  if (c.config.hours.always_open()) return true;
  const auto g = static_cast<std::size_t>(&group - c.queue.groups().data());
  if (last_moment == kNever) {
    if (c.last_close.size() <= g) c.last_close.resize(g + 1, SimTime::min());
    SimTime& last = c.last_close[g];
    const Zone& zone = account.zones[group.hours_zone];
    if (ready < last) return true;
    // Not known to be legal: the answer moves `last` on, to the end of the window found, so most calls never get here.
    const SimTime open = c.config.hours.next_open(zone, ready);
    if (open < end) last = std::max(last, std::min(end, c.config.hours.next_close(zone, open)));
    return open < end;
  }
  return c.config.hours.next_open(account.zones[group.hours_zone], ready) < end;
}

// A call of this campaign, which has a line free in a moment, may be dialed then.
void Machine::State::await(Campaign& c, SimTime ready) {
  c.idle_until = std::min(c.idle_until, ready);
  if (c.status != CampaignStatus::in_progress) return;
  const SimTime from = ready < next_start ? next_start : ready;
  if (from < nothing_before) nothing_before = from;
}

void Machine::State::release(Campaign& c, std::uint32_t l) {
  Line& line = lines[l];
  if (c.watchdog != kNoLimit) unwatch(c, l);
  if (c.lines-- == c.config.lines) nothing_before = SimTime::min();
  line.attempt = AttemptId{};
  free_lines.push_back(l);
  if (!line.special) return;
  c.special_on_line.erase(line.call);
  const SpecialContact* special = c.queue.special(line.call);
  if (special != nullptr && special->phone != 0) free_phone(special->phone);
}

void Machine::State::free_phone(PhoneKey phone) {
  const auto it = phones.find(phone);
  for (const ParkedCall& parked : it->second) {
    campaigns[parked.campaign].queue.retry_special(parked.group, parked.call);
    campaigns[parked.campaign].idle_until = SimTime::min();
    nothing_before = SimTime::min();
  }
  phones.erase(it);
}

// Counts the phone of a live attempt, once per period. The attempt keeps the period of its first report, whether the phone was new in it
// or not: a pick-up before midnight is not an answer of the next month too.
void Machine::State::count_user(SimTime at, Line& line) {
  const std::uint16_t p = period(at);
  Campaign& c = campaigns[line.campaign];
  const SpecialContact* special = line.special ? c.queue.special(line.call) : nullptr;
  const PhoneKey phone = special != nullptr ? special->phone : 0;
  if (line.counted != 0) {
    if (line.counted != p) mark(RarePath::answer_reported_in_two_months);
    return;
  }
  line.counted = p;
  if (counted(c, line.call, phone)) return;
  users.count();
  if (phone != 0) users.remember(phone);  // else only a retry of this very call could ask: see settle_outcome
}

void Machine::State::remember_period(Campaign& c, CallIndex call, std::uint16_t p) {
  if (c.counted_in.empty()) c.counted_in.resize(c.calls);
  c.counted_in[call] = p;
}

bool Machine::State::counted(const Campaign& c, CallIndex call, PhoneKey phone) const {
  if (phone != 0) return users.counted(phone);
  return !c.counted_in.empty() && c.counted_in[call] == const_cast<State*>(this)->period(now);
}

}  // namespace sim::campaign
