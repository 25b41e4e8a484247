#include <fmt/format.h>

#include "sim/report/json_parts.hpp"
#include "sim/report/results.hpp"

namespace sim::report {

namespace {

using experiment::Estimate;
using experiment::ExperimentResult;
using experiment::RequirementResult;
using scenario::Json;

constexpr std::size_t kViolationsShown = 10;

// Where a replication may end before the value exists, how many did has a word of its own; elsewhere `n` tells.
std::string_view word_for_missing(const experiment::Metric& metric) { return metric.name == "finished_after_s" ? "unfinished" : ""; }

Json estimate_json(const experiment::Metric& metric, const Estimate& e) {
  Json json{{"n", e.n},
            {"mean", finite_or_null(e.mean)},
            {"half_width", finite_or_null(e.half_width)},
            {"stddev", finite_or_null(e.stddev)},
            {"min", finite_or_null(e.min)},
            {"p5", finite_or_null(e.p5)},
            {"p50", finite_or_null(e.p50)},
            {"p95", finite_or_null(e.p95)},
            {"max", finite_or_null(e.max)}};
  if (const std::string_view word = word_for_missing(metric); !word.empty()) json[std::string(word)] = e.missing;
  // Wilson's interval of a share of replications; the mean with control variates. Both beside the plain mean, never in its place.
  if (e.share) json["share"] = {{"low", e.share->low}, {"high", e.share->high}};
  if (e.controlled) {
    json["controlled"] = {{"mean", finite_or_null(e.controlled->mean)},
                          {"half_width", finite_or_null(e.controlled->half_width)},
                          {"variance_reduction", finite_or_null(e.controlled->variance_reduction)},
                          {"controls", e.controlled->controls}};
  }
  return json;
}

Json ratios_json(const std::vector<experiment::Ratio>& ratios) {
  Json json = Json::object();
  for (const experiment::Ratio& ratio : ratios) {
    const stats::RatioOfMeans& e = ratio.estimate;
    json[ratio.name] = {{"n", e.n}, {"value", finite_or_null(e.value)}, {"half_width", finite_or_null(e.half_width)}};
  }
  return json;
}

// What the contact chain says exactly, where it does.
Json expected_json(const experiment::Expectation& expected) {
  return {{"attempts", expected.attempts}, {"calls_answered", expected.answered}, {"goals", expected.goals},
          {"talk_s", expected.talk_s},     {"billed_s", expected.billed_s},       {"line_s", expected.line_s}};
}

Json metrics_json(const std::vector<const experiment::Metric*>& set, const std::vector<Estimate>& estimates) {
  Json json = Json::object();
  for (std::size_t m = 0; m < set.size(); ++m) json[set[m]->name] = estimate_json(*set[m], estimates[m]);
  return json;
}

Json campaign_json(const ExperimentResult& result, std::size_t c) {
  const experiment::CampaignSummary& campaign = result.campaigns[c];
  Json status = Json::object();
  for (const auto& [word, count] : campaign.status) status[word] = count;
  Json json{{"name", campaign.name},
            {"status", std::move(status)},
            {"metrics", metrics_json(result.set.campaign, campaign.metrics)},
            {"ratios", ratios_json(campaign.ratios)}};
  if (c < result.expected.size()) json["expected"] = expected_json(result.expected[c]);
  return json;
}

Json audit_json(const scenario::Scenario& scenario, const ExperimentResult& result) {
  Json json = report::audit_json(result.audit);
  if (result.audit.violations == 0) return json;
  Json& first = json["first"] = Json::array();
  for (const experiment::ReplicationRecord& record : result.records) {
    for (const metrics::Violation& violation : record.violations) {
      if (first.size() == kViolationsShown) return json;
      first.push_back({{"replication", record.replication},
                       {"at_s", experiment::seconds(violation.at)},
                       {"at", scenario::local_time(scenario.world, violation.at)},
                       {"text", violation.text}});
    }
  }
  return json;
}

Json precision_json(const scenario::Precision& precision, bool reached) {
  Json json{{"metric", precision.metric}};
  if (precision.relative) json["relative"] = *precision.relative;
  if (precision.absolute) json["absolute"] = *precision.absolute;
  json["confidence"] = precision.confidence;
  json["reached"] = reached;
  return json;
}

}  // namespace

std::string results_json(const scenario::Scenario& scenario, const ExperimentResult& result) {
  Json json{{"format", 1},
            {"program", program_json()},
            {"scenario", scenario.resolved},
            {"replications", result.records.size()},
            {"fingerprint", fmt::format("{:016x}", result.fingerprint)}};
  if (result.until != kNever) json["until"] = scenario::local_time(scenario.world, result.until);
  if (result.interrupted) json["interrupted"] = true;
  json["campaigns"] = Json::array();
  for (std::size_t c = 0; c < result.campaigns.size(); ++c) json["campaigns"].push_back(campaign_json(result, c));
  json["account"] = {{"metrics", metrics_json(result.set.account, result.account)}, {"ratios", ratios_json(result.account_ratios)}};
  json["requirements"] = Json::array();
  for (const RequirementResult& requirement : result.requirements) json["requirements"].push_back(requirement_json(requirement));
  if (scenario.precision) json["precision"] = precision_json(*scenario.precision, result.precise.value_or(false));
  json["audit"] = audit_json(scenario, result);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sim::report
