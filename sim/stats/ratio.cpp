#include "sim/stats/ratio.hpp"

#include <cmath>
#include <limits>

#include "sim/base/check.hpp"
#include "sim/stats/interval.hpp"
#include "sim/stats/tally.hpp"

namespace sim::stats {

RatioOfMeans ratio_of_means(std::span<const double> above, std::span<const double> below, double confidence) {
  SIM_CHECK(above.size() == below.size(), "a ratio needs as many above the line as below");
  constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
  const auto is_pair = [&](std::size_t i) { return std::isfinite(above[i]) && std::isfinite(below[i]); };
  Tally a, b, rest;
  for (std::size_t i = 0; i < above.size(); ++i) {
    if (!is_pair(i)) continue;
    a.add(above[i]);
    b.add(below[i]);
  }
  if (a.n() == 0 || b.mean() == 0) return {a.n(), kUndefined, kUndefined};
  const double ratio = a.mean() / b.mean();
  for (std::size_t i = 0; i < above.size(); ++i) {
    if (is_pair(i)) rest.add((above[i] - ratio * below[i]) / b.mean());
  }
  return {a.n(), ratio, half_width(rest, confidence)};
}

}  // namespace sim::stats
