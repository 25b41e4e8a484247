#include "sim/scenario/study.hpp"

#include <algorithm>

#include "sim/scenario/factors.hpp"
#include "sim/scenario/nearest.hpp"

namespace sim::scenario {
namespace {

void check_metric(Reader& reader, const Name& metric, const std::vector<std::string>& known) {
  constexpr std::string_view kAccount = "account/";
  const std::string& name = metric.value;
  const std::string of_account = name.starts_with(kAccount) ? name.substr(kAccount.size()) : name;
  const auto is = [&known](const std::string& candidate) { return std::ranges::find(known, candidate) != known.end(); };
  if (!is(name) && !is(of_account)) reader.error(*metric.node, "there is no metric " + in_quotes(name) + suggestion(name, known));
}

bool is_unknown_key(const Error& error) { return error.message.starts_with("unknown key"); }

// What the plan puts at its pointer.
Node plan_value(const PlanDraft& draft, std::int64_t number, bool in_seconds) {
  Node value = parse_constant(in_seconds ? "\"" + std::to_string(number) + "s\"" : std::to_string(number));
  value.source = draft.minimize.node->source;
  value.offset = value.key_offset = draft.minimize.node->offset;
  return value;
}

bool leads_to_duration(const PlanDraft& draft, const Trial& trial) {
  const auto fits = [&](bool in_seconds) {
    const Node value = plan_value(draft, draft.plan.to, in_seconds);
    return trial({{draft.minimize.value, &value}}).empty();
  };
  return !fits(false) && fits(true);
}

void try_plan(Reader& reader, const PlanDraft& draft, bool in_seconds, const Trial& trial) {
  for (const std::int64_t bound : {draft.plan.from, draft.plan.to}) {
    const Node value = plan_value(draft, bound, in_seconds);
    for (const Error& error : trial({{draft.minimize.value, &value}})) {
      const bool of_pointer = is_unknown_key(error) || error.place.empty();
      reader.error(*draft.minimize.node, of_pointer ? error.message : "with the value " + value.text + ", " + told(error));
      if (of_pointer) return;
    }
  }
}

}  // namespace

bool is_overridden(const LoadOptions& options, const std::string& pointer) {
  return std::ranges::find(options.overrides, pointer, &Override::pointer) != options.overrides.end();
}

std::string told(const Error& error) { return error.subject.empty() ? error.message : error.subject + ": " + error.message; }

void set_study(Reader& reader, const ScenarioDraft& draft, const LoadOptions& options, const Trial& trial, Scenario& scenario) {
  const std::vector<std::string> known = options.metric_names ? options.metric_names(scenario.world) : std::vector<std::string>{};
  for (const RequirementDraft& asked : draft.require) {
    if (options.metric_names) check_metric(reader, asked.metric, known);
    for (Requirement requirement : asked.requirements) {
      requirement.metric = asked.metric.value;
      scenario.require.push_back(std::move(requirement));
    }
  }
  if (draft.precision) {
    if (options.metric_names) check_metric(reader, draft.precision->metric, known);
    scenario.precision = draft.precision->precision;
    scenario.precision->metric = draft.precision->metric.value;
  }
  scenario.vary = checked_factors(reader, draft.vary, options, trial);
  if (draft.plan) {
    const bool in_seconds = leads_to_duration(*draft.plan, trial);
    if (!is_overridden(options, draft.plan->minimize.value)) try_plan(reader, *draft.plan, in_seconds, trial);
    scenario.plan = draft.plan->plan;
    scenario.plan->minimize = draft.plan->minimize.value;
    scenario.plan->in_seconds = in_seconds;
  }
}

}  // namespace sim::scenario
