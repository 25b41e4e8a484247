// Values of the command line that replace what stands in the file.

#include "tests/scenario_example.hpp"
#include "tests/scenario_rig.hpp"

namespace sim::scenario {
namespace {

LoadOptions with(std::vector<Override> overrides) {
  LoadOptions options;
  options.overrides = std::move(overrides);
  return options;
}

Scenario example_with(std::vector<Override> overrides) { return ScenarioRig().scenario(kExample, with(std::move(overrides))); }
std::string errors_with(const std::string& pointer, const std::string& value) {
  return ScenarioRig().errors(kExample, with({{pointer, value}}));
}

}  // namespace

TEST_CASE("overrides replace numbers, texts, objects and null", "[scenario]") {
  CHECK(example_with({{"/account/lines", "300"}}).world.account.lines == 300);
  CHECK(example_with({{"/campaigns/0/starts", "2026-03-02T10:00"}}).world.campaigns[0].starts == SimTime{2 * kHour});
  CHECK(example_with({{"/campaigns/0/ring_timeout", "45s"}}).world.campaigns[0].config.ring_timeout == 45 * kSecond);
  CHECK(
      example_with({{"/campaigns/0/retry/busy", R"(["5m"])"}}).world.campaigns[0].config.retry.rules[index(AttemptOutcome::busy)].delays ==
      std::vector<campaign::RetryDelay>{{5 * kMinute}});
  CHECK_FALSE(example_with({{"/account/breaker", "null"}}).world.account.breaker);
  CHECK(example_with({{"/name", "\"12\""}}).name == "12");
  CHECK(example_with({{"/name", "plain text"}}).name == "plain text");
}

TEST_CASE("overrides are carried out in order, into what an earlier one put there too", "[scenario]") {
  const Scenario s = example_with({{"/account/lines", "7"},
                                   {"/account/lines", "8"},
                                   {"/account/breaker", "null"},
                                   {"/account/price", "{}"},
                                   {"/account/price/currency", "USD"}});
  CHECK(s.world.account.lines == 8);
  CHECK(s.world.price->currency == "USD");
}

TEST_CASE("overrides add keys, and the objects on the way to them", "[scenario]") {
  const Scenario s = ScenarioRig().scenario(
      small(), with({{"/carrier/reports/late", "0.25"}, {"/account/billing/increment", "15s"}, {"/customers/x", "{}"}}));
  CHECK(s.world.carrier.reports.late == 0.25);
  CHECK(s.world.account.billing.increment == 15 * kSecond);
  CHECK(s.world.customers.at(0).name == "x");
}

TEST_CASE("overrides are in what is written out", "[scenario]") {
  CHECK(example_with({{"/account/lines", "300"}}).resolved["account"]["lines"] == 300);
}

TEST_CASE("overrides of a factor decide it: its values are not tried", "[scenario]") {
  const std::string text = small("", R"(, "vary": {"/account/lines": [1, 2]})");
  CHECK(ScenarioRig().scenario(text, with({{"/account/lines", "2"}})).vary.at(0).levels.size() == 2);
}

TEST_CASE("errors of an override stand at the override", "[scenario]") {
  CHECK(errors_with("/account/lines", "0") ==
        "--set /account/lines: /account/lines: expected a whole number from 1 to 16777216, got the number 0\n"
        "/account/lines=0\n"
        "               ^\n");
  CHECK(
      errors_with("/campaigns/0/ring_timeout", "45") ==
      "--set /campaigns/0/ring_timeout: /campaigns/0/ring_timeout: expected a duration above 0s such as \"90s\", got the number 45; a unit "
      "is missing, did you mean \"45s\"?\n"
      "/campaigns/0/ring_timeout=45\n"
      "                          ^\n");
  CHECK(errors_with("/account/price", "{\"currency\": 1,}") ==
        "--set /account/price: this comma is one too many: the object ends after it\n"
        "/account/price={\"currency\": 1,}\n"
        "                             ^\n");
}

TEST_CASE("an override that is no text is an error", "[scenario]") {
  CHECK(errors_with("/name", "a\xff") == "--set /name: the text is not valid UTF-8 from here on\n/name=a?\n       ^\n");
  CHECK(errors_with("/name", "") == "--set /name: /name: expected a name for the scenario, got the text \"\"\n/name=\n      ^\n");
}

TEST_CASE("a pointer that leads nowhere is an error with the nearest key", "[scenario]") {
  CHECK(errors_with("/acount/lines", "3") ==
        "--set /acount/lines: /acount: unknown key \"acount\"; did you mean \"account\"?\n/acount/lines=3\n^\n");
  CHECK(errors_with("/account/line", "3") ==
        "--set /account/line: /account/line: unknown key \"line\"; did you mean \"lines\"?\n/account/line=3\n^\n");
  CHECK(errors_with("/customers/wram/valid", "0.5") ==
        "--set /customers/wram/valid: there is no /customers/wram; did you mean \"warm\"?\n/customers/wram/valid=0.5\n^\n");
  CHECK(errors_with("/campaigns/1/lines", "3") ==
        "--set /campaigns/1/lines: the list /campaigns has the items 0 to 0, not \"1\"\n/campaigns/1/lines=3\n^\n");
  CHECK(errors_with("/account/lines/most", "3") ==
        "--set /account/lines/most: /account/lines is the number 200; there is nothing below it\n/account/lines/most=3\n^\n");
  CHECK(errors_with("account/lines", "3") ==
        "--set account/lines: a JSON pointer begins with /, such as /account/lines\naccount/lines=3\n^\n");
}

}  // namespace sim::scenario
