#include "sim/report/report_curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_axes.hpp"

namespace sim::report::page {

std::vector<Curve> curves_of(const Grid& grid, std::size_t factor, const std::string& metric) {
  std::vector<Curve> curves;
  const std::array left_out{factor};
  for (std::size_t p = 0; p < grid.points(); ++p) {
    const std::string name = grid.words(p, left_out);
    auto curve = std::ranges::find(curves, name, &Curve::name);
    if (curve == curves.end()) curve = curves.insert(curves.end(), Curve{name, {}});
    curve->points.push_back({grid.factors()[factor].levels[grid.levels(p)[factor]].get<double>(), grid.estimate(p, metric)});
  }
  for (Curve& curve : curves) std::ranges::sort(curve.points, {}, &CurvePoint::x);
  return curves;
}

Chart curve_chart(ChartWords words, const Grid& grid, std::size_t factor, const std::string& metric, const std::vector<Curve>& curves,
                  Table numbers) {
  const Axis axis = axis_of(metric, grid.study().scenario());
  Json rows = Json::array(), names = Json::array();
  for (std::size_t c = 0; c < curves.size() && c < kMostCurves; ++c) {
    names.push_back(curves[c].name);
    for (const CurvePoint& point : curves[c].points) {
      if (!point.estimate) continue;
      Json row{{"x", point.x}, {"curve", curves[c].name}, {"words", estimate_text(grid.study().clock, metric, *point.estimate)}};
      add_places(row, axis, grid.study().clock, *point.estimate);
      rows.push_back(std::move(row));
    }
  }
  Chart chart = chart_of("against", std::move(words), std::move(rows), std::move(numbers));
  Json& encoding = chart.spec["encoding"];
  encoding["x"]["axis"]["title"] = grid.factors()[factor].name;
  if (std::ranges::all_of(grid.factors()[factor].levels, &Json::is_number_integer)) encoding["x"]["axis"]["tickMinStep"] = 1;
  set_axis(encoding["y"], axis);
  encoding["color"]["scale"]["domain"] = names;
  encoding["shape"]["scale"]["domain"] = names;
  if (names.size() == 1) encoding["color"]["legend"] = encoding["shape"]["legend"] = nullptr;
  return chart;
}

std::optional<Knee> knee_of(std::span<const stats::CurvePoint> done_s) {
  const auto found = stats::knee(done_s);
  if (!found) return {};
  const auto saved = [](const stats::CurvePoint& from, const stats::CurvePoint& to) {
    return std::max(0.0, (from.y - to.y) / (to.x - from.x));
  };
  const stats::CurvePoint& at = done_s[*found];
  return Knee{at.x, saved(done_s.front(), at), saved(at, done_s.back())};
}

std::string knee_words(const Knee& knee, const std::string& with) {
  return fmt::format("{} knee is at {} lines: below it each further line saves {} on average, above it {}.",
                     with.empty() ? "The" : "With " + with + " the", grouped(knee.lines), rough_duration(knee.saved_below_s),
                     rough_duration(knee.saved_above_s));
}

}  // namespace sim::report::page
