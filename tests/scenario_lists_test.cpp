// How lists, zones, scripts and campaigns are numbered, and what their names lead to.

#include "tests/scenario_rig.hpp"

namespace sim::scenario {
namespace {

constexpr const char* kTwoCampaigns = R"({
  "start": "2026-03-02T08:00", "time_zone": "Europe/Berlin", "account": {"lines": 10},
  "customers": {"warm": {"time_zones": {"Europe/Lisbon": 0.5, "Europe/Berlin": 0.5}}, "cold": {"time_zones": {"America/New_York": 1}}},
  "scripts": {"v1": {"talk": "10s"}, "v2": {"talk": "20s"}},
  "campaigns": [
    {"name": "a", "contacts": [{"count": 5, "customers": "warm"}, {"count": 7, "customers": "cold", "list": "same"}], "script": "v2"},
    {"name": "b", "contacts": [{"count": 7, "customers": "cold", "list": "same"}, {"count": 9}, {"file": "c.csv", "customers": "cold"}],
     "time_zone": "Asia/Tokyo", "lines": 20}
  ],
  "operator": [{"at": "+1d", "do": [{"add_contacts": {"campaign": "b", "count": 2, "customers": "warm"}},
                                    {"change_script": {"campaign": "a", "script": "v1"}}]},
               {"when": "system_failure", "do": [{"add_contacts": {"campaign": "a", "count": 1, "list": "again"}}, {"schedule": "b"}]}]
})";

Scenario two_campaigns() {
  ScenarioRig rig;
  rig.write("c.csv", "phone,time_zone\n+49 30 1234567,Asia/Tokyo\n+49 30 7654321,\n");
  return rig.scenario(kTwoCampaigns);
}

}  // namespace

TEST_CASE("lists are numbered in the order of the file, equal names once and shared", "[scenario]") {
  const world::WorldConfig w = two_campaigns().world;
  const auto& a = w.campaigns.at(0).contacts;
  const auto& b = w.campaigns.at(1).contacts;
  REQUIRE(a.size() == 2);
  REQUIRE(b.size() == 3);
  CHECK(std::vector{a[0].list, a[1].list, b[0].list, b[1].list, b[2].list} == std::vector<std::uint32_t>{0, 1, 1, 2, 3});
  CHECK(std::vector{a[0].shared, a[1].shared, b[0].shared, b[1].shared} == std::vector{false, true, true, false});
  CHECK(std::vector{a[0].count, a[1].count, b[1].count, b[2].count} == std::vector<std::uint32_t>{5, 7, 9, 2});
  REQUIRE(w.added.size() == 2);
  CHECK(w.added[0].list == 4);
  CHECK_FALSE(w.added[0].shared);
  CHECK(w.added[1].list == 5);
  CHECK(w.added[1].shared);  // the reaction may come again, and then these are the same people
}

TEST_CASE("segments: by name; a list that names none has one of its own", "[scenario]") {
  const world::WorldConfig w = two_campaigns().world;
  REQUIRE(w.customers.size() == 3);
  CHECK(w.campaigns[0].contacts[0].customers == 0);
  CHECK(w.campaigns[0].contacts[1].customers == 1);
  CHECK(w.campaigns[1].contacts[1].customers == 2);
  CHECK(w.customers[2].name.empty());
  CHECK(w.customers[2].model.zones.at(0).zone == 0);
}

TEST_CASE("zones: the scenario's first, then as they come up", "[scenario]") {
  const world::WorldConfig w = two_campaigns().world;
  CHECK(w.zone_names == std::vector<std::string>{"Europe/Berlin", "Europe/Lisbon", "America/New_York", "Asia/Tokyo"});
  CHECK(w.account.zones.size() == 4);
  CHECK(w.campaigns[0].config.zone == 0);
  CHECK(w.campaigns[1].config.zone == 3);
  CHECK(w.customers[0].model.zones.at(0).zone == 1);
  CHECK(w.customers[0].model.zones.at(1).zone == 0);
  REQUIRE(w.campaigns[1].contacts[2].file);
  CHECK(w.campaigns[1].contacts[2].file->zones.at(0) == 3);
}

TEST_CASE("scripts: by name; the silent one comes last, where it is needed", "[scenario]") {
  const world::WorldConfig w = two_campaigns().world;
  REQUIRE(w.scripts.size() == 3);
  CHECK(w.scripts[2].name.empty());
  CHECK(index(w.campaigns[0].config.script) == 1);
  CHECK(index(w.campaigns[1].config.script) == 2);
  CHECK(w.operators.at(0).actions.at(1).script == ScriptId{0});
}

TEST_CASE("operator: what actions refer to", "[scenario]") {
  const world::WorldConfig w = two_campaigns().world;
  REQUIRE(w.operators.size() == 2);
  CHECK(w.operators[0].actions[0].campaign == CampaignId{1});
  CHECK(w.operators[0].actions[0].contacts == 0);
  CHECK(w.operators[1].actions[0].contacts == 1);
  CHECK(w.operators[1].actions[1].kind == models::ActionKind::schedule);
  CHECK(w.operators[1].actions[1].at == SimTime::min());  // when the reaction comes
}

TEST_CASE("campaign lines may exceed the account's", "[scenario]") { CHECK(two_campaigns().world.campaigns[1].config.lines == 20); }

TEST_CASE("scripted contacts need nothing else", "[scenario]") {
  ScenarioRig rig;
  rig.write("c.csv", "phone,outcomes\n+49301234567,no_answer; busy 3s; answered 42s\n");
  const Scenario s = rig.scenario(R"({"start": "2026-03-02T08:00", "account": {"lines": 1},
    "campaigns": [{"name": "a", "starts": "+0s", "contacts": [{"file": "c.csv"}], "ring_timeout": "30s"}]})");
  CHECK(s.world.campaigns[0].contacts.at(0).count == 1);
  CHECK(s.world.campaigns[0].contacts[0].file->scripted.size() == 3);
}

