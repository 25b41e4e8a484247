#pragma once
// What `dialsim sweep` writes and shows.
//
// Invariants
//   1. The same rows give the same bytes, whether they were computed at once or after interruptions.
//   2. The summary fits 80 columns.

#include <string>

#include "sim/experiment/sweep.hpp"
#include "sim/report/summary.hpp"

namespace sim::report {

std::string sweep_json(const scenario::Scenario& scenario, const experiment::Sweep& sweep);
// A row for each point and metric: the number of the point, a column for each factor, the estimate.
std::string sweep_csv(const experiment::Sweep& sweep);
std::string sweep_summary(const scenario::Scenario& scenario, const experiment::Sweep& sweep, Ink ink);

}  // namespace sim::report
