#include "sim/cli/completion.hpp"

#include <algorithm>

namespace sim::cli {

Filling filling_of(std::string_view placeholder) {
  constexpr std::array<std::string_view, 6> kFiles{"SCENARIO", "SCENARIO...", "[SCENARIO]", "[FILE]", "A B...", "TRACE"};
  constexpr std::array<std::string_view, 4> kFolders{"DIR", "OUT", "OUT NAME", "RESULTS..."};
  if (std::ranges::find(kFiles, placeholder) != kFiles.end()) return Filling::files;
  return std::ranges::find(kFolders, placeholder) != kFolders.end() ? Filling::folders : Filling::nothing;
}

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> all(command.options.begin(), command.options.end());
  if (command.reads_scenarios) all.insert(all.end(), simulation_options().begin(), simulation_options().end());
  all.insert(all.end(), program_options().begin(), program_options().end());
  return all;
}

}  // namespace sim::cli
