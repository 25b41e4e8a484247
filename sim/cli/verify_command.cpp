// dialsim verify: all states of small worlds, or the first event in which two builds differ.

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/cli/scenario_loading.hpp"
#include "sim/cli/signals.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/verify/explorer.hpp"
#include "sim/verify/trace_comparison.hpp"
#include "sim/world/replication.hpp"

namespace sim::cli {
namespace {

using report::grouped;
using verify::Exploration;
using verify::SmallWorld;

std::string count(std::uint64_t n) { return grouped(static_cast<double>(n)); }

std::vector<SmallWorld> chosen_worlds(const GivenOptions& own) {
  std::vector<SmallWorld> worlds = verify::small_worlds();
  const std::optional<std::string> name = own.text("world");
  if (!name) return worlds;
  std::string known;
  for (const SmallWorld& world : worlds) known += (known.empty() ? "" : ", ") + world.name;
  std::erase_if(worlds, [&](const SmallWorld& world) { return world.name != *name; });
  if (worlds.empty()) throw UsageError("--world: there is no \"" + *name + "\"; there are " + known);
  return worlds;
}

// The worlds, several at a time; `done` gets each in the order of the list, as soon as it and those before it are explored.
template <typename Done>
void explore_all(const std::vector<SmallWorld>& worlds, unsigned threads, const verify::ExplorerOptions& options, const Done& done) {
  std::vector<std::optional<Exploration>> results(worlds.size());
  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t w = next++; w < worlds.size(); w = next++) {
      Exploration result = verify::explore(worlds[w], options);
      const std::lock_guard lock(mutex);
      results[w] = std::move(result);
      changed.notify_one();
    }
  };
  std::vector<std::jthread> workers;
  for (unsigned t = 0; t < std::min<std::size_t>(threads, worlds.size()); ++t) workers.emplace_back(work);
  for (std::size_t w = 0; w < worlds.size(); ++w) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return results[w].has_value(); });
    lock.unlock();
    done(worlds[w], *results[w]);
  }
}

std::string row(const SmallWorld& world, const Exploration& found) {
  const std::string states = count(found.states) + (found.complete ? "" : "+");
  return fmt::format("  {:<16}{:>12} states {:>14} transitions   {}\n", world.name, states, count(found.transitions), world.what);
}

void say_finding(const SmallWorld& world, const verify::Finding& finding) {
  say(fmt::format("dialsim verify: world \"{}\": {}\nthe shortest history that leads to it:\n", world.name, finding.what));
  for (const std::string& line : finding.history) say("  " + line + "\n");
}

ExitStatus explore_worlds(const Invocation& invocation) {
  const std::vector<SmallWorld> worlds = chosen_worlds(invocation.own);
  const StopOnSignal stop;
  verify::ExplorerOptions options;
  options.most_states = invocation.own.number("states", 1, std::numeric_limits<std::uint32_t>::max()).value_or(options.most_states);
  options.stop = &stop.flag();
  Exploration all;
  bool cut = false, broken = false;
  const auto begin = std::chrono::steady_clock::now();
  explore_all(worlds, invocation.common.threads, options, [&](const SmallWorld& world, const Exploration& found) {
    if (!invocation.common.quiet) print(row(world, found));
    if (found.finding) say_finding(world, *found.finding);
    all.states += found.states;
    all.transitions += found.transitions;
    all.checks += found.checks;
    broken = broken || found.finding;
    cut = cut || (!found.complete && !found.finding);
  });
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!invocation.common.quiet) {
    print(fmt::format("{} states, {} transitions, {} comparisons by the auditor in {:.0f} s\n", count(all.states), count(all.transitions),
                      count(all.checks), seconds));
    if (!broken && !cut) print("no invariant is broken, and from every state an end can be reached\n");
    if (!broken && cut) print("no invariant is broken in the states visited; those marked + have more\n");
  }
  flush_output();
  if (broken) return ExitStatus::broken_invariant;
  return stop.flag() ? ExitStatus::interrupted : ExitStatus::done;
}

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
    if (!invocation.common.quiet) print(fmt::format("the same {} events as in {}\n", count(comparison.lines()), file));
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
  return explore_worlds(invocation);
}

}  // namespace sim::cli
