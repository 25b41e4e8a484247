// dialsim compare: several scenarios for the same customers, paired.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "sim/cli/point_run.hpp"
#include "sim/cli/scenario_loading.hpp"
#include "sim/report/comparison_files.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/report/study_facts.hpp"

namespace sim::cli {
namespace {

using report::ComparedScenario;
using scenario::Scenario;

constexpr std::uint32_t kLeastForAnInterval = 2;

// All of them, or the number of errors that were said. The seed of the first goes for all: else they would meet different customers.
struct LoadedScenarios {
  std::vector<Scenario> scenarios;
  std::size_t errors = 0;
};

LoadedScenarios load_all(const Invocation& invocation) {
  LoadedScenarios all;
  CommonOptions common = invocation.common;
  for (const std::string& file : invocation.arguments) {
    LoadedScenario loaded = load_scenario(file, common);
    all.errors += loaded.errors;
    if (!loaded.scenario) continue;
    if (!common.seed) common.seed = loaded.scenario->world.seed;
    all.scenarios.push_back(std::move(*loaded.scenario));
  }
  return all;
}

std::string stem_of(const std::string& file) { return std::filesystem::path(file).stem().string(); }

// File names without folder and .json where that tells them apart.
std::vector<ComparedScenario> labelled(const std::vector<Scenario>& scenarios) {
  std::set<std::string> stems, files;
  for (const Scenario& scenario : scenarios) {
    stems.insert(stem_of(scenario.file));
    files.insert(scenario.file);
  }
  std::vector<ComparedScenario> all;
  for (const Scenario& scenario : scenarios) {
    std::string label = stems.size() == scenarios.size() ? stem_of(scenario.file) : scenario.file;
    if (files.size() < scenarios.size()) label += fmt::format(" ({})", all.size() + 1);
    all.push_back({std::move(label), &scenario});
  }
  return all;
}

std::uint32_t replications_of(const std::vector<Scenario>& scenarios, const CommonOptions& common) {
  if (common.replications) return *common.replications;
  std::uint32_t most = kLeastForAnInterval;
  for (const Scenario& scenario : scenarios) most = std::max(most, scenario.replications);
  return most;
}

// Asked for by name, or where more than two are compared: by the time at which the first shared campaign is finished.
std::optional<experiment::BestBy> best_by(const experiment::SharedMetrics& shared, const Invocation& invocation) {
  const GivenOptions& own = invocation.own;
  if (own.has("minimize") && own.has("maximize")) throw UsageError("--minimize and --maximize exclude each other");
  std::optional<std::size_t> metric;
  if (const auto name = own.text("metric")) metric = metric_named(shared, "metric", *name);
  const auto by_default = std::ranges::find_if(shared.names, [](const std::string& name) { return name.ends_with("/finished_after_s"); });
  if (!metric && invocation.arguments.size() > 2 && by_default != shared.names.end()) {
    metric = static_cast<std::size_t>(by_default - shared.names.begin());
  }
  const double indifference = amount_of(own, "indifference", 0);
  if (!metric) {
    if (own.has("minimize") || own.has("maximize") || own.has("indifference")) throw UsageError("--metric NAME is missing: best by what?");
    return std::nullopt;
  }
  stats::Better better = experiment::better_direction(shared.names[*metric]);
  if (own.has("minimize")) better = stats::Better::smaller;
  if (own.has("maximize")) better = stats::Better::greater;
  return experiment::BestBy{*metric, {better, indifference}};
}

constexpr std::uint32_t kLeastForAChoice = 20;  // replications before the first look: with fewer the spread that it rests on is a guess
constexpr std::uint32_t kMostForAChoice = 1'000'000;

// How many replications a choice may take of each scenario. Throws UsageError.
std::optional<std::uint32_t> budget_of(const Invocation& invocation, const std::optional<experiment::BestBy>& best, std::uint32_t first) {
  const auto budget = invocation.own.number("until-best", 1, kMostForAChoice);
  if (!budget) return std::nullopt;
  if (!best) throw UsageError("--metric NAME is missing: best by what?");
  if (best->rule.indifference == 0) throw UsageError("--until-best needs --indifference X: which differences do not matter?");
  if (*budget < first) throw UsageError(fmt::format("--until-best {}: the first look takes {} replications already", *budget, first));
  return static_cast<std::uint32_t>(*budget);
}

std::filesystem::path comparison_folder(const Invocation& invocation) {
  if (invocation.common.out) return *invocation.common.out;
  std::string name = "compare";
  for (const std::string& file : invocation.arguments) name += "-" + stem_of(file);
  return std::filesystem::path("out") / name.substr(0, 120);  // file systems take 255 bytes
}

}  // namespace

ExitStatus compare_scenarios(const Invocation& invocation) {
  const LoadedScenarios loaded = load_all(invocation);
  if (loaded.errors > 0) {
    say_error_count(loaded.errors);
    return ExitStatus::usage;
  }
  const std::vector<ComparedScenario> compared = labelled(loaded.scenarios);
  std::vector<const Scenario*> scenarios;
  std::vector<experiment::Point> points;
  std::vector<JudgedPoint> judged;
  for (const Scenario& scenario : loaded.scenarios) {
    scenarios.push_back(&scenario);
    points.push_back({&scenario});
    judged.push_back({&scenario});
  }
  const auto best = best_by(experiment::shared_metrics(scenarios), invocation);
  std::uint32_t replications = replications_of(loaded.scenarios, invocation.common);
  if (invocation.own.has("until-best")) replications = std::max(replications, kLeastForAChoice);
  const std::optional<std::uint32_t> budget = budget_of(invocation, best, replications);
  const report::OutputFolder folder(comparison_folder(invocation));
  const StopOnSignal stop;
  experiment::PointResults results = run_with_progress(std::move(points), replications, invocation, stop);
  std::optional<experiment::SequentialChoice> choice;
  if (budget && !results.interrupted) {
    const experiment::RunMore more = [&](std::vector<experiment::Point> left, std::uint32_t count) {
      return run_with_progress(std::move(left), count, invocation, stop);
    };
    choice = experiment::choose_best(scenarios, *best, *budget, more, results);
  }
  experiment::Comparison comparison = experiment::compare(scenarios, results, best);
  comparison.sequential = std::move(choice);
  if (comparison.replications == 0) {
    say("dialsim compare: interrupted before every scenario had a replication; nothing is written\n");
    return ExitStatus::interrupted;
  }
  folder.write("compare.csv", report::compare_csv(compared, comparison));
  folder.write("compare.json", report::compare_json(compared, comparison));
  folder.write(report::study_facts_file("compare"), report::study_facts_json(invocation.command_line, invocation.arguments));
  if (!invocation.common.quiet) {
    print(report::compare_summary(compared, comparison, ink_of(invocation)));
    print(fmt::format("\nfiles in {}:\n  compare.json compare.csv compare_run.json\n", folder.path().string()));
  }
  flush_output();
  if (results.interrupted) say("dialsim compare: interrupted; the replications that every scenario finished are written\n");
  const ExitStatus status = audited(judged, results, invocation);
  const bool undecided = comparison.sequential && !comparison.sequential->decided;
  return status == ExitStatus::done && undecided ? ExitStatus::undecided : status;
}

}  // namespace sim::cli
