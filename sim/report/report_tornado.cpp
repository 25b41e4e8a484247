// Sensitivity: what each uncertain input does to the answer over its plausible range, the most first.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_axes.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

constexpr std::size_t kMostInputs = 12;  // in the chart; the table has them all

std::string end_text(const std::string& metric, const Json& end) {
  return difference_text(metric, number_or_nan(end, "difference"), number_or_nan(end, "half_width"));
}

// An end of the range, in the unit of the input.
std::string value_text(const Json& input, const char* end) {
  const Json& value = input.at(end).at("value");
  const std::string unit = input.value("unit", "");
  if (!value.is_number()) return setting_text(value);
  if (unit == "share") return percent(value.get<double>());
  return unit == "s" ? rough_duration(value.get<double>()) : setting_text(value);
}

std::string input_name(const Json& input) { return input.value("label", input.value("pointer", "")); }

Table input_table(const std::string& metric, const Json& inputs) {
  Table table{.fold = "Numbers",
              .columns = {{"input", Align::left}, {"from"}, {"changes it by"}, {"to"}, {"changes it by"}, {"range", Align::left}}};
  for (const Json& input : inputs) {
    const Json &low = input.at("low"), &high = input.at("high");
    table.rows.push_back({input_name(input), value_text(input, "low"), end_text(metric, low), value_text(input, "high"),
                          end_text(metric, high), input.value("why", "")});
  }
  return table;
}

void add_bar(Json& rows, const Json& input, const char* end, const Axis& axis) {
  const Json& at = input.at(end);
  const double difference = number_or_nan(at, "difference"), half = number_or_nan(at, "half_width");
  if (!std::isfinite(difference)) return;
  const double width = std::isfinite(half) ? half : 0;
  rows.push_back({{"input", in_two_lines(input_name(input))},
                  {"end", end == std::string_view("low") ? "low value" : "high value"},
                  {"difference", difference / axis.per_unit},
                  {"low", (difference - width) / axis.per_unit},
                  {"high", (difference + width) / axis.per_unit},
                  {"label", value_text(input, end)}});
}

std::string tornado_words(const Study& tornado, const std::string& metric) {
  const Json& inputs = tornado.json.at("inputs");
  std::string words =
      "Each bar moves one input to an end of its plausible range and leaves all others as they are; the number at its end "
      "is that value. Differences are paired, for the same customers, with their 95 % intervals. ";
  if (!inputs.empty()) {
    const Json& first = inputs.front();
    words += fmt::format("What moves it most is {}: {} at {}, {} at {}.", input_name(first), end_text(metric, first.at("low")),
                         value_text(first, "low"), end_text(metric, first.at("high")), value_text(first, "high"));
  }
  if (inputs.size() > kMostInputs) words += fmt::format(" The {} that move it most are drawn.", kMostInputs);
  return words;
}

// Durations that come from a file have no range to move over.
std::string unmoved_words(const Json& tornado) {
  std::string names;
  for (const Json& pointer : tornado.value("left_out", Json::array())) names += (names.empty() ? "" : ", ") + pointer.get<std::string>();
  return names.empty() ? "" : "Not moved, since it comes from a file: " + names + ".";
}

// On both sides, for the values that stand at the ends of the bars.
void make_room(Chart& chart) {
  constexpr int kRoom = 80, kLeastBars = 60;  // pixels
  double least = 0, greatest = 0;
  for (const Json& row : chart.spec["datasets"]["rows"]) {
    least = std::min(least, row.at("low").get<double>());
    greatest = std::max(greatest, row.at("high").get<double>());
  }
  const std::string room = fmt::format("{} * {} / max(width - {}, {})", kRoom, greatest - least, 2 * kRoom, kLeastBars);
  const auto end = [&room](double value, char sign) { return Json{{"expr", fmt::format("{} {} {}", value, sign, room)}}; };
  chart.spec["encoding"]["x"]["scale"]["domain"] = {end(least, '-'), end(greatest, '+')};
}

Headlines baseline_headline(const Study& tornado, const std::string& metric) {
  const Json& baseline = tornado.json.at("baseline");
  experiment::Estimate e{};
  e.mean = number_or_nan(baseline, "mean");
  e.half_width = number_or_nan(baseline, "half_width");
  return {{{metric_title(metric), estimate_text(tornado.clock, metric, e), "with everything as the scenario says"}}};
}

}  // namespace

Section tornado_section(const Study& tornado) {
  Section section{"Sensitivity"};
  const std::string metric = tornado.json.value("metric", "");
  const Json& inputs = tornado.json.at("inputs");
  const Axis axis = difference_axis(metric, tornado.scenario());
  section.blocks.emplace_back(baseline_headline(tornado, metric));
  Json rows = Json::array();
  for (std::size_t i = 0; i < inputs.size() && i < kMostInputs; ++i) {
    add_bar(rows, inputs[i], "low", axis);
    add_bar(rows, inputs[i], "high", axis);
  }
  if (rows.empty()) {
    section.blocks.emplace_back(Paragraph{"No input could be moved."});
    return section;
  }
  Chart chart = chart_of("tornado", {"What moves " + metric_title(metric), tornado_words(tornado, metric)}, std::move(rows),
                         input_table(metric, inputs));
  constexpr std::size_t kInputHeight = 34;
  chart.spec["height"] = kInputHeight * std::min(inputs.size(), kMostInputs);
  chart.spec["encoding"]["x"]["axis"]["title"] = axis.title;
  make_room(chart);
  section.blocks.emplace_back(std::move(chart));
  if (std::string words = unmoved_words(tornado.json); !words.empty()) section.blocks.emplace_back(Paragraph{std::move(words)});
  return section;
}

}  // namespace sim::report::page
