#pragma once
// The scenarios that are measured, read from the source tree.

#include <cstdint>
#include <string>

#include "sim/scenario/scenario.hpp"

namespace bench {

// `file` is relative to the source tree. Aborts, with the errors, when it cannot be read.
sim::scenario::Scenario scenario(const std::string& file);

// Its lists made as much shorter or longer as brings all contacts together to about `contacts`.
void resize(sim::world::WorldConfig& world, std::uint64_t contacts);

}  // namespace bench
