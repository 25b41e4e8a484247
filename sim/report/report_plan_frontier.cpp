// A plan for two keys at once: the pairs of which nothing smaller will do.

#include <fmt/format.h>

#include <algorithm>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

struct PairKey {
  std::string name;
  bool in_seconds;

  std::string text(const Json& value) const {
    if (!value.is_number()) return "-";
    return in_seconds ? rough_duration(value.get<double>()) : grouped(value.get<double>());
  }
};

PairKey key_in(const Json& plan, std::size_t which) {
  const Json& key = plan.at("minimize")[which];
  const std::string pointer = key.value("pointer", "");
  return {spaced_word(pointer.substr(pointer.rfind('/') + 1)), key.value("unit", Json()) == "s"};
}

// "33 and 6,000: breached", or nothing: there is no smaller one in the range.
std::string lower_text(const PairKey& first, const PairKey& second, const Json& lower) {
  if (!lower.is_object()) return "";
  const Json& values = lower.at("values");
  return fmt::format("{} and {}: {}", first.text(values[0]), second.text(values[1]), lower.value("verdict", ""));
}

Table pairs_table(const Json& plan, const PairKey& first, const PairKey& second) {
  Table table{.columns = {{"least " + first.name},
                          {"with " + second.name},
                          {"one step less of " + first.name, Align::left},
                          {"one step less of " + second.name, Align::left},
                          {"replications"}}};
  for (const Json& point : plan.at("frontier")) {
    const Json& lower = point.at("next_lower");
    table.rows.push_back({first.text(point.at("values")[0]), second.text(point.at("values")[1]), lower_text(first, second, lower[0]),
                          lower_text(first, second, lower[1]), grouped(point.value("replications", 0.0))});
  }
  return table;
}

// The edge of what will do: down to the first pair from the most that was tried of the second key, and from the last pair on to the most
// that was tried of the first.
Json staircase_rows(const Json& plan) {
  Json rows = Json::array();
  const Json& frontier = plan.at("frontier");
  if (frontier.empty()) return rows;
  const auto most = [&plan](std::size_t key) {
    double greatest = 0;
    for (const Json& tried : plan.at("tried")) greatest = std::max(greatest, tried.at("values")[key].get<double>());
    return greatest;
  };
  rows.push_back({{"x", frontier.front().at("values")[0]}, {"y", most(1)}});
  for (const Json& point : frontier) rows.push_back({{"x", point.at("values")[0]}, {"y", point.at("values")[1]}});
  rows.push_back({{"x", most(0)}, {"y", frontier.back().at("values")[1]}});
  return rows;
}

Chart pairs_chart(const Json& plan, const PairKey& first, const PairKey& second) {
  Json rows = Json::array();
  Table numbers{.fold = "Numbers", .columns = {{first.name}, {second.name}, {"verdict", Align::left}, {"replications"}}};
  for (const Json& tried : plan.at("tried")) {
    const Json& values = tried.at("values");
    const std::string verdict = tried.value("verdict", "");
    rows.push_back({{"x", values[0]}, {"y", values[1]}, {"verdict", verdict}});
    numbers.rows.push_back(
        {first.text(values[0]), second.text(values[1]), Cell{verdict, verdict_tone(verdict)}, grouped(tried.value("replications", 0.0))});
  }
  const std::string words =
      plan.value("monotone", false)
          ? "Each pair that was tried. On and above the staircase every requirement holds, below it at least one does not, or the "
            "replications do not tell."
          : "Each pair that was tried. The line joins the least pairs with which every requirement holds; more is not always better here, "
            "so pairs above it may fail.";
  Chart chart = chart_of("staircase", {fmt::format("What will do: {} against {}", second.name, first.name), words}, std::move(rows),
                         std::move(numbers));
  add_data(chart, "staircase", staircase_rows(plan));
  const auto title = [](const PairKey& key) { return key.name + (key.in_seconds ? ", seconds" : ""); };
  chart.spec["encoding"]["x"]["axis"]["title"] = title(first);
  chart.spec["encoding"]["y"]["axis"]["title"] = title(second);
  return chart;
}

}  // namespace

Section plan_frontier_section(const Study& plan) {
  const PairKey first = key_in(plan.json, 0), second = key_in(plan.json, 1);
  Section section{fmt::format("Least {} and {}", first.name, second.name)};
  const Json& spent = plan.json.at("spent");
  section.blocks.emplace_back(Paragraph{fmt::format("{} of which nothing smaller will do, with {:g} % confidence; {} and {} were spent.",
                                                    counted(static_cast<double>(plan.json.at("frontier").size()), "pair"),
                                                    plan.json.value("confidence", 0.95) * 100, counted(spent.value("values", 0.0), "pair"),
                                                    counted(spent.value("replications", 0.0), "replication"))});
  section.blocks.emplace_back(pairs_table(plan.json, first, second));
  if (!plan.json.at("tried").empty()) section.blocks.emplace_back(pairs_chart(plan.json, first, second));
  std::string assumed = "What this rests on:";
  for (const Json& sentence : plan.json.value("assumed", Json::array())) assumed += " " + sentence.get<std::string>();
  section.blocks.emplace_back(Paragraph{std::move(assumed)});
  return section;
}

}  // namespace sim::report::page
