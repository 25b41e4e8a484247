// Two keys of a plan at once, where the staircase can be worked out by hand.

#include "sim/experiment/frontier_plan.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "sim/report/plain_text.hpp"
#include "sim/report/plan_results.hpp"
#include "tests/catch.hpp"
#include "tests/world_rig.hpp"

using namespace sim;
using namespace sim::experiment;
using scenario::Scenario;
using scenario::Statistic;
using world::s;

namespace {

using Pairs = std::vector<PlanPair>;

Scenario planned(world::WorldConfig world, std::vector<scenario::Requirement> require, scenario::Plan lines, scenario::PlanKey minutes) {
  Scenario scenario;
  scenario.name = "frontier";
  scenario.world = std::move(world);
  scenario.world.horizon = SimTime{kDay};
  scenario.time_zone = "UTC";
  scenario.world.zone_names = {"UTC"};
  scenario.require = std::move(require);
  scenario.plan = std::move(lines);
  scenario.plan->second = std::move(minutes);
  return scenario;
}

scenario::Plan lines(std::int64_t from, std::int64_t to, std::int64_t step = 1) { return {"/account/lines", from, to, step, 0.95, false}; }
scenario::PlanKey minutes(std::int64_t from, std::int64_t to, std::int64_t step = 1) { return {"/account/minutes", from, to, step, false}; }

ScenarioAtPair lines_and_minutes(const Scenario& scenario) {
  return [&scenario](std::int64_t first, std::int64_t second) {
    Scenario changed = scenario;
    changed.world.account.lines = changed.world.campaigns[0].config.lines = static_cast<std::uint32_t>(first);
    changed.world.account.balance = second * kMinute;
    return changed;
  };
}

Pairs frontier_of(const FrontierPlan& plan) {
  Pairs pairs;
  for (const FrontierPoint& point : plan.frontier) pairs.push_back(plan.tried[point.trial].at);
  return pairs;
}

// Whether a pair will do is a formula; every replication adds a little of its own.
using WillDo = bool (*)(std::int64_t lines, std::int64_t minutes);

FrontierPlan plan_by(const Scenario& scenario, WillDo will_do) {
  const RunnerOf runner = [will_do](const Scenario& at) -> RunReplication {
    const bool good = will_do(at.world.account.lines, us(*at.world.account.balance) / us(kMinute));
    return [good](const world::ReplicationOptions& options) {
      metrics::ReplicationResult result;
      result.replication = options.replication;
      result.fingerprint = options.replication;
      metrics::CampaignResult& campaign = result.campaigns.emplace_back();
      campaign.status = "finished";
      campaign.attempts = (good ? 100 : 200) + options.replication % 3;
      return result;
    };
  };
  return find_frontier(scenario, lines_and_minutes(scenario), runner, {});
}

Scenario by_formula(scenario::Plan first, scenario::PlanKey second) {
  return planned(world::plain_world(1, 1), {{"campaign/attempts", Statistic::mean, {}, 150.0, 0.95}}, std::move(first), std::move(second));
}

// Pairs of which nothing smaller will do, by trying all.
Pairs corners(const Scenario& scenario, WillDo will_do) {
  Pairs pairs;
  std::int64_t least = scenario.plan->second->to + 1;
  for (std::int64_t x = scenario.plan->from; x <= scenario.plan->to; x += scenario.plan->step) {
    for (std::int64_t y = scenario.plan->second->from; y < least; y += scenario.plan->second->step) {
      if (!will_do(x, y)) continue;
      pairs.push_back({x, y});
      least = y;
    }
  }
  return pairs;
}

}  // namespace

TEST_CASE("lines and minutes that do not need each other have one least pair", "[plan]") {
  world::WorldConfig world = world::minute_world(10, 1);
  world::customers(world).reachability = 1;
  // In two rounds: 5 lines. All answered: the second round starts when 5 minutes are spent, so there must be a sixth.
  const Scenario scenario = planned(
      world,
      {{"campaign/finished_after_s", Statistic::mean, {}, 120.0, 0.95}, {"campaign/calls_answered", Statistic::mean, 10.0, {}, 0.95}},
      lines(1, 5), minutes(1, 40));
  const FrontierPlan plan = find_frontier(scenario, lines_and_minutes(scenario), {});
  CHECK(plan.outcome == PlanOutcome::found);
  CHECK((frontier_of(plan) == Pairs{{5, 6}}));
  REQUIRE((plan.frontier[0].less_first && plan.frontier[0].less_second));
  CHECK((plan.tried[*plan.frontier[0].less_first].at == PlanPair{4, 6}));
  CHECK((plan.tried[*plan.frontier[0].less_second].at == PlanPair{5, 5}));
  CHECK(plan.tried[*plan.frontier[0].less_second].trial.verdict != Verdict::holds);
  CHECK(plan.frontier[0].second_by_arithmetic == std::optional<std::int64_t>(10));  // what all the talk takes
  CHECK_FALSE(plan.columns_apart);
}

