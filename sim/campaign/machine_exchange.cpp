// The fast path. While a campaign has all lines to itself, nearly every step is the same: a call ends, and the next of its list takes its
// line. Whether a step may be such an exchange is found out once, at the end of a step of the general kind, and holds until the next of
// those: nothing but an exchange happens in between. So an exchange leaves out whatever a rule that the campaign does not have would ask.
//
// It does what accept() and close_instant() would do, word for word. The tests hold each exchange against the same report taken with
// accept() and closed with a tick, which is the general way.

#include <algorithm>

#include "sim/campaign/machine_state.hpp"

namespace sim::campaign {

// The campaign whose calls may be exchanged: the only one in progress, on a list of contacts without keys of their own on one clock that
// never closes, without an end, days or a watchdog; for an account without limits but lines, all of which are taken. The last also says
// that placement waits for nothing, so that the next deadline stays what it is.
std::uint32_t Machine::State::find_exchanging() const {
  if (active.size() != 1 || !free_lines.empty() || unsettled || !unlimited) return kNobody;
  const Campaign& c = campaigns[active.front()];
  return c.plain && c.queue.plain() ? active.front() : kNobody;
}

// REQUIRES exchanging. A step that is not an exchange goes the general way. The end of the last call on the lines is none, since it may be
// what finishes the campaign.
[[gnu::flatten]] void Machine::State::exchange_or_take(SimTime at, const Input& input, Commands& out) {
  const bool alone = !owed && at < deadline && at >= now;
  if (!alone || input.kind != InputKind::attempt_ended || !is_live(input.attempt)) return take_instant(at, input, out);
  Line& line = lines[line_of(input.attempt)];
  Campaign& c = campaigns[exchanging];
  if (line.campaign != exchanging || c.lines < 2) return take_instant(at, input, out);
  exchange(at, c, line, input, out);
}

void Machine::State::exchange(SimTime at, Campaign& c, Line& line, const Input& input, Commands& out) {
  now = at;
  ++steps;
  end_exchanged(at, c, line, input, out);
  c.idle_until = std::min(c.idle_until, at);
  if (const Candidate* candidate = c.queue.next_of(0, at)) return dial_exchanged(at, c, line, *candidate, out);
  --c.lines;
  free_lines.push_back(line_of(line.attempt));
  line.attempt = AttemptId{};
  c.idle_until = c.queue.next_ready();
  wake = c.idle_until;
  deadline = std::min(deadline, wake);
  exchanging = kNobody;
}

void Machine::State::end_exchanged(SimTime at, Campaign& c, Line& line, const Input& input, Commands& out) {
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
    c.queue.retry(line.group, next.delay, {error, false}, later(at, c.table.delays()[next.delay].after), line.call);
  }
  if (picked_up(outcome)) [[likely]]  // not the more likely, but often: what is thought to be rare is compiled to be small, not quick
    record_dialog(line, c.table.state(next.state).attempts, outcome, input.amount, out);
}

void Machine::State::dial_exchanged(SimTime at, Campaign& c, Line& line, const Candidate& candidate, Commands& out) {
  const CallIndex call = candidate.call;
  const SimTime due = candidate.due;
  const StateId id = take(c, candidate);
  line.attempt = attempt_id(++attempts, line_of(line.attempt));
  line.call = call;
  line.state = id;
  line.placed = at;
  line.script = c.script;
  line.counted = 0;
  if (users.counted_on() == CountedOn::dialed) count_user(at, line);
  command_dial(line, due, c.table.state(id).attempts, out);
}

}  // namespace sim::campaign
