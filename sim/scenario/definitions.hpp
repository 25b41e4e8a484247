#pragma once
// All definitions that the tables of a scenario are made of, for those who describe the format.

#include <vector>

#include "sim/scenario/fields.hpp"

namespace sim::scenario {

// The scenario itself first, the others in the order in which they are first used; each once.
const std::vector<const Definition*>& definitions_of_scenario();

}  // namespace sim::scenario
