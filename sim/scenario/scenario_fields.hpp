#pragma once
// The whole scenario: the table of its top.

#include "sim/scenario/draft.hpp"

namespace sim::scenario {

// Made once; reading sets the clock of the reader.
const Type<ScenarioDraft>& scenario_type();

}  // namespace sim::scenario
