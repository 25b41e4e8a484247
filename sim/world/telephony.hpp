#pragma once
// The lines and the link between them and the machine: what a dial leads to, when its reports arrive, and what the link does to them.
//
// Invariants
//   1. Reports of one instant come in the order of their lines, a pick-up before the end.
//   2. An attempt is decided when it is placed, from its own keyed draws; nothing later changes it.

#include <vector>

#include "models/answer.hpp"
#include "models/draws_ahead.hpp"
#include "sim/campaign/machine.hpp"
#include "sim/kernel/report_list.hpp"
#include "sim/world/people.hpp"

namespace sim::world {

class Telephony {
 public:
  Telephony(const WorldConfig& config, const models::Answers& answers);

  // Dials. REQUIRES setting.who, segment and attempt to be those of the person and of this attempt.
  void place(SimTime now, AttemptId attempt, const People& people, const Person& person, const models::AttemptSetting& setting);
  // Whether an attempt reads several draws, and draw() before place() gains something.
  bool reads_many() const { return reads_many_; }
  // Begins the draws of an attempt that is placed later: what is done until then goes on beside them. `number` is that of the attempt of
  // the call, from 1.
  void draw(AttemptId attempt, models::Who who, std::uint32_t number) {
    drawn_for_ = attempt;
    models::draw_attempt(who, number, drawn_);
  }
  SimTime next() const { return reports_.next(); }
  bool idle() const { return reports_.empty(); }
  // The next report as an input of the machine.
  const campaign::Input& take();
  // A line of which a report comes soon; kMaxLines when none is known.
  std::uint32_t soon() const {
    const std::uint32_t slot = reports_.empty() ? kMaxLines : reports_.soon();
    return slot < lines_ ? slot : kMaxLines;
  }
  void expect_line(std::uint32_t line) const { __builtin_prefetch(&on_line_[line], 1); }
  // Whether the attempt that is or was last on this line reached the goal of its script.
  bool goal(std::uint32_t line) const { return on_line_[line].goal; }
  std::size_t bytes() const { return on_line_.capacity() * sizeof(Report) + others_.capacity() * sizeof(Report); }

 private:
  struct Report {
    AttemptId attempt{};
    Duration talk{0};
    AttemptOutcome outcome{};
    bool answered = false;  // a pick-up
    bool goal = false;
  };
  void place_scripted(SimTime now, AttemptId attempt, const ScriptedOutcome& scripted, models::AttemptSetting setting);
  SimTime begin(SimTime now, AttemptId attempt, const models::AttemptSample& sample);
  void report_end(SimTime now, SimTime ends_at, std::uint32_t line, bool drawn);
  void report_end_late(SimTime ends_at, std::uint32_t line, const models::LinkFaults& faults);
  Report& later_report(SimTime at, std::uint32_t rank);

  const models::Answers& answers_;
  models::DrawsAhead outcomes_{random::Purpose::outcome};
  models::AttemptDraws drawn_{};  // of the attempt drawn_for_, where an attempt reads many
  AttemptId drawn_for_{};
  std::uint32_t lines_;
  bool pick_ups_;  // reported, because somebody counts them
  bool link_fails_, reports_outlive_;
  bool reads_many_;
  std::vector<Report> on_line_;  // the end of the attempt on each line: the usual report has its slot here
  std::vector<Report> others_;   // pick-ups, and reports that may outlive their attempt
  std::vector<std::uint32_t> free_others_;
  kernel::ReportList reports_;
  campaign::Input taken_;  // what take() gave last; most of an input is the same for all reports
};

}  // namespace sim::world
