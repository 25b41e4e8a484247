#pragma once
// One metric over the replications: the sample as it was seen, and the numbers that describe it.
//
// Invariants
//   1. Means and spreads are over the replications with a value, taken in the order of their numbers.
//   2. A replication without a value is left out or, where the metric says "never", counts as +infinity in every quantile.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/experiment/metric_table.hpp"
#include "sim/experiment/record.hpp"
#include "sim/stats/control_variates.hpp"
#include "sim/stats/interval.hpp"
#include "sim/stats/tally.hpp"

namespace sim::experiment {

struct Observations {
  stats::Tally finite;
  std::vector<double> sorted;  // the values, and +infinity for each "never"
  std::uint64_t missing = 0;   // replications without a value
  std::uint64_t trials = 0;    // that a yes or no of the metric was asked; 0: it has none
  bool one_history = false;    // two replications or more went alike in everything: nothing is left to chance
};

// Every value is 0 or 1: the mean is a share of replications. REQUIRES observations.
bool is_yes_or_no(const Observations& seen);
// REQUIRES is_yes_or_no(seen).
stats::Count yes_of(const Observations& seen);

Observations observe(std::span<const ReplicationRecord> records, const MetricSet& set, const MetricRef& metric);

// Not a number: there is none (a spread of one replication, a mean of nothing). Quantiles may be +infinity.
struct Estimate {
  std::uint64_t n = 0;                                // replications with a value
  std::uint64_t missing = 0;                          // without
  double mean, half_width, stddev;                    // of the values; the half width is Student's at 95 %
  double min, p5, p50, p95, max;                      // the extremes of the values; X_(ceil(nq)) with the "never"s at the upper end
  std::optional<stats::Interval> share{};             // Wilson's, where the mean is a share of replications in which something happened
  std::optional<stats::ControlledMean> controlled{};  // where the contact chain has exact means for controls
};

Estimate estimate(const Observations& seen);

}  // namespace sim::experiment
