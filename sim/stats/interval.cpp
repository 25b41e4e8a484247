#include "sim/stats/interval.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

#include "sim/base/check.hpp"

namespace sim::stats {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double upper_share(double confidence) {
  SIM_CHECK(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1");
  return (1 - confidence) / 2;
}

// The first k in [0, n + 1] for which `holds` is true. REQUIRES monotone: false ... false true ... true, true at n + 1.
template <class Predicate>
std::uint64_t first_where(std::uint64_t n, Predicate holds) {
  std::uint64_t low = 0, high = n + 1;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (holds(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace

double student_t_quantile(double degrees, double q) {
  SIM_CHECK(degrees > 0 && q > 0 && q < 1, "Student's t needs degrees of freedom and a probability inside (0, 1)");
  return boost::math::quantile(boost::math::students_t(degrees), q);
}

double half_width(const Tally& sample, double confidence) {
  if (sample.n() < 2) return std::numeric_limits<double>::quiet_NaN();
  const double n = static_cast<double>(sample.n());
  return student_t_quantile(n - 1, 1 - upper_share(confidence)) * sample.stddev() / std::sqrt(n);
}

Interval wilson(Count count, double confidence) {
  SIM_CHECK(count.trials > 0 && count.successes <= count.trials, "a share needs trials");
  const double z = boost::math::quantile(boost::math::normal(), 1 - upper_share(confidence));
  const double n = static_cast<double>(count.trials), k = static_cast<double>(count.successes);
  const double share = k / n, square = z * z / n;
  const double middle = (share + square / 2) / (1 + square);
  const double spread = z / (1 + square) * std::sqrt(share * (1 - share) / n + square / (4 * n));
  // At the ends the formula is exactly 0 or 1; rounding must not step over them.
  return {count.successes == 0 ? 0 : middle - spread, count.successes == count.trials ? 1 : middle + spread};
}

Interval clopper_pearson(Count count, double confidence) {
  SIM_CHECK(count.trials > 0 && count.successes <= count.trials, "a share needs trials");
  const double tail = upper_share(confidence);
  const double n = static_cast<double>(count.trials), k = static_cast<double>(count.successes);
  const double low = count.successes == 0 ? 0 : boost::math::quantile(boost::math::beta_distribution<>(k, n - k + 1), tail);
  const double high = count.successes == count.trials
                          ? 1
                          : boost::math::quantile(boost::math::complement(boost::math::beta_distribution<>(k + 1, n - k), tail));
  return {low, high};
}

double quantile(std::span<const double> sorted, double q) { return sorted[quantile_rank(sorted.size(), q) - 1]; }

std::uint64_t quantile_rank(std::uint64_t n, double q) {
  SIM_CHECK(n > 0 && q > 0 && q <= 1, "a quantile needs observations and a share inside (0, 1]");
  const double size = static_cast<double>(n);
  // A hair below: n q is often a whole number that rounding has lifted.
  return static_cast<std::uint64_t>(std::clamp(std::ceil(size * q - 1e-9 * size), 1.0, size));
}

Ranks quantile_ranks(std::uint64_t n, double q, double confidence) {
  SIM_CHECK(n > 0 && q > 0 && q < 1, "a quantile needs observations and a share inside (0, 1)");
  const double tail = upper_share(confidence);
  const boost::math::binomial below(static_cast<double>(n), q);
  const auto at_most = [&](std::uint64_t k) { return boost::math::cdf(below, static_cast<double>(k)); };
  const auto at_least = [&](std::uint64_t k) {
    return boost::math::cdf(boost::math::complement(below, static_cast<double>(k - 1)));  // k >= 1
  };
  const std::uint64_t low = first_where(n, [&](std::uint64_t k) { return k > n || at_most(k) > tail; });
  const std::uint64_t high = first_where(n, [&](std::uint64_t k) { return k > n || (k > 0 && at_least(k) <= tail); });
  return {low, high};
}

Interval quantile_interval(std::span<const double> sorted, double q, double confidence) {
  const Ranks ranks = quantile_ranks(sorted.size(), q, confidence);
  return {ranks.low == 0 ? -kInfinity : sorted[ranks.low - 1], ranks.high > sorted.size() ? kInfinity : sorted[ranks.high - 1]};
}

std::uint64_t least_sample_for_bound(double q, double confidence) {
  SIM_CHECK(q > 0 && q < 1, "a share inside (0, 1)");
  return static_cast<std::uint64_t>(std::ceil(std::log(upper_share(confidence)) / std::log(q) - 1e-9));
}

}  // namespace sim::stats
