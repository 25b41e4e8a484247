// A comparison: what differs between the policies, the paired difference of each metric with its interval, and which is best.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_axes.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

// What the reader came for; the chart shows them in this order, for each campaign.
constexpr std::array<std::string_view, 9> kMain{"finished_after_s", "reach_ratio", "attempts", "billed_s", "line_s", "cost",
                                                "wait_s",           "paused_s",    "goals"};

// Two values of a metric for the same customers.
struct Pairs {
  std::string metric;
  double mean_a, mean_b, difference, half_width;
  bool differs;
};

std::vector<Pairs> pairs_of(const Json& contrast) {
  std::vector<Pairs> all;
  for (const auto& [metric, json] : contrast.at("metrics").items()) {
    all.push_back({metric, number_or_nan(json, "mean_a"), number_or_nan(json, "mean_b"), number_or_nan(json, "difference"),
                   number_or_nan(json, "half_width"), json.value("verdict", "") == "differs"});
  }
  return all;
}

std::size_t rank_of(std::string_view metric) {
  const std::string_view name = metric.substr(metric.rfind('/') + 1);  // npos + 1 is 0
  return static_cast<std::size_t>(std::ranges::find(kMain, name) - kMain.begin());
}

// Metrics of the account that every campaign has too would be shown twice where there is one campaign.
bool is_main(const Pairs& pairs) {
  const bool of_account = pairs.metric.find('/') == std::string::npos;
  return rank_of(pairs.metric) < kMain.size() && (!of_account || pairs.metric == "cost");
}

bool is_equal(const Pairs& pairs) { return pairs.difference == 0 && !(pairs.half_width > 0); }

// A label stands on the side of its point on which there is room.
void align_labels(Json& rows) {
  double least = 0, greatest = 0;
  for (const Json& row : rows) {
    least = std::min(least, row.at("low").get<double>());
    greatest = std::max(greatest, row.at("high").get<double>());
  }
  for (Json& row : rows) row["align"] = row.at("mean").get<double>() < (least + greatest) / 2 ? "left" : "right";
}

Json chart_rows(const Json& scenario, const std::vector<Pairs>& all) {
  Json rows = Json::array();
  for (const Pairs& pairs : all) {
    const double base = std::abs(pairs.mean_a) / 100;
    if (!is_main(pairs) || !(base > 0) || !std::isfinite(pairs.difference) || is_equal(pairs)) continue;
    const double half = std::isfinite(pairs.half_width) ? pairs.half_width : 0;
    rows.push_back({{"name", in_two_lines(metric_title(pairs.metric, scenario))},
                    {"mean", pairs.difference / base},
                    {"low", (pairs.difference - half) / base},
                    {"high", (pairs.difference + half) / base},
                    {"verdict", pairs.differs ? "differs" : "no difference seen"},
                    {"label", difference_text(pairs.metric, pairs.difference, pairs.half_width)}});
  }
  align_labels(rows);
  return rows;
}

Table metric_table(const LocalClock& clock, const Json& contrast) {
  Table table{.fold = "Numbers",
              .columns = {{"metric", Align::left},
                          {contrast.value("a", "A")},
                          {contrast.value("b", "B")},
                          {"difference"},
                          {"verdict", Align::left},
                          {"correlation"},
                          {"variance won"}}};
  for (const auto& [metric, json] : contrast.at("metrics").items()) {
    const double correlation = number_or_nan(json, "correlation"), won = number_or_nan(json, "variance_reduction");
    table.rows.push_back({metric_title(metric), metric_text(clock, metric, number_or_nan(json, "mean_a")),
                          metric_text(clock, metric, number_or_nan(json, "mean_b")),
                          difference_text(metric, number_or_nan(json, "difference"), number_or_nan(json, "half_width")),
                          json.value("verdict", ""), std::isfinite(correlation) ? fmt::format("{:.3f}", correlation) : "",
                          std::isfinite(won) ? grouped(won) + " times" : ""});
  }
  return table;
}

