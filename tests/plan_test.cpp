// The least value that meets the requirements, where it can be computed by hand, and where greater is not better. Worlds are real ones, but
// for those whose results are a formula of the searched value.

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/experiment/plan.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/report/plan_results.hpp"
#include "tests/catch.hpp"
#include "tests/experiment_rig.hpp"
#include "tests/world_rig.hpp"

using namespace sim;
using namespace sim::experiment;
using scenario::Requirement;
using scenario::Scenario;
using scenario::Statistic;
using world::s;

namespace {

Scenario planned(world::WorldConfig world, std::vector<Requirement> require, scenario::Plan plan) {
  Scenario scenario;
  scenario.name = "plan";
  scenario.world = std::move(world);
  scenario.world.horizon = SimTime{30 * kDay};
  scenario.time_zone = "UTC";
  scenario.world.zone_names = {"UTC"};
  scenario.require = std::move(require);
  scenario.plan = std::move(plan);
  return scenario;
}

scenario::Plan range(std::int64_t from, std::int64_t to, std::int64_t step = 1) { return {"/account/lines", from, to, step, 0.95, false}; }

Requirement finished_by(double limit_s, Statistic statistic = Statistic::mean) {
  return {"campaign/finished_after_s", statistic, {}, limit_s, 0.95};
}

ScenarioAt lines_of(const Scenario& scenario) {
  return [&scenario](std::int64_t value) {
    Scenario changed = scenario;
    changed.world.account.lines = changed.world.campaigns[0].config.lines = static_cast<std::uint32_t>(value);
    return changed;
  };
}

// `jobs` calls that all talk for `length_s`.
world::WorldConfig equal_jobs(std::uint32_t jobs, double length_s) {
  world::WorldConfig world = world::plain_world(jobs, 1);
  world::script(world).talk = random::make_constant(s(length_s));
  world::customers(world).reachability = 1;
  return world;
}

std::optional<std::int64_t> answer(const PlanResult& result) {
  return result.answer ? std::optional(result.tried[*result.answer].value) : std::nullopt;
}

std::optional<std::int64_t> next_lower(const PlanResult& result) {
  return result.next_lower ? std::optional(result.tried[*result.next_lower].value) : std::nullopt;
}

// Results that are a formula of the number of lines: when it is finished, and how many attempts that takes. Every replication adds a
// little of its own.
using Formula = std::pair<double, std::uint64_t> (*)(std::uint32_t lines);

PlanResult plan_by(const Scenario& scenario, Formula formula) {
  const RunnerOf runner = [formula](const Scenario& at) -> RunReplication {
    return [formula, lines = at.world.account.lines](const world::ReplicationOptions& options) {
      metrics::ReplicationResult result;
      result.replication = options.replication;
      metrics::CampaignResult& campaign = result.campaigns.emplace_back();
      const auto [finished_s, attempts] = formula(lines);
      campaign.status = "finished";
      campaign.finished = SimTime{s(finished_s + options.replication % 3)};
      campaign.attempts = attempts + options.replication % 3;
      return result;
    };
  };
  return find_plan(scenario, lines_of(scenario), runner, {});
}

}  // namespace

TEST_CASE("a plan finds the least lines for equal jobs exactly", "[plan]") {
  struct Case {
    std::uint32_t jobs;
    double length_s, limit_s;
    std::int64_t from, to;
  };
  // Finished in time if and only if ceil(jobs / lines) * length <= limit.
  const std::vector<Case> cases{{10, 60, 150, 1, 50}, {10, 60, 600, 1, 50}, {100, 30, 90, 1, 200}, {7, 45, 45, 1, 10},
                                {97, 60, 300, 3, 97}, {64, 10, 40, 1, 20},  {50, 20, 999, 1, 2}};
  for (const Case& c : cases) {
    INFO(c.jobs << " jobs of " << c.length_s << " s in " << c.limit_s << " s");
    const Scenario scenario = planned(equal_jobs(c.jobs, c.length_s), {finished_by(c.limit_s)}, range(c.from, c.to));
    std::int64_t least = c.from;
    while (std::ceil(c.jobs / static_cast<double>(least)) * c.length_s > c.limit_s) ++least;
    const PlanResult result = find_plan(scenario, lines_of(scenario), {});
    CHECK(result.outcome == PlanOutcome::found);
    CHECK(answer(result) == least);
    CHECK(next_lower(result) == (least > c.from ? std::optional(least - 1) : std::nullopt));
    if (result.next_lower) CHECK(result.tried[*result.next_lower].verdict == Verdict::breached);
    CHECK(result.reversals.empty());
    const double finished_s = std::ceil(c.jobs / static_cast<double>(least)) * c.length_s;
    CHECK(margin(result.tried[*result.answer].requirements[0]) == c.limit_s - finished_s);
  }
}

