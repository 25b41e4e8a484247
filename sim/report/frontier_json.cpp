// plan.json of a plan with two keys.

#include "sim/report/json_parts.hpp"
#include "sim/report/plan_parts.hpp"
#include "sim/report/plan_results.hpp"

namespace sim::report {

namespace {

using experiment::FrontierPlan;
using experiment::FrontierPoint;
using experiment::PairTrial;
using experiment::PlanPair;
using scenario::Json;
using scenario::Scenario;

Json values_json(const PlanPair& pair) { return {pair.first, pair.second}; }

Json trial_json(const PairTrial& tried) {
  Json requirements = Json::array();
  for (const experiment::RequirementResult& requirement : tried.trial.requirements) requirements.push_back(judged_json(requirement));
  return {{"values", values_json(tried.at)},
          {"verdict", experiment::word(tried.trial.verdict)},
          {"replications", tried.trial.replications},
          {"attempts", tried.trial.attempts},
          {"requirements", std::move(requirements)}};
}

Json lower_json(const FrontierPlan& result, const std::optional<std::size_t>& trial) {
  if (!trial) return {};
  return {{"values", values_json(result.tried[*trial].at)}, {"verdict", experiment::word(result.tried[*trial].trial.verdict)}};
}

Json point_json(const FrontierPlan& result, const FrontierPoint& point) {
  Json json = trial_json(result.tried[point.trial]);
  json["next_lower"] = {lower_json(result, point.less_first), lower_json(result, point.less_second)};
  json["second_by_arithmetic"] = point.second_by_arithmetic ? Json(*point.second_by_arithmetic) : Json();
  return json;
}

Json keys_json(const scenario::Plan& plan) {
  const auto key = [](const auto& one) {
    return Json{
        {"pointer", one.minimize}, {"from", one.from}, {"to", one.to}, {"step", one.step}, {"unit", one.in_seconds ? Json("s") : Json()}};
  };
  return {key(plan), key(*plan.second)};
}

Json reversals_json(const Scenario& scenario, const FrontierPlan& result) {
  Json json = Json::array();
  for (const experiment::PairReversal& reversal : result.reversals) {
    json.push_back({{"metric", scenario.require[reversal.requirement].metric},
                    {"from", values_json(reversal.from)},
                    {"to", values_json(reversal.to)}});
  }
  return json;
}

}  // namespace

std::string frontier_json(const Scenario& scenario, const FrontierPlan& result) {
  Json json{{"format", 1},
            {"program", program_json()},
            {"scenario", scenario.resolved},
            {"minimize", keys_json(*scenario.plan)},
            {"confidence", scenario.plan->confidence}};
  if (result.interrupted) json["interrupted"] = true;
  json["outcome"] = experiment::word(result.outcome);
  json["frontier"] = Json::array();
  for (const FrontierPoint& point : result.frontier) json["frontier"].push_back(point_json(result, point));
  json["tried"] = Json::array();
  for (const PairTrial& tried : result.tried) json["tried"].push_back(trial_json(tried));
  json["monotone"] = !result.columns_apart;
  json["worse_at_greater_values"] = reversals_json(scenario, result);
  json["assumed"] = frontier_assumptions(scenario, result);
  json["spent"] = {{"values", result.tried.size()}, {"replications", result.replications}, {"attempts", result.attempts}};
  json["audit"] = audit_json(result.audit);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sim::report
