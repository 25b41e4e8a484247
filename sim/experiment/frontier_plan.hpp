#pragma once
// Two keys of a scenario at once: for each value of the first the least of the second with which all requirements hold. Pairs of which
// nothing smaller will do are the frontier, from "few lines and many minutes" to "many lines and few minutes".
//
// Invariants
//   1. A pair counts when every requirement is shown to hold at it, as in a plan of one key; undecided is not shown.
//   2. The frontier is a staircase that falls: it is searched from both ends inwards, and between two values of the first key with the same
//      least second nothing is tried. What a pair that was tried says about greater or smaller pairs is not tried again.
//   3. That is right where greater values make no requirement worse. It is checked on the next lower neighbours of every pair of the
//      frontier, and on all tried pairs of which one is nowhere smaller than the other: the same customers met both, so differences are
//      taken pair by pair. Where it is not so, values over the range of the first key are searched each by itself.
//   4. The result depends on the scenario, the seed and the program only, not on the number of threads.

#include <optional>
#include <vector>

#include "sim/experiment/plan.hpp"

namespace sim::experiment {

// The scenario with these values at the plan's pointers.
using ScenarioAtPair = std::function<scenario::Scenario(std::int64_t first, std::int64_t second)>;

struct PlanPair {
  std::int64_t first, second;
  friend auto operator<=>(const PlanPair&, const PlanPair&) = default;
};

struct PairTrial {
  PlanPair at;
  PlanTrial trial;
};

// A pair of which nothing smaller will do.
struct FrontierPoint {
  std::size_t trial;  // into `tried`
  // The next lower first and the next lower second, tried; empty: out of the range, or not tried where columns are searched apart.
  std::optional<std::size_t> less_first, less_second;
  std::optional<std::int64_t> second_by_arithmetic{};  // the least second that arithmetic finds for this first
};

// A requirement that got worse from one tried pair to a greater one.
struct PairReversal {
  std::size_t requirement;
  PlanPair from, to;
};

struct FrontierPlan {
  PlanOutcome outcome = PlanOutcome::undecided;
  std::vector<PairTrial> tried;         // by rising first, then second
  std::vector<FrontierPoint> frontier;  // by rising first, so by falling second
  bool arithmetic_speaks = false;
  std::vector<PairReversal> reversals;
  bool columns_apart = false;  // greater can be worse, and each value of the first was searched by itself
  std::vector<std::uint32_t> looks;
  std::uint64_t replications = 0, attempts = 0;  // of all pairs
  AuditCount audit{};
  std::optional<Breach> breach;
  std::optional<PlanPair> breach_at;
  bool interrupted = false;
};

// REQUIRES scenario.plan->second and at least one requirement. Throws what `at` or a replication threw.
FrontierPlan find_frontier(const scenario::Scenario& scenario, const ScenarioAtPair& at, const RunnerOf& runner,
                           const PlanOptions& options);
FrontierPlan find_frontier(const scenario::Scenario& scenario, const ScenarioAtPair& at, const PlanOptions& options);

}  // namespace sim::experiment
