#pragma once
// Several scenarios for the same customers: paired differences of each to the first, and which is best by one metric.
//
// Invariants
//   1. Campaigns are matched by their names; metrics count that every scenario has. What is left out is listed.
//   2. Intervals are at 95 %, each for itself; only the group of the best is simultaneous over the scenarios.

#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/json_difference.hpp"
#include "sim/experiment/points.hpp"
#include "sim/stats/paired.hpp"
#include "sim/stats/selection.hpp"

namespace sim::experiment {

// The metrics that all worlds have, and where each stands in the rows of each point.
struct SharedMetrics {
  std::vector<std::string> names;
  std::vector<std::vector<std::size_t>> positions;               // [point][name]
  std::vector<std::string> left_out;                             // campaigns, and metrics of shared campaigns, that some world lacks
  std::optional<std::size_t> find(std::string_view name) const;  // "account/cost" is "cost"
};
SharedMetrics shared_metrics(const std::vector<const scenario::Scenario*>& scenarios);

// Which way a metric is better when nobody says: more people reached, less of everything that costs time or money.
stats::Better better_direction(std::string_view metric);

struct Contrast {
  std::size_t scenario = 1;                      // against the first
  std::vector<JsonDifference> differences;       // a: the first
  std::vector<stats::PairedDifference> metrics;  // in the order of the shared names; b - a, a being the first
};

struct BestBy {
  std::size_t metric = 0;
  stats::SelectionRule rule;
};

// How a fully sequential choice went (stats/kim_nelson.hpp).
struct SequentialChoice {
  std::uint32_t first = 0, budget = 0;     // replications before the first look, and at most
  std::uint64_t n = 0;                     // replications that were looked at
  bool decided = false;                    // one is left
  std::size_t best = 0;                    // of those left the best mean
  std::vector<std::size_t> left;           // ascending
  std::vector<std::uint64_t> out_after{};  // [scenario] replications; 0: it is not
};

// More replications of these points, up to `replications` each; known rows are kept.
using RunMore = std::function<PointResults(std::vector<Point> points, std::uint32_t replications)>;

// Adds replications to those that are still in, until one is left or the budget is spent. `results` holds the first replications of all,
// and takes what is added; those that are out keep what they have. REQUIRES best_by.rule.indifference > 0 and two replications or more.
SequentialChoice choose_best(const std::vector<const scenario::Scenario*>& scenarios, const BestBy& best_by, std::uint32_t budget,
                             const RunMore& run, PointResults& results);

struct Comparison {
  SharedMetrics shared;
  std::uint32_t replications = 0;  // that all scenarios have
  AuditCount audit{};              // of every replication that was run
  std::vector<Contrast> contrasts;
  std::optional<BestBy> best_by;
  stats::Selection best;  // when best_by is given
  std::optional<SequentialChoice> sequential{};
};

Comparison compare(const std::vector<const scenario::Scenario*>& scenarios, const PointResults& results, std::optional<BestBy> best_by);

}  // namespace sim::experiment
