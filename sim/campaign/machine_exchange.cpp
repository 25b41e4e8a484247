// The fast path. While a campaign whose rules ask for little has the account to itself, nearly every step is the same: a call ends, and the
// next of its list takes its line; or a retry becomes due and takes one that is free. Whether steps may be such exchanges is found out
// once, at the end of a step of the general kind, and holds until the next of those: nothing but exchanges happens in between. So an
// exchange leaves out whatever a rule that the campaign does not have would ask.
//
// It does what accept() and close_instant() would do, word for word. The tests hold each exchange against the same inputs taken the
// general way.

#include <algorithm>

#include "sim/campaign/machine_state.hpp"

namespace sim::campaign {

// The campaign whose calls may be exchanged: the only one in progress, on a list of contacts without keys of their own on one clock that
// never closes, without an end, days or a watchdog; for an account without limits but lines.
std::uint32_t Machine::State::find_exchanging() const {
  if (active.size() != 1 || unsettled || !unlimited) return kNobody;
  const Campaign& c = campaigns[active.front()];
  return c.plain && c.queue.plain() ? active.front() : kNobody;
}

// REQUIRES exchanging. Whether a step at `at` is an exchange: nothing was due meanwhile, nothing but a call is due now, and it is the end
// of a call of this campaign or a tick.
bool Machine::State::is_exchange(SimTime at, const Input& input) const {
  const bool next = owed ? at == now : at >= now && at <= deadline;
  if (!next || at >= quiet_until) return false;
  if (input.kind != InputKind::attempt_ended) return input.kind == InputKind::tick;
  return is_live(input.attempt) && lines[line_of(input.attempt)].campaign == exchanging;
}

// REQUIRES exchanging. A step that is not an exchange goes the general way. While all lines are taken the line goes straight to the next
// call, and placement waits for nothing, so that the next deadline stays what it is.
[[gnu::flatten]] void Machine::State::exchange_or_take(SimTime at, const Input& input, Commands& out) {
  if (!is_exchange(at, input)) return take_instant(at, input, out);
  if (input.kind == InputKind::tick) return fill_lines(at, kNoLine, out);
  Campaign& c = campaigns[exchanging];
  Line& line = lines[line_of(input.attempt)];
  end_exchanged(at, c, line, input, out);
  if (free_lines.empty()) {
    if (const Candidate* candidate = c.queue.next_of(0, at)) return dial_exchanged(at, c, line_of(input.attempt), *candidate, out);
  }
  fill_lines(at, line_of(input.attempt), out);
}

// REQUIRES exchanging. The same within an instant in which more follows; false when the input must go the general way.
[[gnu::flatten]] bool Machine::State::end_of_exchange(SimTime at, const Input& input, Commands& out) {
  if (input.kind != InputKind::attempt_ended || !is_exchange(at, input)) return false;
  Campaign& c = campaigns[exchanging];
  end_exchanged(at, c, lines[line_of(input.attempt)], input, out);
  free_exchanged(c, line_of(input.attempt), out);
  owed = true;
  return true;
}

// When that was the last call of all, the campaign has finished, and nothing is exchanged any more.
void Machine::State::free_exchanged(Campaign& c, std::uint32_t line, Commands& out) {
  release(c, line);
  if (!c.every_call_over()) return;
  finish_by_itself(exchanging, out);
  exchanging = kNobody;
}

// Ends the instant: calls that may be dialed take the lines that are free, among them the one whose call has just ended, if one has.
[[gnu::flatten]] void Machine::State::fill_lines(SimTime at, std::uint32_t ended, Commands& out) {
  Campaign& c = campaigns[exchanging];
  now = at;
  ++steps;
  if (ended != kNoLine) free_exchanged(c, ended, out);
  if (exchanging == kNobody) return close_instant(at, out);
  owed = false;
  wake = kNever;
  deadline = quiet_until;
  while (!free_lines.empty() && c.lines < c.config.lines) {
    const Candidate* candidate = at < c.idle_until ? nullptr : c.queue.next_of(0, at);
    if (candidate == nullptr) {
      if (at >= c.idle_until) c.idle_until = c.queue.next_ready();
      wake = c.idle_until;
      deadline = std::min(quiet_until, wake);
      return;
    }
    const std::uint32_t line = free_lines.back();
    free_lines.pop_back();
    ++c.lines;
    lines[line].campaign = exchanging;
    lines[line].group = 0;
    lines[line].special = false;
    dial_exchanged(at, c, line, *candidate, out);
  }
}

void Machine::State::end_exchanged(SimTime at, Campaign& c, Line& line, const Input& input, Commands& out) {
  now = at;
  ++steps;
  const AttemptOutcome outcome = input.outcome;
  if (outcome == AttemptOutcome::answered && users.counted_on() == CountedOn::answered) count_user(at, line);
  const RetryTable::Next next = c.table.after(line.state, outcome);
  c.states.set(line.call, next.state);
  if (next.delay == RetryTable::kNoDelay) {
    c.move(CallStatus::in_progress, c.table.state(next.state).status);
  } else {
    const bool error = kind(outcome) == OutcomeKind::error;
    c.move(CallStatus::in_progress, CallStatus::retry_scheduled);
    if (error) ++c.waiting_errors;
    if (line.counted != 0) remember_period(c, line.call, line.counted);
    const SimTime due = later(at, c.table.delays()[next.delay].after);
    c.idle_until = std::min(c.idle_until, due);
    c.queue.retry(line.group, next.delay, {error, false}, due, line.call);
  }
  if (picked_up(outcome)) [[likely]]  // not the more likely, but often: what is thought to be rare is compiled to be small, not quick
    record_dialog(line, c.table.state(next.state).attempts, outcome, input.amount, out);
}

// REQUIRES a line that is this campaign's, not free.
void Machine::State::dial_exchanged(SimTime at, Campaign& c, std::uint32_t l, const Candidate& candidate, Commands& out) {
  Line& line = lines[l];
  const CallIndex call = candidate.call;
  const SimTime due = candidate.due;
  if (c.calls > kCallsNear) look_ahead(c, candidate);
  const StateId id = take(c, candidate);
  line.attempt = attempt_id(++attempts, l);
  line.call = call;
  line.state = id;
  line.placed = at;
  line.script = c.script;
  line.counted = 0;
  if (users.counted_on() == CountedOn::dialed) count_user(at, line);
  command_dial(line, due, c.table.state(id).attempts, out);
}

}  // namespace sim::campaign
