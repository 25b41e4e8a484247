// A plan: the least value of a key with which every requirement holds, what the next lower one does, and what was tried on the way.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_axes.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_curves.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

// The key that is searched, and how its values read.
struct Searched {
  std::string name;  // "lines"
  bool in_seconds;

  std::string text(double value) const { return in_seconds ? rough_duration(value) : grouped(value); }
  std::string text(const Json& value) const { return value.is_number() ? text(value.get<double>()) : "-"; }
};

Searched searched_in(const Json& plan) {
  const std::string pointer = plan.value("minimize", "");
  return {spaced_word(pointer.substr(pointer.rfind('/') + 1)), plan.value("unit", Json()) == "s"};
}

std::vector<const Json*> tried_in_order(const Json& plan) {
  std::vector<const Json*> tried;
  for (const Json& one : plan.at("tried")) tried.push_back(&one);
  std::ranges::sort(tried, {}, [](const Json* one) { return one->value("value", 0.0); });
  return tried;
}

Headline answer_headline(const Json& plan, const Searched& searched) {
  const double confidence = plan.value("confidence", 0.95);
  const std::string range = fmt::format("{} to {}", searched.text(plan.value("from", Json())), searched.text(plan.value("to", Json())));
  if (plan.at("answer").is_number()) {
    return {"Least " + searched.name, searched.text(plan.at("answer")),
            fmt::format("all requirements hold, with {:g} % confidence", confidence * 100)};
  }
  const bool none = plan.value("outcome", "") == "none";
  return {"Least " + searched.name, none ? "none" : "not decided",
          none ? "nothing from " + range + " will do" : "the replications do not tell, from " + range};
}

Headlines plan_headlines(const Json& plan, const Searched& searched) {
  Headlines headlines{{answer_headline(plan, searched)}};
  if (const Json& lower = plan.at("next_lower"); lower.is_object()) {
    headlines.items.push_back({"Next lower", searched.text(lower.at("value")), lower.value("verdict", "")});
  }
  const Json& least = plan.at("arithmetic").at("least");
  if (least.is_number()) {
    const double missed = plan.at("answer").is_number() ? plan.at("answer").get<double>() - least.get<double>() : 0;
    const std::string note =
        missed == 0 ? "work divided by what does it" : searched.text(std::abs(missed)) + (missed > 0 ? " too few" : " too many");
    headlines.items.push_back({"Arithmetic would say", searched.text(least), note});
  }
  const Json& spent = plan.at("spent");
  headlines.items.push_back(
      {"Tried", counted(spent.value("values", 0.0), "value"), counted(spent.value("replications", 0.0), "replication")});
  return headlines;
}

// A null bound is open.
std::string bounds_text(const LocalClock& clock, const std::string& metric, const Json& judged) {
  const double low = number_or_nan(judged, "low"), high = number_or_nan(judged, "high");
  if (std::isfinite(low) && std::isfinite(high))
    return low == high ? "" : metric_text(clock, metric, low) + " to " + metric_text(clock, metric, high);
  if (std::isfinite(low)) return metric_text(clock, metric, low) + " or more";
  return std::isfinite(high) ? "up to " + metric_text(clock, metric, high) : "";
}

Table tried_table(const Study& plan, const Searched& searched, std::size_t requirement, const std::string& metric) {
  Table table{.fold = "Numbers",
              .columns = {{searched.name},
                          {metric_title(metric)},
                          {"interval"},
                          {"this requirement", Align::left},
                          {"all together", Align::left},
                          {"replications"}}};
  for (const Json* one : tried_in_order(plan.json)) {
    const Json& judged = one->at("requirements")[requirement];
    const double value = number_or_nan(judged, "value");
    const std::string verdict = judged.value("verdict", ""), all = one->value("verdict", "");
    table.rows.push_back({searched.text(one->at("value")), std::isfinite(value) ? metric_text(plan.clock, metric, value) : "never",
                          bounds_text(plan.clock, metric, judged), Cell{verdict, verdict_tone(verdict)}, Cell{all, verdict_tone(all)},
                          grouped(one->value("replications", 0.0))});
  }
  return table;
}

Json tried_rows(const Study& plan, const Searched& searched, std::size_t requirement, const Axis& axis, const std::string& metric) {
  Json rows = Json::array();
  for (const Json* one : tried_in_order(plan.json)) {
    const Json& judged = one->at("requirements")[requirement];
    const double value = number_or_nan(judged, "value");
    if (!std::isfinite(value)) continue;
    const auto bound = [&](const char* key) {
      const double end = number_or_nan(judged, key);
      return place_of(axis, plan.clock, std::isfinite(end) ? end : value);
    };
    rows.push_back({{"x", one->at("value")},
                    {"at", searched.text(one->at("value"))},
                    {"value", place_of(axis, plan.clock, value)},
                    {"low", bound("low")},
                    {"high", bound("high")},
                    {"words", metric_text(plan.clock, metric, value)},
                    {"verdict", judged.value("verdict", "")}});
  }
  return rows;
}

