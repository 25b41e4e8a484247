#pragma once
// Values that replace what stands in a scenario, or are added to it, at a JSON pointer.
//
// Invariants
//   1. Keys on the way that are missing are made, but for names that the scenario chooses: those must be there.
//   2. A pointer that leads nowhere changes nothing.

#include <string>
#include <string_view>

#include "sim/scenario/json_source.hpp"

namespace sim::scenario {

// Puts `value` at the pointer; what is made on the way stands where the value does. Empty: done. Else a message that says why the pointer
// leads nowhere.
std::string put(Node& root, std::string_view pointer, Node value);

}  // namespace sim::scenario
