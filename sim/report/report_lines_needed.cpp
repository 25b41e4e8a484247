// When it is done with how many lines, and where one more begins to bring little.

#include <fmt/format.h>

#include <algorithm>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_axes.hpp"
#include "sim/report/report_curves.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

bool is_done(const CurvePoint& point) { return point.estimate && point.estimate->missing == 0; }

std::vector<stats::CurvePoint> done_points(const Curve& curve) {
  std::vector<stats::CurvePoint> points;
  for (const CurvePoint& point : curve.points) {
    if (is_done(point)) points.push_back({point.x, point.estimate->mean});
  }
  return points;
}

// Nothing before the first row of a curve, and where one of the two was not done.
std::string saved_text(const CurvePoint* before, const CurvePoint& point) {
  if (before == nullptr || !is_done(*before) || !is_done(point)) return "";
  return rough_duration(std::max(0.0, (before->estimate->mean - point.estimate->mean) / (point.x - before->x)));
}

Table lines_table(const Grid& grid, const std::string& metric, const std::vector<Curve>& curves) {
  const bool several = curves.size() > 1;
  Table table{.fold = "Numbers", .columns = {{"lines"}, {"done"}, {"90 % of replications"}, {"saved by each further line"}}};
  if (several) table.columns.insert(table.columns.begin(), {"with", Align::left});
  for (const Curve& curve : curves) {
    const CurvePoint* before = nullptr;
    for (const CurvePoint& point : curve.points) {
      std::vector<Cell> row{grouped(point.x)};
      if (several) row.insert(row.begin(), curve.name);
      row.emplace_back(is_done(point) ? estimate_text(grid.study().clock, metric, *point.estimate) : "not before the end of the run");
      row.emplace_back(point.estimate ? spread_text(grid.study().clock, metric, *point.estimate) : "");
      row.emplace_back(saved_text(before, point));
      table.rows.push_back(std::move(row));
      before = &point;
    }
  }
  return table;
}

Chart lines_chart(const Grid& grid, std::size_t factor, const std::string& metric) {
  const std::vector<Curve> curves = curves_of(grid, factor, metric);
  std::string words = "Mean of the replications with its 95 % interval. ";
  if (curves.size() > kMostCurves) words += fmt::format("The first {} of {} curves are drawn. ", kMostCurves, curves.size());
  Json marks = Json::array();
  for (const Curve& curve : curves) {
    const auto knee = knee_of(done_points(curve));
    if (!knee) continue;
    words += knee_words(*knee, curve.name) + " ";
    if (curves.size() == 1) marks.push_back({{"x", knee->lines}, {"label", fmt::format("knee: {} lines", grouped(knee->lines))}});
  }
  if (words.find("knee") == std::string::npos) words += "No clear knee between the fewest and the most lines that were tried.";
  Chart chart =
      curve_chart({metric_title(metric) + " against lines", words}, grid, factor, metric, curves, lines_table(grid, metric, curves));
  add_data(chart, "marks", std::move(marks));
  return chart;
}

}  // namespace

std::optional<std::size_t> line_factor(const Grid& grid) {
  for (std::size_t f = 0; f < grid.factors().size(); ++f) {
    const GridFactor& factor = grid.factors()[f];
    if (factor.pointer.ends_with("/lines") && factor.is_number() && factor.levels.size() > 1) return f;
  }
  return {};
}

Section lines_needed_section(const Study& sweep) {
  Section section{"Finish time against lines"};
  const Grid grid(sweep);
  const auto factor = line_factor(grid);
  if (!factor) return section;
  for (const std::string& metric : grid.metrics_ending("/finished_after_s"))
    section.blocks.emplace_back(lines_chart(grid, *factor, metric));
  return section;
}

}  // namespace sim::report::page
