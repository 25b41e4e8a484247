// dialsim run: a scenario over its replications, to files and a summary.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <optional>
#include <vector>

#include "sim/cli/command.hpp"
#include "sim/cli/replay.hpp"
#include "sim/cli/run_facts.hpp"
#include "sim/cli/scenario_loading.hpp"
#include "sim/cli/signals.hpp"
#include "sim/cli/watched_crew.hpp"
#include "sim/experiment/experiment.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/report/results.hpp"
#include "sim/report/summary.hpp"
#include "sim/scenario/reader.hpp"

namespace sim::cli {
namespace {

using experiment::ExperimentResult;
using scenario::Scenario;

constexpr std::size_t kMostViolations = 5;

std::filesystem::path results_folder(const Scenario& scenario, const CommonOptions& common) {
  return common.out.value_or(std::filesystem::path("out") / std::filesystem::path(scenario.file).stem());
}

SimTime until_of(const Scenario& scenario, const GivenOptions& own) {
  const std::optional<std::string> text = own.text("until");
  if (!text) return kNever;
  const scenario::ScenarioClock clock{scenario::find_zone(scenario.time_zone), scenario.world.start_unix_s};
  const scenario::Parsed<SimTime> instant = clock.read(*text);
  if (!instant.value) throw UsageError("--until: " + instant.hint);
  if (*instant.value <= SimTime{}) throw UsageError("--until: " + *text + " is not after the start of the scenario");
  return *instant.value;
}

// Any number will do: one beyond the experiment is run on its own.
std::uint32_t detailed_replication(const GivenOptions& own) {
  return static_cast<std::uint32_t>(own.number("replication", 0, std::numeric_limits<std::uint32_t>::max() - 1).value_or(0));
}

// Files that are written while replications run.
struct StreamedFiles {
  std::optional<report::CallFiles> calls;
  std::optional<report::TraceFile> trace;

  StreamedFiles(const Scenario& scenario, const report::OutputFolder& folder, const GivenOptions& own) {
    if (own.has("calls")) calls.emplace(scenario, folder);
    if (own.has("trace")) trace.emplace(folder);
  }
};

ExperimentResult experiment_of(const Scenario& scenario, const Invocation& invocation, StreamedFiles& files, const StopOnSignal& stop) {
  const WatchedCrew crew(invocation, scenario.world, stop);
  experiment::ExperimentOptions options;
  options.crew = crew.options();
  options.detail.replication = detailed_replication(invocation.own);
  options.detail.calls = files.calls ? &*files.calls : nullptr;
  options.detail.trace = files.trace ? &*files.trace : nullptr;
  options.until = until_of(scenario, invocation.own);
  return experiment::run_experiment(scenario, options);
}

// What an earlier run left in the folder and this one does not write would be read as this run's.
void remove_stale(const report::OutputFolder& folder, const std::vector<std::string>& written) {
  for (const char* name : {"calls.csv", "dialogs.csv", "trace.txt", "campaigns.csv", "commands.csv"}) {
    if (std::ranges::find(written, name) != written.end()) continue;
    std::error_code problem;
    std::filesystem::remove(folder.path() / name, problem);
    if (problem) throw report::WriteError(folder.path() / name, problem.message());
  }
}

// The names of the files, in the order in which a reader wants them.
std::vector<std::string> write_results(const Scenario& scenario, const ExperimentResult& result, const report::RunFacts& facts,
                                       const report::OutputFolder& folder, StreamedFiles& files) {
  std::vector<std::string> written{"results.json", "run.json", "results.sqlite", "timeseries.csv"};
  if (result.detail) {
    written.insert(written.end(), {"campaigns.csv", "commands.csv"});
    if (files.calls) written.insert(written.end(), {"calls.csv", "dialogs.csv"});
    if (files.trace) written.emplace_back("trace.txt");
  }
  remove_stale(folder, written);
  if (result.detail) {
    folder.write("campaigns.csv", report::campaigns_csv(scenario, result));
    folder.write("commands.csv", report::commands_csv(scenario, result));
    if (files.calls) files.calls->commit();
    if (files.trace) files.trace->commit();
  }
  folder.write("timeseries.csv", report::timeseries_csv(scenario, result));
  report::write_sqlite(scenario, result, folder);
  folder.write("run.json", report::run_json(scenario, result, facts));
  folder.write("results.json", report::results_json(scenario, result));
  return written;
}

std::string wall_time(double seconds) { return seconds < 10 ? fmt::format("{:.2f} s", seconds) : report::rough_duration(seconds); }

std::string closing_lines(const ExperimentResult& result, const report::RunFacts& facts, const report::OutputFolder& folder,
                          const std::vector<std::string>& written) {
  const double attempts = static_cast<double>(result.attempts);
  return fmt::format("speed: {} attempts in {}, {} per second, {} thread{}\n\nfiles in {}:\n{}", report::grouped(attempts),
                     wall_time(facts.wall_s), report::grouped(std::round(attempts / std::max(facts.wall_s, 1e-6))), facts.threads,
                     facts.threads == 1 ? "" : "s", folder.path().string(), report::filled(written, 80, 2));
}

// What the auditor found, also in a replication that was run beside those that count.
struct Findings {
  std::uint64_t violations = 0;
  std::optional<std::uint32_t> first_replication;
  std::vector<std::string> lines;

