#pragma once
// What `dialsim sweep --tornado` writes and shows.
//
// Invariants
//   1. The same rows give the same bytes.
//   2. The summary fits 80 columns.

#include <string>

#include "sim/experiment/tornado.hpp"
#include "sim/report/summary.hpp"

namespace sim::report {

// {"format", "program", "metric", "unit", "replications", "seed", "baseline": {"mean", "half_width"}, "inputs": [{"pointer", "label",
// "unit", "value", "low", "high", "swing", "why"}], "left_out", "audit"}; an end is {"value", "mean", "n", "difference", "half_width"}. Not
// a number is null.
std::string tornado_json(const scenario::Scenario& scenario, const experiment::UncertainInputs& inputs, const experiment::Tornado& tornado);
std::string tornado_summary(const scenario::Scenario& scenario, const experiment::UncertainInputs& inputs,
                            const experiment::Tornado& tornado, Ink ink);

}  // namespace sim::report
