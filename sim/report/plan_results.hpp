#pragma once
// A plan on the terminal and as plan.json: the answer, the next lower value, what arithmetic would have said, what was tried and assumed.
//
// Invariants
//   1. The same result gives the same bytes; nothing of the wall clock.
//   2. The summary fits 80 columns.

#include <string>
#include <vector>

#include "sim/experiment/frontier_plan.hpp"
#include "sim/experiment/plan.hpp"
#include "sim/report/summary.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::report {

// Keys: outcome (found, none, undecided), answer, next_lower, requirements (at the answer, or at the greatest value, each with its margin
// and what arithmetic expects), arithmetic, tried, assumed, spent, audit.
std::string plan_json(const scenario::Scenario& scenario, const experiment::PlanResult& result);

// REQUIRES a tried value.
std::string plan_summary(const scenario::Scenario& scenario, const experiment::PlanResult& result, Ink ink);

// Two keys at once. `minimize` is a list of both with their ranges; `frontier` has a row for each pair of which nothing smaller will do:
// its `values` [first, second], requirements with margins, `next_lower` (the pairs with the next lower first and second, null where there
// is none) and the second that arithmetic finds. `tried` has `values` in place of `value`.
std::string frontier_json(const scenario::Scenario& scenario, const experiment::FrontierPlan& result);
// REQUIRES a tried pair.
std::string frontier_summary(const scenario::Scenario& scenario, const experiment::FrontierPlan& result, Ink ink);
std::vector<std::string> frontier_assumptions(const scenario::Scenario& scenario, const experiment::FrontierPlan& result);

// On what the answer rests, one sentence each.
std::vector<std::string> plan_assumptions(const scenario::Scenario& scenario, const experiment::PlanResult& result);

}  // namespace sim::report
