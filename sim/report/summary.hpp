#pragma once
// The summary of a run on the terminal: tables that fit 80 columns, statuses under their documented names, small bars for progress.
// Numbers are means over the replications, with the half width of their 95 % interval when there are several.

#include <string>

#include "sim/experiment/experiment.hpp"
#include "sim/report/ink.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::report {

// REQUIRES at least one record in the result.
std::string run_summary(const scenario::Scenario& scenario, const experiment::ExperimentResult& result, Ink ink);

}  // namespace sim::report
