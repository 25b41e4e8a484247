#include "sim/world/desk.hpp"

#include <algorithm>

namespace sim::world {

using campaign::AccountEvent;
using campaign::InputClass;
using models::Trigger;

namespace {

bool removes(const models::OperatorRule& rule) {
  return std::ranges::any_of(rule.actions, [](const models::Action& a) { return a.kind == models::ActionKind::remove; });
}

Trigger trigger_of(AccountEvent event) {
  if (event == AccountEvent::out_of_minutes) return Trigger::out_of_minutes;
  return event == AccountEvent::system_failure ? Trigger::system_failure : Trigger::system_failure_over;
}

}  // namespace

Desk::Desk(const WorldConfig& config, const models::Answers& answers, std::uint32_t replication)
    : config_(config), answers_(answers), replication_(replication), fired_(config.operators.size()) {
  for (std::uint32_t r = 0; r < config.operators.size(); ++r) {
    const models::OperatorRule& rule = config.operators[r];
    if (rule.trigger == Trigger::time) {
      add(rule.at, InputClass::command, r);
    } else if (rule.trigger != Trigger::out_of_minutes) {
      reacts_to_failures_ = true;
    }
  }
  for (const models::Outage& outage : config.carrier.outages) add_outage(outage.at, outage.length);
  if (config.carrier.random_outages) add_random_outage(SimTime{});
}

void Desk::add(SimTime at, InputClass order, std::uint32_t rule) {
  timers_.push({at, order, sequence_++, rule});
  next_ = timers_.top().at;
  if (order != InputClass::command) return;
  ++actions_waiting_;
  if (removes(config_.operators[rule])) ++removals_waiting_;
}

void Desk::add_outage(SimTime begins, Duration length) {
  const std::uint32_t number = outages_++;
  add(begins, InputClass::failure_began, number);
  add(later(begins, length), InputClass::failure_ended, number);
}

// The n-th spell of working and the outage after it. A second at least, each: an outage model of nothing but zeros must not stop time.
void Desk::add_random_outage(SimTime from) {
  const auto [up, down] = answers_.outage(config_.seed, replication_, random_outages_++);
  last_random_ = outages_;
  add_outage(later(from, std::max(up, kSecond)), std::max(down, kSecond));
}

Timer Desk::take() {
  const Timer timer = timers_.top();
  timers_.pop();
  next_ = timers_.empty() ? kNever : timers_.top().at;
  if (timer.order == InputClass::command) {
    --actions_waiting_;
    if (removes(config_.operators[timer.rule])) --removals_waiting_;
  } else if (timer.order == InputClass::failure_ended && timer.rule == last_random_) {
    add_random_outage(timer.at);
  }
  return timer;
}

void Desk::react(SimTime now, AccountEvent event) {
  for (std::uint32_t r = 0; r < config_.operators.size(); ++r) {
    const models::OperatorRule& rule = config_.operators[r];
    if (rule.trigger != trigger_of(event)) continue;
    add(later(now, answers_.reaction(rule.after, config_.seed, replication_, r, fired_[r]++)), InputClass::command, r);
  }
}

bool Desk::matters(bool some_open, bool some_not_deleted) const {
  if (some_open && (actions_waiting_ > 0 || (reacts_to_failures_ && !timers_.empty()))) return true;
  return some_not_deleted && removals_waiting_ > 0;
}

}  // namespace sim::world
