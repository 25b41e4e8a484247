#pragma once
// The factors of a sweep, checked against the scenario that they change.

#include "sim/scenario/draft.hpp"
#include "sim/scenario/study.hpp"

namespace sim::scenario {

// Every level is tried, but for factors that an override has decided; two factors may not set the same key.
std::vector<Factor> checked_factors(Reader& reader, const std::vector<Named<FactorDraft>>& drafts, const LoadOptions& options,
                                    const Trial& trial);

}  // namespace sim::scenario
