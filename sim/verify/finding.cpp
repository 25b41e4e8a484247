#include "sim/verify/finding.hpp"

#include <algorithm>
#include <deque>

#include "sim/verify/expander.hpp"

namespace sim::verify {
namespace {

// Whether an end can be reached by choices that help.
bool can_end(const SmallWorld& world, const Path& from) {
  std::vector<Fed> log;
  Fork fork(world, log);
  for (const Choice& choice : from) fork.take(choice, log);
  if (fork.is_over()) return true;
  Expander expander(world);
  StateSet seen;
  for (std::deque<Path> waiting{from}; !waiting.empty(); waiting.pop_front()) {
    for (const Successor& next : expander.expand(waiting.front()).successors) {
      if (!next.helps) continue;
      if (next.over) return true;
      if (!seen.add(next.digest).second) continue;
      waiting.push_back(waiting.front());
      waiting.back().push_back(next.choice);
    }
  }
  return false;
}

}  // namespace

Finding finding_at(const SmallWorld& world, const Path& path, std::string what) {
  Finding finding{.what = std::move(what), .history = {}, .numbers = {}};
  std::vector<Fed> log;
  std::optional<Fork> fork;
  for (const Choice& choice : path) {
    fork ? fork->take(path[finding.numbers.size() - 1], log) : void(fork.emplace(world, log));
    const std::vector<Choice> choices = fork->choices();
    finding.numbers.push_back(static_cast<std::uint32_t>(std::ranges::find(choices, choice) - choices.begin()));
  }
  Expander(world).try_path(path, log);
  finding.history = history_of(log);
  return finding;
}

std::optional<Finding> replay(const SmallWorld& world, const std::vector<std::uint32_t>& numbers) {
  Path path;
  std::vector<Fed> log;
  Expander expander(world);
  std::string wrong = expander.try_path(path, log);
  Fork fork(world, log);
  for (const std::uint32_t number : numbers) {
    const std::vector<Choice> choices = fork.choices();
    if (number >= choices.size() || !wrong.empty()) return std::nullopt;
    path.push_back(choices[number]);
    wrong = expander.try_path(path, log);
    if (wrong.empty()) fork.take(path.back(), log);
  }
  if (wrong.empty() && !can_end(world, path)) wrong = kNoEnd;
  return finding_at(world, path, wrong);
}

}  // namespace sim::verify
