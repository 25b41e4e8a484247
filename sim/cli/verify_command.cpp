// dialsim verify: all states of small worlds, or the first event in which two builds differ.

#include <fmt/format.h>

#include <fstream>
#include <limits>
#include <optional>

#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/cli/exploration.hpp"
#include "sim/cli/scenario_loading.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/verify/trace_comparison.hpp"
#include "sim/verify/trace_replay.hpp"
#include "sim/world/replication.hpp"
#include "sim/world/trace_text.hpp"

namespace sim::cli {
namespace {

// A trace, which is read as the events come that are compared with it.
std::ifstream open_trace(const char* option, const std::string& file) {
  std::ifstream trace(file);
  if (!trace) throw UsageError(fmt::format("--{}: cannot read {}", option, file));
  return trace;
}

void say_difference(const std::string& file, const verify::TraceDifference& difference) {
  say(fmt::format("dialsim verify: the first event that differs is line {} of {}\n", difference.line, file));
  for (const std::string& line : difference.before) say("    " + line + "\n");
  for (const std::string& line : difference.theirs) say("  - " + line + "\n");
  for (const std::string& line : difference.ours) say("  + " + line + "\n");
  say("  (- the trace, + this build)\n");
}

ExitStatus judged(const std::string& file, verify::TraceComparison& comparison, const Invocation& invocation) {
  if (const std::optional<verify::TraceDifference> difference = comparison.finish()) {
    say_difference(file, *difference);
    return ExitStatus::breached;
  }
  if (!invocation.common.quiet)
    print(fmt::format("the same {} events as in {}\n", report::grouped(static_cast<double>(comparison.lines())), file));
  flush_output();
  return ExitStatus::done;
}

// The whole run again, and its events beside those of the trace.
ExitStatus run_against(const std::string& file, const scenario::Scenario& scenario, const Invocation& invocation) {
  std::ifstream trace = open_trace("against", file);
  verify::TraceComparison comparison(trace);
  world::ReplicationOptions options;
  options.replication =
      static_cast<std::uint32_t>(invocation.own.number("replication", 0, std::numeric_limits<std::uint32_t>::max() - 1).value_or(0));
  options.hours = false;
  options.trace = &comparison;
  world::run_replication(scenario.world, options);
  return judged(file, comparison, invocation);
}

// The inputs of the trace for the machine alone, and what it says beside what stands there.
ExitStatus replay_inputs(const std::string& file, const scenario::Scenario& scenario, const Invocation& invocation) {
  std::ifstream inputs = open_trace("inputs", file), trace = open_trace("inputs", file);
  verify::TraceComparison comparison(trace);
  verify::TraceReplay replay(scenario.world);
  std::vector<std::string> said;
  std::string line;
  for (std::uint64_t number = 1; std::getline(inputs, line) && !comparison.differs(); ++number) {
    if (!world::is_input_line(line)) continue;
    comparison.line(line);
    if (comparison.differs()) break;
    said.clear();
    const std::string problem = replay.feed(line, said);
    if (!problem.empty()) throw UsageError(fmt::format("--inputs: {}:{}: {}", file, number, problem));
    for (const std::string& command : said) comparison.line(command);
  }
  return judged(file, comparison, invocation);
}

ExitStatus compare_with_trace(const Invocation& invocation) {
  const std::optional<std::string> run = invocation.own.text("against"), inputs = invocation.own.text("inputs");
  if (run && inputs) throw UsageError("--against and --inputs: one at a time");
  if (invocation.arguments.empty()) throw UsageError(fmt::format("--{}: the scenario of the trace is missing", run ? "against" : "inputs"));
  const LoadedScenario loaded = load_scenario(invocation.arguments.front(), invocation.common);
  if (!loaded.scenario) {
    say_error_count(loaded.errors);
    return ExitStatus::usage;
  }
  return run ? run_against(*run, *loaded.scenario, invocation) : replay_inputs(*inputs, *loaded.scenario, invocation);
}

}  // namespace

ExitStatus verify_machine(const Invocation& invocation) {
  if (invocation.own.has("against") || invocation.own.has("inputs")) return compare_with_trace(invocation);
  if (!invocation.arguments.empty()) throw UsageError("a scenario is verified --against a trace");
  return explore_small_worlds(invocation);
}

}  // namespace sim::cli
