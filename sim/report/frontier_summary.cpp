// A plan with two keys on the terminal: the staircase of pairs, with what decides each.

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "sim/report/plain_text.hpp"
#include "sim/report/plan_parts.hpp"
#include "sim/report/plan_results.hpp"
#include "sim/report/summary_parts.hpp"

namespace sim::report {
namespace {

using experiment::FrontierPlan;
using experiment::FrontierPoint;
using experiment::PairTrial;
using experiment::PlanOutcome;
using experiment::PlanPair;
using scenario::Scenario;

constexpr std::size_t kPairColumn = 13;

std::string first_of(const Scenario& scenario, const PlanPair& pair) { return planned_value(pair.first, scenario.plan->in_seconds); }
std::string second_of(const Scenario& scenario, const PlanPair& pair) {
  return planned_value(pair.second, scenario.plan->second->in_seconds);
}

std::string key_line(const char* label, const auto& key) {
  const std::string step = key.step == 1 ? "" : fmt::format(" in steps of {}", planned_value(key.step, key.in_seconds));
  return row(label, fmt::format("{} from {} to {}{}", key.minimize, planned_value(key.from, key.in_seconds),
                                planned_value(key.to, key.in_seconds), step));
}

std::string frontier_head(const SummaryInput& in) {
  const scenario::Plan& plan = *in.scenario.plan;
  return toned(in, Tone::strong, at_most(in.scenario.name, kColumns)) + "\n" +
         fmt::format("for each value of the first the least of the second, with {:.6g} % confidence\n\n", plan.confidence * 100) +
         key_line("first", plan) + key_line("second", *plan.second);
}

std::string no_frontier_line(const SummaryInput& in, const FrontierPlan& result) {
  if (result.outcome == PlanOutcome::found) return "";
  if (result.interrupted) return row("answer", "interrupted before it was found");
  const PairTrial& last = result.tried.back();
  const std::string pair = first_of(in.scenario, last.at) + " and " + second_of(in.scenario, last.at);
  if (result.outcome == PlanOutcome::none) return row("answer", "none: " + pair + " do not meet the requirements either");
  return row("answer", fmt::format("undecided: {} replications do not tell at {}", last.trial.replications, pair));
}

// The requirement that is nearest to its limit, relative to how far the limit is from 0: what another step down would break.
const experiment::RequirementResult& tightest(const PairTrial& tried) {
  const auto slack = [](const experiment::RequirementResult& r) {
    const double limit = r.requirement.max.value_or(r.requirement.min.value_or(0));
    return experiment::margin(r) / std::max(std::abs(limit), std::numeric_limits<double>::min());
  };
  return *std::ranges::min_element(tried.trial.requirements, {}, slack);
}

std::string frontier_line(const SummaryInput& in, const FrontierPlan& result, const FrontierPoint& point) {
  const PairTrial& tried = result.tried[point.trial];
  const experiment::RequirementResult& nearest = tightest(tried);
  const std::string& metric = nearest.requirement.metric;
  const double margin = experiment::margin(nearest);
  const std::string arithmetic =
      point.second_by_arithmetic ? planned_value(*point.second_by_arithmetic, in.scenario.plan->second->in_seconds) : "-";
  const std::string text = "  " + right(first_of(in.scenario, tried.at), kPairColumn) +
                           right(second_of(in.scenario, tried.at), kPairColumn) + right(arithmetic, kPairColumn) + "  " +
                           (std::isfinite(margin) ? metric_amount(in, metric, margin) : "none") + " at " + metric;
  return at_most(text, kColumns) + "\n";
}

std::string frontier_table(const SummaryInput& in, const FrontierPlan& result) {
  if (result.frontier.empty()) return "";
  std::string text = section_title(in, "frontier") + "  " + right("first", kPairColumn) + right("second", kPairColumn) +
                     right("arithmetic", kPairColumn) + "  least margin\n";
  for (const FrontierPoint& point : result.frontier) text += frontier_line(in, result, point);
  return text;
}

}  // namespace

std::vector<std::string> frontier_assumptions(const Scenario&, const FrontierPlan& result) {
  std::vector<std::string> assumed{"The same customers meet every pair."};
  if (result.columns_apart) {
    assumed.emplace_back(
        "Greater values can make a requirement worse here, so values over the range of the first were searched each by itself; between "
        "them, "
        "and below what holds, others may hold unseen.");
  } else {
    assumed.emplace_back(
        "Greater values make no requirement worse: the next lower pairs were tried, and paired differences of all comparable pairs do not "
        "speak against it. So between two neighbours of the frontier the least second is that of the smaller first.");
  }
  assumed.push_back(
      fmt::format("A pair is looked at after at most {} replications; each verdict on a mean or a quantile is as sure as asked "
                  "over all looks together, each pair by itself.",
                  result.looks.back()));
  return assumed;
}

std::string frontier_summary(const Scenario& scenario, const FrontierPlan& result, Ink ink) {
  const experiment::ExperimentResult none{};
  const SummaryInput in{scenario, none, ink};
  std::string text = frontier_head(in) + no_frontier_line(in, result);
  text += row("spent", fmt::format("{} pairs, {} replications, {} attempts", result.tried.size(),
                                   grouped(static_cast<double>(result.replications)), grouped(static_cast<double>(result.attempts))));
  text += frontier_table(in, result) + section_title(in, "assumed");
  for (const std::string& sentence : frontier_assumptions(scenario, result)) text += wrapped(sentence, 2);
  return text;
}

}  // namespace sim::report
