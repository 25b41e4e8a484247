// dialsim sweep: the full factorial over `vary`, from where it stopped.

#include <fmt/format.h>

#include <algorithm>

#include "sim/cli/point_run.hpp"
#include "sim/cli/scenario_loading.hpp"
#include "sim/cli/stored_run.hpp"
#include "sim/cli/sweep_parts.hpp"
#include "sim/experiment/sweep.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/report/results.hpp"
#include "sim/report/study_facts.hpp"
#include "sim/report/sweep_files.hpp"

namespace sim::cli {
namespace {

using scenario::Factor;
using scenario::Scenario;

constexpr std::size_t kMostPoints = 10'000;
constexpr std::size_t kMostObjectives = 3;

// A factor that --set decides is no factor. One that moves several keys together is decided as a whole or not at all.
std::vector<Factor> open_factors(const Scenario& scenario, const CommonOptions& common) {
  const auto given = [&](const std::string& pointer) {
    return std::ranges::find(common.overrides, pointer, &scenario::Override::pointer) != common.overrides.end();
  };
  std::vector<Factor> factors;
  for (const Factor& factor : scenario.vary) {
    if (given(factor.key)) continue;
    for (const scenario::Level& level : factor.levels) {
      const auto part = std::ranges::find_if(level.settings, given, &scenario::Setting::pointer);
      if (part == level.settings.end()) continue;
      throw UsageError(fmt::format("--set {} decides a part of the factor \"{}\"; its keys move together", part->pointer, factor.key));
    }
    factors.push_back(factor);
  }
  return factors;
}

void check_factors(const Scenario& scenario, const std::vector<Factor>& factors) {
  if (factors.empty()) {
    const char* problem = scenario.vary.empty() ? "there is nothing to vary" : "every factor is decided by --set";
    throw UsageError(scenario.file + ": " + problem + "; add a block such as\n  \"vary\": {\"/account/lines\": [100, 150, 200]}");
  }
  std::size_t points = 1;
  for (const Factor& factor : factors) points *= std::min(factor.levels.size(), kMostPoints + 1);
  if (points > kMostPoints) throw UsageError(fmt::format("{}: vary makes more than {} points", scenario.file, kMostPoints));
}

// "max:NAME" and "min:NAME" say which way is better.
stats::Better direction(std::string& name) {
  const bool said = name.starts_with("max:") || name.starts_with("min:");
  const stats::Better better = !said                      ? experiment::better_direction(name)
                               : name.starts_with("max:") ? stats::Better::greater
                                                          : stats::Better::smaller;
  if (said) name.erase(0, 4);
  return better;
}

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> parts{""};
  for (const char c : text) {
    if (c == ',') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

experiment::SweepQuestions questions_of(const experiment::SharedMetrics& shared, const GivenOptions& own) {
  experiment::SweepQuestions questions;
  for (const std::string& name : own.texts("metric")) questions.metrics.push_back(metric_named(shared, "metric", name));
  if (const auto text = own.text("pareto")) {
    for (std::string name : split_at_commas(*text)) {
      questions.pareto_better.push_back(direction(name));
      questions.pareto.push_back(metric_named(shared, "pareto", name));
    }
    if (questions.pareto.size() < 2 || questions.pareto.size() > kMostObjectives) {
      throw UsageError("--pareto: expected two or three metrics with commas between them");
    }
  }
  if (questions.metrics.empty()) questions.metrics = questions.pareto;
  // What most ask first: when is it over, whom does it reach.
  for (std::size_t m = 0; m < shared.names.size() && own.texts("metric").empty() && questions.pareto.empty(); ++m) {
    const std::string& name = shared.names[m];
    if (name.ends_with("/finished_after_s") || name.ends_with("/reach_ratio")) questions.metrics.push_back(m);
  }
  return questions;
}

}  // namespace

ExitStatus sweep_scenario(const Invocation& invocation) {
  if (invocation.own.has("tornado")) return show_tornado(invocation);
  if (invocation.own.has("range")) throw UsageError("--range goes with --tornado");
  const LoadedScenario base = load_scenario(invocation.arguments.front(), invocation.common);
  if (!base.scenario) {
    say_error_count(base.errors);
    return ExitStatus::usage;
  }
  const std::vector<Factor> factors = open_factors(*base.scenario, invocation.common);
  check_factors(*base.scenario, factors);
  PointOverrides points;
  for (const experiment::Levels& levels : experiment::full_factorial(factors)) points.push_back(experiment::overrides_of(factors, levels));
  const std::vector<Scenario> scenarios = load_points(*base.scenario, points, invocation);
  if (scenarios.empty()) return ExitStatus::usage;
  experiment::SharedMetrics shared = experiment::shared_metrics(pointers_to(scenarios));
  experiment::SweepQuestions questions = questions_of(shared, invocation.own);
  for (const Scenario& scenario : scenarios) questions.latest_s = std::max(questions.latest_s, experiment::seconds(scenario.world.horizon));
  const report::OutputFolder folder(sweep_folder(*base.scenario, invocation.common));
  const StopOnSignal stop;
  StoredRun run(scenarios, folder, base.scenario->replications);
  const experiment::PointResults results = run.run(invocation, stop);
  if (experiment::complete_replications(results) == 0) return say_nothing_complete();
  const experiment::Sweep sweep = experiment::sum_up_sweep(factors, std::move(shared), results, questions);
  folder.write("sweep.csv", report::sweep_csv(sweep));
  folder.write("sweep.json", report::sweep_json(*base.scenario, sweep));
  folder.write(report::study_facts_file("sweep"), report::study_facts_json(invocation.command_line, {base.scenario->file}));
  if (!invocation.common.quiet) {
    print(report::sweep_summary(*base.scenario, sweep, ink_of(invocation)));
    print(fmt::format("\n{}\n\nfiles in {}:\n  sweep.json sweep.csv sweep.sqlite sweep_run.json\n", run.told(), folder.path().string()));
  }
  flush_output();
  return judged_study(scenarios, points, results, invocation);
}

}  // namespace sim::cli
