// Factors with named levels and levels that move together; what each factor does, by hand.

#include "sim/experiment/sweep.hpp"

#include <limits>

#include "tests/scenario_rig.hpp"

namespace sim::experiment {
namespace {

using scenario::Factor;
using scenario::Json;
using scenario::Level;
using scenario::Scenario;
using scenario::ScenarioRig;
using scenario::small;

Scenario varied(const std::string& vary) { return ScenarioRig().scenario(small("", ",\n\"vary\": " + vary)); }

// The one error of a scenario with this `vary`, without the line and the caret.
std::string refused(const std::string& vary) {
  const std::string told = ScenarioRig().errors(small("", ",\n\"vary\": " + vary));
  return told.substr(0, told.find('\n'));
}

PointRow row(double x, double y) { return {0, 0, {100, 0}, {x, y}}; }

SharedMetrics two_metrics(std::size_t points) {
  return {{"a/finished_after_s", "cost"}, std::vector<std::vector<std::size_t>>(points, {0, 1}), {}};
}

std::vector<Factor> two_by_two() {
  const auto level = [](const char* name) { return Level{name, {}}; };
  return {{"/x/f", {level("lo"), level("hi")}}, {"policy", {level("A"), level("B")}}};
}

}  // namespace

TEST_CASE("a factor lists values, names them, or moves several keys together", "[sweep]") {
  const Scenario s = varied(R"({"/account/lines": [5, 20], "/campaigns/0/retry": {"patient": {"busy": ["1h"]}, "eager": {"busy": ["5m"]}},
    "policy": {"as it is": {}, "slow": {"/account/calls_per_second": 1, "/campaigns/0/max_attempts": 2}}})");
  REQUIRE(s.vary.size() == 3);
  CHECK(level_text(s.vary[0].levels[1]) == "20");
  CHECK(level_text(s.vary[1].levels[1]) == "eager");
  CHECK(factor_name(s.vary, 1) == "retry");
  CHECK(factor_name(s.vary, 2) == "policy");
  CHECK(s.vary[2].levels[0].settings.empty());
  const std::vector<scenario::Override> overrides = overrides_of(s.vary, {1, 0, 1});
  REQUIRE(overrides.size() == 4);
  CHECK(overrides[1].pointer == "/campaigns/0/retry");
  CHECK(overrides[1].value == R"({"busy":["1h"]})");
  CHECK(overrides[3].pointer == "/campaigns/0/max_attempts");
  CHECK(overrides[3].value == "2");
}

TEST_CASE("wrong factors are told at their place", "[sweep]") {
  CHECK(refused(R"({"/account/lines": 5})") ==
        "s.json:5:28: /vary/~1account~1lines: expected a list of values, or an object with names as keys and values as values, got the "
        "number 5");
  CHECK(refused(R"({"policy": {"A": 5}})") ==
        "s.json:5:26: /vary/policy/A: expected an object with JSON pointers as keys and the value of each as value, got the number 5");
  CHECK(refused(R"({"policy": {}})").starts_with("s.json:5:20: /vary/policy: expected an object with names as keys and objects as values"));
  CHECK(refused(R"({"/account/lines": {"": 5}})") == "s.json:5:29: /vary/~1account~1lines/: expected a name, got an empty text");
  CHECK(refused(R"({"policy": {"A": {"/account/line": 5}}})") ==
        "s.json:5:27: /vary/policy/A/~1account~1line: unknown key \"line\"; did you mean \"lines\"?");
  CHECK(refused(R"({"policy": {"A": {"/account/lines": 0}}})") ==
        "s.json:5:26: /vary/policy/A: with this value, /account/lines: expected a whole number from 1 to 16777216, got the number 0");
  CHECK(
      refused(R"({"/campaigns/0/retry": {"eager": {"bussy": ["5m"]}}})")
          .starts_with("s.json:5:42: /vary/~1campaigns~10~1retry/eager: with this value, /campaigns/0/retry/bussy: unknown key \"bussy\""));
  CHECK(refused(R"({"/campaigns/0/retry": [{}], "policy": {"A": {"/campaigns/0/retry/busy": ["5m"]}}})") ==
        "s.json:5:55: /vary/policy/A/~1campaigns~10~1retry~1busy: the factor \"/campaigns/0/retry\" sets this, or a part of it, too");
}

TEST_CASE("levels that are right only together are right", "[sweep]") {
  CHECK(refused(R"({"loss": {"some": {"/carrier/reports/lost": 0.1, "/campaigns/0/max_call": "1m"}}})").empty());
}

TEST_CASE("a level's mean is Student's over the replications of its points", "[sweep]") {
  // Points lo/A, lo/B, hi/A, hi/B; in replication 1 one point of lo never finished.
  const double never = std::numeric_limits<double>::quiet_NaN();
  const PointResults results{{{row(1, 0), row(2, 0), row(6, 0)},
                              {row(3, 0), row(never, 0), row(8, 0)},
                              {row(10, 0), row(20, 0), row(30, 0)},
                              {row(10, 0), row(20, 0), row(30, 0)}},
                             false};
  const Sweep sweep = sum_up_sweep(two_by_two(), two_metrics(4), results, {.metrics = {0}});
  const LevelMean& lo = sweep.metrics[0].marginal[0][0];  // 2 and 7
  CHECK(lo.n == 2);
  CHECK(lo.mean == 4.5);
  CHECK(lo.half_width == Approx(12.7062047364 * 2.5));
  CHECK(sweep.metrics[0].marginal[0][1].mean == 20);
  // Replications 0 and 2: the effects of f are half of 10 - 2 and of 30 - 7.
  REQUIRE(sweep.metrics[0].model);
  CHECK(sweep.metrics[0].model->terms[1].name == "f=lo");
  CHECK(sweep.metrics[0].model->terms[1].coefficient == Approx(-(4.0 + 11.5) / 2));
}

TEST_CASE("what never finishes is not on the frontier of those that do", "[sweep]") {
  const double never = std::numeric_limits<double>::quiet_NaN();
  const PointResults results{
      {{row(50, 9), row(60, 9)}, {row(never, 9), row(never, 9)}, {row(never, 5), row(never, 5)}, {row(70, 7), row(80, 7)}}, false};
  const SweepQuestions questions{
      .metrics = {}, .pareto = {0, 1}, .pareto_better = {stats::Better::smaller, stats::Better::smaller}, .latest_s = 100};
  using enum stats::Standing;
  CHECK(sum_up_sweep(two_by_two(), two_metrics(4), results, questions).frontier->standing ==
        std::vector<stats::Standing>{frontier, dominated, frontier, frontier});
}

}  // namespace sim::experiment
