#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <sstream>
#include <vector>

#include "sim/report/plain_text.hpp"
#include "sim/report/plan_parts.hpp"
#include "sim/report/plan_results.hpp"
#include "sim/report/summary_parts.hpp"

namespace sim::report {
namespace {

using experiment::PlanOutcome;
using experiment::PlanResult;
using experiment::PlanTrial;
using experiment::RequirementResult;
using experiment::Verdict;
using scenario::Scenario;

std::string value_text(const Scenario& scenario, std::int64_t value) { return planned_value(value, scenario.plan->in_seconds); }

// The value that the requirements are shown at.
const PlanTrial& shown(const PlanResult& result) { return result.tried[result.answer.value_or(result.tried.size() - 1)]; }

std::string plan_head(const SummaryInput& in) {
  const scenario::Plan& plan = *in.scenario.plan;
  std::string text = toned(in, Tone::strong, at_most(in.scenario.name, kColumns)) + "\n";
  text += at_most(
      fmt::format("least {} from {} to {}{}, with {:.6g} % confidence", plan.minimize, value_text(in.scenario, plan.from),
                  value_text(in.scenario, plan.to), plan.step == 1 ? "" : fmt::format(" in steps of {}", plan.step), plan.confidence * 100),
      kColumns);
  return text + "\n\n";
}

std::string answer_line(const SummaryInput& in, const PlanResult& plan) {
  if (plan.answer) return row("answer", value_text(in.scenario, shown(plan).value));
  const std::string last = value_text(in.scenario, shown(plan).value);
  if (plan.interrupted) return row("answer", "interrupted before it was found");
  if (plan.outcome == PlanOutcome::none) return row("answer", "none: " + last + " does not meet the requirements either");
  return row("answer", fmt::format("undecided: {} replications do not tell at {}", shown(plan).replications, last));
}

std::string lower_line(const SummaryInput& in, const PlanResult& plan) {
  if (!plan.answer) return "";
  if (!plan.next_lower) return row("next lower", "none in the range: from is enough");
  const PlanTrial& lower = plan.tried[*plan.next_lower];
  const std::string value = value_text(in.scenario, lower.value);
  if (lower.verdict == Verdict::breached) return row("next lower", value + " fails");
  return row("next lower", fmt::format("{}: undecided after {} replications", value, lower.replications));
}

std::string arithmetic_line(const SummaryInput& in, const PlanResult& plan) {
  if (!plan.arithmetic.speaks) return row("arithmetic", "knows none of these metrics");
  if (!plan.arithmetic.least) return row("arithmetic", "finds no value in the range");
  const std::string value = value_text(in.scenario, *plan.arithmetic.least);
  if (!plan.answer) return row("arithmetic", "would say " + value);
  const std::int64_t off = *plan.arithmetic.least - shown(plan).value;
  if (off == 0) return row("arithmetic", "says the same");
  const std::string by = value_text(in.scenario, std::abs(off));
  return row("arithmetic", fmt::format("would say {}: {} too {}", value, by, off < 0 ? "few" : "many"));
}

std::string margin_lines(const SummaryInput& in, const PlanResult& plan) {
  std::string text;
  const PlanTrial& trial = shown(plan);
  for (std::size_t r = 0; r < trial.requirements.size(); ++r) {
    const RequirementResult& requirement = trial.requirements[r];
    const std::string& name = requirement.requirement.metric;
    std::string line = "  " + left(name, 32) + " ";
    const double margin = experiment::margin(requirement);
    line += left(std::isfinite(margin) ? metric_amount(in, name, margin) : "none", 20) + " ";
    const std::optional<double>& expected = plan.arithmetic.at_answer[r];
    line += !expected ? "-" : name.ends_with("_after_s") ? date_and_time(in, *expected) : metric_amount(in, name, *expected);
    text += at_most(line, kColumns) + "\n";
  }
  return text;
}

std::string tried_lines(const SummaryInput& in, const PlanResult& plan) {
  std::string text;
  for (const PlanTrial& trial : plan.tried) {
    const Tone tone = trial.verdict == Verdict::holds ? Tone::good : trial.verdict == Verdict::breached ? Tone::bad : Tone::doubtful;
    const std::string value = right(value_text(in.scenario, trial.value), 14);
    text += value + "  " + toned(in, tone, left(experiment::word(trial.verdict), 10)) + right(grouped(trial.replications), 14) +
            right(grouped(static_cast<double>(trial.attempts)), 16) + "\n";
  }
  return text;
}

}  // namespace

std::string planned_value(std::int64_t value, bool in_seconds) { return grouped(static_cast<double>(value)) + (in_seconds ? " s" : ""); }

std::string metric_amount(const SummaryInput& in, const std::string& metric, double value) {
  if (std::isinf(value)) return value > 0 ? "never" : "-∞";
  if (metric.ends_with("_s")) return value < 0 ? "-" + rough_duration(-value) : rough_duration(value);
  if (metric.ends_with("_ratio")) return fmt::format("{:.4g} %", value * 100);
  return fmt::format("{:.6g}{}", value, metric.ends_with("cost") && in.scenario.world.price ? " " + in.scenario.world.price->currency : "");
}

std::string section_title(const SummaryInput& in, const std::string& title) { return "\n" + toned(in, Tone::strong, title) + "\n"; }

std::string wrapped(const std::string& sentence, std::size_t indent) {
  std::istringstream stream(sentence);
  const std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
  return filled(words, kColumns, indent);
}

std::vector<std::string> plan_assumptions(const Scenario& scenario, const PlanResult& result) {
  std::vector<std::string> assumed{"The same customers meet every value."};
  if (result.reversals.empty()) {
    assumed.emplace_back(
        "A greater value makes no requirement worse; paired differences of neighbouring values that were tried do not speak against it.");
  } else {
    assumed.emplace_back(
        "A greater value can make a requirement worse here, so values over the range and below the answer were tried as well; one between "
        "them may hold unseen.");
    assumed.push_back(
        fmt::format("The answer is chosen among {} values, which share the error that the confidence allows.", result.candidates));
  }
  const std::size_t looks = result.looks.size();
  assumed.push_back(
      fmt::format("A value is looked at after at most {} replications{}; each verdict on a mean or a quantile is as sure as asked over all "
                  "looks together.",
                  result.looks.back(), looks == 1 ? "" : fmt::format(", {} times", looks)));
  for (const scenario::Requirement& requirement : scenario.require) {
    if (requirement.statistic != scenario::Statistic::min && requirement.statistic != scenario::Statistic::max) continue;
    assumed.emplace_back("The least and the greatest value are those of the replications that were run.");
    break;
  }
  return assumed;
}

std::string plan_summary(const Scenario& scenario, const PlanResult& plan, Ink ink) {
  experiment::ExperimentResult at_value;
  at_value.set = experiment::metrics_of(scenario.world);
  at_value.requirements = shown(plan).requirements;
  const SummaryInput in{scenario, at_value, ink};
  std::string text = plan_head(in) + answer_line(in, plan) + lower_line(in, plan) + arithmetic_line(in, plan);
  text += row("spent", fmt::format("{} values, {} replications, {} attempts", plan.tried.size(),
                                   grouped(static_cast<double>(plan.replications)), grouped(static_cast<double>(plan.attempts))));
  text += section_title(in, "at " + value_text(scenario, shown(plan).value)) + requirement_block(in);
  text += "\n  " + left("metric", 32) + " " + left("margin", 20) + " arithmetic expects\n" + margin_lines(in, plan);
  text += section_title(in, "tried") + "         value  verdict     replications        attempts\n" + tried_lines(in, plan);
  text += section_title(in, "assumed");
  for (const std::string& sentence : plan_assumptions(scenario, plan)) text += wrapped(sentence, 2);
  return text;
}

}  // namespace sim::report