Json limit_rows(const Study& plan, const Json& requirement, const Axis& axis, const std::string& metric) {
  Json rows = Json::array();
  for (const char* key : {"min", "max"}) {
    const double limit = number_or_nan(requirement, key);
    if (!std::isfinite(limit)) continue;
    const char* words = key == std::string_view("min") ? "at least " : "at most ";
    rows.push_back({{"limit", place_of(axis, plan.clock, limit)}, {"label", words + metric_text(plan.clock, metric, limit)}});
  }
  return rows;
}

std::string knee_sentence(const Study& plan, const Searched& searched, std::size_t requirement, const std::string& metric) {
  if (kind_of(metric) != Unit::instant || searched.name != "lines") return "";
  std::vector<stats::CurvePoint> points;
  for (const Json* one : tried_in_order(plan.json)) {
    const double value = number_or_nan(one->at("requirements")[requirement], "value");
    if (std::isfinite(value)) points.push_back({one->value("value", 0.0), value});
  }
  const auto knee = knee_of(points);
  return knee ? " " + knee_words(*knee, "") : "";
}

Chart requirement_chart(const Study& plan, const Searched& searched, std::size_t requirement) {
  const Json& asked = plan.json.at("tried").front().at("requirements")[requirement];
  const std::string metric = asked.value("metric", "");
  const Axis axis = axis_of(metric, plan.scenario());
  const std::string what = metric_title(metric) + (asked.value("statistic", "mean") == "mean" ? "" : ", " + statistic_text(asked));
  const std::string words = "Each value that was tried, with the interval by which it is judged; the dashed line is what is asked for." +
                            knee_sentence(plan, searched, requirement, metric);
  Chart chart = chart_of("tried", {what + " against " + searched.name, words}, tried_rows(plan, searched, requirement, axis, metric),
                         tried_table(plan, searched, requirement, metric));
  add_data(chart, "limits", limit_rows(plan, asked, axis, metric));
  Json answer = Json::array();
  if (plan.json.at("answer").is_number()) {
    answer.push_back({{"x", plan.json.at("answer")}, {"label", searched.text(plan.json.at("answer")) + " " + searched.name}});
  }
  add_data(chart, "answer", std::move(answer));
  chart.spec["encoding"]["x"]["axis"]["title"] = searched.name + (searched.in_seconds ? ", seconds" : "");
  set_axis(chart.spec["encoding"]["y"], axis);
  chart.spec["encoding"]["y"]["axis"]["title"] = what + (axis.is_date ? ", date and time" : axis.title.substr(metric_title(metric).size()));
  return chart;
}

// What is asked for and how much there is to spare; the intervals stand in the tables of the charts.
Table margin_table(const Study& plan) {
  constexpr std::size_t kInterval = 4;
  const Json& requirements = plan.json.at("requirements");
  Table table = requirement_table(plan.clock, requirements);
  table.columns[kInterval].title = "margin";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    table.rows[r][kInterval] = difference_text(requirements[r].value("metric", ""), number_or_nan(requirements[r], "margin"), 0);
  }
  return table;
}

}  // namespace

Section plan_section(const Study& plan) {
  if (plan.json.value("minimize", Json()).is_array()) return plan_frontier_section(plan);
  const Searched searched = searched_in(plan.json);
  Section section{searched.name + " needed"};
  section.title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(section.title[0])));
  section.blocks.emplace_back(plan_headlines(plan.json, searched));
  section.blocks.emplace_back(margin_table(plan));
  for (std::size_t r = 0; r < plan.json.at("tried").front().at("requirements").size(); ++r) {
    Chart chart = requirement_chart(plan, searched, r);
    if (chart.spec["datasets"]["rows"].empty()) {
      section.blocks.emplace_back(std::move(chart.numbers));
    } else {
      section.blocks.emplace_back(std::move(chart));
    }
  }
  std::string assumed = "What this rests on:";
  for (const Json& sentence : plan.json.value("assumed", Json::array())) assumed += " " + sentence.get<std::string>();
  section.blocks.emplace_back(Paragraph{std::move(assumed)});
  return section;
}

}  // namespace sim::report::page
