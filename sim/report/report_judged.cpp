#include "sim/report/report_judged.hpp"

#include <cmath>

#include "sim/report/report_numbers.hpp"

namespace sim::report::page {
namespace {

std::string metric_of(const Json& requirement) { return requirement.value("metric", ""); }

// Empty: there is none.
std::string number_text(const LocalClock& clock, const Json& requirement, const char* key) {
  const double number = number_or_nan(requirement, key);
  return std::isfinite(number) ? metric_text(clock, metric_of(requirement), number) : "";
}

Json judged_row(const Study& plan, const Axis& axis, const TriedPoint& point) {
  const Json& requirement = *point.requirement;
  const double value = number_or_nan(requirement, "value");
  const auto bound = [&](const char* key) {
    const double end = number_or_nan(requirement, key);
    return place_of(axis, plan.clock, std::isfinite(end) ? end : value);
  };
  return {{"x", point.x},
          {"at", point.text},
          {"value", place_of(axis, plan.clock, value)},
          {"low", bound("low")},
          {"high", bound("high")},
          {"words", found_text(plan.clock, requirement)},
          {"verdict", requirement.value("verdict", "")}};
}

Json limit_rows(const Study& plan, const Axis& axis, const Json& requirement) {
  Json rows = Json::array();
  for (const char* key : {"min", "max"}) {
    const double limit = number_or_nan(requirement, key);
    if (!std::isfinite(limit)) continue;
    const char* words = key == std::string_view("min") ? "at least " : "at most ";
    rows.push_back({{"limit", place_of(axis, plan.clock, limit)}, {"label", words + number_text(plan.clock, requirement, key)}});
  }
  return rows;
}

}  // namespace

std::string judged_title(const Json& requirement) {
  const std::string statistic = statistic_text(requirement);
  return metric_title(metric_of(requirement)) + (statistic == "mean" ? "" : ", " + statistic);
}

std::string asked_text(const LocalClock& clock, const Json& requirement) {
  const std::string least = number_text(clock, requirement, "min"), most = number_text(clock, requirement, "max");
  if (least.empty()) return "at most " + most;
  return most.empty() ? "at least " + least : least + " to " + most;
}

std::string found_text(const LocalClock& clock, const Json& requirement) {
  const std::string found = number_text(clock, requirement, "value");
  return found.empty() ? "never" : found;
}

std::string interval_text(const LocalClock& clock, const Json& requirement) {
  const std::string low = number_text(clock, requirement, "low"), high = number_text(clock, requirement, "high");
  if (low == high) return "";
  if (low.empty() || high.empty()) return low.empty() ? "up to " + high : low + " or more";
  return low + " to " + high;
}

std::string margin_text(const Json& requirement) {
  return difference_text(metric_of(requirement), number_or_nan(requirement, "margin"), 0);
}

Table requirement_table(const LocalClock& clock, const Json& requirements) {
  Table table{.columns = {{"requirement", Align::left}, {"asked for"}, {"found"}, {"interval"}, {"verdict", Align::left}}};
  for (const Json& requirement : requirements) {
    const std::string verdict = requirement.value("verdict", "");
    table.rows.push_back({judged_title(requirement), asked_text(clock, requirement), found_text(clock, requirement),
                          interval_text(clock, requirement), Cell{verdict, verdict_tone(verdict)}});
  }
  return table;
}

Table margin_table(const LocalClock& clock, const Json& requirements) {
  Table table = requirement_table(clock, requirements);
  table.columns.insert(table.columns.end() - 1, Column{"margin"});
  for (std::size_t r = 0; r < table.rows.size(); ++r) table.rows[r].insert(table.rows[r].end() - 1, Cell{margin_text(requirements[r])});
  return table;
}

Chart judged_chart(const Study& plan, ChartWords words, const std::vector<TriedPoint>& points, Table numbers) {
  const Json& asked = *points.front().requirement;
  const std::string metric = metric_of(asked);
  const Axis axis = axis_of(metric, plan.scenario());
  Json rows = Json::array();
  for (const TriedPoint& point : points) {
    if (std::isfinite(number_or_nan(*point.requirement, "value"))) rows.push_back(judged_row(plan, axis, point));
  }
  Chart chart = chart_of("tried", std::move(words), std::move(rows), std::move(numbers));
  add_data(chart, "limits", limit_rows(plan, axis, asked));
  set_axis(chart.spec["encoding"]["y"], axis);
  const std::string unit = axis.is_date ? ", date and time" : axis.title.substr(metric_title(metric).size());
  chart.spec["encoding"]["y"]["axis"]["title"] = judged_title(asked) + unit;
  return chart;
}

}  // namespace sim::report::page
