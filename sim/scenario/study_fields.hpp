#pragma once
// What a scenario asks of its runs, as it writes it: requirements, precision, a plan.

#include "sim/scenario/draft.hpp"

namespace sim::scenario {

Type<RequirementDraft> requirement();
Type<PrecisionDraft> precision();
Type<PlanDraft> plan();

}  // namespace sim::scenario
