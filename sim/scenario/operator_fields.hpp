#pragma once
// The operator's rules as a scenario writes them.

#include "sim/scenario/draft.hpp"

namespace sim::scenario {

Type<RuleDraft> operator_rule();

}  // namespace sim::scenario
