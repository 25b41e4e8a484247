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

// What the plan puts at a pointer.
Node plan_value(const PlanKeyDraft& key, std::int64_t number, bool in_seconds) {
  Node value = parse_constant(in_seconds ? "\"" + std::to_string(number) + "s\"" : std::to_string(number));
  value.source = key.pointer.node->source;
  value.offset = value.key_offset = key.pointer.node->offset;
  return value;
}

bool leads_to_duration(const PlanKeyDraft& key, const Trial& trial) {
  const auto fits = [&](bool in_seconds) {
    const Node value = plan_value(key, *key.to, in_seconds);
    return trial({{key.pointer.value, &value}}).empty();
  };
  return !fits(false) && fits(true);
}

void try_plan(Reader& reader, const PlanKeyDraft& key, bool in_seconds, const Trial& trial) {
  for (const std::int64_t bound : {*key.from, *key.to}) {
    const Node value = plan_value(key, bound, in_seconds);
    for (const Error& error : trial({{key.pointer.value, &value}})) {
      const bool of_pointer = is_unknown_key(error) || error.place.empty();
      reader.error(*key.pointer.node, of_pointer ? error.message : "with the value " + value.text + ", " + told(error));
      if (of_pointer) return;
    }
  }
}

PlanKey planned_key(Reader& reader, const PlanKeyDraft& key, const LoadOptions& options, const Trial& trial) {
  const bool in_seconds = leads_to_duration(key, trial);
  if (!is_overridden(options, key.pointer.value)) try_plan(reader, key, in_seconds, trial);
  return {key.pointer.value, *key.from, *key.to, *key.step, in_seconds};
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
    const PlanKey first = planned_key(reader, draft.plan->keys.front(), options, trial);
    scenario.plan = Plan{first.minimize, first.from, first.to, first.step, draft.plan->confidence, first.in_seconds};
    if (draft.plan->keys.size() > 1) scenario.plan->second = planned_key(reader, draft.plan->keys.back(), options, trial);
  }
}

}  // namespace sim::scenario
