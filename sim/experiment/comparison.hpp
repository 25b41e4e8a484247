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

struct Comparison {
  SharedMetrics shared;
  std::uint32_t replications = 0;
  std::vector<Contrast> contrasts;
  std::optional<BestBy> best_by;
  stats::Selection best;  // when best_by is given
};

Comparison compare(const std::vector<const scenario::Scenario*>& scenarios, const PointResults& results, std::optional<BestBy> best_by);

}  // namespace sim::experiment
