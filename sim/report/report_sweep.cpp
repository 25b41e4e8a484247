// A sweep: the best point by each metric, every metric over the factors, and what each factor does.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/experiment/comparison.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/report/report_axes.hpp"
#include "sim/report/report_curves.hpp"
#include "sim/report/report_heat_map.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

std::string value_text(const Grid& grid, std::size_t point, const std::string& metric) {
  const auto found = grid.estimate(point, metric);
  if (!found) return "never";
  const std::string text = estimate_text(grid.study().clock, metric, *found);
  return found->missing == 0 ? text : fmt::format("{}, {} of {} without", text, found->missing, found->n + found->missing);
}

// The mean by which points are ordered: one that some replications never come to stands behind all others.
double order_of(const Grid& grid, std::size_t point, const std::string& metric, bool greater) {
  const auto found = grid.estimate(point, metric);
  if (!found || found->missing > 0) return HUGE_VAL;
  return greater ? -found->mean : found->mean;
}

Headline best_headline(const Grid& grid, const std::string& metric) {
  const bool greater = experiment::better_direction(metric) == stats::Better::greater;
  std::size_t best = 0;
  for (std::size_t p = 1; p < grid.points(); ++p) {
    if (order_of(grid, p, metric, greater) < order_of(grid, best, metric, greater)) best = p;
  }
  const char* which = kind_of(metric) == Unit::instant ? "earliest" : greater ? "most" : "least";
  return {fmt::format("{}, {}", metric_title(metric, grid.study().scenario()), which), value_text(grid, best, metric),
          "with " + grid.words(best)};
}

Table points_table(const Grid& grid) {
  Table table{.fold = fmt::format("All {} points", grid.points())};
  for (const GridFactor& factor : grid.factors()) table.columns.push_back({factor.name, factor.is_number() ? Align::right : Align::left});
  const std::vector<std::string> metrics = grid.asked();
  for (const std::string& metric : metrics) table.columns.push_back({metric_title(metric, grid.study().scenario())});
  const bool judged = !grid.standing(0).empty();
  if (judged) table.columns.push_back({"standing", Align::left});
  for (std::size_t p = 0; p < grid.points(); ++p) {
    std::vector<Cell> row;
    for (std::size_t f = 0; f < grid.factors().size(); ++f) row.emplace_back(grid.factors()[f].level(grid.levels(p)[f]));
    for (const std::string& metric : metrics) row.emplace_back(value_text(grid, p, metric));
    if (judged) row.emplace_back(grid.standing(p));
    table.rows.push_back(std::move(row));
  }
  return table;
}

// One factor: a curve over numbers, else one interval beside the other.
Chart one_factor_chart(const Grid& grid, const std::string& metric) {
  const GridFactor& factor = grid.factors().front();
  const std::string title = fmt::format("{} against {}", metric_title(metric), factor.name);
  Table numbers{.fold = "Numbers", .columns = {{factor.name}, {metric_title(metric)}}};
  std::string words;
  Json rows = Json::array();
  const Axis axis = axis_of(metric, grid.study().scenario());
  for (std::size_t p = 0; p < grid.points(); ++p) {
    const std::string level = factor.level(grid.levels(p)[0]), value = value_text(grid, p, metric);
    numbers.rows.push_back({level, value});
    words += fmt::format("{}{}: {}", words.empty() ? "" : "; ", level, value);
    const auto found = grid.estimate(p, metric);
    if (!found) continue;
    Json row{{"name", level}, {"label", value}};
    add_places(row, axis, grid.study().clock, *found);
    rows.push_back(std::move(row));
  }
  words = "Mean of the replications with its 95 % interval. " + words + ".";
  if (factor.is_number()) {
    Chart chart = curve_chart({title, words}, grid, 0, metric, curves_of(grid, 0, metric), std::move(numbers));
    add_data(chart, "marks", Json::array());
    return chart;
  }
  Chart chart = chart_of("side_by_side", {title, words}, std::move(rows), std::move(numbers));
  fit_rows(chart);
  set_axis(chart.spec["encoding"]["x"], axis);
  return chart;
}

std::string fit_words(const Json& model) {
  const Json& test = model.at("lack_of_fit");
  std::string words = fmt::format("R² {:.3f}", number_or_nan(model, "r_squared"));
  const double p = number_or_nan(test, "p");
  if (std::isfinite(p)) words += fmt::format("; {} ({})", p < 0.05 ? "a quadratic does not say all" : "no lack of fit seen", p_text(p));
  return words;
}

// Main effects and interactions: half the way from the least to the greatest level.
Table effects_table(const std::string& metric, const Json& model) {
  Table table{.fold = fmt::format("What each factor does to {}: {}", metric_title(metric), fit_words(model)),
              .columns = {{"effect", Align::left}, {"half the way from the least to the greatest level"}}};
  for (const Json& term : model.at("terms")) {
    if (&term == &model.at("terms").front()) continue;  // the constant
    table.rows.push_back(
        {term.value("term", ""), difference_text(metric, number_or_nan(term, "coefficient"), number_or_nan(term, "half_width"))});
  }
  return table;
}

Table marginal_table(const Grid& grid, const std::string& metric, const Json& marginal) {
  Table table{.fold = "Each factor by itself: " + metric_title(metric),
              .columns = {{"factor", Align::left}, {"level"}, {"mean over all points with it"}}};
  for (const GridFactor& factor : grid.factors()) {
    const auto levels = marginal.find(factor.pointer);
    if (levels == marginal.end()) continue;
    for (const Json& level : *levels) {
      experiment::Estimate e{};
      e.mean = number_or_nan(level, "mean");
      e.half_width = number_or_nan(level, "half_width");
      table.rows.push_back({factor.name, setting_text(level.at("value")), estimate_text(grid.study().clock, metric, e)});
    }
  }
  return table;
}

std::string basis_words(const Grid& grid) {
  return fmt::format(
      "{} of {}, {} each, for the same customers. ± is the half width of the 95 % interval of a mean; the best are those with the best "
      "mean, and neighbours whose intervals overlap may be as good.",
      counted(static_cast<double>(grid.points()), "point"), counted(static_cast<double>(grid.factors().size()), "factor"),
      counted(grid.study().json.value("replications", 0.0), "replication"));
}

}  // namespace

Section sweep_section(const Study& sweep) {
  const Grid grid(sweep);
  Section section{"Sweep"};
  section.blocks.emplace_back(Paragraph{basis_words(grid)});
  Headlines best;
  for (const std::string& metric : grid.asked()) best.items.push_back(best_headline(grid, metric));
  section.blocks.emplace_back(std::move(best));
  if (grid.factors().size() > 1) {
    if (std::string words = left_out_words(grid); !words.empty()) section.blocks.emplace_back(Paragraph{std::move(words)});
  }
  const bool lines_are_drawn = line_factor(grid).has_value();
  for (const std::string& metric : grid.asked()) {
    if (grid.factors().size() > 1) {
      for (Chart& chart : heat_maps(grid, metric)) section.blocks.push_back(drawn(std::move(chart)));
    } else if (!lines_are_drawn || !metric.ends_with("/finished_after_s")) {
      section.blocks.emplace_back(one_factor_chart(grid, metric));
    }
  }
  section.blocks.emplace_back(points_table(grid));
  for (const auto& [metric, found] : sweep.json.at("factors").items()) {
    if (grid.factors().size() > 1) section.blocks.emplace_back(marginal_table(grid, metric, found.at("marginal")));
    if (!found.at("metamodel").is_null()) section.blocks.emplace_back(effects_table(metric, found.at("metamodel")));
  }
  return section;
}

}  // namespace sim::report::page
