// A plan: the least value of a key with which every requirement holds, what the next lower one does, and what was tried on the way.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_curves.hpp"
#include "sim/report/report_judged.hpp"
#include "sim/report/report_plan_parts.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

std::vector<const Json*> tried_in_order(const Json& plan) {
  std::vector<const Json*> tried;
  for (const Json& one : plan.at("tried")) tried.push_back(&one);
  std::ranges::sort(tried, {}, [](const Json* one) { return one->value("value", 0.0); });
  return tried;
}

Headline answer_headline(const Json& plan, const SearchedKey& searched) {
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

Headlines plan_headlines(const Json& plan, const SearchedKey& searched) {
  Headlines headlines{{answer_headline(plan, searched)}};
  if (const Json& lower = plan.at("next_lower"); lower.is_object()) {
    headlines.items.push_back({"Next lower", searched.text(lower.at("value")), lower.value("verdict", "")});
  }
  const Json& least = plan.at("arithmetic").at("least");
  if (least.is_number()) {
    const double said = least.get<double>();
    const std::string missed = plan.at("answer").is_number() ? missed_by_arithmetic(searched, plan.at("answer").get<double>(), said) : "";
    const std::string note = missed.empty() ? "work divided by what does it" : missed;
    headlines.items.push_back({"Arithmetic would say", searched.text(least), note});
  }
  const Json& spent = plan.at("spent");
  headlines.items.push_back(
      {"Tried", counted(spent.value("values", 0.0), "value"), counted(spent.value("replications", 0.0), "replication")});
  return headlines;
}

Table tried_table(const Study& plan, const SearchedKey& searched, std::size_t requirement) {
  const Json& asked = plan.json.at("tried").front().at("requirements")[requirement];
  Table table{.fold = "Numbers",
              .columns = {{searched.name},
                          {judged_title(asked)},
                          {"interval"},
                          {"margin"},
                          {"this requirement", Align::left},
                          {"all together", Align::left},
                          {"replications"}}};
  for (const Json* one : tried_in_order(plan.json)) {
    const Json& judged = one->at("requirements")[requirement];
    const std::string verdict = judged.value("verdict", ""), all = one->value("verdict", "");
    table.rows.push_back({searched.text(one->at("value")), found_text(plan.clock, judged), interval_text(plan.clock, judged),
                          margin_text(judged), Cell{verdict, verdict_tone(verdict)}, Cell{all, verdict_tone(all)},
                          grouped(one->value("replications", 0.0))});
  }
  return table;
}

std::string knee_sentence(const Study& plan, const SearchedKey& searched, std::size_t requirement, const std::string& metric) {
  if (kind_of(metric) != Unit::instant || searched.name != "lines") return "";
  std::vector<stats::CurvePoint> points;
  for (const Json* one : tried_in_order(plan.json)) {
    const double value = number_or_nan(one->at("requirements")[requirement], "value");
    if (std::isfinite(value)) points.push_back({one->value("value", 0.0), value});
  }
  const auto knee = knee_of(points);
  return knee ? " " + knee_words(*knee, "") : "";
}

Chart requirement_chart(const Study& plan, const SearchedKey& searched, std::size_t requirement) {
  std::vector<TriedPoint> points;
  for (const Json* one : tried_in_order(plan.json)) {
    points.push_back({one->at("value"), searched.text(one->at("value")), &one->at("requirements")[requirement]});
  }
  const Json& asked = *points.front().requirement;
  const std::string words = "Each value that was tried, with the interval by which it is judged; the dashed line is what is asked for." +
                            knee_sentence(plan, searched, requirement, asked.value("metric", ""));
  Chart chart =
      judged_chart(plan, {judged_title(asked) + " against " + searched.name, words}, points, tried_table(plan, searched, requirement));
  Json answer = Json::array();
  if (plan.json.at("answer").is_number()) {
    answer.push_back({{"x", plan.json.at("answer")}, {"label", searched.text(plan.json.at("answer")) + " " + searched.name}});
  }
  add_data(chart, "answer", std::move(answer));
  chart.spec["encoding"]["x"]["axis"]["title"] = searched.axis_title();
  return chart;
}

}  // namespace

Section plan_section(const Study& plan) {
  if (plan.json.value("minimize", Json()).is_array()) return plan_frontier_section(plan);
  const SearchedKey searched = searched_key(plan.json.value("minimize", ""), plan.json.value("unit", Json()));
  Section section{searched.name + " needed"};
  section.title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(section.title[0])));
  section.blocks.emplace_back(plan_headlines(plan.json, searched));
  section.blocks.emplace_back(margin_table(plan.clock, plan.json.at("requirements")));
  for (std::size_t r = 0; r < plan.json.at("tried").front().at("requirements").size(); ++r) {
    section.blocks.push_back(drawn(requirement_chart(plan, searched, r)));
  }
  section.blocks.emplace_back(assumed_paragraph(plan.json));
  return section;
}

}  // namespace sim::report::page
