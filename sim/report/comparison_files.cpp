// compare.json and compare.csv.

#include "sim/report/comparison_files.hpp"

#include <fmt/format.h>

#include "sim/report/csv.hpp"
#include "sim/report/json_parts.hpp"
#include "sim/report/results.hpp"

namespace sim::report {
namespace {

using experiment::Comparison;
using experiment::Contrast;
using scenario::Json;
using stats::PairedDifference;

Json pairs_json(const PairedDifference& pairs) {
  const stats::Interval interval = pairs.interval();
  return {{"n", pairs.n},
          {"left_out", pairs.left_out},
          {"mean_a", finite_or_null(pairs.mean_a)},
          {"mean_b", finite_or_null(pairs.mean_b)},
          {"difference", finite_or_null(pairs.difference)},
          {"half_width", finite_or_null(pairs.half_width)},
          {"low", finite_or_null(interval.low)},
          {"high", finite_or_null(interval.high)},
          {"stddev", finite_or_null(pairs.stddev)},
          {"correlation", finite_or_null(pairs.correlation)},
          {"variance_reduction", finite_or_null(pairs.variance_reduction)},
          {"verdict", verdict_word(pairs)}};
}

Json contrast_json(const std::vector<ComparedScenario>& scenarios, const Comparison& comparison, const Contrast& contrast) {
  Json json{{"a", scenarios[0].label}, {"b", scenarios[contrast.scenario].label}};
  json["differences"] = Json::array();
  for (const experiment::JsonDifference& difference : contrast.differences) {
    json["differences"].push_back({{"pointer", difference.pointer}, {"a", difference.a}, {"b", difference.b}});
  }
  json["metrics"] = Json::object();
  for (std::size_t m = 0; m < contrast.metrics.size(); ++m) json["metrics"][comparison.shared.names[m]] = pairs_json(contrast.metrics[m]);
  return json;
}

Json labels(const std::vector<ComparedScenario>& scenarios, const std::vector<std::size_t>& which) {
  Json json = Json::array();
  for (const std::size_t s : which) json.push_back(scenarios[s].label);
  return json;
}

Json choice_json(const std::vector<ComparedScenario>& scenarios, const experiment::SequentialChoice& choice) {
  Json out = Json::object();
  for (std::size_t s = 0; s < scenarios.size(); ++s) {
    if (choice.out_after[s] > 0) out[scenarios[s].label] = choice.out_after[s];
  }
  return {{"procedure", "Kim-Nelson"},
          {"first", choice.first},
          {"budget", choice.budget},
          {"n", choice.n},
          {"decided", choice.decided},
          {"best", choice.decided ? Json(scenarios[choice.best].label) : Json()},
          {"left", labels(scenarios, choice.left)},
          {"out_after", std::move(out)}};
}

Json best_json(const std::vector<ComparedScenario>& scenarios, const Comparison& comparison) {
  if (!comparison.best_by) return {};
  const stats::SelectionRule& rule = comparison.best_by->rule;
  Json json{{"metric", comparison.shared.names[comparison.best_by->metric]},
            {"better", rule.better == stats::Better::smaller ? "smaller" : "greater"},
            {"indifference", rule.indifference},
            {"confidence", rule.confidence},
            {"n", comparison.best.n},
            {"best_mean", comparison.best.empty() ? Json() : Json(scenarios[comparison.best.best].label)},
            {"group", labels(scenarios, comparison.best.group)}};
  if (comparison.sequential) json["until_best"] = choice_json(scenarios, *comparison.sequential);
  return json;
}

}  // namespace

std::string_view verdict_word(const PairedDifference& pairs) { return stats::differs(pairs) ? "differs" : "no difference seen"; }

std::string compare_json(const std::vector<ComparedScenario>& scenarios, const Comparison& comparison) {
  Json json{{"format", 1}, {"program", program_json()}};
  json["scenarios"] = Json::array();
  for (const ComparedScenario& one : scenarios) {
    json["scenarios"].push_back({{"label", one.label}, {"file", one.scenario->file}, {"scenario", one.scenario->resolved}});
  }
  json["replications"] = comparison.replications;
  json["confidence"] = 0.95;
  json["left_out"] = comparison.shared.left_out;
  json["pairs"] = Json::array();
  for (const Contrast& contrast : comparison.contrasts) json["pairs"].push_back(contrast_json(scenarios, comparison, contrast));
  json["best"] = best_json(scenarios, comparison);
  json["audit"] = audit_json(comparison.audit);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string compare_csv(const std::vector<ComparedScenario>& scenarios, const Comparison& comparison) {
  CsvRows rows("a,b,metric,n,left_out,mean_a,mean_b,difference,half_width,low,high,stddev,correlation,variance_reduction,verdict");
  for (const Contrast& contrast : comparison.contrasts) {
    for (std::size_t m = 0; m < contrast.metrics.size(); ++m) {
      const PairedDifference& pairs = contrast.metrics[m];
      const stats::Interval interval = pairs.interval();
      rows.field(scenarios[0].label).field(scenarios[contrast.scenario].label).field(comparison.shared.names[m]);
      rows.number(pairs.n).number(pairs.left_out).number(pairs.mean_a).number(pairs.mean_b).number(pairs.difference);
      rows.number(pairs.half_width).number(interval.low).number(interval.high).number(pairs.stddev);
      rows.number(pairs.correlation).number(pairs.variance_reduction).field(verdict_word(pairs)).end_row();
    }
  }
  return rows.text();
}

}  // namespace sim::report
