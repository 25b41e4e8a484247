#pragma once
// A ratio of two means over the same runs, such as cost per person reached: not the mean of the ratios of single runs, which is another
// number and a biased one.
//
// The interval is by the delta method (Law, "Simulation Modeling and Analysis", 5th ed., section 9.4; Fieller's problem linearised): the
// ratio r has the variance of (a - r b) / mean(b), whose spread is that of paired values, so any dependence of the two is taken in.

#include <cstdint>
#include <span>

namespace sim::stats {

struct RatioOfMeans {
  std::uint64_t n = 0;  // pairs with two finite values
  double value;         // not a number: nothing below the line
  double half_width;    // Student's t at n - 1; not a number below two pairs
};

// REQUIRES columns of one length.
RatioOfMeans ratio_of_means(std::span<const double> above, std::span<const double> below, double confidence = 0.95);

}  // namespace sim::stats
