#include "sim/world/telephony.hpp"

#include <algorithm>

namespace sim::world {

Telephony::Telephony(const WorldConfig& config, const models::Answers& answers)
    : answers_(answers),
      lines_(config.account.lines),
      pick_ups_(config.account.unique_users && config.account.counted_on == campaign::CountedOn::answered),
      link_fails_(config.carrier.reports.any()),
      reports_outlive_(config.carrier.reports.outlive()),
      reads_many_(link_fails_ || answers.reads_traits()),
      on_line_(config.account.lines),
      reports_(config.account.lines) {}

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

// Files the pick-up and writes down the end. When that is.
inline SimTime Telephony::begin(SimTime now, AttemptId attempt, const models::AttemptSample& sample) {
  const std::uint32_t line = line_of(attempt);
  const SimTime picked_up_at = now + sample.set_up + sample.ring;
  if (pick_ups_ && sample.outcome == AttemptOutcome::answered)
    later_report(picked_up_at, 2 * line) = {attempt, {}, sample.outcome, true, false};
  // Field by field: a copy of what has just been put together waits until all of it is written.
  Report& end = on_line_[line];
  end.attempt = attempt;
  end.talk = sample.talk;
  end.outcome = sample.outcome;
  end.goal = sample.goal;
  return picked_up_at + sample.talk;
}

// The report comes while the attempt has its line, so it has the slot of the line.
inline void Telephony::report_end(SimTime now, SimTime ends_at, std::uint32_t line, bool drawn) {
  if (drawn) {
    reports_.push_own(ends_at, line);
  } else {
    reports_.push_own_fixed(now, ends_at - now, line);
  }
}

void Telephony::place(SimTime now, AttemptId attempt, const People& people, const Person& person, const models::AttemptSetting& setting) {
  const ScriptedOutcome* scripted = people.scripted(person, setting.attempt);
  if (scripted != nullptr) return place_scripted(now, attempt, *scripted, setting);
  if (reads_many_ && drawn_for_ != attempt) [[unlikely]]
    draw(attempt, setting.who, setting.attempt);
  const random::Block& outcome = reads_many_ ? drawn_.outcome() : outcomes_.of(setting.who, setting.attempt);
  const models::AttemptSample sample = answers_.sample(setting, outcome, drawn_.traits(), reads_many_ ? &drawn_.duration() : nullptr);
  const SimTime ends_at = begin(now, attempt, sample);
  if (link_fails_) {
    const models::LinkFaults faults = answers_.link(setting.who, setting.attempt, drawn_.link());
    if (faults.lost) return;
    if (reports_outlive_) return report_end_late(ends_at, line_of(attempt), faults);
  }
  report_end(now, ends_at, line_of(attempt), sample.drawn);
}

// It takes the setting by value, as other functions off the usual way take what they need: then the setting of the usual attempt never has
// to stand in memory.
[[gnu::noinline]] void Telephony::place_scripted(SimTime now, AttemptId attempt, const ScriptedOutcome& scripted,
                                                 models::AttemptSetting setting) {
  const models::AttemptSample sample = as_scripted(scripted, setting);
  const SimTime ends_at = begin(now, attempt, sample);
  if (sample.outcome == AttemptOutcome::lost) return;  // the machine gives it up
  models::LinkFaults faults;
  if (link_fails_) {
    faults =
        answers_.link(setting.who, setting.attempt, random::draw(models::attempt_key(setting.who, setting.attempt, random::Purpose::link)));
  }
  if (!faults.lost) report_end_late(ends_at, line_of(attempt), faults);  // no limit of the campaign cuts an error
}

void Telephony::report_end_late(SimTime ends_at, std::uint32_t line, const models::LinkFaults& faults) {
  const SimTime arrives = ends_at + (faults.late ? faults.late_by : Duration{0});
  later_report(arrives, kernel::OwnReport::rank(line)) = on_line_[line];
  if (faults.duplicated) later_report(arrives + faults.late_by, kernel::OwnReport::rank(line)) = on_line_[line];
}

// A report due at `at` that is none of the line's, to be written. It stands until the next call.
Telephony::Report& Telephony::later_report(SimTime at, std::uint32_t rank) {
  std::uint32_t slot = static_cast<std::uint32_t>(others_.size());
  if (free_others_.empty()) {
    others_.emplace_back();
  } else {
    slot = free_others_.back();
    free_others_.pop_back();
  }
  reports_.push(at, rank, lines_ + slot);
  return others_[slot];
}

const campaign::Input& Telephony::take() {
  const std::uint32_t slot = reports_.pop();
  if (slot >= lines_) free_others_.push_back(slot - lines_);
  const Report& report = slot < lines_ ? on_line_[slot] : others_[slot - lines_];
  taken_.kind = report.answered ? campaign::InputKind::attempt_answered : campaign::InputKind::attempt_ended;
  taken_.attempt = report.attempt;
  taken_.outcome = report.outcome;
  taken_.amount = report.talk;
  return taken_;
}

}  // namespace sim::world
