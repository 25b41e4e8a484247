#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/report/metric_text.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/report/sweep_files.hpp"

namespace sim::report {
namespace {

using experiment::Sweep;
using experiment::SweptMetric;

constexpr std::size_t kTerminal = 80, kMostPoints = 60, kMostShown = 3, kMostTerms = 12;
constexpr std::size_t kStanding = 11;

std::string bold(std::string_view text, Ink ink) { return ink == Ink::plain ? std::string(text) : fmt::format("\x1b[1m{}\x1b[0m", text); }

std::size_t factor_width(const Sweep& sweep, std::size_t factor) {
  std::size_t widest = width(experiment::factor_name(sweep.factors, factor));
  for (const scenario::Level& level : sweep.factors[factor].levels) widest = std::max(widest, width(experiment::level_text(level)));
  return std::min<std::size_t>(widest, 16) + 2;
}

std::string value_at_point(const Sweep& sweep, std::size_t metric, std::size_t point) {
  const experiment::Estimate& e = sweep.estimates[point][metric];
  if (e.n == 0) return "never";
  std::string value = metric_text(sweep.shared.names[metric], e.mean, e.half_width);
  if (e.missing > 0) value += fmt::format(" ({}x none)", e.missing);
  return value;
}

std::string head_of_metric(const Sweep& sweep, std::size_t metric) {
  const std::string& name = sweep.shared.names[metric];
  return name.substr(name.rfind('/') + 1);
}

std::size_t metric_width(const Sweep& sweep, std::size_t metric) {
  std::size_t widest = width(head_of_metric(sweep, metric));
  for (std::size_t p = 0; p < std::min(sweep.points.size(), kMostPoints); ++p) {
    widest = std::max(widest, width(value_at_point(sweep, metric, p)));
  }
  return widest + 2;
}

// The columns of the table of points. What finds no room is in sweep.csv.
struct PointTable {
  struct Column {
    std::size_t what, width;
  };
  std::vector<Column> factors, metrics;

  explicit PointTable(const Sweep& sweep) {
    const std::size_t first = sweep.metrics.empty() ? 0 : metric_width(sweep, sweep.metrics.front().metric);
    std::size_t taken = 2 + (sweep.frontier ? kStanding : 0);
    for (std::size_t f = 0; f < sweep.factors.size() && taken + factor_width(sweep, f) + first <= kTerminal; ++f) {
      factors.push_back({f, factor_width(sweep, f)});
      taken += factors.back().width;
    }
    for (const SweptMetric& swept : sweep.metrics) {
      const std::size_t wide = metric_width(sweep, swept.metric);
      if (metrics.size() == kMostShown || taken + wide > kTerminal) break;
      metrics.push_back({swept.metric, wide});
      taken += wide;
    }
  }
};

std::string point_row(const Sweep& sweep, const PointTable& table, std::size_t point) {
  std::string text = "  ";
  for (const PointTable::Column& column : table.factors) {
    text += left(experiment::level_text(sweep.factors[column.what].levels[sweep.points[point][column.what]]), column.width);
  }
  for (const PointTable::Column& column : table.metrics) text += right(value_at_point(sweep, column.what, point), column.width);
  if (sweep.frontier) text += right(stats::word(sweep.frontier->standing[point]), kStanding);
  return text + "\n";
}

std::string points_block(const Sweep& sweep, Ink ink) {
  const PointTable table(sweep);
  std::string head = "  ";
  for (const PointTable::Column& column : table.factors) head += left(experiment::factor_name(sweep.factors, column.what), column.width);
  for (const PointTable::Column& column : table.metrics) head += right(head_of_metric(sweep, column.what), column.width);
  std::string text = "\n" + bold(head, ink) + "\n";
  for (std::size_t p = 0; p < sweep.points.size(); ++p) {
    if (p == kMostPoints) return text + fmt::format("  and {} more in sweep.csv\n", sweep.points.size() - p);
    text += point_row(sweep, table, p);
  }
  return text;
}

std::string marginal_lines(const Sweep& sweep, const SweptMetric& swept) {
  std::string text = "  mean over all points with a value:\n";
  for (std::size_t f = 0; f < sweep.factors.size(); ++f) {
    for (std::size_t l = 0; l < swept.marginal[f].size(); ++l) {
      const experiment::LevelMean& level = swept.marginal[f][l];
      const std::string label = experiment::factor_name(sweep.factors, f) + " = " + experiment::level_text(sweep.factors[f].levels[l]);
      text += "    " + left(label, 40) + right(metric_text(sweep.shared.names[swept.metric], level.mean, level.half_width), 28) + "\n";
    }
  }
  return text;
}

std::string fit_line(const stats::Metamodel& model) {
  if (std::isnan(model.r_squared)) return "  the same at every point\n";
  std::string text = fmt::format("  R2 {:.4f}", model.r_squared);
  const stats::LackOfFit& test = model.lack_of_fit;
  if (std::isnan(test.p)) return text + "\n";
  const std::string_view words = test.p < 0.05 ? "a quadratic does not say all" : "no lack of fit seen";
  return text + fmt::format("; {} (F = {:.2f}, {})\n", words, test.f, p_text(test.p));
}

std::string model_lines(const Sweep& sweep, const SweptMetric& swept) {
  if (!swept.model) return "  no metamodel: no replication in which every point has a value\n";
  std::vector<stats::MetamodelTerm> terms(swept.model->terms.begin() + 1, swept.model->terms.end());
  std::ranges::stable_sort(terms, [](const auto& a, const auto& b) { return std::abs(a.coefficient) > std::abs(b.coefficient); });
  if (terms.size() > kMostTerms) terms.resize(kMostTerms);
  std::string text = "  effects (half the way from the least to the greatest level), largest first:\n";
  for (const stats::MetamodelTerm& term : terms) {
    text += "    " + left(term.name, 46) + right(difference_text(sweep.shared.names[swept.metric], term.coefficient, term.half_width), 28) +
            "\n";
  }
  return text + fit_line(*swept.model);
}

}  // namespace

std::string sweep_summary(const scenario::Scenario& scenario, const Sweep& sweep, Ink ink) {
  std::string text = bold(at_most(scenario.name, kTerminal), ink) + "\n";
  text += fmt::format("{} points, the same customers in each, {} replication{}, seed {}; 95 % intervals\n", sweep.points.size(),
                      sweep.replications, sweep.replications == 1 ? "" : "s", scenario.world.seed);
  text += points_block(sweep, ink);
  for (const SweptMetric& swept : sweep.metrics) {
    text += "\n" + bold(at_most(sweep.shared.names[swept.metric], kTerminal), ink) + "\n";
    text += marginal_lines(sweep, swept) + model_lines(sweep, swept);
  }
  return text;
}

}  // namespace sim::report
