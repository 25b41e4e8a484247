#pragma once
// Segments of customers as a scenario writes them.

#include "sim/scenario/draft.hpp"

namespace sim::scenario {

Type<CustomerDraft> customers();

}  // namespace sim::scenario
