#pragma once
// The least value of one key of a scenario with which all requirements hold.
//
// Invariants
//   1. The values are from, from + step, ... up to `to`. A value counts when every requirement is shown to hold at it, at the confidence
//      of the plan or of the requirement, whichever is greater; undecided is not shown.
//   2. The search starts at what arithmetic says, gallops from there until a value that holds is above one that does not, and bisects.
//      That is right where greater values make no requirement worse, which is checked on every two neighbouring values that were tried:
//      the same customers met both, so differences are taken pair by pair.
//   3. Where the check finds that something gets worse, it is a selection: the whole range, where that is long values over it and those
//      next below the answer, are candidates, the least that holds is the answer, and it holds with the error shared among them all.
//   4. The result depends on the scenario, the seed and the program only, not on the number of threads.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/fluid_estimate.hpp"
#include "sim/experiment/plan_trial.hpp"

namespace sim::experiment {

// The scenario with this value at the plan's pointer.
using ScenarioAt = std::function<scenario::Scenario(std::int64_t value)>;
// What runs its replications. REQUIRES the scenario outlives it.
using RunnerOf = std::function<RunReplication(const scenario::Scenario&)>;
RunnerOf simulated();

// What arithmetic says, without simulation.
struct Arithmetic {
  bool speaks = false;                             // it knows a metric of the requirements
  std::optional<std::int64_t> least;               // the least value that it finds; empty: none in the range
  std::vector<std::optional<double>> at_answer{};  // [requirement]: its value at the simulated answer, or at `to` when there is none
};

// A requirement that got worse from one tried value to the next greater one.
struct Reversal {
  std::size_t requirement;
  std::int64_t from, to;
};

enum class PlanOutcome : std::uint8_t {
  found,
  none,      // `to` does not meet the requirements, nor does anything else that was tried
  undecided  // nothing is shown to hold, and the replications do not tell at `to`
};
inline constexpr std::string_view kPlanOutcomeWords[] = {"found", "none", "undecided"};
constexpr std::string_view word(PlanOutcome o) { return kPlanOutcomeWords[static_cast<std::size_t>(o)]; }

struct PlanResult {
  PlanOutcome outcome = PlanOutcome::undecided;
  std::vector<PlanTrial> tried;           // by rising value
  std::optional<std::size_t> answer;      // into `tried`
  std::optional<std::size_t> next_lower;  // the greatest tried value below the answer: the value next below it, unless that is out of range
  Arithmetic arithmetic;
  std::vector<Reversal> reversals;
  bool scanned = false;
  std::size_t candidates = 1;  // that share the error
  std::vector<std::uint32_t> looks;
  std::uint64_t replications = 0, attempts = 0;  // of all values
  AuditCount audit{};
  std::optional<Breach> breach;
  bool interrupted = false;
};

// REQUIRES scenario.plan and at least one requirement. Throws what `at` or a replication threw.
PlanResult find_plan(const scenario::Scenario& scenario, const ScenarioAt& at, const RunnerOf& runner, const PlanOptions& options);
PlanResult find_plan(const scenario::Scenario& scenario, const ScenarioAt& at, const PlanOptions& options);

// How far inside its limits a requirement's interval stays, in the unit of the metric; below 0: it reaches beyond.
double margin(const RequirementResult& result);

}  // namespace sim::experiment
