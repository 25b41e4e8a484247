#pragma once
// The carrier as a scenario writes it.

#include "sim/scenario/draft.hpp"

namespace sim::scenario {

Type<CarrierDraft> carrier();

}  // namespace sim::scenario
