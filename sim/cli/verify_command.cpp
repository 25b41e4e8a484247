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
#include "sim/world/replication.hpp"

namespace sim::cli {
namespace {

void say_difference(const std::string& file, const verify::TraceDifference& difference) {
  say(fmt::format("dialsim verify: the first event that differs is line {} of {}\n", difference.line, file));
  for (const std::string& line : difference.before) say("    " + line + "\n");
  for (const std::string& line : difference.theirs) say("  - " + line + "\n");
  for (const std::string& line : difference.ours) say("  + " + line + "\n");
  say("  (- the trace, + this build)\n");
}

ExitStatus compare_with(const std::string& file, const Invocation& invocation) {
  if (invocation.arguments.empty()) throw UsageError("--against: the scenario of the trace is missing");
  const LoadedScenario loaded = load_scenario(invocation.arguments.front(), invocation.common);
  if (!loaded.scenario) {
    say_error_count(loaded.errors);
    return ExitStatus::usage;
  }
  std::ifstream trace(file);
  if (!trace) throw UsageError("--against: cannot read " + file);
  verify::TraceComparison comparison(trace);
  world::ReplicationOptions options;
  options.replication =
      static_cast<std::uint32_t>(invocation.own.number("replication", 0, std::numeric_limits<std::uint32_t>::max() - 1).value_or(0));
  options.hours = false;
  options.trace = &comparison;
  world::run_replication(loaded.scenario->world, options);
  const std::optional<verify::TraceDifference> difference = comparison.finish();
  if (!difference) {
    if (!invocation.common.quiet)
      print(fmt::format("the same {} events as in {}\n", report::grouped(static_cast<double>(comparison.lines())), file));
    flush_output();
    return ExitStatus::done;
  }
  say_difference(file, *difference);
  return ExitStatus::breached;
}

}  // namespace

ExitStatus verify_machine(const Invocation& invocation) {
  if (const std::optional<std::string> trace = invocation.own.text("against")) return compare_with(*trace, invocation);
  if (!invocation.arguments.empty()) throw UsageError("a scenario is verified --against a trace");
  return explore_small_worlds(invocation);
}

}  // namespace sim::cli
