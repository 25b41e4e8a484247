// dialsim plan: the least value of one key with which all requirements hold.

#include <fmt/format.h>

#include <filesystem>

#include "sim/cli/command.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/replay.hpp"
#include "sim/cli/scenario_loading.hpp"
#include "sim/cli/signals.hpp"
#include "sim/experiment/plan.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/report/plan_results.hpp"
#include "sim/report/study_facts.hpp"

namespace sim::cli {
namespace {

using experiment::PlanResult;
using scenario::Scenario;

void check_asked(const Scenario& scenario) {
  if (!scenario.plan) {
    throw UsageError(scenario.file +
                     " has no block \"plan\"; add what to search, such as\n"
                     "  \"plan\": {\"minimize\": \"/account/lines\", \"from\": 1, \"to\": 500, \"confidence\": 0.95}");
  }
  if (scenario.require.empty()) {
    throw UsageError(scenario.file +
                     " requires nothing, so every value would do; add what must hold, such as\n"
                     "  \"require\": [{\"metric\": \"CAMPAIGN/finished_after_s\", \"p95\": {\"max\": \"+2d\"}}]");
  }
}

scenario::Override override_with(const scenario::Plan& plan, std::int64_t value) {
  return {plan.minimize, std::to_string(value) + (plan.in_seconds ? "s" : "")};
}

CommonOptions with_value(CommonOptions common, const scenario::Plan& plan, std::int64_t value) {
  common.overrides.push_back(override_with(plan, value));
  return common;
}

// The ends of the range were tried when the scenario was loaded; a value between them can still be wrong.
Scenario scenario_at(const Scenario& scenario, const Invocation& invocation, std::int64_t value) {
  LoadedScenario loaded = load_scenario(scenario.file, with_value(invocation.common, *scenario.plan, value));
  if (!loaded.scenario) throw UsageError(fmt::format("{} cannot be {}", scenario.plan->minimize, value));
  return std::move(*loaded.scenario);
}

PlanResult plan_of(const Scenario& scenario, const Invocation& invocation, const StopOnSignal& stop) {
  ProgressMeter meter(invocation.common.quiet      ? ProgressStyle::none
                      : is_terminal(Stream::error) ? ProgressStyle::bar
                                                   : ProgressStyle::lines,
                      scenario.world, stop.flag());
  experiment::PlanOptions options;
  options.threads = invocation.common.threads;
  options.stop = &stop.flag();
  options.progress = [&meter](const experiment::ProgressReport& report) { meter.show(report); };
  options.progress_every = ProgressMeter::kRedraw;
  return experiment::find_plan(
      scenario, [&](std::int64_t value) { return scenario_at(scenario, invocation, value); }, options);
}

void say_breach(const experiment::Breach& breach, const Scenario& scenario, const Invocation& invocation) {
  Invocation replayed = invocation;
  replayed.common = with_value(invocation.common, *scenario.plan, breach.value);
  say(fmt::format("dialsim plan: an invariant of the machine is broken at the value {}, replication {}: {}\n", breach.value,
                  breach.replication, breach.first.text));
  say(fmt::format("replay it: {}\n", replay_command(scenario, replayed, breach.replication)));
}

ExitStatus status_of(const PlanResult& result) {
  if (result.interrupted) return ExitStatus::interrupted;
  switch (result.outcome) {
    case experiment::PlanOutcome::found:
      return ExitStatus::done;
    case experiment::PlanOutcome::none:
      return ExitStatus::breached;
    case experiment::PlanOutcome::undecided:
      break;
  }
  return ExitStatus::undecided;
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
  const StopOnSignal stop;  // until the results are written
  const PlanResult result = plan_of(scenario, invocation, stop);
  if (result.tried.empty()) {
    say("dialsim plan: interrupted before a value was decided; nothing is written\n");
    return ExitStatus::interrupted;
  }
  folder.write("plan.json", report::plan_json(scenario, result));
  folder.write(report::study_facts_file("plan"), report::study_facts_json(invocation.command_line, {scenario.file}));
  if (!invocation.common.quiet) {
    const report::Ink ink = wants_colour(invocation.common.color) ? report::Ink::colour : report::Ink::plain;
    print(report::plan_summary(scenario, result, ink) + fmt::format("\nfiles in {}:\n  plan.json plan_run.json\n", folder.path().string()));
  }
  flush_output();
  if (!result.breach) return status_of(result);
  say_breach(*result.breach, scenario, invocation);
  return ExitStatus::broken_invariant;
}

}  // namespace sim::cli