TEST_CASE("a frontier notices what gets worse with more and finds it all the same", "[plan]") {
  world::WorldConfig world = world::minute_world(10, 1);
  world::customers(world).reachability = 1;
  // As above, but on 6 to 8 lines the first round alone spends more.
  const Scenario scenario = planned(
      world,
      {{"campaign/finished_after_s", Statistic::mean, {}, 120.0, 0.95}, {"campaign/calls_answered", Statistic::mean, 10.0, {}, 0.95}},
      lines(1, 8), minutes(1, 40));
  const FrontierPlan plan = find_frontier(scenario, lines_and_minutes(scenario), {});
  CHECK((frontier_of(plan) == Pairs{{5, 6}}));
  CHECK(plan.columns_apart);

  const Scenario formula = by_formula(lines(1, 30), minutes(1, 40));
  const WillDo not_too_many = [](std::int64_t x, std::int64_t y) { return x * y >= 60 && (x <= 20 || y >= 35); };
  const FrontierPlan by = plan_by(formula, not_too_many);
  CHECK(by.columns_apart);
  CHECK((frontier_of(by) == corners(formula, not_too_many)));
}

TEST_CASE("a staircase is found whole without trying everything", "[plan]") {
  struct Case {
    scenario::Plan first;
    scenario::PlanKey second;
    WillDo will_do;
  };
  const std::vector<Case> cases{
      {lines(1, 30), minutes(1, 40), [](std::int64_t x, std::int64_t y) { return x * y >= 60; }},
      {lines(1, 60, 3), minutes(5, 200, 5), [](std::int64_t x, std::int64_t y) { return 3 * x + y >= 170; }},
      {lines(2, 20), minutes(1, 1000), [](std::int64_t x, std::int64_t y) { return y >= (x < 7    ? 900
                                                                                         : x < 15 ? 300
                                                                                                  : 20); }},
      {lines(1, 9), minutes(1, 9), [](std::int64_t, std::int64_t) { return true; }},
      {lines(1, 9), minutes(1, 9), [](std::int64_t x, std::int64_t y) { return x == 9 && y == 9; }}};
  for (const Case& c : cases) {
    const Scenario scenario = by_formula(c.first, c.second);
    const FrontierPlan plan = plan_by(scenario, c.will_do);
    INFO("case " << &c - cases.data() << ", tried " << plan.tried.size());
    CHECK(plan.outcome == PlanOutcome::found);
    CHECK((frontier_of(plan) == corners(scenario, c.will_do)));
    const std::size_t firsts = static_cast<std::size_t>((c.first.to - c.first.from) / c.first.step + 1);
    const std::size_t seconds = static_cast<std::size_t>((c.second.to - c.second.from) / c.second.step + 1);
    CHECK(plan.tried.size() < 2 * (firsts + seconds));
    CHECK(plan.tried.size() < firsts * seconds / 2);
    std::set<PlanPair> once;
    for (const PairTrial& tried : plan.tried) CHECK(once.insert(tried.at).second);
    CHECK_FALSE(plan.columns_apart);
  }
}

TEST_CASE("a frontier tells when no pair in the ranges will do", "[plan]") {
  const FrontierPlan plan = plan_by(by_formula(lines(1, 9), minutes(1, 9)), [](std::int64_t, std::int64_t) { return false; });
  CHECK(plan.outcome == PlanOutcome::none);
  CHECK(plan.frontier.empty());
  CHECK((plan.tried.back().at == PlanPair{9, 9}));
}

TEST_CASE("a frontier as JSON and on 80 columns", "[plan]") {
  const Scenario scenario = by_formula(lines(1, 30), minutes(1, 40));
  const FrontierPlan plan = plan_by(scenario, [](std::int64_t x, std::int64_t y) { return x * y >= 60; });
  const auto json = nlohmann::json::parse(report::frontier_json(scenario, plan));
  CHECK(json["minimize"][1]["pointer"] == "/account/minutes");
  CHECK(json["frontier"].size() == plan.frontier.size());
  CHECK(json["frontier"][0]["values"] == nlohmann::json({2, 30}));
  CHECK(json["frontier"][0]["next_lower"][0]["values"][0] == 1);
  CHECK(json["frontier"][0]["requirements"][0]["margin"] > 0);
  CHECK(json["monotone"] == true);
  const std::string text = report::frontier_summary(scenario, plan, report::Ink::plain);
  CHECK_THAT(text, Catch::Contains("            2           30"));
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    CHECK(report::width(text.substr(from, end - from)) <= 80);
    from = end + 1;
  }
}
