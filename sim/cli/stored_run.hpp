#pragma once
// The points of a study with what sweep.sqlite knows of them; every finished replication goes there at once, so that a program that is
// killed loses those in flight and no other.

#include <cstdint>
#include <string>
#include <vector>

#include "sim/cli/command.hpp"
#include "sim/cli/signals.hpp"
#include "sim/experiment/points.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/report/sweep_store.hpp"

namespace sim::cli {

class StoredRun {
 public:
  // REQUIRES the scenarios outlive this, at least one.
  StoredRun(const std::vector<scenario::Scenario>& scenarios, const report::OutputFolder& folder, std::uint32_t replications);
  // REQUIRES called once.
  experiment::PointResults run(const Invocation& invocation, const StopOnSignal& stop);
  // What was run, what was known, what was not taken although it was there: a line without a newline.
  std::string told() const;

 private:
  report::SweepStore store_;
  std::uint32_t replications_;
  std::vector<std::string> keys_;                // of the points
  std::vector<std::vector<std::string>> names_;  // of the metrics of each
  std::vector<experiment::Point> points_;
  std::size_t known_ = 0, of_other_builds_ = 0, run_ = 0;
};

}  // namespace sim::cli
