#pragma once
// Retry rules as a scenario writes them: for each outcome a list of delays, or the long form with a cap.

#include <array>

#include "sim/campaign/config.hpp"
#include "sim/scenario/fields.hpp"

namespace sim::scenario {

using RetryRules = std::array<campaign::OutcomeRule, kOutcomeCount>;

Type<RetryRules> retry_rules();

}  // namespace sim::scenario
