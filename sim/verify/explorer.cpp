#include "sim/verify/explorer.hpp"

#include <algorithm>
#include <future>

#include "sim/verify/expander.hpp"
#include "sim/verify/ways_out.hpp"

namespace sim::verify {
namespace {

// States that are expanded side by side before what they lead to gets its numbers.
constexpr std::uint32_t kBatch = 2048;

class Explorer {
 public:
  Explorer(const SmallWorld& world, const ExplorerOptions& options) : world_(world), options_(options) {}

  Exploration run() {
    std::vector<Fed> log;
    if (const std::string wrong = Expander(world_).try_path({}, log); !wrong.empty()) {
      result_.finding = finding_at(world_, {}, wrong);
      return result_;
    }
    add_beginning();
    while (result_.expanded < states_.size()) {
      if (!visit_batch()) return result_;
      if (options_.progress) options_.progress(result_);
    }
    result_.complete = true;
    if (const auto trap = ways_out_.first_without(can_end_)) result_.finding = finding_at(world_, path_to(*trap), kNoEnd);
    return result_;
  }

 private:
  struct State {
    std::uint32_t parent;
    Choice choice;
  };

  void add_beginning() {
    std::vector<Fed> log;
    const Fork beginning(world_, log);
    std::vector<std::int64_t> words;
    beginning.append_state(words);
    add_state(0, {digest_of(words), {}, beginning.is_over(), false});
  }

  std::uint32_t add_state(std::uint32_t parent, const Successor& found) {
    const auto [number, added] = known_.add(found.digest);
    if (!added) return number;
    states_.push_back({parent, found.choice});
    can_end_.push_back(found.over);
    ++result_.states;
    if (found.over) ++result_.finals;
    return number;
  }

  Path path_to(std::uint32_t state) const {
    Path path;
    for (; state != 0; state = states_[state].parent) path.push_back(states_[state].choice);
    std::ranges::reverse(path);
    return path;
  }

  bool stopped() const { return options_.stop != nullptr && *options_.stop; }

  // False: a finding, enough states, or told to stop.
  bool visit_batch() {
    const auto first = static_cast<std::uint32_t>(result_.expanded);
    const std::vector<Expansion> expansions = expand(first, std::min(kBatch, static_cast<std::uint32_t>(states_.size()) - first));
    if (stopped()) return false;
    for (std::uint32_t i = 0; i < expansions.size(); ++i) {
      if (states_.size() > options_.most_states || !merge(first + i, expansions[i])) return false;
    }
    return true;
  }

  std::vector<Expansion> expand(std::uint32_t first, std::uint32_t count) const {
    std::vector<Expansion> expansions(count);
    std::atomic<std::uint32_t> next{0};
    const auto work = [&] {
      Expander expander(world_);
      for (std::uint32_t i = next++; i < count && !stopped(); i = next++) expansions[i] = expander.expand(path_to(first + i));
    };
    std::vector<std::future<void>> others;
    for (unsigned t = 1; t < options_.threads; ++t) others.push_back(std::async(std::launch::async, work));
    work();
    for (std::future<void>& other : others) other.get();
    return expansions;
  }

  // False: something is wrong.
  bool merge(std::uint32_t state, const Expansion& found) {
    result_.transitions += found.transitions;
    result_.checks += found.checks;
    result_.effects.add(found.effects);
    if (!found.wrong.empty()) {
      result_.finding = finding_at(world_, found.path_to_wrong, found.wrong);
      return false;
    }
    if (state == level_end_) {
      ++result_.depth;
      level_end_ = static_cast<std::uint32_t>(states_.size());
    }
    std::vector<std::uint32_t> helped_to;
    for (const Successor& successor : found.successors) {
      const std::uint32_t to = add_state(state, successor);
      if (successor.helps) helped_to.push_back(to);
    }
    ways_out_.add(std::move(helped_to));
    ++result_.expanded;
    return true;
  }

  const SmallWorld& world_;
  const ExplorerOptions& options_;
  Exploration result_;
  std::vector<State> states_;
  StateSet known_;
  WaysOut ways_out_;
  std::vector<bool> can_end_;    // because it is one, until everything is explored
  std::uint32_t level_end_ = 1;  // the first state that is farther from the beginning than the one looked at
};

}  // namespace

Exploration explore(const SmallWorld& world, const ExplorerOptions& options) { return Explorer(world, options).run(); }

}  // namespace sim::verify
