// What is left out has no effect, and is written out in `resolved`, which reads back as the same scenario.

#include <filesystem>

#include "tests/scenario_example.hpp"
#include "tests/scenario_rig.hpp"

namespace sim::scenario {
namespace {

// Reads what was written out and writes it out again.
Json resolved_twice(const Scenario& scenario) { return ScenarioRig().scenario(scenario.resolved.dump()).resolved; }

}  // namespace

TEST_CASE("defaults: the frame and the account", "[scenario]") {
  const Scenario s = ScenarioRig().scenario(small());
  CHECK(s.name == "s");  // the file is s.json
  CHECK(s.time_zone == "UTC");
  CHECK(s.replications == 1);
  CHECK(s.world.seed == 1);
  CHECK(s.world.horizon == SimTime{3650 * kDay});
  const campaign::AccountConfig& a = s.world.account;
  CHECK(a.start_gap == Duration{0});
  CHECK_FALSE(a.balance);
  CHECK_FALSE(a.unique_users);
  CHECK(a.billing.increment == kSecond);
  CHECK(a.billing.minimum == Duration{0});
  CHECK(a.reserve == Duration{0});
  CHECK_FALSE(a.breaker);
  CHECK(a.set_up_limit == Duration{0});
  CHECK_FALSE(s.world.price);
  CHECK(s.require.empty());
  CHECK(s.vary.empty());
  CHECK_FALSE(s.plan);
  CHECK_FALSE(s.precision);
}

TEST_CASE("defaults: a campaign", "[scenario]") {
  const Scenario s = ScenarioRig().scenario(small());
  const campaign::CampaignConfig& c = s.world.campaigns.at(0).config;
  CHECK(c.lines == 10);  // those of the account
  CHECK(c.priority == 0);
  CHECK(c.share == 1'000'000);
  CHECK(c.order == campaign::DialOrder::due_time);
  CHECK(c.hours.always_open());
  CHECK(c.ends == kNever);
  CHECK(c.ring_timeout == kNoLimit);
  CHECK(c.max_call == kNoLimit);
  CHECK(c.grace == Duration{0});
  CHECK(c.retry.max_attempts == 1);
  CHECK_FALSE(c.retry.max_attempts_per_day);
  for (const campaign::OutcomeRule& rule : c.retry.rules) CHECK(rule.delays.empty());
  CHECK_FALSE(c.retry.voicemail_answers);
}

TEST_CASE("defaults: everybody answers at once, the script is silent, the carrier is perfect", "[scenario]") {
  const Scenario s = ScenarioRig().scenario(small());
  REQUIRE(s.world.scripts.size() == 1);
  CHECK(s.world.scripts[0].name.empty());
  CHECK(s.world.scripts[0].model.talk.is_zero());
  REQUIRE(s.world.customers.size() == 1);
  const models::CustomerModel& m = s.world.customers[0].model;
  CHECK(m.reachability == 1);
  CHECK(m.valid == 1);
  CHECK(m.no_answer == 1);
  CHECK(m.repeat_hour == 1);
  CHECK_FALSE(m.has_hours);
  CHECK(m.ring_answered.is_zero());
  REQUIRE(m.zones.size() == 1);
  CHECK(m.zones[0].zone == 0);
  CHECK(s.world.carrier.network_error == 0);
  CHECK(s.world.carrier.outages.empty());
  CHECK_FALSE(s.world.carrier.reports.any());
  CHECK(s.world.operators.empty());
}

TEST_CASE("defaults: a segment without keys", "[scenario]") {
  const Scenario s = ScenarioRig().scenario(small("", R"(, "customers": {"x": {}})"));
  const models::CustomerModel& m = s.world.customers.at(0).model;
  CHECK(s.world.customers[0].name == "x");
  CHECK(m.no_answer == 1);
  CHECK(m.reachability == 1);
}

TEST_CASE("defaults: without starts a campaign is a draft", "[scenario]") {
  const Scenario s = ScenarioRig().scenario(R"({"start": "2026-03-02T08:00", "account": {"lines": 1}, "campaigns": [{"name": "a"}]})");
  CHECK_FALSE(s.world.campaigns[0].starts);
  CHECK(s.world.campaigns[0].contacts.empty());
}

TEST_CASE("defaults are written out", "[scenario]") {
  const Json r = ScenarioRig().scenario(small("", R"(, "customers": {"x": {}})")).resolved;
  CHECK(r["name"] == "s");
  CHECK(r["time_zone"] == "UTC");
  CHECK(r["account"]["calls_per_second"] == nullptr);
  CHECK(r["account"]["billing"]["increment"] == "1s");
  CHECK(r["campaigns"][0]["lines"] == 10);
  CHECK(r["campaigns"][0]["time_zone"] == "UTC");
  CHECK(r["campaigns"][0]["max_attempts"] == 1);
  CHECK(r["campaigns"][0]["retry"]["busy"] == Json::array());
  CHECK(r["customers"]["x"]["time_zones"] == Json{{"UTC", 1}});
  CHECK(r["customers"]["x"]["unanswered"] == Json{{"voicemail", 0}, {"no_answer", 1}, {"busy", 0}, {"rejected", 0}});
  CHECK(r["carrier"]["reports"]["lost"] == 0);
}

TEST_CASE("resolved: what is written out reads back as the same", "[scenario]") {
  const std::string long_forms = small(
      R"(, "calling_hours": {"clock": "campaign", "week": {"mon,wed": ["22:00-06:00"], "sat-sun": ["00:00-24:00"]}, "closed": ["2026-12-25"]},
          "retry": {"busy": {"delays": [{"days": 0, "at": "18:00"}, "90m"]}}, "ring_timeout": "1500ms", "max_call": "1h30m", "share": 0.25)",
      R"(, "carrier": {"outages": {"random": {"up": {"exponential": {"mean": "5d"}}, "down": "30m"}}, "set_up": "2s"},
          "scripts": {"s": {"talk": {"gamma": {"mean": "60s", "shape": 2}}, "voicemail_talk": {"weibull": {"scale": "60s", "shape": 1.5}}},
                      "t": {"talk": {"empirical": ["8s", "9s"]}, "voicemail_talk": {"mixture": [[0.5, "1s"], [0.5, {"mixture": [[1, "2s"]]}]]}}},
          "operator": [{"when": "system_failure", "do": [{"add_contacts": {"campaign": "a", "count": 3, "list": "x"}}, {"delete": "*"}]},
                       {"at": "2026-03-03T00:00", "do": [{"schedule": "a"}, {"schedule": {"campaign": "a", "at": "+3d"}}, {"finish": "a"}]}],
          "require": [{"metric": "a/attempts", "max": {"min": 1, "max": 1e3}, "p50": {"max": "90s"}, "confidence": 0.9}],
          "precision": {"metric": "a/attempts", "absolute": 2})");
  for (const std::string& text : {std::string(kExample), small(), long_forms}) {
    const Scenario scenario = ScenarioRig().scenario(text);
    CHECK(resolved_twice(scenario) == scenario.resolved);
  }
}

TEST_CASE("resolved: so do the shipped scenarios, their files beside them", "[scenario]") {
  ScenarioRig rig;
  const std::filesystem::path folder = std::filesystem::path(DIALSIM_SOURCE) / "scenarios";
  std::vector<std::filesystem::path> scenarios;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".csv") std::filesystem::copy_file(entry.path(), rig.path(entry.path().filename().string()));
    if (entry.path().extension() == ".json") scenarios.push_back(entry.path());
  }
  for (const std::filesystem::path& path : scenarios) {
    INFO(path);
    const Loaded loaded = load(path.string(), {});
    REQUIRE(loaded.scenario);
    CHECK(rig.scenario(loaded.scenario->resolved.dump()).resolved == loaded.scenario->resolved);
  }
}

TEST_CASE("seed and replications of the command line stand above the file", "[scenario]") {
  LoadOptions options;
  options.seed = 18446744073709551615u;
  options.replications = 7;
  const Scenario s = ScenarioRig().scenario(kExample, options);
  CHECK(s.world.seed == 18446744073709551615u);
  CHECK(s.replications == 7);
  CHECK(s.resolved["seed"] == 18446744073709551615u);
  CHECK(s.resolved["replications"] == 7);
}

}  // namespace sim::scenario
