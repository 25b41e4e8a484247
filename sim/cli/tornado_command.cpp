// dialsim sweep --tornado: which uncertain input moves the answer most.

#include <fmt/format.h>

#include <algorithm>

#include "sim/cli/point_run.hpp"
#include "sim/cli/scenario_loading.hpp"
#include "sim/cli/stored_run.hpp"
#include "sim/cli/sweep_parts.hpp"
#include "sim/cli/tornado_ranges.hpp"
#include "sim/experiment/tornado.hpp"
#include "sim/report/study_facts.hpp"
#include "sim/report/tornado_files.hpp"

namespace sim::cli {
namespace {

using scenario::Scenario;

// What the scenario is judged by; else when its first campaign is over.
std::string metric_of(const Scenario& scenario, const GivenOptions& own) {
  const std::vector<std::string> named = own.texts("metric");
  if (named.size() > 1) throw UsageError("--tornado: expected one --metric, got several");
  if (!named.empty()) return named.front();
  if (!scenario.require.empty()) return scenario.require.front().metric;
  return scenario.world.campaigns.front().name + "/finished_after_s";
}

experiment::UncertainInputs inputs_of(const Scenario& scenario, const GivenOptions& own) {
  experiment::UncertainInputs found = experiment::uncertain_inputs(scenario);
  apply_ranges(own.texts("range"), scenario.resolved, found.inputs);
  std::erase_if(found.left_out, [&](const std::string& pointer) {
    return std::ranges::find(found.inputs, pointer, &experiment::UncertainInput::pointer) != found.inputs.end();
  });
  if (found.inputs.empty()) {
    throw UsageError(scenario.file + " has no uncertain input; name one with --range /json/pointer=LOW,HIGH");
  }
  return found;
}

}  // namespace

ExitStatus show_tornado(const Invocation& invocation) {
  if (invocation.own.has("pareto")) throw UsageError("--pareto and --tornado exclude each other");
  const LoadedScenario base = load_scenario(invocation.arguments.front(), invocation.common);
  if (!base.scenario) {
    say_error_count(base.errors);
    return ExitStatus::usage;
  }
  const experiment::UncertainInputs inputs = inputs_of(*base.scenario, invocation.own);
  const auto points = experiment::tornado_points(inputs.inputs);
  const std::vector<Scenario> scenarios = load_points(*base.scenario, points, invocation);
  if (scenarios.empty()) return ExitStatus::usage;
  const experiment::SharedMetrics shared = experiment::shared_metrics(pointers_to(scenarios));
  const std::size_t metric = metric_named(shared, "metric", metric_of(*base.scenario, invocation.own));
  const report::OutputFolder folder(sweep_folder(*base.scenario, invocation.common));
  const StopOnSignal stop;
  StoredRun run(scenarios, folder, base.scenario->replications);
  const experiment::PointResults results = run.run(invocation, stop);
  if (experiment::complete_replications(results) == 0) return say_nothing_complete();
  std::vector<std::size_t> columns;
  for (const auto& positions : shared.positions) columns.push_back(positions[metric]);
  const experiment::Tornado tornado = experiment::sum_up_tornado(shared.names[metric], inputs.inputs, results, columns);
  folder.write("tornado.json", report::tornado_json(*base.scenario, inputs, tornado));
  folder.write(report::study_facts_file("tornado"), report::study_facts_json(invocation.command_line, {base.scenario->file}));
  if (!invocation.common.quiet) {
    print(report::tornado_summary(*base.scenario, inputs, tornado, ink_of(invocation)));
    print(fmt::format("\n{}\n\nfiles in {}:\n  tornado.json sweep.sqlite tornado_run.json\n", run.told(), folder.path().string()));
  }
  flush_output();
  return judged_study(scenarios, points, results, invocation);
}

}  // namespace sim::cli
