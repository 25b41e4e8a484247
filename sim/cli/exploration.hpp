#pragma once
// `dialsim verify` without a trace: small worlds listed, explored, or one path of one world taken again.

#include "sim/cli/exit_status.hpp"
#include "sim/cli/options.hpp"

namespace sim::cli {

ExitStatus explore_small_worlds(const Invocation& invocation);

}  // namespace sim::cli
