#include "sim/report/json_parts.hpp"

#include <cmath>

#include "sim/report/results.hpp"

namespace sim::report {

using scenario::Json;

Json program_json() { return {{"name", "dialsim"}, {"version", kProgramVersion}}; }

Json finite_or_null(double x) { return std::isfinite(x) ? Json(x) : Json(); }

scenario::Json audit_json(const experiment::AuditCount& audit) { return {{"checks", audit.checks}, {"violations", audit.violations}}; }

Json requirement_json(const experiment::RequirementResult& r) {
  Json json{{"metric", r.requirement.metric}, {"statistic", scenario::kStatisticWords[static_cast<std::size_t>(r.requirement.statistic)]}};
  if (r.requirement.min) json["min"] = finite_or_null(*r.requirement.min);
  if (r.requirement.max) json["max"] = finite_or_null(*r.requirement.max);
  json["confidence"] = r.requirement.confidence;
  json["value"] = finite_or_null(r.value);
  json["low"] = finite_or_null(r.low);
  json["high"] = finite_or_null(r.high);
  json["verdict"] = experiment::word(r.verdict);
  return json;
}

}  // namespace sim::report
