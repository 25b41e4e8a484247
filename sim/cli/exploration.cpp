#include "sim/cli/exploration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>
#include <optional>
#include <vector>

#include "sim/cli/console.hpp"
#include "sim/cli/exploration_view.hpp"
#include "sim/cli/signals.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/verify/explorer.hpp"

namespace sim::cli {
namespace {

using verify::Exploration;
using verify::SmallWorld;

std::vector<SmallWorld> chosen_worlds(const GivenOptions& own) {
  std::vector<SmallWorld> worlds = verify::small_worlds();
  const std::optional<std::string> name = own.text("world");
  if (!name) {
    if (!own.has("deep")) std::erase_if(worlds, &SmallWorld::deep);
    return worlds;
  }
  std::vector<std::string> known;
  for (const SmallWorld& world : worlds) known.push_back(world.name);
  std::erase_if(worlds, [&](const SmallWorld& world) { return world.name != *name; });
  if (!worlds.empty()) return worlds;
  const std::string nearest = scenario::suggestion(*name, known);
  throw UsageError(fmt::format("--world: there is no \"{}\"{}", *name, nearest.empty() ? "; --list shows all" : nearest));
}

ExitStatus list_worlds() {
  for (const SmallWorld& world : verify::small_worlds()) print(world_line(world));
  flush_output();
  return ExitStatus::done;
}

std::vector<std::uint32_t> path_numbers(const std::string& text) {
  std::vector<std::uint32_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    const auto read = std::from_chars(at, end, numbers.emplace_back());
    const bool goes_on = read.ptr != end && *read.ptr == ',' && read.ptr + 1 != end;
    if (read.ec != std::errc{} || (read.ptr != end && !goes_on))
      throw UsageError("--replay: expected numbers with commas between, got \"" + text + "\"");
    at = goes_on ? read.ptr + 1 : end;
  }
  return numbers;
}

void say_finding(const SmallWorld& world, const verify::Finding& finding) {
  say(fmt::format("dialsim verify: world \"{}\": {}\nthe shortest history that leads to it:\n", world.name, finding.what));
  for (const std::string& line : finding.history) say("  " + line + "\n");
  say("replay it: " + path_command(world, finding.numbers) + "\n");
}

ExitStatus replay_path(const std::string& text, const Invocation& invocation) {
  if (!invocation.own.has("world")) throw UsageError("--replay: the world of the path is missing, see --world");
  const SmallWorld world = chosen_worlds(invocation.own).front();
  const std::optional<verify::Finding> taken = verify::replay(world, path_numbers(text));
  if (!taken) throw UsageError("--replay: there is no such path in the world \"" + world.name + "\"");
  if (!taken->what.empty()) {
    say_finding(world, *taken);
    return ExitStatus::broken_invariant;
  }
  for (const std::string& line : taken->history) print("  " + line + "\n");
  print("nothing is wrong on this path, and from its end an end can be reached\n");
  flush_output();
  return ExitStatus::done;
}

// All worlds, up to the first in which something is wrong.
Exploration explore(const std::vector<SmallWorld>& worlds, verify::ExplorerOptions options, const Invocation& invocation) {
  Exploration all{.complete = true};
  ExplorationMeter meter(invocation.common.quiet, *options.stop);
  for (const SmallWorld& world : worlds) {
    options.progress = [&](const Exploration& so_far) { meter.show(world, so_far); };
    const Exploration found = verify::explore(world, options);
    meter.erase();
    if (!invocation.common.quiet) print(exploration_row(world, found));
    all.states += found.states;
    all.transitions += found.transitions;
    all.checks += found.checks;
    all.effects.add(found.effects);
    all.complete = all.complete && found.complete;
    if (found.finding) say_finding(world, *found.finding);
    all.finding = found.finding;
    if (found.finding || *options.stop) break;
  }
  return all;
}

}  // namespace

ExitStatus explore_small_worlds(const Invocation& invocation) {
  if (invocation.own.has("list")) return list_worlds();
  if (const std::optional<std::string> path = invocation.own.text("replay")) return replay_path(*path, invocation);
  const std::vector<SmallWorld> worlds = chosen_worlds(invocation.own);
  const StopOnSignal stop;
  verify::ExplorerOptions options;
  options.most_states = invocation.own.number("states", 1, std::numeric_limits<std::uint32_t>::max()).value_or(options.most_states);
  options.threads = invocation.common.threads;
  options.stop = &stop.flag();
  const auto begin = std::chrono::steady_clock::now();
  const Exploration all = explore(worlds, options, invocation);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!invocation.common.quiet) print(exploration_summary(all, seconds));
  flush_output();
  if (all.finding) return ExitStatus::broken_invariant;
  return stop.flag() ? ExitStatus::interrupted : ExitStatus::done;
}

}  // namespace sim::cli