Table difference_table(const Json& contrast) {
  Table table{.columns = {{"what differs", Align::left}, {contrast.value("a", "A"), Align::left}, {contrast.value("b", "B"), Align::left}}};
  for (const Json& one : contrast.at("differences")) {
    const auto text = [](const Json& value) { return at_most(value.is_null() ? "-" : value.dump(), 60); };
    table.rows.push_back({one.value("pointer", ""), text(one.at("a")), text(one.at("b"))});
  }
  return table;
}

Headlines main_headlines(const Study& comparison, const std::vector<Pairs>& all) {
  Headlines headlines;
  for (const Pairs& pairs : all) {
    if (!is_main(pairs) || rank_of(pairs.metric) > rank_of("cost")) continue;
    if (!pairs.differs) continue;
    headlines.items.push_back(
        {metric_title(pairs.metric, comparison.scenario()), difference_text(pairs.metric, pairs.difference, pairs.half_width),
         metric_text(comparison.clock, pairs.metric, pairs.mean_a) + " → " + metric_text(comparison.clock, pairs.metric, pairs.mean_b)});
  }
  return headlines;
}

// Without anything to draw, the table alone.
Block contrast_block(const Study& comparison, const Json& contrast, const std::vector<Pairs>& all) {
  Table numbers = metric_table(comparison.clock, contrast);
  Json rows = chart_rows(comparison.scenario(), all);
  if (rows.empty()) return numbers;
  const std::string a = contrast.value("a", "A"), b = contrast.value("b", "B");
  const std::string words = fmt::format(
      "Paired differences for the same customers in percent of the mean of {}, with their 95 % intervals; an interval across 0 means that "
      "no difference is seen. Above each stands the difference in its own unit. What is exactly equal is left out.",
      a);
  Chart chart = chart_of("paired", {fmt::format("What {} changes against {}", b, a), words}, std::move(rows), std::move(numbers));
  fit_rows(chart);
  return chart;
}

void add_contrast(Section& section, const Study& comparison, const Json& contrast) {
  std::vector<Pairs> all = pairs_of(contrast);
  std::ranges::stable_sort(all, {}, [](const Pairs& pairs) { return rank_of(pairs.metric); });
  Headlines headlines = main_headlines(comparison, all);
  section.blocks.emplace_back(Paragraph{fmt::format("{} against {}{}", contrast.value("b", "B"), contrast.value("a", "A"),
                                                    headlines.items.empty() ? ": no difference seen in what is shown first." : ":")});
  if (!headlines.items.empty()) section.blocks.emplace_back(std::move(headlines));
  section.blocks.emplace_back(difference_table(contrast));
  section.blocks.push_back(contrast_block(comparison, contrast, all));
}

std::string best_words(const Json& best) {
  if (best.is_null()) return "";
  const std::string metric = best.value("metric", "");
  const double zone = best.value("indifference", 0.0);
  std::string words = fmt::format("By {} {}{}: ", best.value("better", "") == "smaller" ? "least" : "greatest", metric_title(metric),
                                  zone > 0 ? ", differences up to " + difference_text(metric, zone, 0).substr(1) + " not counting" : "");
  const Json& group = best.at("group");
  if (group.empty()) return words + "cannot be told, too few replications have a value in every scenario.";
  if (group.size() == 1) return words + group.front().get<std::string>() + " is best, with 95 % confidence.";
  words += "the best is among these, with 95 % confidence, and they cannot be told apart: ";
  for (std::size_t i = 0; i < group.size(); ++i) words += (i == 0 ? "" : ", ") + group[i].get<std::string>();
  return words + ".";
}

}  // namespace

Section paired_section(const Study& comparison) {
  Section section{"Comparison"};
  section.blocks.emplace_back(Paragraph{fmt::format(
      "{} scenarios, {} each; the same customers meet every one, so differences are those of the policies. ± is the half width of the 95 % "
      "interval of the paired difference.",
      comparison.json.at("scenarios").size(), counted(comparison.json.value("replications", 0.0), "replication"))});
  if (const std::string best = best_words(comparison.json.value("best", Json())); !best.empty())
    section.blocks.emplace_back(Paragraph{best});
  for (const Json& contrast : comparison.json.at("pairs")) add_contrast(section, comparison, contrast);
  return section;
}

}  // namespace sim::report::page
