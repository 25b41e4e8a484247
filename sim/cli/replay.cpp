#include "sim/cli/replay.hpp"

#include <fmt/format.h>

namespace sim::cli {

std::string replay_command(const scenario::Scenario& scenario, const Invocation& invocation, std::uint32_t replication) {
  std::string text = fmt::format("dialsim run {} --seed {} --replications 1 --replication {} --trace", shell_quoted(scenario.file),
                                 scenario.world.seed, replication);
  for (const scenario::Override& change : invocation.common.overrides) {
    text += " --set " + shell_quoted(change.pointer + "=" + change.value);
  }
  if (const auto until = invocation.own.text("until")) text += " --until " + shell_quoted(*until);
  return text;
}

}  // namespace sim::cli
