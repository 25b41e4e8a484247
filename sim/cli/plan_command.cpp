// dialsim plan: the least value of one key with which all requirements hold, or the frontier of two.

#include <fmt/format.h>

#include <filesystem>

#include "sim/cli/command.hpp"
#include "sim/cli/point_run.hpp"
#include "sim/cli/replay.hpp"
#include "sim/cli/scenario_loading.hpp"
#include "sim/cli/signals.hpp"
#include "sim/cli/watched_crew.hpp"
#include "sim/experiment/frontier_plan.hpp"
#include "sim/experiment/plan.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/report/plan_results.hpp"
#include "sim/report/study_facts.hpp"

namespace sim::cli {
namespace {

using experiment::FrontierPlan;
using experiment::PlanResult;
using scenario::Scenario;

void check_asked(const Scenario& scenario) {
  if (!scenario.plan) {
    throw UsageError(scenario.file +
                     " has no block \"plan\"; add what to search, such as\n"
                     "  \"plan\": {\"minimize\": \"/account/lines\", \"from\": 1, \"to\": 500}");
  }
  if (scenario.require.empty()) {
    throw UsageError(scenario.file +
                     " requires nothing, so every value would do; add what must hold, such as\n"
                     "  \"require\": [{\"metric\": \"CAMPAIGN/finished_after_s\", \"p95\": {\"max\": \"+2d\"}}]");
  }
}

scenario::Override override_with(const std::string& pointer, std::int64_t value, bool in_seconds) {
  return {pointer, std::to_string(value) + (in_seconds ? "s" : "")};
}

CommonOptions with_value(CommonOptions common, const scenario::Plan& plan, std::int64_t value) {
  common.overrides.push_back(override_with(plan.minimize, value, plan.in_seconds));
  return common;
}

CommonOptions with_pair(CommonOptions common, const scenario::Plan& plan, const experiment::PlanPair& pair) {
  common = with_value(std::move(common), plan, pair.first);
  common.overrides.push_back(override_with(plan.second->minimize, pair.second, plan.second->in_seconds));
  return common;
}

// The ends of the range were tried when the scenario was loaded; a value between them can still be wrong.
Scenario scenario_with(const Scenario& scenario, const CommonOptions& common) {
  LoadedScenario loaded = load_scenario(scenario.file, common);
  if (loaded.scenario) return std::move(*loaded.scenario);
  const scenario::Override& last = common.overrides.back();
  throw UsageError(fmt::format("{} cannot be {}", last.pointer, last.value));
}

void say_breach(const experiment::Breach& breach, const Scenario& scenario, const Invocation& invocation, CommonOptions common) {
  Invocation replayed = invocation;
  replayed.common = std::move(common);
  say(fmt::format("dialsim plan: an invariant of the machine is broken, replication {}: {}\n", breach.replication, breach.first.text));
  say(fmt::format("replay it: {}\n", replay_command(scenario, replayed, breach.replication)));
}

ExitStatus status_of(experiment::PlanOutcome outcome, bool interrupted) {
  if (interrupted) return ExitStatus::interrupted;
  switch (outcome) {
    case experiment::PlanOutcome::found:
      return ExitStatus::done;
    case experiment::PlanOutcome::none:
      return ExitStatus::breached;
    case experiment::PlanOutcome::undecided:
      break;
  }
  return ExitStatus::undecided;
}

ExitStatus nothing_decided() {
  say("dialsim plan: interrupted before a value was decided; nothing is written\n");
  return ExitStatus::interrupted;
}

void write_facts(const Scenario& scenario, const Invocation& invocation, const report::OutputFolder& folder) {
  folder.write(report::study_facts_file("plan"), report::study_facts_json(invocation.command_line, {scenario.file}));
}

void print_plan(const std::string& summary, const report::OutputFolder& folder) {
  print(summary + fmt::format("\nfiles in {}:\n  plan.json plan_run.json\n", folder.path().string()));
}

ExitStatus plan_one_key(const Scenario& scenario, const Invocation& invocation, const report::OutputFolder& folder) {
  const StopOnSignal stop;  // until the results are written
  const experiment::ScenarioAt at = [&](std::int64_t value) {
    return scenario_with(scenario, with_value(invocation.common, *scenario.plan, value));
  };
  const WatchedCrew crew(invocation, scenario.world, stop);
  const PlanResult result = experiment::find_plan(scenario, at, {.crew = crew.options()});
  if (result.tried.empty()) return nothing_decided();
  folder.write("plan.json", report::plan_json(scenario, result));
  write_facts(scenario, invocation, folder);
  if (!invocation.common.quiet) print_plan(report::plan_summary(scenario, result, ink_of(invocation)), folder);
  flush_output();
  if (!result.breach) return status_of(result.outcome, result.interrupted);
  say_breach(*result.breach, scenario, invocation, with_value(invocation.common, *scenario.plan, result.breach->value));
  return ExitStatus::broken_invariant;
}

ExitStatus plan_two_keys(const Scenario& scenario, const Invocation& invocation, const report::OutputFolder& folder) {
  const StopOnSignal stop;  // until the results are written
  const experiment::ScenarioAtPair at = [&](std::int64_t first, std::int64_t second) {
    return scenario_with(scenario, with_pair(invocation.common, *scenario.plan, {first, second}));
  };
  const WatchedCrew crew(invocation, scenario.world, stop);
  const FrontierPlan result = experiment::find_frontier(scenario, at, {.crew = crew.options()});
  if (result.tried.empty()) return nothing_decided();
  folder.write("plan.json", report::frontier_json(scenario, result));
  write_facts(scenario, invocation, folder);
  if (!invocation.common.quiet) print_plan(report::frontier_summary(scenario, result, ink_of(invocation)), folder);
  flush_output();
  if (!result.breach) return status_of(result.outcome, result.interrupted);
  say_breach(*result.breach, scenario, invocation, with_pair(invocation.common, *scenario.plan, *result.breach_at));
  return ExitStatus::broken_invariant;
}

}  // namespace

ExitStatus plan_scenario(const Invocation& invocation) {
  const LoadedScenario loaded = load_scenario(invocation.arguments.front(), invocation.common);
  if (!loaded.scenario) {
    say_error_count(loaded.errors);
    return ExitStatus::usage;
  }
  const Scenario& scenario = *loaded.scenario;
  check_asked(scenario);
  const std::filesystem::path place = std::filesystem::path("out") / std::filesystem::path(scenario.file).stem();
  const report::OutputFolder folder(invocation.common.out.value_or(place));
  return scenario.plan->second ? plan_two_keys(scenario, invocation, folder) : plan_one_key(scenario, invocation, folder);
}

}  // namespace sim::cli
