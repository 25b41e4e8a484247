#pragma once
// A full factorial over factors of a scenario: its points, what they have in common, and what each factor does to a metric.
//
// Invariants
//   1. All points share seed and replications: customers are the same everywhere.
//   2. The key of a point depends on nothing but what its replications depend on: the described world, the seed, the bytes of the files
//      that it names. Equal keys mean equal rows from the same build of the program.

#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/comparison.hpp"
#include "sim/experiment/estimate.hpp"
#include "sim/experiment/points.hpp"
#include "sim/stats/frontier.hpp"
#include "sim/stats/metamodel.hpp"

namespace sim::experiment {

using Levels = std::vector<std::size_t>;  // of a point, one for each factor

// The first factor changes slowest.
std::vector<Levels> full_factorial(const std::vector<scenario::Factor>& factors);

// The settings of a point as overrides of the scenario.
std::vector<scenario::Override> overrides_of(const std::vector<scenario::Factor>& factors, const Levels& levels);

// "max_attempts" for "/campaigns/0/max_attempts" where no other factor ends so, else the whole key.
std::string factor_name(const std::vector<scenario::Factor>& factors, std::size_t factor);

// The name of the level; where it has none its value: "60" for a number, "30s" for a text, else JSON.
std::string level_text(const scenario::Level& level);

// 16 hexadecimal digits.
std::string point_key(const scenario::Scenario& scenario);

// The mean of a level over all points that have it, replication by replication.
struct LevelMean {
  std::uint64_t n = 0;  // replications in which all these points have a value
  double mean, half_width;
};

struct SweptMetric {
  std::size_t metric = 0;                        // among the shared ones
  std::vector<std::vector<LevelMean>> marginal;  // [factor][level]
  std::optional<stats::Metamodel> model;         // empty: some points have no value in any common replication
};

struct Frontier {
  std::vector<std::size_t> metrics;
  std::vector<stats::Better> better;
  std::vector<stats::Standing> standing;  // of each point
};

struct Sweep {
  std::vector<scenario::Factor> factors;
  std::vector<Levels> points;
  SharedMetrics shared;
  std::uint32_t replications = 0;
  AuditCount audit{};                            // of every replication that was run
  std::vector<std::vector<Estimate>> estimates;  // [point][shared metric]
  std::vector<SweptMetric> metrics;              // those that were asked for
  std::optional<Frontier> frontier;
};

struct SweepQuestions {
  std::vector<std::size_t> metrics;  // among the shared ones
  std::vector<std::size_t> pareto;   // empty: no frontier
  std::vector<stats::Better> pareto_better;
  double latest_s = 0;  // the latest horizon: what never came counts as this late on the frontier, which is the least that it can be
};

// REQUIRES results of full_factorial(factors), in its order.
Sweep sum_up_sweep(const std::vector<scenario::Factor>& factors, SharedMetrics shared, const PointResults& results,
                   const SweepQuestions& questions);

}  // namespace sim::experiment
