#include "sim/stats/paired.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/check.hpp"

namespace sim::stats {

namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

// Sums over the pairs; their divisor n - 1 falls out of the correlation.
struct Moments {
  double aa = 0, bb = 0, ab = 0;
};

Moments about(std::span<const double> a, std::span<const double> b, double mean_a, double mean_b) {
  Moments sums;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!std::isfinite(a[i]) || !std::isfinite(b[i])) continue;
    sums.aa += (a[i] - mean_a) * (a[i] - mean_a);
    sums.bb += (b[i] - mean_b) * (b[i] - mean_b);
    sums.ab += (a[i] - mean_a) * (b[i] - mean_b);
  }
  return sums;
}

double ratio(double above, double below) { return below > 0 ? above / below : kNoValue; }

}  // namespace

PairedDifference paired_difference(std::span<const double> a, std::span<const double> b, double confidence) {
  SIM_CHECK(a.size() == b.size(), "pairs need as many of one as of the other");
  Tally of_a, of_b, of_difference;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!std::isfinite(a[i]) || !std::isfinite(b[i])) continue;
    of_a.add(a[i]);
    of_b.add(b[i]);
    of_difference.add(b[i] - a[i]);
  }
  PairedDifference pairs{};
  pairs.n = of_difference.n();
  pairs.left_out = a.size() - pairs.n;
  pairs.mean_a = of_a.mean();
  pairs.mean_b = of_b.mean();
  pairs.difference = of_difference.mean();
  pairs.half_width = half_width(of_difference, confidence);
  pairs.stddev = of_difference.stddev();
  const Moments sums = about(a, b, of_a.mean(), of_b.mean());
  const double correlation = ratio(sums.ab, std::sqrt(sums.aa * sums.bb));  // of a sample with itself 1 to the last bit
  pairs.correlation = std::isnan(correlation) ? kNoValue : std::clamp(correlation, -1.0, 1.0);
  pairs.variance_reduction = ratio(of_a.variance() + of_b.variance(), of_difference.variance());
  return pairs;
}

bool differs(const PairedDifference& pairs) { return std::abs(pairs.difference) > pairs.half_width; }

}  // namespace sim::stats
