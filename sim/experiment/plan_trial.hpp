#pragma once
// One value of a plan, tried: replications until every requirement is decided or the budget is spent.
//
// Invariants
//   1. All values are tried on the same replications 0, 1, ...: the same customers, so that two values can be compared pair by pair.
//   2. It is looked at after fixed numbers of replications only, each twice the one before. The error that the confidence allows is shared
//      evenly among the looks, so looking several times does not make a verdict less sure (Bonferroni).
//   3. Never fewer than kLeastSequential replications before the first look, unless the budget is smaller.

#include <cstdint>
#include <vector>

#include "sim/experiment/run.hpp"
#include "sim/experiment/verdict.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::experiment {

inline constexpr std::uint32_t kPlanBudget = 200;  // replications of one value, where no precision gives another

// After how many replications a value is looked at; the last is the budget.
std::vector<std::uint32_t> looks_of(const scenario::Scenario& scenario);

// The first replication in which the auditor found something.
struct Breach {
  std::int64_t value;
  std::uint32_t replication;
  std::uint64_t violations;  // of this replication
  metrics::Violation first;
};

struct PlanTrial {
  std::int64_t value = 0;
  Verdict verdict = Verdict::undecided;         // breached when one requirement is, holds when all do
  std::vector<RequirementResult> requirements;  // in the order of the scenario
  std::uint32_t replications = 0;
  std::uint64_t attempts = 0;
  AuditCount audit{};
  std::size_t candidates = 1;                // that shared the error
  std::vector<std::vector<double>> columns;  // [requirement][replication]: the metric; NaN where it has no value
  std::optional<Breach> breach;
  bool interrupted = false;
};

struct PlanOptions {
  CrewOptions crew;
  std::size_t candidates = 1;  // among which the answer is chosen: they share the error that the confidence allows (Bonferroni)
};

// REQUIRES the scenario has requirements and a plan, and that its metrics exist.
PlanTrial try_value(std::int64_t value, const scenario::Scenario& at, const RunReplication& run, const PlanOptions& options);

// Requirement number `r` got worse from `low` to the trial of a greater value, at this confidence; not when it holds at both all the same.
bool is_reversed(const scenario::Requirement& requirement, std::size_t r, const PlanTrial& low, const PlanTrial& high, double confidence);

}  // namespace sim::experiment
