#include "sim/cli/stored_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/cli/build_identity.hpp"
#include "sim/cli/point_run.hpp"
#include "sim/experiment/sweep.hpp"

namespace sim::cli {

StoredRun::StoredRun(const std::vector<scenario::Scenario>& scenarios, const report::OutputFolder& folder, std::uint32_t replications)
    : store_(folder.path() / "sweep.sqlite", build_identity()), replications_(replications) {
  for (const scenario::Scenario& scenario : scenarios) {
    keys_.push_back(experiment::point_key(scenario));
    names_.push_back(experiment::metric_names(scenario.world, experiment::metrics_of(scenario.world)));
    points_.push_back({&scenario, store_.rows(keys_.back(), names_.back(), replications)});
    known_ += static_cast<std::size_t>(std::ranges::count_if(points_.back().known, [](const auto& row) { return row.has_value(); }));
    of_other_builds_ += store_.of_other_builds(keys_.back(), replications);
  }
}

experiment::PointResults StoredRun::run(const Invocation& invocation, const StopOnSignal& stop) {
  return run_with_progress(std::move(points_), replications_, invocation, stop,
                           [this](std::size_t point, std::uint32_t replication, const experiment::PointRow& row) {
                             store_.keep(keys_[point], replication, names_[point], row);
                             ++run_;
                           });
}

std::string StoredRun::told() const {
  std::string text = fmt::format("replications run: {}; known from before: {}", run_, known_);
  if (of_other_builds_ > 0) {
    text += fmt::format("\nof another build of the program, so not taken: {}", of_other_builds_);
  }
  return text;
}

}  // namespace sim::cli
