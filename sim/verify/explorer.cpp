#include "sim/verify/explorer.hpp"

#include <algorithm>
#include <unordered_map>

#include "sim/kernel/fingerprint.hpp"

namespace sim::verify {
namespace {

// 128 bits: among 10^7 states two different ones fall together with a probability below 10^-24.
struct Digest {
  std::uint64_t a, b;
  friend bool operator==(const Digest&, const Digest&) = default;
};
struct DigestHash {
  std::size_t operator()(const Digest& d) const { return d.a; }
};

Digest digest_of(const Fork& fork, std::vector<std::int64_t>& words) {
  words.clear();
  fork.append_state(words);
  kernel::Fingerprint a, b;
  b.add(words.size());
  for (const std::int64_t word : words) {
    a.add(static_cast<std::uint64_t>(word));
    b.add(~static_cast<std::uint64_t>(word));
  }
  return {a.value(), b.value()};
}

class Explorer {
 public:
  Explorer(const SmallWorld& world, const ExplorerOptions& options) : world_(world), options_(options) {}

  Exploration run() {
    std::vector<Fed> log;
    const Fork beginning(world_, log);
    add_state(0, {}, digest_of(beginning, words_), beginning.is_over());
    for (std::uint32_t state = 0; state < states_.size(); ++state) {
      if (!visit(state)) return result_;
    }
    result_.complete = true;
    find_trap();
    return result_;
  }

 private:
  struct State {
    std::uint32_t parent;
    Choice choice;
    bool over;
  };
  struct Edge {
    std::uint32_t to, from;
  };

  std::uint32_t add_state(std::uint32_t parent, const Choice& choice, const Digest& digest, bool over) {
    const auto number = static_cast<std::uint32_t>(states_.size());
    const auto [known, added] = numbers_.try_emplace(digest, number);
    if (!added) return known->second;
    states_.push_back({parent, choice, over});
    ++result_.states;
    if (over) ++result_.finals;
    return number;
  }

  std::vector<Choice> path_to(std::uint32_t state) const {
    std::vector<Choice> path;
    for (; state != 0; state = states_[state].parent) path.push_back(states_[state].choice);
    std::ranges::reverse(path);
    return path;
  }

  // The state again, and how it came about.
  Fork fork_of(std::uint32_t state, std::vector<Fed>& log) const {
    Fork fork(world_, log);
    for (const Choice& choice : path_to(state)) fork.take(choice, log);
    return fork;
  }

  // Tries every choice in a state. False: a finding, or told to stop.
  bool visit(std::uint32_t state) {
    if (states_.size() > options_.most_states || (options_.stop != nullptr && *options_.stop)) return false;
    std::vector<Fed> log;
    const Fork here = fork_of(state, log);
    const std::size_t length = log.size();
    const Digest digest = digest_of(here, words_);
    result_.depth = std::max<std::uint64_t>(result_.depth, path_to(state).size());
    for (const Choice& choice : here.choices()) {
      ++result_.transitions;
      Fork next = here;
      log.resize(length);
      next.take(choice, log);
      const Digest after = digest_of(next, words_);
      if (const std::string wrong = what_is_wrong(choice, digest == after, next, log); !wrong.empty()) {
        result_.finding = Finding{wrong, history_of(log)};
        return false;
      }
      const std::uint32_t to = add_state(state, choice, after, next.is_over());
      if (to != state && helps(choice)) edges_.push_back({to, state});
    }
    return true;
  }

  std::string what_is_wrong(const Choice& choice, bool same_state, const Fork& next, const std::vector<Fed>& log) {
    const AuditReport report = audit(world_.account, log, next.machine());
    result_.checks += report.checks;
    if (!report.violation.empty()) return report.violation;
    if (next.machine().next_deadline() <= next.now()) return "the next deadline is not after now";
    if (is_void_report(choice) && !same_state) return "a report for an attempt that is not live changed the machine";
    return {};
  }

  // A state from which no end can be reached, the nearest to the beginning.
  void find_trap() {
    std::ranges::sort(edges_, {}, &Edge::to);
    std::vector<std::uint32_t> reached;
    std::vector<bool> can_end(states_.size());
    for (std::uint32_t state = 0; state < states_.size(); ++state) {
      if (!states_[state].over) continue;
      can_end[state] = true;
      reached.push_back(state);
    }
    while (!reached.empty()) {
      const std::uint32_t state = reached.back();
      reached.pop_back();
      for (auto edge = std::ranges::lower_bound(edges_, state, {}, &Edge::to); edge != edges_.end() && edge->to == state; ++edge) {
        if (can_end[edge->from]) continue;
        can_end[edge->from] = true;
        reached.push_back(edge->from);
      }
    }
    const auto trap = std::ranges::find(can_end, false);
    if (trap == can_end.end()) return;
    std::vector<Fed> log;
    fork_of(static_cast<std::uint32_t>(trap - can_end.begin()), log);
    result_.finding = Finding{"from here no end can be reached", history_of(log)};
  }

  const SmallWorld& world_;
  const ExplorerOptions& options_;
  Exploration result_;
  std::vector<State> states_;
  std::unordered_map<Digest, std::uint32_t, DigestHash> numbers_;
  std::vector<Edge> edges_;  // of choices that help
  std::vector<std::int64_t> words_;
};

}  // namespace

Exploration explore(const SmallWorld& world, const ExplorerOptions& options) { return Explorer(world, options).run(); }

}  // namespace sim::verify
