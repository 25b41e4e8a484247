#include "sim/report/json_parts.hpp"
#include "sim/report/plan_parts.hpp"
#include "sim/report/plan_results.hpp"

namespace sim::report {

namespace {

using experiment::PlanResult;
using experiment::PlanTrial;
using experiment::RequirementResult;
using scenario::Json;
using scenario::Scenario;

Json trial_json(const PlanTrial& trial) {
  Json requirements = Json::array();
  for (const RequirementResult& requirement : trial.requirements) requirements.push_back(judged_json(requirement));
  return {{"value", trial.value},
          {"verdict", experiment::word(trial.verdict)},
          {"replications", trial.replications},
          {"attempts", trial.attempts},
          {"requirements", std::move(requirements)}};
}

Json arithmetic_json(const Scenario& scenario, const PlanResult& result) {
  Json expected = Json::array();
  for (std::size_t r = 0; r < scenario.require.size() && r < result.arithmetic.at_answer.size(); ++r) {
    const std::optional<double>& value = result.arithmetic.at_answer[r];
    expected.push_back({{"metric", scenario.require[r].metric}, {"value", value ? finite_or_null(*value) : Json()}});
  }
  return {{"least", result.arithmetic.least ? Json(*result.arithmetic.least) : Json()}, {"at_answer", std::move(expected)}};
}

Json reversals_json(const Scenario& scenario, const PlanResult& result) {
  Json json = Json::array();
  for (const experiment::Reversal& reversal : result.reversals) {
    json.push_back({{"metric", scenario.require[reversal.requirement].metric}, {"from", reversal.from}, {"to", reversal.to}});
  }
  return json;
}

Json value_or_null(const PlanResult& result, const std::optional<std::size_t>& position) {
  if (!position) return {};
  const PlanTrial& trial = result.tried[*position];
  return {{"value", trial.value}, {"verdict", experiment::word(trial.verdict)}};
}

}  // namespace

Json judged_json(const RequirementResult& r) {
  Json json = requirement_json(r);
  json["margin"] = finite_or_null(experiment::margin(r));
  return json;
}

std::string plan_json(const Scenario& scenario, const PlanResult& result) {
  const scenario::Plan& plan = *scenario.plan;
  Json json{{"format", 1},
            {"program", program_json()},
            {"scenario", scenario.resolved},
            {"minimize", plan.minimize},
            {"from", plan.from},
            {"to", plan.to},
            {"step", plan.step},
            {"unit", plan.in_seconds ? Json("s") : Json()},
            {"confidence", plan.confidence}};
  if (result.interrupted) json["interrupted"] = true;
  json["outcome"] = experiment::word(result.outcome);
  json["answer"] = result.answer ? Json(result.tried[*result.answer].value) : Json();
  json["next_lower"] = value_or_null(result, result.next_lower);
  json["arithmetic"] = arithmetic_json(scenario, result);
  json["requirements"] = Json::array();
  for (const RequirementResult& requirement : result.tried[result.answer.value_or(result.tried.size() - 1)].requirements) {
    json["requirements"].push_back(judged_json(requirement));
  }
  json["tried"] = Json::array();
  for (const PlanTrial& trial : result.tried) json["tried"].push_back(trial_json(trial));
  json["monotone"] = result.reversals.empty();
  json["worse_at_greater_values"] = reversals_json(scenario, result);
  json["assumed"] = plan_assumptions(scenario, result);
  json["spent"] = {{"values", result.tried.size()}, {"replications", result.replications}, {"attempts", result.attempts}};
  json["audit"] = audit_json(result.audit);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sim::report