TEST_CASE("values of a factor are tried without reading contact files again", "[scenario]") {
  ScenarioRig rig;
  rig.write("c.csv", "phone\n+49301234567\n+49301234568\n");
  const Scenario s = rig.scenario(R"({"start": "2026-03-02T08:00", "account": {"lines": 1}, "vary": {"/account/lines": [1, 2]},
    "campaigns": [{"name": "a", "starts": "+0s", "contacts": [{"file": "c.csv"}]}]})");
  CHECK(s.world.campaigns[0].contacts.at(0).count == 2);
  CHECK(s.vary.at(0).levels.size() == 2);
}

TEST_CASE("lost reports: what an attempt is made of must be limited", "[scenario]") {
  const ScenarioRig rig;
  const std::string lost = R"(, "carrier": {"reports": {"lost": 0.1}})";
  CHECK(rig.scenario(small(R"(, "max_call": "1m")", lost)).world.campaigns[0].config.ring_timeout == Duration{0});  // nothing rings
  CHECK(rig.errors(small("", lost)) ==
        "s.json:4:15: /campaigns/0/max_call: the key \"max_call\" is missing; it is required where reports can be lost\n"
        "\"campaigns\": [{\"name\": \"a\", \"starts\": \"+0s\", \"contacts\": [{\"count\": 5}]}], \"carrier\": {\"reports\": {\"lost\": "
        "0.1}}\n"
        "              ^\n");
  const std::string ringing = R"(, "customers": {"x": {"ring": {"answered": "5s"}}})";
  CHECK(rig.errors(small(R"(, "max_call": "1m")", lost + ringing))
            .starts_with("s.json:4:15: /campaigns/0/ring_timeout: the key \"ring_timeout\" is missing; it is required where reports can be "
                         "lost and calls ring\n"));
  CHECK(rig.errors(small(R"(, "max_call": "1m")", R"(, "carrier": {"set_up": "2s", "reports": {"lost": 0.1}})"))
            .starts_with("s.json:4:105: /carrier/set_up_limit: the key \"set_up_limit\" is missing; it is required where reports can be "
                         "lost and set-up takes time\n"));
}

TEST_CASE("lost reports in a contact file need a max_call too", "[scenario]") {
  ScenarioRig rig;
  rig.write("c.csv", "phone,outcomes\n+49301234567,lost; answered 42s\n");
  const std::string text = R"({"start": "2026-03-02T08:00", "account": {"lines": 1},
"campaigns": [{"name": "a", "starts": "+0s", "contacts": [{"file": "c.csv"}]}]})";
  CHECK(rig.errors(text).starts_with(
      "s.json:2:15: /campaigns/0/max_call: the key \"max_call\" is missing; it is required where reports can be lost\n"));
}

TEST_CASE("lost reports in a file that only the operator adds need limits too", "[scenario]") {
  ScenarioRig rig;
  rig.write("c.csv", "phone,outcomes\n+49301234567,lost; busy 3s\n");
  const std::string operator_adds = R"(,
"operator": [{"at": "+1h", "do": [{"add_contacts": {"campaign": "a", "file": "c.csv"}}]}])";
  CHECK(
      rig.errors(small("", operator_adds))
          .starts_with("s.json:4:15: /campaigns/0/max_call: the key \"max_call\" is missing; it is required where reports can be lost\n"));
  CHECK(rig.errors(small(R"(, "max_call": "1m")", operator_adds))
            .starts_with("s.json:4:15: /campaigns/0/ring_timeout: the key \"ring_timeout\" is missing; it is required where reports can be "
                         "lost and calls ring\n"));
  const std::string limits = R"(, "max_call": "1m", "ring_timeout": "9s")";
  CHECK(rig.errors(small(limits, operator_adds)).empty());
  CHECK_THAT(rig.errors(small(limits, operator_adds + R"(, "carrier": {"set_up": "2s"})")),
             Catch::Matchers::Contains("/carrier/set_up_limit: the key \"set_up_limit\" is missing"));
}

TEST_CASE("set-up without a limit holds off the watchdog", "[scenario]") {
  const Scenario s = ScenarioRig().scenario(small("", R"(, "carrier": {"set_up": "2s"})"));
  CHECK(s.world.account.set_up_limit == kNoLimit);
  CHECK(s.world.carrier.set_up_limit == Duration{0});  // never cut
}

TEST_CASE("rates become gaps, rounded up", "[scenario]") {
  const auto gap = [](const std::string& rate) {
    LoadOptions options;
    options.overrides = {{"/account/calls_per_second", rate}};
    return ScenarioRig().scenario(small(), options).world.account.start_gap;
  };
  CHECK(gap("3") == Duration{333'334});
  CHECK(gap("0.5") == 2 * kSecond);
  CHECK(gap("20") == Duration{50'000});
  CHECK(gap("0.1") == 10 * kSecond);
}

TEST_CASE("local times carry the offset of their day", "[scenario]") {
  const world::WorldConfig w = two_campaigns().world;
  CHECK(local_time(w, SimTime{}) == "2026-03-02T08:00:00+01:00");
  CHECK(local_time(w, SimTime{27 * kDay}) == "2026-03-29T09:00:00+02:00");
  CHECK(local_time(w, SimTime{90 * kSecond + Duration{250'000}}) == "2026-03-02T08:01:30.25+01:00");
  CHECK(local_time(w, SimTime{-9 * kHour}) == "2026-03-01T23:00:00+01:00");
}

}  // namespace sim::scenario
