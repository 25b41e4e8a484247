#pragma once
// What the commands with several scenarios share: the run of all points with its progress, the choice of a metric, broken invariants.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/command.hpp"
#include "sim/cli/signals.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/points.hpp"
#include "sim/report/summary.hpp"

namespace sim::cli {

using PointFinished = std::function<void(std::size_t point, std::uint32_t replication, const experiment::PointRow& row)>;

experiment::PointResults run_with_progress(std::vector<experiment::Point> points, std::uint32_t replications, const Invocation& invocation,
                                           const StopOnSignal& stop, PointFinished finished = {});

// Position among the shared metrics. Throws UsageError with the nearest name.
std::size_t metric_named(const experiment::SharedMetrics& shared, std::string_view option, const std::string& name);

// A number from 0; throws UsageError.
double amount_of(const GivenOptions& own, std::string_view option, double otherwise);

report::Ink ink_of(const Invocation& invocation);

// One scenario whose replications are looked through, with the command line that made it.
struct JudgedPoint {
  const scenario::Scenario* scenario = nullptr;
  std::vector<scenario::Override> overrides{};  // beside those of the command line
};
// Says every violation of an invariant with the command that replays it: `broken_invariant`; else `interrupted` or `done`.
ExitStatus audited(const std::vector<JudgedPoint>& points, const experiment::PointResults& results, const Invocation& invocation);

}  // namespace sim::cli
