// dialsim completion: a script for a shell on standard output.

#include "sim/cli/command.hpp"
#include "sim/cli/completion.hpp"
#include "sim/scenario/nearest.hpp"

namespace sim::cli {

ExitStatus print_completion(const Invocation& invocation) {
  const std::string& shell = invocation.arguments[0];
  if (shell == kShells[0]) {
    print(bash_completion());
  } else if (shell == kShells[1]) {
    print(zsh_completion());
  } else {
    throw UsageError("unknown shell \"" + shell + "\"" + scenario::suggestion(shell, {kShells.begin(), kShells.end()}));
  }
  return ExitStatus::done;
}

}  // namespace sim::cli
