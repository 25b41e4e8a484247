#include "sim/world/telephony.hpp"

#include <algorithm>

namespace sim::world {

Telephony::Telephony(const WorldConfig& config, const models::Answers& answers)
    : answers_(answers),
      pick_ups_(config.account.unique_users && config.account.counted_on == campaign::CountedOn::answered),
      link_fails_(config.carrier.reports.any()),
      on_line_(config.account.lines) {}

namespace {

// The limits of the campaign hold for scripts too: a pick-up that would come after the ring timeout is a no_answer. So does an outage: the
// script tells what the contact does, and the call does not get there.
models::AttemptSample as_scripted(const ScriptedOutcome& scripted, const models::AttemptSetting& setting) {
  models::AttemptSample sample;
  if (setting.carrier_down) {
    sample.outcome = AttemptOutcome::network_error;
    sample.drawn = true;
    return sample;
  }
  sample.outcome = scripted.outcome;
  sample.talk = std::min(scripted.talk, setting.max_call);
  sample.ring = scripted.ring;
  sample.drawn = true;  // each contact its own times
  if (kind(sample.outcome) != OutcomeKind::error && sample.ring > setting.ring_timeout) {
    if (picked_up(sample.outcome)) sample.outcome = AttemptOutcome::no_answer;
    sample.ring = setting.ring_timeout;
    sample.talk = Duration{0};
  }
  if (sample.ring == kNoLimit) sample.ring = Duration{0};
  return sample;
}

}  // namespace

models::AttemptSample Telephony::drawn(const models::AttemptSetting& setting) {
  static constexpr random::Block kUnread{};
  const random::Block& traits = answers_.reads_traits(setting.segment) ? traits_.of(setting.who, 0) : kUnread;
  return answers_.sample(setting, outcomes_.of(setting.who, setting.attempt), traits);
}

void Telephony::place(SimTime now, AttemptId attempt, const People& people, const Person& person, const models::AttemptSetting& setting) {
  const ScriptedOutcome* scripted = people.scripted(person, setting.attempt);
  const models::AttemptSample sample = scripted != nullptr ? as_scripted(*scripted, setting) : drawn(setting);
  const std::uint32_t line = line_of(attempt);
  const Report end{attempt, sample.talk, sample.outcome, false, sample.goal};
  const SimTime picked_up_at = now + sample.set_up + sample.ring;
  const SimTime ends_at = picked_up_at + sample.talk;
  const bool answered = sample.outcome == AttemptOutcome::answered;
  if (pick_ups_ && answered) deliver(picked_up_at, {attempt, {}, sample.outcome, true, false}, line);
  on_line_[line] = end;
  if (sample.outcome == AttemptOutcome::lost) return;  // scripted: the machine gives it up
  if (!link_fails_) {
    if (sample.drawn) {
      reports_.push(ends_at, 2 * line + 1, line);
    } else {
      reports_.push_fixed(now, ends_at - now, 2 * line + 1, line);
    }
    return;
  }
  const models::LinkFaults faults = answers_.link(setting.who, setting.attempt, links_.of(setting.who, setting.attempt));
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
  const std::uint32_t slot = reports_.pop();
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
