// Each requirement with its verdict: what was asked, what came out, and how sure that is.

#include <fmt/format.h>

#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/summary_parts.hpp"

namespace sim::report {
namespace {

using experiment::RequirementResult;
using experiment::Verdict;

const experiment::Metric* metric_of(const SummaryInput& in, const std::string& name) {
  const auto found = experiment::find_metric(in.scenario.world, in.result.set, name);
  if (!found) return nullptr;
  return found->campaign ? in.result.set.campaign[found->metric] : in.result.set.account[found->metric];
}

// A value of the metric in its own terms. Limits are shown as they were written, so nothing is rounded away below six digits.
std::string value_text(const SummaryInput& in, const experiment::Metric* metric, double value) {
  if (metric != nullptr && metric->name.ends_with("_after_s")) return date_and_time(in, value);
  if (std::isinf(value)) return value > 0 ? "+∞" : "-∞";
  if (metric != nullptr && metric->unit == "share") return fmt::format("{:.6g} %", value * 100);
  const std::string unit = metric == nullptr || metric->unit == "money" ? "" : " " + metric->unit;
  return fmt::format("{:.6g}{}", value, unit);
}

std::string condition(const SummaryInput& in, const scenario::Requirement& wanted) {
  const experiment::Metric* metric = metric_of(in, wanted.metric);
  std::string text(scenario::kStatisticWords[static_cast<std::size_t>(wanted.statistic)]);
  if (wanted.min) text += " ≥ " + value_text(in, metric, *wanted.min);
  if (wanted.min && wanted.max) text += " and";
  if (wanted.max) text += " ≤ " + value_text(in, metric, *wanted.max);
  return text;
}

std::string outcome(const SummaryInput& in, const RequirementResult& result) {
  const experiment::Metric* metric = metric_of(in, result.requirement.metric);
  if (std::isnan(result.value)) return "has no value";
  std::string text = "is " + value_text(in, metric, result.value);
  if (!std::isnan(result.low) && !std::isnan(result.high) && result.low < result.high) {
    text += fmt::format(", interval {} to {}", value_text(in, metric, result.low), value_text(in, metric, result.high));
  }
  return text;
}

Tone tone_of(Verdict verdict) {
  if (verdict == Verdict::holds) return Tone::good;
  return verdict == Verdict::breached ? Tone::bad : Tone::doubtful;
}

std::string requirement(const SummaryInput& in, const RequirementResult& result) {
  const std::string verdict = left(word(result.verdict), 11);
  const std::string asked = condition(in, result.requirement);
  const std::string indent(13, ' ');
  const std::string first = at_most(result.requirement.metric, kColumns - indent.size());
  const bool one_line = indent.size() + width(first) + 1 + width(asked) <= kColumns;
  return "  " + toned(in, tone_of(result.verdict), verdict) + first + (one_line ? " " : "\n" + indent) + asked + "\n" +
         at_most(indent + outcome(in, result), kColumns) + "\n";
}

}  // namespace

std::string requirement_block(const SummaryInput& in) {
  if (in.result.requirements.empty()) return "";
  std::string text = "\n" + toned(in, Tone::strong, "requirements") + "\n";
  for (const RequirementResult& result : in.result.requirements) text += requirement(in, result);
  return text;
}

}  // namespace sim::report
