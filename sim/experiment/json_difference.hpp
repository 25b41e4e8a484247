#pragma once
// In what two resolved scenarios differ: pointers with the value on either side.

#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace sim::experiment {

struct JsonDifference {
  std::string pointer;
  scenario::Json a, b;  // null also where there is nothing
};

// What describes the simulated world. Names and what is asked of the runs (seed, replications, requirements, precision, vary, plan) are
// left out.
std::vector<JsonDifference> world_differences(const scenario::Json& a, const scenario::Json& b);

}  // namespace sim::experiment
