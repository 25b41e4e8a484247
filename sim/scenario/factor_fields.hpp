#pragma once
// The block `vary`: a list of values for a JSON pointer, an object that gives values names, or named levels of several pointers that move
// together.

#include "sim/scenario/draft.hpp"

namespace sim::scenario {

Type<std::vector<Named<FactorDraft>>> factors();

}  // namespace sim::scenario
