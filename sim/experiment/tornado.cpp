#include "sim/experiment/tornado.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/check.hpp"
#include "sim/stats/interval.hpp"

namespace sim::experiment {

namespace {

stats::Tally tally_of(const Column& column) {
  stats::Tally tally;
  for (const double value : column) {
    if (std::isfinite(value)) tally.add(value);
  }
  return tally;
}

double swing_of(const TornadoBar& bar) {
  if (bar.low.against.n == 0 || bar.high.against.n == 0) return std::numeric_limits<double>::quiet_NaN();
  const auto [least, greatest] = std::minmax({0.0, bar.low.against.difference, bar.high.against.difference});
  return greatest - least;
}

bool comes_before(const TornadoBar& a, const TornadoBar& b) {
  if (std::isnan(a.swing) || std::isnan(b.swing)) return std::isnan(a.swing) && !std::isnan(b.swing);
  return a.swing > b.swing;
}

}  // namespace

std::vector<std::vector<scenario::Override>> tornado_points(const std::vector<UncertainInput>& inputs) {
  std::vector<std::vector<scenario::Override>> points{{}};
  for (const UncertainInput& input : inputs) {
    points.push_back(input.at(input.low));
    points.push_back(input.at(input.high));
  }
  return points;
}

Tornado sum_up_tornado(std::string metric, const std::vector<UncertainInput>& inputs, const PointResults& results,
                       const std::vector<std::size_t>& column) {
  SIM_CHECK(results.rows.size() == 2 * inputs.size() + 1, "two ends for every input, and the scenario as it is");
  Tornado tornado{std::move(metric), complete_replications(results), 0, 0, {}, audit_of(results)};
  const auto values = [&](std::size_t point) { return column_of(results.rows[point], column[point], tornado.replications); };
  const Column base = values(0);
  const stats::Tally as_it_is = tally_of(base);
  tornado.mean = as_it_is.mean();
  tornado.half_width = stats::half_width(as_it_is);
  const auto end = [&](std::size_t point, double value) {
    const Column moved = values(point);
    return TornadoEnd{value, tally_of(moved).mean(), stats::paired_difference(base, moved)};
  };
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    TornadoBar bar{i, end(2 * i + 1, inputs[i].low), end(2 * i + 2, inputs[i].high), 0};
    bar.swing = swing_of(bar);
    tornado.bars.push_back(bar);
  }
  std::ranges::stable_sort(tornado.bars, comes_before);
  return tornado;
}

}  // namespace sim::experiment
