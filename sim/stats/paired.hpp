#pragma once
// Two systems observed under the same conditions, pair by pair.
//
// Invariants
//   1. Only pairs with two finite values count.
//   2. The interval is Student's on the differences, so it needs no assumption about how the two move together.

#include <cstdint>
#include <span>

#include "sim/stats/interval.hpp"

namespace sim::stats {

// Not a number: there is none (a spread of one pair, the correlation of a constant).
struct PairedDifference {
  std::uint64_t n = 0;         // pairs
  std::uint64_t left_out = 0;  // pairs without two values
  double mean_a, mean_b;
  double difference;  // mean of b - a
  double half_width, stddev;
  double correlation;         // Pearson's
  double variance_reduction;  // variance of the difference between independent runs, over that of the pairs
  Interval interval() const { return {difference - half_width, difference + half_width}; }
};

// REQUIRES a.size() == b.size().
PairedDifference paired_difference(std::span<const double> a, std::span<const double> b, double confidence = 0.95);

// The interval exists and 0 is outside.
bool differs(const PairedDifference& pairs);

}  // namespace sim::stats
