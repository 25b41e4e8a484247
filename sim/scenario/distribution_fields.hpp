#pragma once
// Distributions of durations as a scenario writes them: a duration alone, or an object with the name of a kind.

#include "sim/random/distribution.hpp"
#include "sim/scenario/fields.hpp"

namespace sim::scenario {

const Type<random::Distribution>& distribution();

}  // namespace sim::scenario
