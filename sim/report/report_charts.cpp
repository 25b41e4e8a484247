#include "sim/report/report_charts.hpp"

#include <algorithm>

#include "sim/report/page_files.hpp"

namespace sim::report::page {
namespace {

constexpr std::size_t kBarHeight = 28;
constexpr double kWithRoom = 1.3;

}  // namespace

Chart chart_of(std::string_view name, ChartWords words, Json rows, Table numbers) {
  Chart chart{std::move(words.title), std::move(words.alternative), Json::parse(chart_spec(name)), std::move(numbers)};
  chart.spec["title"] = chart.title;
  chart.spec["description"] = chart.alternative;
  add_data(chart, "rows", std::move(rows));
  return chart;
}

void add_data(Chart& chart, std::string_view name, Json rows) { chart.spec["datasets"][std::string(name)] = std::move(rows); }

void fit_bars(Chart& chart) {
  double longest = 0;
  for (const Json& row : chart.spec["datasets"]["rows"]) longest = std::max(longest, row.at("high").get<double>());
  chart.spec["height"] = chart.spec["datasets"]["rows"].size() * kBarHeight;
  chart.spec["encoding"]["x"]["scale"]["domainMax"] = longest * kWithRoom;
}

}  // namespace sim::report::page
