#pragma once
// Confidence intervals: of a mean (Student t), of a share (Wilson for display, Clopper-Pearson for guarantees), of a quantile (order
// statistics). `confidence` is two-sided, 0.95 for 95 %.

#include <cstdint>
#include <span>

#include "sim/stats/tally.hpp"

namespace sim::stats {

struct Interval {
  double low;
  double high;
};

// q-quantile of Student's t with this many degrees of freedom. REQUIRES degrees > 0, 0 < q < 1.
double student_t_quantile(double degrees, double q);

// t * s / sqrt(n). Not a number below two observations.
double half_width(const Tally& sample, double confidence = 0.95);

// Of `successes` in `trials`. REQUIRES trials > 0, successes <= trials.
struct Count {
  std::uint64_t successes;
  std::uint64_t trials;
};
Interval wilson(Count count, double confidence = 0.95);
Interval clopper_pearson(Count count, double confidence = 0.95);

// The smallest observation that at least the share q of the sample does not exceed: X_(ceil(nq)). Never between two observations, so
// an infinite one is fine. REQUIRES sorted, not empty, 0 < q <= 1.
double quantile(std::span<const double> sorted, double q);
// Its rank, counted from 1: ceil(nq). REQUIRES n > 0, 0 < q <= 1.
std::uint64_t quantile_rank(std::uint64_t n, double q);

// Which order statistics, counted from 1, enclose the q-quantile. 0 and n + 1: the sample is too small for a bound on that side.
struct Ranks {
  std::uint64_t low;
  std::uint64_t high;
};
// low = max{k: P(Bin(n, q) <= k - 1) <= a/2}, high = min{k: P(Bin(n, q) >= k) <= a/2}, a = 1 - confidence
// (David and Nagaraja, "Order Statistics", 2003, section 7.1).
Ranks quantile_ranks(std::uint64_t n, double q, double confidence = 0.95);

// The observations of these ranks; infinite where there is no bound. REQUIRES sorted.
Interval quantile_interval(std::span<const double> sorted, double q, double confidence = 0.95);

// The least sample with a bound above the q-quantile (below it, for 1 - q).
std::uint64_t least_sample_for_bound(double q, double confidence = 0.95);

}  // namespace sim::stats