TEST_CASE("arithmetic stands beside the answer and can be too low", "[plan]") {
  const Scenario scenario = planned(equal_jobs(10, 60), {finished_by(150)}, range(1, 50));
  const PlanResult result = find_plan(scenario, lines_of(scenario), {});
  CHECK(answer(result) == 5);                                        // four lines need three rounds
  CHECK(result.arithmetic.least == std::optional<std::int64_t>(4));  // 600 s / 150 s
  CHECK(result.arithmetic.at_answer[0].value() == 120);
  CHECK_THAT(report::plan_summary(scenario, result, report::Ink::plain), Catch::Contains("would say 4: 1 too few"));
}

TEST_CASE("a plan tells when nothing in the range will do", "[plan]") {
  const Scenario scenario = planned(equal_jobs(100, 60), {finished_by(100)}, range(1, 40));
  const PlanResult result = find_plan(scenario, lines_of(scenario), {});
  CHECK(result.outcome == PlanOutcome::none);
  CHECK_FALSE(result.answer);
  CHECK(result.tried.back().value == 40);
  CHECK_FALSE(result.arithmetic.least);
}

TEST_CASE("a plan keeps to its steps", "[plan]") {
  const Scenario scenario = planned(equal_jobs(100, 60), {finished_by(600)}, range(1, 100, 4));
  const PlanResult result = find_plan(scenario, lines_of(scenario), {});
  CHECK(answer(result) == 13);  // ten lines would do; 1, 5, 9, 13 are tried
  CHECK(next_lower(result) == 9);
}

TEST_CASE("the least minutes are those with which the last call may still start", "[plan]") {
  world::WorldConfig world = equal_jobs(10, 40);
  world.account.billing.increment = 15 * kSecond;  // each call is billed 45 s
  const Scenario scenario = planned(world, {{"campaign/calls_answered", Statistic::mean, 10.0, {}, 0.95}}, range(1, 1000));
  const ScenarioAt minutes = [&scenario](std::int64_t value) {
    Scenario changed = scenario;
    changed.world.account.balance = value * kMinute;
    return changed;
  };
  const PlanResult result = find_plan(scenario, minutes, {});
  CHECK(answer(result) == 7);                                        // 9 calls take 6.75 minutes, the last may overdraw
  CHECK(result.arithmetic.least == std::optional<std::int64_t>(8));  // 10 calls take 7.5 minutes
}

TEST_CASE("the least attempts for a share of people reached", "[plan]") {
  world::WorldConfig world = world::plain_world(2000, 2000);
  world::customers(world).reachability = 0.5;
  world::rule(world, AttemptOutcome::no_answer).delays = {{kMinute}};
  const Scenario scenario = planned(world, {{"campaign/reach_ratio", Statistic::mean, 0.8, {}, 0.95}}, range(1, 20));
  const ScenarioAt attempts = [&scenario](std::int64_t value) {
    Scenario changed = scenario;
    changed.world.campaigns[0].config.retry.max_attempts = static_cast<std::uint8_t>(value);
    return changed;
  };
  const PlanResult result = find_plan(scenario, attempts, {});
  CHECK(answer(result) == 3);  // 1 - 0.5^3 = 0.875; two reach 0.75
  CHECK(result.arithmetic.at_answer[0].value() == Approx(0.875));
  CHECK(result.tried[*result.answer].requirements[0].low > 0.8);
}

