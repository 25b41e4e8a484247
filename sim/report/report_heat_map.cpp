#include "sim/report/report_heat_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_axes.hpp"
#include "sim/report/report_charts.hpp"

namespace sim::report::page {
namespace {

constexpr std::size_t kCellHeight = 46;

// The factors along the sides: columns has at least as many levels as rows.
struct Sides {
  std::size_t columns = 0, rows = 1;
};

Sides sides_of(const Grid& grid) {
  std::vector<std::size_t> order(grid.factors().size());
  for (std::size_t f = 0; f < order.size(); ++f) order[f] = f;
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t f) { return grid.factors()[f].levels.size(); });
  return {order[0], order[1]};
}

// What finds room in a cell: a date without its year, and the half width in a line of its own.
struct CellWords {
  std::string mean, half;
};

CellWords cell_words(const LocalClock& clock, const std::string& metric, const experiment::Estimate& estimate) {
  const std::string whole = estimate_text(clock, metric, estimate);
  const std::size_t at = whole.find(" ± ");
  CellWords words{whole.substr(0, at), at == std::string::npos ? "" : whole.substr(at + 1)};
  constexpr std::size_t kDay = 4, kYear = 5;  // "Thu " and "2026-"
  if (kind_of(metric) == Unit::instant && clock.zone != nullptr && std::isfinite(estimate.mean)) words.mean.erase(kDay, kYear);
  return words;
}

struct Map {
  std::string title;
  std::vector<std::size_t> points;
};

std::vector<Map> maps_of(const Grid& grid, const Sides& sides) {
  const std::array drawn{sides.columns, sides.rows};
  std::vector<Map> maps;
  for (std::size_t p = 0; p < grid.points(); ++p) {
    const std::string others = grid.words(p, drawn);
    auto map = std::ranges::find(maps, others, &Map::title);
    if (map == maps.end()) map = maps.insert(maps.end(), Map{others, {}});
    map->points.push_back(p);
  }
  return maps;
}

Json levels_json(const GridFactor& factor) {
  Json json = Json::array();
  for (std::size_t l = 0; l < factor.levels.size(); ++l) json.push_back(factor.level(l));
  return json;
}

// Between the least and the greatest mean of the whole sweep.
struct Depth {
  double least = HUGE_VAL, greatest = -HUGE_VAL;
  double of(double value) const { return greatest > least ? (value - least) / (greatest - least) : 0; }
};

Depth depth_of(const Grid& grid, const std::string& metric) {
  Depth depth;
  for (std::size_t p = 0; p < grid.points(); ++p) {
    const auto found = grid.estimate(p, metric);
    if (!found) continue;
    depth.least = std::min(depth.least, found->mean);
    depth.greatest = std::max(depth.greatest, found->mean);
  }
  return depth;
}

Chart map_chart(const Grid& grid, const std::string& metric, const Sides& sides, const Map& map, const Depth& depth) {
  const GridFactor &across = grid.factors()[sides.columns], &down = grid.factors()[sides.rows];
  const LocalClock& clock = grid.study().clock;
  Json rows = Json::array();
  Table numbers{.fold = "Numbers", .columns = {{across.name}, {down.name}, {metric_title(metric)}, {"90 % of replications"}}};
  for (const std::size_t p : map.points) {
    const std::string column = across.level(grid.levels(p)[sides.columns]), row = down.level(grid.levels(p)[sides.rows]);
    const auto found = grid.estimate(p, metric);
    numbers.rows.push_back(
        {column, row, found ? estimate_text(clock, metric, *found) : "never", found ? spread_text(clock, metric, *found) : ""});
    if (!found) continue;
    const auto [mean, half] = cell_words(clock, metric, *found);
    rows.push_back({{"column", column}, {"row", row}, {"depth", depth.of(found->mean)}, {"label", mean}, {"half", half}});
  }
  const std::string title =
      fmt::format("{} over {} and {}{}", metric_title(metric), across.name, down.name, map.title.empty() ? "" : ", with " + map.title);
  const std::string words = fmt::format(
      "Mean of each point with the half width of its 95 % interval; the deeper the colour, the {}. From {} to {} over all points.",
      kind_of(metric) == Unit::instant ? "later" : "greater", metric_text(clock, metric, depth.least),
      metric_text(clock, metric, depth.greatest));
  Chart chart = chart_of("heat_map", {title, words}, std::move(rows), std::move(numbers));
  chart.spec["height"] = kCellHeight * down.levels.size();
  chart.spec["encoding"]["x"]["axis"]["title"] = across.name;
  chart.spec["encoding"]["y"]["axis"]["title"] = down.name;
  chart.spec["encoding"]["x"]["scale"]["domain"] = levels_json(across);
  chart.spec["encoding"]["y"]["scale"]["domain"] = levels_json(down);
  return chart;
}

}  // namespace

std::vector<Chart> heat_maps(const Grid& grid, const std::string& metric) {
  const Sides sides = sides_of(grid);
  const std::vector<Map> maps = maps_of(grid, sides);
  const Depth depth = depth_of(grid, metric);
  std::vector<Chart> charts;
  for (std::size_t m = 0; m < std::min(maps.size(), kMostMaps); ++m) {
    charts.push_back(map_chart(grid, metric, sides, maps[m], depth));
  }
  return charts;
}

std::string left_out_words(const Grid& grid) {
  const std::vector<Map> maps = maps_of(grid, sides_of(grid));
  if (maps.size() <= kMostMaps) return "";
  constexpr std::size_t kMostNamed = 6;
  const std::size_t left_out = maps.size() - kMostMaps;
  std::string names;
  for (std::size_t m = 0; m < std::min(left_out, kMostNamed); ++m) names += (m == 0 ? "" : "; ") + maps[kMostMaps + m].title;
  if (left_out > kMostNamed) names += fmt::format("; and {} more", left_out - kMostNamed);
  return fmt::format(
      "Of each metric the first {} of {} maps are drawn. Left out are those with {}. The table of all points has their numbers.", kMostMaps,
      maps.size(), names);
}

}  // namespace sim::report::page
