// A plan for two keys at once: the pairs of which nothing smaller will do, and what each leaves to spare.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_judged.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_plan_parts.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

struct PairKeys {
  SearchedKey first, second;

  std::string text(const Json& pair) const {
    const Json& values = pair.at("values");
    return first.text(values[0]) + " and " + second.text(values[1]);
  }
};

PairKeys keys_in(const Json& plan) {
  const auto key = [&plan](std::size_t which) {
    const Json& one = plan.at("minimize")[which];
    return searched_key(one.value("pointer", ""), one.value("unit", Json()));
  };
  return {key(0), key(1)};
}

// The least of either key, with what it takes of the other; or that there is none.
std::vector<Headline> end_headlines(const Json& plan, const PairKeys& keys) {
  const auto& [first, second] = keys;
  const Json& frontier = plan.at("frontier");
  if (frontier.empty()) {
    const bool none = plan.value("outcome", "") == "none";
    const std::string most = plan.at("tried").empty() ? "what was tried" : keys.text(plan.at("tried").back());
    return {{fmt::format("Least {} and {}", first.name, second.name), none ? "none" : "not decided",
             none ? most + " will not do either" : "the replications do not tell, up to " + most}};
  }
  const Json& left = frontier.front().at("values");
  const Json& right = frontier.back().at("values");
  return {{"Least " + first.name, first.text(left[0]), fmt::format("with {} {}", second.name, second.text(left[1]))},
          {"Least " + second.name, second.text(right[1]), fmt::format("with {} {}", first.name, first.text(right[0]))}};
}

Headlines frontier_headlines(const Json& plan, const PairKeys& keys) {
  Headlines headlines{end_headlines(plan, keys)};
  const Json& spent = plan.at("spent");
  headlines.items.push_back(
      {"Tried", counted(spent.value("values", 0.0), "pair"), counted(spent.value("replications", 0.0), "replication")});
  return headlines;
}

std::string frontier_words(const Json& plan) {
  const std::size_t pairs = plan.at("frontier").size();
  if (pairs == 0) return "";
  return fmt::format("{} of which nothing smaller will do: all requirements hold, with {:g} % confidence.",
                     counted(static_cast<double>(pairs), "pair"), plan.value("confidence", 0.95) * 100);
}

// "33 and 6,000: breached", or nothing: there is no smaller one in the range.
std::string lower_text(const PairKeys& keys, const Json& lower) {
  return lower.is_object() ? keys.text(lower) + ": " + lower.value("verdict", "") : "";
}

std::string arithmetic_text(const PairKeys& keys, const Json& point) {
  const double said = number_or_nan(point, "second_by_arithmetic");
  if (std::isnan(said)) return "-";
  const std::string missed = missed_by_arithmetic(keys.second, point.at("values")[1].get<double>(), said);
  return keys.second.text(said) + (missed.empty() ? "" : ", " + missed);
}

Table pairs_table(const Json& plan, const PairKeys& keys) {
  const auto& [first, second] = keys;
  Table table{.columns = {{"least " + first.name},
                          {"with " + second.name},
                          {second.name + " by arithmetic"},
                          {"one step less of " + first.name, Align::left},
                          {"one step less of " + second.name, Align::left},
                          {"replications"}}};
  for (const Json& point : plan.at("frontier")) {
    const Json& lower = point.at("next_lower");
    table.rows.push_back({first.text(point.at("values")[0]), second.text(point.at("values")[1]), arithmetic_text(keys, point),
                          lower_text(keys, lower[0]), lower_text(keys, lower[1]), grouped(point.value("replications", 0.0))});
  }
  return table;
}

// Which pair the requirements are shown at where the frontier is no line: its only one, else the greatest that was tried.
const Json& only_pair(const Json& plan) { return plan.at("frontier").empty() ? plan.at("tried").back() : plan.at("frontier").front(); }

