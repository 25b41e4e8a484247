#pragma once
// What every simulating command asks of its crew: as many threads as the command line says, Ctrl-C stops it, progress on standard error.

#include "sim/cli/command.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/signals.hpp"
#include "sim/experiment/crew.hpp"

namespace sim::cli {

class WatchedCrew {
 public:
  // REQUIRES world and stop outlive this.
  WatchedCrew(const Invocation& invocation, const world::WorldConfig& world, const StopOnSignal& stop);
  // REQUIRES this outlives the run.
  const experiment::CrewOptions& options() const { return options_; }

 private:
  ProgressMeter meter_;
  experiment::CrewOptions options_;
};

}  // namespace sim::cli
