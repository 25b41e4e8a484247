// dialsim sweep: the full factorial over `vary`, from where it stopped.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/cli/point_run.hpp"
#include "sim/cli/scenario_loading.hpp"
#include "sim/experiment/sweep.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/report/results.hpp"
#include "sim/report/study_facts.hpp"
#include "sim/report/sweep_files.hpp"
#include "sim/report/sweep_store.hpp"

namespace sim::cli {
namespace {

using scenario::Factor;
using scenario::Scenario;

constexpr std::size_t kMostPoints = 10'000;
constexpr std::size_t kMostObjectives = 3;

// A factor that --set decides is no factor.
std::vector<Factor> open_factors(const Scenario& scenario, const CommonOptions& common) {
  std::vector<Factor> factors;
  for (const Factor& factor : scenario.vary) {
    if (std::ranges::find(common.overrides, factor.pointer, &scenario::Override::pointer) == common.overrides.end()) {
      factors.push_back(factor);
    }
  }
  return factors;
}

void check_factors(const Scenario& scenario, const std::vector<Factor>& factors) {
  if (factors.empty()) {
    const char* problem = scenario.vary.empty() ? "there is nothing to vary" : "every factor is decided by --set";
    throw UsageError(scenario.file + ": " + problem + R"(; add a block such as "vary": {"/account/lines": [100, 150, 200]})");
  }
  std::size_t points = 1;
  for (const Factor& factor : factors) points *= std::min(factor.values.size(), kMostPoints + 1);
  if (points > kMostPoints) throw UsageError(fmt::format("{}: vary makes more than {} points", scenario.file, kMostPoints));
}

// The scenario at every point; empty: errors were said.
std::vector<Scenario> load_points(const Scenario& base, const std::vector<Factor>& factors, const Invocation& invocation) {
  std::vector<Scenario> scenarios;
  for (const experiment::Levels& levels : experiment::full_factorial(factors)) {
    CommonOptions common = invocation.common;
    const std::vector<scenario::Override> more = experiment::overrides_of(factors, levels);
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

std::filesystem::path sweep_folder(const Scenario& scenario, const CommonOptions& common) {
  return common.out.value_or(std::filesystem::path("out") / std::filesystem::path(scenario.file).stem());
}

// The points with what the store knows of them; every finished replication goes there at once.
class StoredRun {
 public:
  StoredRun(const std::vector<Scenario>& scenarios, report::SweepStore& store, std::uint32_t replications)
      : store_(store), replications_(replications) {
    for (const Scenario& scenario : scenarios) {
      keys_.push_back(experiment::point_key(scenario, report::kProgramVersion));
      names_.push_back(experiment::metric_names(scenario.world, experiment::metrics_of(scenario.world)));
      points_.push_back({&scenario, store.rows(keys_.back(), names_.back(), replications)});
      known_ += static_cast<std::size_t>(std::ranges::count_if(points_.back().known, [](const auto& row) { return row.has_value(); }));
    }
  }

  experiment::PointResults run(const Invocation& invocation, const StopOnSignal& stop) {
    return run_with_progress(points_, replications_, invocation, stop,
                             [this](std::size_t point, std::uint32_t replication, const experiment::PointRow& row) {
                               store_.keep(keys_[point], replication, names_[point], row);
                             });
  }
  std::size_t known() const { return known_; }

 private:
  report::SweepStore& store_;
  std::uint32_t replications_;
  std::vector<std::string> keys_;
  std::vector<std::vector<std::string>> names_;
  std::vector<experiment::Point> points_;
  std::size_t known_ = 0;
};

std::vector<JudgedPoint> judged_points(const std::vector<Scenario>& scenarios, const std::vector<Factor>& factors) {
  const std::vector<experiment::Levels> levels = experiment::full_factorial(factors);
  std::vector<JudgedPoint> judged;
  for (std::size_t p = 0; p < scenarios.size(); ++p) judged.push_back({&scenarios[p], experiment::overrides_of(factors, levels[p])});
  return judged;
}

}  // namespace

ExitStatus sweep_scenario(const Invocation& invocation) {
  const LoadedScenario base = load_scenario(invocation.arguments.front(), invocation.common);
  if (!base.scenario) {
    say_error_count(base.errors);
    return ExitStatus::usage;
  }
  const std::vector<Factor> factors = open_factors(*base.scenario, invocation.common);
  check_factors(*base.scenario, factors);
  const std::vector<Scenario> scenarios = load_points(*base.scenario, factors, invocation);
  if (scenarios.empty()) return ExitStatus::usage;
  std::vector<const Scenario*> pointers;
  for (const Scenario& scenario : scenarios) pointers.push_back(&scenario);
  experiment::SharedMetrics shared = experiment::shared_metrics(pointers);
  const experiment::SweepQuestions questions = questions_of(shared, invocation.own);
  const report::OutputFolder folder(sweep_folder(*base.scenario, invocation.common));
  report::SweepStore store(folder.path() / "sweep.sqlite");
  const StopOnSignal stop;
  StoredRun run(scenarios, store, base.scenario->replications);
  const experiment::PointResults results = run.run(invocation, stop);
  if (experiment::complete_replications(results) == 0) {
    say("dialsim sweep: interrupted; what was finished is kept, the same command goes on from there\n");
    return ExitStatus::interrupted;
  }
  const experiment::Sweep sweep = experiment::sum_up_sweep(factors, std::move(shared), results, questions);
  folder.write("sweep.csv", report::sweep_csv(sweep));
  folder.write("sweep.json", report::sweep_json(*base.scenario, sweep));
  folder.write(report::study_facts_file("sweep"), report::study_facts_json(invocation.command_line, {base.scenario->file}));
  if (!invocation.common.quiet) {
    print(report::sweep_summary(*base.scenario, sweep, ink_of(invocation)));
    if (run.known() > 0) print(fmt::format("\nreplications known from before: {}\n", run.known()));
    print(fmt::format("\nfiles in {}:\n  sweep.json sweep.csv sweep.sqlite sweep_run.json\n", folder.path().string()));
  }
  flush_output();
  if (results.interrupted) say("dialsim sweep: interrupted; the same command goes on from here\n");
  return audited(judged_points(scenarios, factors), results, invocation);
}

}  // namespace sim::cli
