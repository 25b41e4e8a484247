// dialsim schema: the JSON Schema of scenarios on standard output.

#include "sim/cli/command.hpp"

namespace sim::cli {

ExitStatus print_schema(const Invocation&) {
  print(scenario::schema().dump(2) + "\n");
  return ExitStatus::done;
}

}  // namespace sim::cli
