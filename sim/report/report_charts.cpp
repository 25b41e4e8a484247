#include "sim/report/report_charts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/report/page_files.hpp"

namespace sim::report::page {
namespace {

constexpr std::size_t kBarHeight = 28, kRowHeight = 36;
constexpr int kLabel = 125;  // pixels that "7,148 (71.48 %)" takes beside the longest bar

}  // namespace

Chart chart_of(std::string_view name, ChartWords words, Json rows, Table numbers) {
  Chart chart{std::move(words.title), std::move(words.alternative), Json::parse(chart_spec(name)), std::move(numbers)};
  chart.spec["title"] = chart.title;
  chart.spec["description"] = chart.alternative;
  chart.spec["datasets"]["rows"] = std::move(rows);
  return chart;
}

Block drawn(Chart chart) {
  if (chart.spec["datasets"]["rows"].empty()) return std::move(chart.numbers);
  return chart;
}

void add_data(Chart& chart, std::string_view name, Json rows) {
  const std::string dataset(name);
  if (!rows.empty()) {
    chart.spec["datasets"][dataset] = std::move(rows);
    return;
  }
  Json& layers = chart.spec["layer"];
  const auto reads_it = [&](const Json& layer) { return layer.contains("data") && layer.at("data").value("name", "") == dataset; };
  layers.erase(std::remove_if(layers.begin(), layers.end(), reads_it), layers.end());
}

void fit_bars(Chart& chart) {
  double longest = 0;
  for (const Json& row : chart.spec["datasets"]["rows"]) longest = std::max(longest, row.at("high").get<double>());
  chart.spec["height"] = chart.spec["datasets"]["rows"].size() * kBarHeight;
  chart.spec["encoding"]["x"]["scale"]["domainMax"]["expr"] = fmt::format("{} * width / max(width - {}, {})", longest, kLabel, kLabel / 2);
}

std::string in_two_lines(std::string name) {
  constexpr std::size_t kOneLine = 16;
  if (name.size() <= kOneLine) return name;
  const std::size_t middle = name.size() / 2, before = name.rfind(' ', middle), after = name.find(' ', middle);
  const bool later = before == std::string::npos || (after != std::string::npos && after - middle < middle - before);
  if (const std::size_t at = later ? after : before; at != std::string::npos) name[at] = '\n';
  return name;
}

void fit_rows(Chart& chart) { chart.spec["height"] = chart.spec["datasets"]["rows"].size() * kRowHeight; }

}  // namespace sim::report::page
