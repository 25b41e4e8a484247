#pragma once
// --range /json/pointer=LOW,HIGH: another range for an uncertain input, or a key of the scenario that is none by default.

#include <string>
#include <vector>

#include "sim/experiment/uncertain_inputs.hpp"

namespace sim::cli {

// Shares and numbers are written as such, durations with their unit. A key that is no input yet takes the two values as they are. Throws
// UsageError that tells everything wrong.
void apply_ranges(const std::vector<std::string>& texts, const scenario::Json& resolved, std::vector<experiment::UncertainInput>& inputs);

}  // namespace sim::cli
