// Uncertain inputs, moved one at a time.

#include "sim/experiment/tornado.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/cli/options.hpp"
#include "sim/cli/tornado_ranges.hpp"
#include "sim/experiment/scaled_durations.hpp"
#include "sim/report/tornado_files.hpp"
#include "tests/scenario_rig.hpp"

namespace sim::experiment {
namespace {

using scenario::Json;
using scenario::Override;
using scenario::Scenario;
using scenario::ScenarioRig;

constexpr const char* kInputs =
    R"(, "scripts": {"v1": {"talk": {"mixture": [[0.5, {"lognormal": {"median": "40s", "sigma": 0.8}}], [0.5, "10s"]]},
  "voicemail_talk": {"uniform": ["10s", "30s"]}}},
"customers": {"a/b": {"reachability": {"beta": [2, 6]}, "valid": 0.9, "unanswered": {"voicemail": 0.4, "no_answer": 0.45, "busy": 0.15}},
  "plain": {"reachability": 0.5}},
"carrier": {"network_error": 0.02, "outages": [{"at": "+1h", "for": "10m"}, {"at": "+1d", "for": "30m"}]})";

Scenario with_inputs(const std::vector<Override>& overrides = {}) {
  return ScenarioRig().scenario(scenario::small(R"(, "script": "v1")", kInputs), {.overrides = overrides});
}

const UncertainInput& named(const UncertainInputs& found, const std::string& pointer) {
  const auto input = std::ranges::find(found.inputs, pointer, &UncertainInput::pointer);
  if (input == found.inputs.end()) FAIL("no input " << pointer);
  return *input;
}

std::vector<std::string> pointers(const UncertainInputs& found) {
  std::vector<std::string> all;
  for (const UncertainInput& input : found.inputs) all.push_back(input.pointer);
  return all;
}

std::string ranges_refused(const std::vector<std::string>& texts) {
  const Scenario scenario = with_inputs();
  std::vector<UncertainInput> inputs = uncertain_inputs(scenario).inputs;
  try {
    cli::apply_ranges(texts, scenario.resolved, inputs);
  } catch (const cli::UsageError& error) {
    return error.what();
  }
  return "";
}

PointRow row(double value) { return {0, 0, {100, 0}, {value}}; }

}  // namespace

TEST_CASE("uncertain inputs are those that the scenario has, policies are none", "[tornado]") {
  CHECK(pointers(uncertain_inputs(with_inputs())) ==
        std::vector<std::string>{"/customers/a~1b/reachability", "/customers/a~1b/unanswered/voicemail", "/customers/a~1b/valid",
                                 "/customers/plain/reachability", "/scripts/v1/talk", "/scripts/v1/voicemail_talk",
                                 "/carrier/network_error", "/carrier/outages"});
  CHECK(uncertain_inputs(ScenarioRig().scenario(scenario::small())).inputs.empty());
}

TEST_CASE("a moved input has the value that was asked for and every end loads", "[tornado]") {
  const UncertainInputs before = uncertain_inputs(with_inputs());
  for (const UncertainInput& input : before.inputs) {
    INFO(input.pointer);
    CHECK(input.low < input.value);
    CHECK(input.value < input.high);
    CHECK_FALSE(input.why.empty());
    for (const double wanted : {input.low, input.high}) {
      const UncertainInputs after = uncertain_inputs(with_inputs(input.at(wanted)));
      for (const UncertainInput& other : before.inputs) {
        const double expected = other.pointer == input.pointer ? wanted : other.value;
        CHECK(named(after, other.pointer).value == Approx(expected).epsilon(1e-6));
      }
    }
  }
}

TEST_CASE("what is moved keeps its shape", "[tornado]") {
  const UncertainInputs found = uncertain_inputs(with_inputs());
  const auto moved = [&](const std::string& pointer, double value) { return Json::parse(named(found, pointer).at(value).front().value); };
  CHECK(moved("/customers/a~1b/reachability", 0.5) == Json{{"beta", {4.0, 4.0}}});
  const Json split = moved("/customers/a~1b/unanswered/voicemail", 0.7);
  CHECK(split["voicemail"] == 0.7);
  CHECK(split["no_answer"].get<double>() == Approx(0.225));
  CHECK(split["busy"].get<double>() == Approx(0.075));
  CHECK(moved("/scripts/v1/voicemail_talk", 10) == Json{{"uniform", {"5s", "15s"}}});
  const std::vector<Override> outages = named(found, "/carrier/outages").at(600);  // half the mean of 20 min
  REQUIRE(outages.size() == 2);
  CHECK(outages[1].pointer == "/carrier/outages/1/for");
  CHECK(outages[1].value == "\"15m\"");
}