  void add(const Scenario& scenario, std::uint32_t replication, std::uint64_t count, const std::vector<metrics::Violation>& first_ones) {
    violations += count;
    if (count > 0 && !first_replication) first_replication = replication;
    for (const metrics::Violation& violation : first_ones) {
      if (lines.size() == kMostViolations) return;
      const std::string at = scenario::local_time(scenario.world, violation.at);
      lines.push_back(fmt::format("  replication {}, {}: {}\n", replication, at, violation.text));
    }
  }
};

Findings findings_of(const Scenario& scenario, const ExperimentResult& result) {
  Findings findings;
  for (const experiment::ReplicationRecord& record : result.records) {
    findings.add(scenario, record.replication, record.audit.violations, record.violations);
  }
  if (result.detail && result.detail->replication >= result.records.size()) {
    findings.add(scenario, result.detail->replication, result.detail->audit_violations, result.detail->violations);
  }
  return findings;
}

void say_findings(const Findings& findings, const Scenario& scenario, const Invocation& invocation) {
  say(fmt::format("dialsim run: an invariant of the machine is broken; violations: {}\n", findings.violations));
  for (const std::string& line : findings.lines) say(line);
  say(fmt::format("replay it: {}\n", replay_command(scenario, invocation, *findings.first_replication)));
}

ExitStatus judged(const ExperimentResult& result) {
  if (result.interrupted) return ExitStatus::interrupted;
  const auto any = [&](experiment::Verdict verdict) {
    return std::ranges::find(result.requirements, verdict, &experiment::RequirementResult::verdict) != result.requirements.end();
  };
  if (any(experiment::Verdict::breached)) return ExitStatus::breached;
  return any(experiment::Verdict::undecided) ? ExitStatus::undecided : ExitStatus::done;
}

}  // namespace

ExitStatus run_scenario(const Invocation& invocation) {
  const LoadedScenario loaded = load_scenario(invocation.arguments.front(), invocation.common);
  if (!loaded.scenario) {
    say_error_count(loaded.errors);
    return ExitStatus::usage;
  }
  const Scenario& scenario = *loaded.scenario;
  until_of(scenario, invocation.own);  // wrong usage is said before a folder is made
  detailed_replication(invocation.own);
  const StopOnSignal stop;  // from before the first file is made until the results are written
  const report::OutputFolder folder(results_folder(scenario, invocation.common));
  StreamedFiles files(scenario, folder, invocation.own);
  const RunClock clock;
  const ExperimentResult result = experiment_of(scenario, invocation, files, stop);
  if (result.records.empty()) {
    say("dialsim run: interrupted before a replication was finished; nothing is written\n");
    return ExitStatus::interrupted;
  }
  const report::RunFacts facts = clock.facts(invocation.command_line, invocation.common.threads);
  const std::vector<std::string> written = write_results(scenario, result, facts, folder, files);
  if (!invocation.common.quiet) {
    const report::Ink ink = wants_colour(invocation.common.color) ? report::Ink::colour : report::Ink::plain;
    print(report::run_summary(scenario, result, ink) + closing_lines(result, facts, folder, written));
  }
  flush_output();
  if (result.interrupted) say(fmt::format("dialsim run: interrupted; finished replications that are written: {}\n", result.records.size()));
  const Findings findings = findings_of(scenario, result);
  if (findings.violations == 0) return judged(result);
  say_findings(findings, scenario, invocation);
  return ExitStatus::broken_invariant;
}

}  // namespace sim::cli
