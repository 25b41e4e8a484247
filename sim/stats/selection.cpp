#include "sim/stats/selection.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/check.hpp"
#include "sim/stats/interval.hpp"
#include "sim/stats/tally.hpp"

namespace sim::stats {

namespace {

using Columns = std::vector<std::vector<double>>;

// The observations that all systems have, turned so that smaller is better.
Columns complete(std::span<const std::vector<double>> systems, Better better) {
  const double sign = better == Better::smaller ? 1 : -1;
  Columns columns(systems.size());
  for (std::size_t r = 0; r < systems[0].size(); ++r) {
    if (!std::ranges::all_of(systems, [r](const auto& column) { return std::isfinite(column[r]); })) continue;
    for (std::size_t i = 0; i < systems.size(); ++i) columns[i].push_back(sign * systems[i][r]);
  }
  return columns;
}

// How far `a` is behind `b`.
Tally behind(const std::vector<double>& a, const std::vector<double>& b) {
  Tally tally;
  for (std::size_t r = 0; r < a.size(); ++r) tally.add(a[r] - b[r]);
  return tally;
}

}  // namespace

Selection select_best(std::span<const std::vector<double>> systems, const SelectionRule& rule) {
  SIM_CHECK(systems.size() >= 2, "the best of one is known");
  const Columns columns = complete(systems, rule.better);
  Selection selection;
  selection.n = columns[0].size();
  if (selection.n < 2) return selection;
  const double n = static_cast<double>(selection.n);
  const double others = static_cast<double>(systems.size() - 1);
  const double t = student_t_quantile(n - 1, 1 - (1 - rule.confidence) / others);
  const auto is_out = [&](std::size_t i, std::size_t j) {
    const Tally difference = behind(columns[i], columns[j]);
    return difference.mean() > std::max(0.0, t * difference.stddev() / std::sqrt(n) - rule.indifference);
  };
  for (std::size_t i = 0; i < columns.size(); ++i) {
    bool out = false;
    for (std::size_t j = 0; j < columns.size() && !out; ++j) out = j != i && is_out(i, j);
    if (!out) selection.group.push_back(i);
    if (behind(columns[i], columns[selection.best]).mean() < 0) selection.best = i;
  }
  return selection;
}

}  // namespace sim::stats