TEST_CASE("the number of threads does not change a plan", "[plan]") {
  world::WorldConfig world = world::plain_world(200, 1);
  world::script(world).talk = random::make_exponential(60);
  world::customers(world).reachability = 0.6;
  world::rule(world, AttemptOutcome::no_answer).delays = {{kHour}};
  world::policy(world).retry.max_attempts = 3;
  const Scenario scenario = planned(world, {finished_by(9000, Statistic::p95)}, range(1, 40));
  PlanOptions eight;
  eight.crew.threads = 8;
  const PlanResult one = find_plan(scenario, lines_of(scenario), {});
  CHECK(one.outcome == PlanOutcome::found);
  CHECK((report::plan_json(scenario, one) == report::plan_json(scenario, find_plan(scenario, lines_of(scenario), eight))));
}

TEST_CASE("what the budget does not tell is undecided", "[plan]") {
  world::WorldConfig world = world::plain_world(50, 1);
  world::script(world).talk = random::make_exponential(60);
  world::customers(world).reachability = 1;
  Scenario scenario = planned(world, {finished_by(1e6, Statistic::p95)}, range(1, 4));
  scenario.precision = scenario::Precision{"campaign/finished_after_s", 0.1, {}, 0.95, 30};  // too few to bound a 95 % point from above
  const PlanResult result = find_plan(scenario, lines_of(scenario), {});
  CHECK(result.outcome == PlanOutcome::undecided);
  for (const PlanTrial& trial : result.tried) CHECK(trial.replications == 30);
  scenario.precision->max_replications = 200;
  CHECK(answer(find_plan(scenario, lines_of(scenario), {})) == 1);
}

TEST_CASE("looks double up to the budget and share the error that is allowed", "[plan]") {
  Scenario scenario = planned(equal_jobs(1, 1), {finished_by(10)}, range(1, 2));
  CHECK(looks_of(scenario) == std::vector<std::uint32_t>{30, 60, 120, 200});
  scenario.replications = 50;
  scenario.precision = scenario::Precision{"campaign/finished_after_s", 0.1, {}, 0.95, 150};
  CHECK(looks_of(scenario) == std::vector<std::uint32_t>{50, 100, 150});
  const PlanResult result = find_plan(scenario, lines_of(scenario), {});
  CHECK(result.tried[0].requirements[0].requirement.confidence == Approx(1 - 0.05 / 3));
  CHECK(result.tried[0].replications == 50);  // decided at the first look
}

TEST_CASE("a window of values that hold is found where greater is not better", "[plan]") {
  // In time from 40 lines on, cheap enough up to 43.
  const Scenario scenario =
      planned(equal_jobs(1, 1), {finished_by(1000), {"campaign/attempts", Statistic::mean, {}, 435.0, 0.95}}, range(1, 100));
  const PlanResult result = plan_by(scenario, [](std::uint32_t lines) {
    return std::pair{40'000.0 / lines - 2, std::uint64_t{10} * lines};
  });
  CHECK(answer(result) == 40);
  CHECK(result.scanned);
  CHECK_FALSE(result.reversals.empty());
  CHECK(result.outcome == PlanOutcome::found);
}

TEST_CASE("what gets worse but stays inside its limit does not matter", "[plan]") {
  const Scenario scenario =
      planned(equal_jobs(1, 1), {finished_by(1000), {"campaign/attempts", Statistic::mean, {}, 1e6, 0.95}}, range(1, 100));
  const PlanResult result = plan_by(scenario, [](std::uint32_t lines) {
    return std::pair{40'000.0 / lines - 2, std::uint64_t{10} * lines};
  });
  CHECK(answer(result) == 40);
  CHECK_FALSE(result.scanned);
}

TEST_CASE("the summary of a plan fits eighty columns", "[plan]") {
  const Scenario scenario =
      planned(equal_jobs(1000, 61.5), {finished_by(7000), {"campaign/calls_completed_without_answer", Statistic::max, {}, 10.0, 0.95}},
              range(1, 1'000'000));
  const std::string text = report::plan_summary(scenario, find_plan(scenario, lines_of(scenario), {}), report::Ink::plain);
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    CHECK(report::width(text.substr(from, end - from)) <= 80);
    from = end + 1;
  }
}
