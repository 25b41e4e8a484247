#include "sim/cli/sweep_parts.hpp"

#include "sim/cli/point_run.hpp"
#include "sim/cli/scenario_loading.hpp"

namespace sim::cli {

using scenario::Scenario;

std::vector<Scenario> load_points(const Scenario& base, const PointOverrides& points, const Invocation& invocation) {
  std::vector<Scenario> scenarios;
  for (const std::vector<scenario::Override>& more : points) {
    CommonOptions common = invocation.common;
    common.overrides.insert(common.overrides.end(), more.begin(), more.end());
    LoadedScenario loaded = load_scenario(base.file, common);
    if (!loaded.scenario) {
      say_error_count(loaded.errors);
      return {};
    }
    scenarios.push_back(std::move(*loaded.scenario));
  }
  return scenarios;
}

std::vector<const Scenario*> pointers_to(const std::vector<Scenario>& scenarios) {
  std::vector<const Scenario*> pointers;
  for (const Scenario& scenario : scenarios) pointers.push_back(&scenario);
  return pointers;
}

std::filesystem::path sweep_folder(const Scenario& scenario, const CommonOptions& common) {
  return common.out.value_or(std::filesystem::path("out") / std::filesystem::path(scenario.file).stem());
}

ExitStatus say_nothing_complete() {
  say("dialsim sweep: interrupted; what was finished is kept, the same command goes on from there\n");
  return ExitStatus::interrupted;
}

ExitStatus judged_study(const std::vector<Scenario>& scenarios, const PointOverrides& points, const experiment::PointResults& results,
                        const Invocation& invocation) {
  if (results.interrupted) say("dialsim sweep: interrupted; the same command goes on from here\n");
  std::vector<JudgedPoint> judged;
  for (std::size_t p = 0; p < scenarios.size(); ++p) judged.push_back({&scenarios[p], points[p]});
  return audited(judged, results, invocation);
}

}  // namespace sim::cli