TEST_CASE("durations are stretched, shapes and weights are not", "[tornado]") {
  const Json talk = Json::parse(R"({"mixture": [[0.9, {"gamma": {"mean": "1m", "shape": 2}}], [0.1, {"normal": ["20s", "2s"]}]]})");
  CHECK(scaled_durations(talk, 1.5) ==
        Json::parse(R"({"mixture": [[0.9, {"gamma": {"mean": "1m30s", "shape": 2}}], [0.1, {"normal": ["30s", "3s"]}]]})"));
  CHECK(scaled_durations("10s", 0.25) == Json("2s500ms"));
  CHECK_FALSE(scaled_durations(Json::parse(R"({"mixture": [[1, {"empirical": {"file": "t.csv", "column": "talk_s"}}]]})"), 2));
}

TEST_CASE("a tornado by hand", "[tornado]") {
  const UncertainInput input{.pointer = "/x", .label = "x", .value = 1, .low = 0, .high = 2};
  const std::vector<UncertainInput> inputs{input, input, input};
  const double none = std::numeric_limits<double>::quiet_NaN();
  const PointResults results{{{row(10), row(20)},
                              {row(9), row(19)},
                              {row(11), row(23)},  // -1; 1 and 3: swing 3
                              {row(14), row(26)},
                              {row(11), row(21)},  // worse at both ends: 5 and 1, swing 5
                              {row(none), row(none)},
                              {row(10), row(20)}},  // never at the low end
                             false};
  const Tornado tornado = sum_up_tornado("m", inputs, results, std::vector<std::size_t>(7, 0));
  CHECK(tornado.mean == 15);
  REQUIRE(tornado.bars.size() == 3);
  CHECK(tornado.bars[0].input == 2);
  CHECK(std::isnan(tornado.bars[0].swing));
  CHECK(tornado.bars[1].input == 1);
  CHECK(tornado.bars[1].swing == 5);
  CHECK(tornado.bars[2].swing == 3);
  CHECK(tornado.bars[2].low.against.difference == -1);
  CHECK(tornado.bars[2].low.against.half_width == 0);
  CHECK(tornado.bars[2].high.mean == 17);
  CHECK(tornado.bars[2].high.against.half_width == Approx(12.7062047364));  // t(1; 0.975) times the deviation of 1 and 3, over sqrt(2)
  const std::string json = report::tornado_json(with_inputs(), {inputs, {}}, tornado);
  CHECK(Json::parse(json)["inputs"][0]["swing"].is_null());
  CHECK(Json::parse(json)["inputs"][1]["low"]["difference"] == 5);
}

TEST_CASE("ranges of the command line replace those of inputs, and add keys", "[tornado]") {
  const Scenario scenario = with_inputs();
  UncertainInputs found = uncertain_inputs(scenario);
  cli::apply_ranges({"/customers/plain/reachability=0.4,0.45", "/scripts/v1/talk=20s,1m", "/account/lines=5,20"}, scenario.resolved,
                    found.inputs);
  CHECK(named(found, "/customers/plain/reachability").high == 0.45);
  CHECK(named(found, "/scripts/v1/talk").high == 60);
  CHECK(named(found, "/account/lines").value == 10);
  CHECK(named(found, "/account/lines").at(20).front().value == "20");
}

TEST_CASE("every mistake in a range is told", "[tornado]") {
  CHECK(ranges_refused({"account/lines=1,2", "/account/lines=1", "/account/lines=1,many", "/account/lines=2,1", "/account/lines=1s,2",
                        "/scripts/v1/talk=0.5,2", "/carrier/network_error=1s,2s"}) ==
        R"(--range: expected /json/pointer=LOW,HIGH, such as /customers/warm/reachability=0.3,0.5, got "account/lines=1,2"
--range: expected /json/pointer=LOW,HIGH, such as /customers/warm/reachability=0.3,0.5, got "/account/lines=1"
--range: /account/lines: expected a number or a duration such as 40s, got "many"
--range: /account/lines: expected the lower of two numbers or durations first, got "2" before "1"
--range: /account/lines: expected the lower of two numbers or durations first, got "1s" before "2"
--range: /scripts/v1/talk: expected two durations such as 40s,90s, got "0.5,2"
--range: /carrier/network_error: expected two numbers such as 0.3,0.5, got "1s,2s")");
}

}  // namespace sim::experiment
