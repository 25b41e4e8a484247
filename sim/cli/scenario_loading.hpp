#pragma once
// Scenarios as the commands get them: with the overrides of the command line, every error on standard error.

#include <cstddef>
#include <optional>
#include <string>

#include "sim/cli/options.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::cli {

struct LoadedScenario {
  std::optional<scenario::Scenario> scenario;
  std::size_t errors = 0;  // all of them printed
};

LoadedScenario load_scenario(const std::string& file, const CommonOptions& common);

// "12 errors": the last line after errors were printed.
void say_error_count(std::size_t errors);

}  // namespace sim::cli
