// results.json and run.json: their keys in order, what is null, what is left out.

#include <nlohmann/json.hpp>
#include <vector>

#include "sim/report/results.hpp"
#include "tests/catch.hpp"
#include "tests/experiment_rig.hpp"

using namespace sim;
using namespace sim::report;
using namespace sim::experiment;
using scenario::Json;

namespace {

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> names;
  for (const auto& item : object.items()) names.push_back(item.key());
  return names;
}

using Keys = std::vector<std::string>;

Json results(const scenario::Scenario& scenario, const ExperimentResult& result) { return Json::parse(results_json(scenario, result)); }

Json run(const scenario::Scenario& scenario, const RunReplication& replication = stand_in) {
  return results(scenario, run_experiment(scenario, replication, with_threads(2)));
}

}  // namespace

TEST_CASE("results.json has the promised keys", "[report]") {
  scenario::Scenario scenario = two_campaigns();
  scenario.require = {{"reminders/finished_after_s", scenario::Statistic::p95, {}, 4000, 0.9}};
  const Json json = run(scenario);
  CHECK(keys(json) ==
        Keys{"format", "program", "scenario", "replications", "fingerprint", "campaigns", "account", "requirements", "audit"});
  CHECK(json["format"] == 1);
  CHECK(json["program"] == Json{{"name", "dialsim"}, {"version", kProgramVersion}});
  CHECK(json["scenario"] == scenario.resolved);
  CHECK(json["replications"] == 10);
  CHECK(json["fingerprint"].get<std::string>().size() == 16);
  CHECK(json["audit"] == Json{{"checks", 10'000}, {"violations", 0}});
  CHECK(keys(json["campaigns"][0]) == Keys{"name", "status", "metrics", "ratios"});
  CHECK(json["campaigns"][1]["name"] == "summer, \"sale\"");
  CHECK(json["campaigns"][0]["status"] == Json{{"finished", 10}});
  CHECK(keys(json["account"]) == Keys{"metrics", "ratios"});
  CHECK(json["account"]["metrics"]["attempts"]["mean"] == 150);
  CHECK(keys(json["campaigns"][0]["metrics"]["reach_ratio"]) ==
        Keys{"n", "mean", "half_width", "stddev", "min", "p5", "p50", "p95", "max"});
  CHECK(keys(json["campaigns"][0]["metrics"]["finished_after_s"]).back() == "unfinished");
  CHECK(keys(json["requirements"][0]) == Keys{"metric", "statistic", "max", "confidence", "value", "low", "high", "verdict"});
  CHECK(json["requirements"][0]["statistic"] == "p95");
  CHECK(json["requirements"][0]["verdict"] == "undecided");
}

TEST_CASE("every metric of the set is in results.json, in the order of the table", "[report]") {
  const scenario::Scenario scenario = two_campaigns();
  const MetricSet set = metrics_of(scenario.world);
  const Json json = run(scenario);
  Keys campaign, account;
  for (const Metric* metric : set.campaign) campaign.push_back(metric->name);
  for (const Metric* metric : set.account) account.push_back(metric->name);
  CHECK(keys(json["campaigns"][1]["metrics"]) == campaign);
  CHECK(keys(json["account"]["metrics"]) == account);
}

TEST_CASE("an estimate is written unrounded", "[report]") {
  scenario::Scenario scenario = two_campaigns();
  scenario.replications = 3;
  const Json estimate = run(scenario)["campaigns"][0]["metrics"]["reach_ratio"];  // 0.60, 0.61, 0.62
  CHECK(estimate["n"] == 3);
  CHECK(estimate["mean"].get<double>() == Approx(0.61));
  CHECK(estimate["p5"] == 0.6);
  CHECK(estimate["p50"] == 0.61);
  CHECK(estimate["max"].dump() == "0.62");
}

TEST_CASE("one replication has no half width and no spread", "[report]") {
  scenario::Scenario scenario = two_campaigns();
  scenario.replications = 1;
  const Json estimate = run(scenario)["campaigns"][0]["metrics"]["reach_ratio"];
  CHECK(estimate["mean"] == 0.6);
  CHECK(estimate["half_width"].is_null());
  CHECK(estimate["stddev"].is_null());
}

TEST_CASE("campaigns that did not finish are counted, and infinite quantiles are null", "[report]") {
  scenario::Scenario scenario = two_campaigns();
  scenario.require = {{"reminders/finished_after_s", scenario::Statistic::mean, {}, 1e6, 0.95}};
  const Json json = run(scenario, [](const world::ReplicationOptions& options) {
    metrics::ReplicationResult result = stand_in(options);
    if (options.replication < 4) {
      result.campaigns[0].finished.reset();
      result.campaigns[0].status = "in_progress";
    }
    return result;
  });
  const Json& campaign = json["campaigns"][0];
  CHECK(campaign["status"] == Json{{"in_progress", 4}, {"finished", 6}});
  const Json& estimate = campaign["metrics"]["finished_after_s"];
  CHECK(estimate["n"] == 6);
  CHECK(estimate["unfinished"] == 4);
  CHECK(estimate["p50"].is_number());
  CHECK(estimate["p95"].is_null());
  CHECK(estimate["max"].is_number());
  CHECK(json["requirements"][0]["value"].is_null());
  CHECK(json["requirements"][0]["verdict"] == "breached");
}

TEST_CASE("violations are told with their replication and time", "[report]") {
  const Json audit = run(two_campaigns(), [](const world::ReplicationOptions& options) {
    metrics::ReplicationResult result = stand_in(options);
    if (options.replication >= 8) {
      result.audit_violations = 2;
      result.violations = {{SimTime{90 * kSecond}, "two live attempts to one phone"}};
    }
    return result;
  })["audit"];
  CHECK(audit["violations"] == 4);
  REQUIRE(audit["first"].size() == 2);
  CHECK(audit["first"][0] ==
        Json{{"replication", 8}, {"at_s", 90.0}, {"at", "2026-03-02T08:01:30+01:00"}, {"text", "two live attempts to one phone"}});
}

TEST_CASE("a precision that was asked for is answered", "[report]") {
  scenario::Scenario scenario = two_campaigns();
  scenario.precision = scenario::Precision{"reminders/finished_after_s", 0.5, {}, 0.95, 100};
  const Json json = run(scenario);
  CHECK(json["replications"] == 30);
  CHECK(json["precision"] == Json{{"metric", "reminders/finished_after_s"}, {"relative", 0.5}, {"confidence", 0.95}, {"reached", true}});
}

TEST_CASE("a name that is not UTF-8 does not stop the results", "[report]") {
  scenario::Scenario scenario = two_campaigns();
  scenario.world.campaigns[0].name = "caf\xe9";
  CHECK(run(scenario)["campaigns"][0]["name"] == "caf\xef\xbf\xbd");
}

TEST_CASE("run.json holds what results.json must not", "[report]") {
  scenario::Scenario scenario = two_campaigns();
  scenario.file = "two.json";
  const ExperimentResult result = run_experiment(scenario, stand_in, with_threads(2));
  RunFacts facts;
  facts.command_line = "dialsim run two.json";
  facts.wall_s = 2;
  facts.threads = 2;
  const Json json = Json::parse(run_json(scenario, result, facts));
  CHECK(json["command_line"] == "dialsim run two.json");
  CHECK(json["attempts"] == 1500);
  CHECK(json["attempts_per_s"] == 750.0);
  CHECK(json["threads"] == 2);
  CHECK(json["interrupted"] == false);
  CHECK(Json::parse(run_json(scenario, result, {}))["attempts_per_s"].is_null());
}
