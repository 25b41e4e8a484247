#pragma once
// What `dialsim sweep` does alike for its factorial and its tornado: one scenario for each point, the folder, the way it ends.

#include <filesystem>
#include <vector>

#include "sim/cli/command.hpp"
#include "sim/experiment/points.hpp"

namespace sim::cli {

using PointOverrides = std::vector<std::vector<scenario::Override>>;  // of each point, beside those of the command line

// Empty: errors were said.
std::vector<scenario::Scenario> load_points(const scenario::Scenario& base, const PointOverrides& points, const Invocation& invocation);
std::vector<const scenario::Scenario*> pointers_to(const std::vector<scenario::Scenario>& scenarios);

std::filesystem::path sweep_folder(const scenario::Scenario& scenario, const CommonOptions& common);

// Interrupted before one replication had all points.
ExitStatus say_nothing_complete();
// Looks for violations of invariants, says an interruption.
ExitStatus judged_study(const std::vector<scenario::Scenario>& scenarios, const PointOverrides& points,
                        const experiment::PointResults& results, const Invocation& invocation);

ExitStatus show_tornado(const Invocation& invocation);

}  // namespace sim::cli