Table requirement_numbers(const Study& plan, const PairKeys& keys, std::size_t requirement) {
  const auto& [first, second] = keys;
  const Json& frontier = plan.json.at("frontier");
  Table table{.fold = "Numbers",
              .columns = {{first.name},
                          {second.name},
                          {judged_title(frontier.front().at("requirements")[requirement])},
                          {"interval"},
                          {"margin"},
                          {"verdict", Align::left}}};
  for (const Json& point : frontier) {
    const Json& judged = point.at("requirements")[requirement];
    const std::string verdict = judged.value("verdict", "");
    table.rows.push_back({first.text(point.at("values")[0]), second.text(point.at("values")[1]), found_text(plan.clock, judged),
                          interval_text(plan.clock, judged), margin_text(judged), Cell{verdict, verdict_tone(verdict)}});
  }
  return table;
}

Chart requirement_along(const Study& plan, const PairKeys& keys, std::size_t requirement) {
  std::vector<TriedPoint> points;
  for (const Json& point : plan.json.at("frontier")) {
    points.push_back({point.at("values")[0], keys.text(point), &point.at("requirements")[requirement]});
  }
  const std::string words =
      fmt::format("Each pair of the frontier, at its {}, with the interval by which it is judged; the dashed line is what is asked for.",
                  keys.first.name);
  Chart chart = judged_chart(plan, {judged_title(*points.front().requirement) + " along the frontier", words}, points,
                             requirement_numbers(plan, keys, requirement));
  add_data(chart, "answer", Json::array());
  chart.spec["encoding"]["x"]["axis"]["title"] = keys.first.axis_title();
  return chart;
}

void add_requirements(Section& section, const Study& plan, const PairKeys& keys) {
  const Json& frontier = plan.json.at("frontier");
  if (frontier.size() < 2) {
    const Json& shown = only_pair(plan.json);
    section.blocks.emplace_back(Paragraph{fmt::format("At {} {} and {} {}:", keys.first.name, keys.first.text(shown.at("values")[0]),
                                                      keys.second.name, keys.second.text(shown.at("values")[1]))});
    section.blocks.emplace_back(margin_table(plan.clock, shown.at("requirements")));
    return;
  }
  for (std::size_t r = 0; r < frontier.front().at("requirements").size(); ++r) {
    section.blocks.push_back(drawn(requirement_along(plan, keys, r)));
  }
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

Chart pairs_chart(const Json& plan, const PairKeys& keys) {
  const auto& [first, second] = keys;
  Json rows = Json::array();
  Table numbers{.fold = "Numbers", .columns = {{first.name}, {second.name}, {"verdict", Align::left}, {"replications"}}};
  for (const Json& tried : plan.at("tried")) {
    const Json& values = tried.at("values");
    const std::string verdict = tried.value("verdict", "");
    rows.push_back({{"x", values[0]}, {"y", values[1]}, {"at", keys.text(tried)}, {"verdict", verdict}});
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
  chart.spec["encoding"]["x"]["axis"]["title"] = first.axis_title();
  chart.spec["encoding"]["y"]["axis"]["title"] = second.axis_title();
  return chart;
}

}  // namespace

Section plan_frontier_section(const Study& plan) {
  const PairKeys keys = keys_in(plan.json);
  Section section{fmt::format("Least {} and {}", keys.first.name, keys.second.name)};
  section.blocks.emplace_back(frontier_headlines(plan.json, keys));
  if (const std::string words = frontier_words(plan.json); !words.empty()) section.blocks.emplace_back(Paragraph{words});
  section.blocks.emplace_back(pairs_table(plan.json, keys));
  if (!plan.json.at("tried").empty()) {
    section.blocks.emplace_back(pairs_chart(plan.json, keys));
    add_requirements(section, plan, keys);
  }
  section.blocks.emplace_back(assumed_paragraph(plan.json));
  return section;
}

}  // namespace sim::report::page
