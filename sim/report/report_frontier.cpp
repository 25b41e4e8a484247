// The Pareto frontier of a sweep: the points that no other beats in every metric. A point is dominated only when paired intervals say so.

#include <fmt/format.h>

#include <algorithm>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_axes.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_grid.hpp"
#include "sim/report/report_labels.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

struct Objective {
  std::string metric, better;
};

std::vector<Objective> objectives_of(const Study& sweep) {
  std::vector<Objective> objectives;
  const auto asked = sweep.json.find("pareto");
  if (asked == sweep.json.end() || !asked->is_array()) return objectives;
  for (const Json& one : *asked) objectives.push_back({one.value("metric", ""), one.value("better", "")});
  return objectives;
}

// "less cost", "more reached", "earlier done"
std::string wish_words(const Objective& objective) {
  const bool smaller = objective.better == "smaller";
  const bool date = kind_of(objective.metric) == Unit::instant;
  return fmt::format("{} ({})", metric_title(objective.metric),
                     date ? (smaller ? "earlier is better" : "later is better") : (smaller ? "less is better" : "more is better"));
}

std::size_t count_of(const Grid& grid, std::string_view standing) {
  std::size_t count = 0;
  for (std::size_t p = 0; p < grid.points(); ++p) count += grid.standing(p) == standing ? 1 : 0;
  return count;
}

Table standing_table(const Grid& grid, const std::vector<Objective>& objectives) {
  Table table{.fold = "Numbers", .columns = {{"point", Align::left}}};
  for (const Objective& objective : objectives) table.columns.push_back({metric_title(objective.metric)});
  table.columns.push_back({"standing", Align::left});
  for (const char* standing : {"frontier", "undecided", "dominated"}) {
    for (std::size_t p = 0; p < grid.points(); ++p) {
      if (grid.standing(p) != standing) continue;
      std::vector<Cell> row{grid.words(p)};
      for (const Objective& objective : objectives) {
        const auto found = grid.estimate(p, objective.metric);
        row.emplace_back(found ? estimate_text(grid.study().clock, objective.metric, *found) : "never");
      }
      row.emplace_back(standing, standing == std::string_view("frontier") ? Tone::good : Tone::plain);
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

struct Place {
  Json mean, low, high;
};

Place place_in(const Grid& grid, std::size_t point, const std::string& metric, const Axis& axis) {
  const auto found = grid.estimate(point, metric);
  if (!found) return {};
  Json row;
  add_places(row, axis, grid.study().clock, *found);
  return {row["mean"], row["low"], row["high"]};
}

// "40 / 3": the levels alone, in the order of the factors.
std::string short_label(const Grid& grid, std::size_t point) {
  std::string text;
  for (std::size_t f = 0; f < grid.factors().size(); ++f) text += (f == 0 ? "" : " / ") + grid.factors()[f].level(grid.levels(point)[f]);
  return text;
}

std::string label_words(const Grid& grid) {
  std::string names;
  for (const GridFactor& factor : grid.factors()) names += (names.empty() ? "" : " / ") + factor.name;
  return " Beside points of the frontier, where there is room, stands " + names + "; the table has all points.";
}

// The position of a value between the ends of all intervals, which is how far the axis goes.
double share_of(const Json& rows, const char* low, const char* high, double value) {
  double least = value, greatest = value;
  for (const Json& row : rows) {
    least = std::min(least, row.at(low).get<double>());
    greatest = std::max(greatest, row.at(high).get<double>());
  }
  return greatest > least ? (value - least) / (greatest - least) : 0.5;
}

// Labels stand on the side where better points would be: there are none.
void add_labels(Json& rows, const std::vector<std::string>& texts, const Objective& across, const Objective& up, const Json& spec) {
  std::vector<PlottedPoint> points;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    points.push_back({share_of(rows, "x_low", "x_high", rows[r].at("x").get<double>()),
                      share_of(rows, "y_low", "y_high", rows[r].at("y").get<double>()), texts[r]});
  }
  const LabelRoom room{spec.at("height").get<double>(), spec.at("encoding").at("y").at("scale").at("padding").get<double>(),
                       across.better == "smaller", up.better != "smaller"};
  const auto places = place_labels(points, room);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (!places[r]) continue;
    rows[r].update({{"label", texts[r]}, {"left", places[r]->left}, {"above", places[r]->above}, {"from_width", places[r]->from_width}});
  }
}

Chart frontier_chart(const Grid& grid, const Objective& across, const Objective& up, Table numbers, const std::string& words) {
  const Axis x = axis_of(across.metric, grid.study().scenario()), y = axis_of(up.metric, grid.study().scenario());
  Json rows = Json::array();
  std::vector<std::string> labels;
  for (std::size_t p = 0; p < grid.points(); ++p) {
    const Place at = place_in(grid, p, across.metric, x), above = place_in(grid, p, up.metric, y);
    if (at.mean.is_null() || above.mean.is_null()) continue;
    const std::string standing = grid.standing(p);
    rows.push_back({{"x", at.mean},
                    {"x_low", at.low},
                    {"x_high", at.high},
                    {"y", above.mean},
                    {"y_low", above.low},
                    {"y_high", above.high},
                    {"point", grid.words(p)},
                    {"standing", standing}});
    labels.push_back(standing == "frontier" ? short_label(grid, p) : "");
  }
  const std::string title = fmt::format("What can be had: {} against {}", metric_title(up.metric), metric_title(across.metric));
  Chart chart = chart_of("frontier", {title, words}, std::move(rows), std::move(numbers));
  add_labels(chart.spec["datasets"]["rows"], labels, across, up, chart.spec);
  set_axis(chart.spec["encoding"]["x"], x);
  set_axis(chart.spec["encoding"]["y"], y);
  return chart;
}

}  // namespace

Section frontier_section(const Study& sweep) {
  Section section{"Pareto frontier"};
  const std::vector<Objective> objectives = objectives_of(sweep);
  if (objectives.size() < 2) return section;
  const Grid grid(sweep);
  std::string wishes;
  for (const Objective& objective : objectives) wishes += (wishes.empty() ? "" : ", ") + wish_words(objective);
  const std::string words = fmt::format(
      "{}. {} on the frontier: none is beaten in every metric. {} dominated: the paired 95 % intervals say that another is better in every "
      "metric. {} undecided.",
      wishes, counted(static_cast<double>(count_of(grid, "frontier")), "point"), count_of(grid, "dominated"), count_of(grid, "undecided"));
  for (std::size_t o = 1; o < objectives.size(); ++o) {
    section.blocks.emplace_back(
        frontier_chart(grid, objectives[0], objectives[o], standing_table(grid, objectives), words + label_words(grid)));
  }
  return section;
}

}  // namespace sim::report::page
