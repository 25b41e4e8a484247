// What an end does to its call, the minutes, the users and the breaker.

#include <algorithm>

#include "tests/reference_clock.hpp"
#include "tests/reference_machine.hpp"

namespace sim::reference {

using campaign::CallStatus;
using campaign::Command;
using campaign::CommandKind;
using campaign::CountedOn;
using campaign::Input;

void ReferenceMachine::picked_up(AttemptId id) {
  const auto live = std::ranges::find(live_, id, &Attempt::id);
  if (live == live_.end()) {
    ++ignored_;
    return;
  }
  if (account_.counted_on == CountedOn::answered && !live->picked_up) count_user(live->campaign, live->call);
  live->picked_up = true;
}

void ReferenceMachine::ended(const Input& input) {
  const auto live = std::ranges::find(live_, input.attempt, &Attempt::id);
  if (live != live_.end()) return end(static_cast<std::size_t>(live - live_.begin()), input.outcome, input.amount);
  ++ignored_;
  if (sim::picked_up(input.outcome)) unbilled_ += input.amount;
}

void ReferenceMachine::end(std::size_t at, AttemptOutcome outcome, Duration talk) {
  const Attempt attempt = live_[at];
  const std::uint32_t c = attempt.campaign;
  Call& call = campaigns_[c].calls[attempt.call];
  if (account_.counted_on == CountedOn::answered && outcome == AttemptOutcome::answered && !attempt.picked_up) count_user(c, attempt.call);
  live_.erase(live_.begin() + static_cast<std::ptrdiff_t>(at));
  free_lines_.push_back(line_of(attempt.id));
  settle(campaigns_[c], call, outcome);
  if (sim::picked_up(outcome)) {
    const std::int64_t increment = us(account_.billing.increment);
    std::int64_t billed = 0;
    while (billed < us(talk)) billed += increment;
    billed = std::max(billed, us(account_.billing.minimum));
    billed_ += Duration{billed};
    if (account_.balance) balance_ -= Duration{billed};
    overshoot_ = std::max(overshoot_, -balance_);
    Command& dialog = say(CommandKind::dialog_recorded, c, attempt.call);
    dialog.attempt = attempt.id;
    dialog.number = static_cast<std::uint8_t>(call.dials.size());
    dialog.outcome = outcome;
    dialog.script = attempt.script;
    dialog.at = attempt.placed;
    dialog.talk = talk;
    dialog.billed = Duration{billed};
  }
  finish_when_over(c);
  look_at_minutes();
  watch_carrier(attempt.placed, outcome);
}

void ReferenceMachine::settle(Campaign& c, Call& call, AttemptOutcome outcome) {
  call.outcomes.push_back(outcome);
  call.status = retried(c, call, outcome) ? CallStatus::retry_scheduled : final_status(c, outcome);
}

// Whether the call will be dialed again; then its due time is known.
bool ReferenceMachine::retried(const Campaign& c, Call& call, AttemptOutcome outcome) {
  const campaign::OutcomeRule& rule = c.config.retry.rules[index(outcome)];
  if (c.over() || final_status(c, outcome) == CallStatus::answered || rule.delays.empty()) return false;
  if (call.outcomes.size() >= c.config.retry.max_attempts) return false;
  const auto same = static_cast<std::size_t>(std::ranges::count(call.outcomes, outcome));
  if (rule.attempts && same >= *rule.attempts) return false;
  const campaign::RetryDelay& delay = rule.delays[std::min(same, rule.delays.size()) - 1];
  call.timed_by_day = delay.day_part;
  call.due = now_ + delay.after;
  if (delay.day_part) call.due = std::max(now_, first_instant(zone_of(call), local_day(zone_of(call), now_) + delay.days, delay.at));
  SimTime earliest = call.due;
  if (day_is_full(c, call, earliest)) earliest = first_instant(zone_of(call), local_day(zone_of(call), earliest) + 1, Duration{0});
  const SimTime end = std::min(c.config.ends, call.not_after);
  return end == kNever || opens_within(c.config.hours, hours_zone(c, call), earliest, end);
}

CallStatus ReferenceMachine::final_status(const Campaign& c, AttemptOutcome outcome) const {
  if (outcome == AttemptOutcome::answered) return CallStatus::answered;
  if (outcome == AttemptOutcome::voicemail && c.config.retry.voicemail_answers) return CallStatus::answered;
  return kind(outcome) == OutcomeKind::error ? CallStatus::technical_error : CallStatus::completed_without_answer;
}

void ReferenceMachine::watch_carrier(SimTime placed, AttemptOutcome outcome) {
  if (!account_.breaker || breaker_until_ != kNever || placed < breaker_counts_from_) return;
  const campaign::Breaker& breaker = *account_.breaker;
  outcomes_.push_back({now_, is_failure(outcome)});
  std::uint32_t all = 0, failed = 0;
  for (const BreakerOutcome& o : outcomes_) {
    if (o.at <= now_ - breaker.window) continue;
    ++all;
    if (o.failed) ++failed;
  }
  if (all < breaker.min_outcomes || static_cast<double>(failed) <= breaker.failure_ratio * static_cast<double>(all)) return;
  breaker_until_ = now_ + breaker.cool_down;
  failure_begins(kBreaker);
}

}  // namespace sim::reference
