#pragma once
// What a scenario asks of its runs, as it writes it: requirements, precision, factors of a sweep, a plan.

#include "sim/scenario/draft.hpp"

namespace sim::scenario {

Type<RequirementDraft> requirement();
Type<PrecisionDraft> precision();
Type<PlanDraft> plan();
Type<std::vector<Named<std::vector<const Node*>>>> factors();

}  // namespace sim::scenario
