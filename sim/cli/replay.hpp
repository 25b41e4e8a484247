#pragma once
// The command line that runs one replication of a scenario again, with its trace.

#include <cstdint>
#include <string>

#include "sim/cli/options.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::cli {

// A replication depends on its number and the seed, not on those before it, so it can be run without them.
std::string replay_command(const scenario::Scenario& scenario, const Invocation& invocation, std::uint32_t replication);

}  // namespace sim::cli
