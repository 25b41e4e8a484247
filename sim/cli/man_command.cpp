// dialsim man: the manual page on standard output.

#include "sim/cli/command.hpp"
#include "sim/cli/manual.hpp"

namespace sim::cli {

ExitStatus print_manual(const Invocation&) {
  print(manual_page());
  return ExitStatus::done;
}

}  // namespace sim::cli
