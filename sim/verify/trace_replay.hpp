#pragma once
// A machine rebuilt from a trace: it gets the inputs that stand there, and the campaigns of the scenario. No model, no line and no operator
// takes part, so a difference in what it says is a difference of the machine, and it can be stopped after any line.
//
// Invariants
//   1. A line that cannot be an input of the machine, or comes before its time, is refused with a message and changes nothing.

#include <string>
#include <string_view>

#include "sim/campaign/machine.hpp"
#include "sim/world/world_config.hpp"

namespace sim::verify {

class TraceReplay {
 public:
  // REQUIRES that `world`, the configuration of the scenario of the trace, outlives this.
  explicit TraceReplay(const world::WorldConfig& world) : world_(world), machine_(world.account) {}

  // Feeds an input line and appends what the machine says, as it stands in a trace. Empty: done. Else why the line cannot be fed.
  std::string feed(std::string_view line, std::vector<std::string>& said);
  const campaign::Machine& machine() const { return machine_; }

 private:
  std::string problem_with(const campaign::Input& input, const campaign::ContactBlock& contacts) const;

  const world::WorldConfig& world_;
  campaign::Machine machine_;
  SimTime now_ = SimTime::min();
};

}  // namespace sim::verify
