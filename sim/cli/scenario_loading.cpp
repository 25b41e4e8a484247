#include "sim/cli/scenario_loading.hpp"

#include <fmt/format.h>

#include "sim/cli/console.hpp"
#include "sim/experiment/metric_table.hpp"

namespace sim::cli {

LoadedScenario load_scenario(const std::string& file, const CommonOptions& common) {
  scenario::LoadOptions options;
  options.overrides = common.overrides;
  options.seed = common.seed;
  options.replications = common.replications;
  options.metric_names = [](const world::WorldConfig& world) { return experiment::metric_names(world, experiment::metrics_of(world)); };
  scenario::Loaded loaded = scenario::load(file, options);
  for (const scenario::Error& error : loaded.errors) say(error.text() + "\n");
  return {std::move(loaded.scenario), loaded.errors.size()};
}

void say_error_count(std::size_t errors) { say(fmt::format("{} error{}\n", errors, errors == 1 ? "" : "s")); }

}  // namespace sim::cli
