#pragma once
// The lines and the link between them and the machine: what a dial leads to, when its reports arrive, and what the link does to them.
//
// Invariants
//   1. Reports of one instant come in the order of their lines, a pick-up before the end.
//   2. An attempt is decided when it is placed, from its own keyed draws; nothing later changes it.

#include <vector>

#include "models/answer.hpp"
#include "sim/campaign/machine.hpp"
#include "sim/kernel/report_heap.hpp"
#include "sim/world/people.hpp"

namespace sim::world {

// How a dial is placed, beside who is dialed.
struct Dial {
  AttemptId attempt;
  std::uint32_t number;  // of the attempt within its call, from 1
  ScriptId script;
  Duration local;        // civil time at the customer
  int last_failed_hour;  // on the customer's clock, -1: none
  bool carrier_down;
  Duration ring_timeout, max_call;
};

class Telephony {
 public:
  Telephony(const WorldConfig& config, const models::Answers& answers);

  void place(SimTime now, const People& people, const Person& person, const Dial& dial);
  SimTime next() const { return reports_.next(); }
  bool idle() const { return reports_.empty(); }
  // The next report as an input of the machine.
  campaign::Input take();
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
  models::AttemptSample happens(const People& people, const Person& person, const Dial& dial) const;
  void deliver(SimTime at, const Report& report, std::uint32_t line);

  const WorldConfig& config_;
  const models::Answers& answers_;
  bool pick_ups_;                // reported, because somebody counts them
  std::vector<Report> on_line_;  // the end of the attempt on each line: the usual report has its slot here
  std::vector<Report> others_;   // pick-ups, and reports that may outlive their attempt
  std::vector<std::uint32_t> free_others_;
  kernel::ReportHeap reports_;
};

}  // namespace sim::world
