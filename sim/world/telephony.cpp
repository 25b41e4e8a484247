#include "sim/world/telephony.hpp"

#include <algorithm>

namespace sim::world {

Telephony::Telephony(const WorldConfig& config, const models::Answers& answers)
    : config_(config),
      answers_(answers),
      pick_ups_(config.account.unique_users && config.account.counted_on == campaign::CountedOn::answered),
      on_line_(config.account.lines) {}

models::AttemptSample Telephony::happens(const People& people, const Person& person, const Dial& dial) const {
  if (const ScriptedOutcome* scripted = people.scripted(person, dial.number)) {
    models::AttemptSample sample;
    sample.outcome = scripted->outcome;
    sample.talk = std::min(scripted->talk, dial.max_call);
    sample.ring = scripted->ring;
    if (sample.ring == kNoLimit) sample.ring = dial.ring_timeout == kNoLimit ? Duration{0} : dial.ring_timeout;
    return sample;
  }
  models::AttemptSetting setting;
  setting.who = people.who(person);
  setting.segment = person.segment;
  setting.script = index(dial.script);
  setting.attempt = dial.number;
  setting.local = dial.local;
  setting.last_failed_hour = dial.last_failed_hour;
  setting.carrier_down = dial.carrier_down;
  setting.ring_timeout = dial.ring_timeout;
  setting.max_call = dial.max_call;
  return answers_.sample(setting);
}

void Telephony::place(SimTime now, const People& people, const Person& person, const Dial& dial) {
  const models::AttemptSample sample = happens(people, person, dial);
  const std::uint32_t line = line_of(dial.attempt);
  const Report end{dial.attempt, sample.talk, sample.outcome, false, sample.goal};
  const SimTime picked_up_at = now + sample.set_up + sample.ring;
  const SimTime ends_at = picked_up_at + sample.talk;
  const bool answered = sample.outcome == AttemptOutcome::answered;
  if (pick_ups_ && answered) deliver(picked_up_at, {dial.attempt, {}, sample.outcome, true, false}, line);
  on_line_[line] = end;
  if (!config_.carrier.reports.any()) {
    reports_.push(ends_at, 2 * line + 1, line);
    return;
  }
  const models::LinkFaults faults = answers_.link(people.who(person), dial.number);
  if (faults.lost) return;
  const SimTime arrives = ends_at + (faults.late ? faults.late_by : Duration{0});
  deliver(arrives, end, line);
  if (faults.duplicated) deliver(arrives + faults.late_by, end, line);
}

void Telephony::deliver(SimTime at, const Report& report, std::uint32_t line) {
  std::uint32_t slot = static_cast<std::uint32_t>(others_.size());
  if (free_others_.empty()) {
    others_.push_back(report);
  } else {
    slot = free_others_.back();
    free_others_.pop_back();
    others_[slot] = report;
  }
  reports_.push(at, 2 * line + (report.answered ? 0 : 1), static_cast<std::uint32_t>(on_line_.size()) + slot);
}

campaign::Input Telephony::take() {
  const std::uint32_t slot = reports_.pop().slot;
  const auto lines = static_cast<std::uint32_t>(on_line_.size());
  if (slot >= lines) free_others_.push_back(slot - lines);
  const Report& report = slot < lines ? on_line_[slot] : others_[slot - lines];
  campaign::Input input;
  input.kind = report.answered ? campaign::InputKind::attempt_answered : campaign::InputKind::attempt_ended;
  input.attempt = report.attempt;
  input.outcome = report.outcome;
  input.amount = report.talk;
  return input;
}

}  // namespace sim::world
