// Every mistake is told with its place, its line and a caret, all of them in one pass.

#include "tests/scenario_example.hpp"
#include "tests/scenario_rig.hpp"

namespace sim::scenario {
namespace {

// A line with one mistake. The caret belongs where the @ stands, which is not part of it.
struct Mistake {
  std::string line;
  std::string message;  // with the pointer
};

// The line and its message as they are printed, for line `number` of s.json.
std::string told(int number, const std::string& line, const Mistake& mistake) {
  const std::size_t at = mistake.line.find('@');
  return "s.json:" + std::to_string(number) + ":" + std::to_string(at + 1) + ": " + mistake.message + "\n" + line + "\n" +
         std::string(at, ' ') + "^\n";
}

std::string without_mark(std::string line) { return line.erase(line.find('@'), 1); }

void check_campaign(const std::vector<Mistake>& mistakes) {
  const ScenarioRig rig;
  for (const Mistake& mistake : mistakes) {
    const std::string line = without_mark(mistake.line);
    CHECK(rig.errors(small(",\n" + line)) == told(5, line + "}]", mistake));
  }
}

void check_scenario(const std::vector<Mistake>& mistakes) {
  const ScenarioRig rig;
  for (const Mistake& mistake : mistakes) {
    const std::string line = without_mark(mistake.line);
    CHECK(rig.errors(small("", ",\n" + line)) == told(5, line, mistake));
  }
}

}  // namespace

TEST_CASE("errors: keys of a campaign", "[scenario]") {
  check_campaign({
      {R"("ring_timeout": @30)",
       R"(/campaigns/0/ring_timeout: expected a duration above 0s such as "90s", got the number 30; a unit is missing, did you mean "30s"?)"},
      {R"("max_call": @"10 mins")",
       R"(/campaigns/0/max_call: expected a duration above 0s such as "90s", got the text "10 mins"; did you mean "10m"?)"},
      {R"("grace": @"-5s")", R"(/campaigns/0/grace: expected a duration such as "90s", got the text "-5s"; a duration cannot be negative)"},
      {R"("max_attempts": @0)", R"(/campaigns/0/max_attempts: expected a whole number from 1 to 255, got the number 0)"},
      {R"("max_attempts_per_day": @2.5)",
       R"(/campaigns/0/max_attempts_per_day: expected a whole number from 1 to 255, got the number 2.5)"},
      {R"("lines": @16777217)", R"(/campaigns/0/lines: expected a whole number from 1 to 16777216, got the number 16777217)"},
      {R"("share": @0)", R"(/campaigns/0/share: expected a number from 0.000001 to 1000000, got the number 0)"},
      {R"("priority": @"high")", R"(/campaigns/0/priority: expected a whole number from -1000000000 to 1000000000, got the text "high")"},
      {R"("order": @"retry_first")",
       R"(/campaigns/0/order: expected "due_time", "retries_first", "fresh_first" or "closing_first", got the text "retry_first"; did you mean "retries_first"?)"},
      {R"("time_zone": @"Berlin")", R"(/campaigns/0/time_zone: there is no time zone "Berlin"; did you mean "Europe/Berlin"?)"},
      {R"("voicemail": @true)", R"(/campaigns/0/voicemail: expected "unanswered" or "answered", got true)"},
      {R"(@"max_atempts": 3)", R"(/campaigns/0/max_atempts: unknown key "max_atempts"; did you mean "max_attempts"?)"},
      {R"("script": @"v1")", R"(/campaigns/0/script: there is no script "v1"; the scenario has none)"},
  });
}

TEST_CASE("errors: instants", "[scenario]") {
  check_campaign({
      {R"("ends": @"2026-03-02T09:00+01:00")",
       R"(/campaigns/0/ends: expected an instant such as "2026-03-02T09:00" or "+1d3h", got "2026-03-02T09:00+01:00"; instants are local times of time_zone, without an offset)"},
      {R"("ends": @"1d")",
       R"(/campaigns/0/ends: expected an instant such as "2026-03-02T09:00" or "+1d3h", got "1d"; an offset from the start begins with +)"},
      {R"("ends": @"2026-03-02")",
       R"(/campaigns/0/ends: expected an instant such as "2026-03-02T09:00" or "+1d3h", got "2026-03-02"; a time of day is missing, did you mean "2026-03-02T00:00"?)"},
      {R"("ends": @"2026-02-30T08:00")",
       R"(/campaigns/0/ends: expected an instant such as "2026-03-02T09:00" or "+1d3h", got "2026-02-30T08:00"; the calendar has no such date)"},
      {R"("ends": @"2126-03-02T08:00")",
       R"(/campaigns/0/ends: "2126-03-02T08:00" is out of reach: instants lie from one year before the start to twelve years after it)"},
      {R"("ends": @"+0s")", R"(/campaigns/0/ends: the campaign ends before the scenario starts)"},
  });
  CHECK(ScenarioRig().errors("{\"start\": \"2026-03-29T02:30\",\n\"time_zone\": \"Europe/Berlin\", \"account\": {\"lines\": 1},\n"
                             "\"campaigns\": [{\"name\": \"a\"}]}") ==
        "s.json:1:11: /start: \"2026-03-29T02:30\" does not exist in Europe/Berlin: the clock jumps from 2026-03-29T02:00 to "
        "2026-03-29T03:00\n{\"start\": \"2026-03-29T02:30\",\n          ^\n");
}

TEST_CASE("errors: a local time that the clocks skip", "[scenario]") {
  const ScenarioRig rig;
  LoadOptions options;
  options.overrides = {{"/time_zone", "Europe/Berlin"}};
  const Mistake mistake{R"("ends": @"2026-03-29T02:30")",
                        "/campaigns/0/ends: \"2026-03-29T02:30\" does not exist in Europe/Berlin: the clock jumps from 2026-03-29T02:00 to "
                        "2026-03-29T03:00"};
  const std::string line = without_mark(mistake.line);
  CHECK(rig.errors(small(",\n" + line), options) == told(5, line + "}]", mistake));
}

TEST_CASE("errors: calling hours", "[scenario]") {
  check_campaign({
      {R"("calling_hours": {"week": @{}})",
       R"(/campaigns/0/calling_hours/week: there is no window, so nobody could ever be called; leave calling_hours out to call at any time)"},
      {R"("calling_hours": {"week": @{"mon-fri": []}})",
       R"(/campaigns/0/calling_hours/week: there is no window, so nobody could ever be called; leave calling_hours out to call at any time)"},
      {R"("calling_hours": {"week": {"mon": [@"09:00-09:00"]}})",
       R"(/campaigns/0/calling_hours/week/mon/0: expected a window such as "09:00-20:00", got the text "09:00-09:00"; a window that ends when it begins is never open; all day is "00:00-24:00")"},
      {R"("calling_hours": {"week": {"mon": [@"9:00-18:00"]}})",
       R"(/campaigns/0/calling_hours/week/mon/0: expected a window such as "09:00-20:00", got the text "9:00-18:00"; did you mean "09:00-18:00"?)"},
      {R"("calling_hours": {"week": {"mon": [@"24:00-08:00"]}})",
       R"(/campaigns/0/calling_hours/week/mon/0: expected a window such as "09:00-20:00", got the text "24:00-08:00"; a window opens at 23:59 at the latest)"},
      {R"("calling_hours": {"week": {@"Monday": ["09:00-18:00"]}})",
       R"(/campaigns/0/calling_hours/week/Monday: expected days such as "mon-fri" or "sat", got "Monday"; did you mean "mon"?)"},
      {R"("calling_hours": {"week": {"mon-fri": ["09:00-18:00"], @"wed": []}})",
       R"(/campaigns/0/calling_hours/week/wed: wed is already in the key "mon-fri")"},
      {R"("calling_hours": {"closed": [@"06.03.2026"]})",
       R"(/campaigns/0/calling_hours/closed/0: expected a date such as "2026-03-06", got the text "06.03.2026")"},
      {R"("calling_hours": {"clock": @"costumer"})",
       R"(/campaigns/0/calling_hours/clock: expected "customer" or "campaign", got the text "costumer"; did you mean "customer"?)"},
  });
}

TEST_CASE("errors: retries", "[scenario]") {
  check_campaign({
      {R"("retry": {"busy": @"10m"})",
       R"(/campaigns/0/retry/busy: expected a list of delays or an object with the keys delays and attempts, got the text "10m")"},
      {R"("retry": {"busy": [@10]})",
       R"(/campaigns/0/retry/busy/0: expected a duration such as "90s", got the number 10; a unit is missing, did you mean "10s"?)"},
      {R"("retry": {"busy": [{"days": 1, "at": @"24:00"}]})",
       R"(/campaigns/0/retry/busy/0/at: expected a time of day such as "18:00", got the text "24:00"; the last minute of a day is 23:59)"},
      {R"("retry": {"busy": [@{"days": 1}]})",
       R"(/campaigns/0/retry/busy/0/at: the key "at" is missing; expected a time of day such as "18:00")"},
      {R"("retry": {@"no_anwser": ["1h"]})", R"(/campaigns/0/retry/no_anwser: unknown key "no_anwser"; did you mean "no_answer"?)"},
      {R"("retry": {"busy": {"delays": [], "attempts": @300}})",
       R"(/campaigns/0/retry/busy/attempts: expected a whole number from 1 to 255, got the number 300)"},
  });
}

TEST_CASE("errors: distributions", "[scenario]") {
  check_scenario({
      {R"("scripts": {"s": {"talk": @30}})",
       R"(/scripts/s/talk: expected a duration such as "90s", got the number 30; a unit is missing, did you mean "30s"?)"},
      {R"("scripts": {"s": {"talk": {@"lognorml": {"median": "44s", "sigma": 0.8}}}})",
       R"(/scripts/s/talk/lognorml: unknown key "lognorml"; did you mean "lognormal"?)"},
      {R"("scripts": {"s": {"talk": {"lognormal": @{"median": "44s"}}}})",
       R"(/scripts/s/talk/lognormal/sigma: the key "sigma" is missing; expected a number from 0 to 10)"},
      {R"("scripts": {"s": {"talk": {"uniform": @["4s", "1s"]}}})",
       R"(/scripts/s/talk/uniform: expected the shorter duration first, got 4s before 1s)"},
      {R"("scripts": {"s": {"talk": {"normal": @["4s"]}}})",
       R"(/scripts/s/talk/normal: expected a list of two durations, mean and standard deviation, got 1 items)"},
      {R"("scripts": {"s": {"talk": {"mixture": @[]}}})",
       R"(/scripts/s/talk/mixture: expected a list of [weight, distribution], got an empty list)"},
      {R"("scripts": {"s": {"talk": {"mixture": @[[0.5, "1s"], [0.4, "2s"]]}}})",
       R"(/scripts/s/talk/mixture: expected shares that sum to 1, got the sum 0.9)"},
      {R"("scripts": {"s": {"talk": {"mixture": [[@0, "1s"], [1, "2s"]]}}})",
       R"(/scripts/s/talk/mixture/0/0: expected a number above 0, at most 1, got the number 0)"},
      {R"("scripts": {"s": {"talk": {"gamma": {"mean": "60s", "shape": @0}}}})",
       R"(/scripts/s/talk/gamma/shape: expected a number from 0.05 to 1000, got the number 0)"},
      {R"("scripts": {"s": {"talk": {"empirical": {"file": @"talk.csv", "column": "talk_s"}}}})",
       R"(/scripts/s/talk/empirical/file: cannot read "talk.csv": No such file or directory)"},
      {R"("scripts": {"s": {"talk": @{"constant": "1s", "uniform": ["1s", "2s"]}}})",
       R"(/scripts/s/talk: expected an object with one of the keys constant, exponential, lognormal, gamma, weibull, normal, uniform, empirical, mixture, got 2 keys)"},
      {R"("scripts": {"s": {"goal": @1.5}})", R"(/scripts/s/goal: expected a number from 0 to 1, got the number 1.5)"},
  });
}

TEST_CASE("errors: customers", "[scenario]") {
  check_scenario({
      {R"("customers": {"x": {"unanswered": @{"busy": 0.5, "no_answer": 0.4}}})",
       R"(/customers/x/unanswered: expected shares that sum to 1, got the sum 0.9)"},
      {R"("customers": {"x": {"time_zones": {@"Europe/Berln": 1}}})",
       R"(/customers/x/time_zones/Europe~1Berln: there is no time zone "Europe/Berln"; did you mean "Europe/Berlin"?)"},
      {R"("customers": {"x": {"time_zones": @{"Europe/Berlin": 0.5}}})",
       R"(/customers/x/time_zones: expected shares that sum to 1, got the sum 0.5)"},
      {R"("customers": {"x": {"by_hour": {"mon": @[1, 2]}}})",
       R"(/customers/x/by_hour/mon: expected a list of 24 numbers, one for each hour, got 2 items)"},
      {R"("customers": {"x": {"reachability": {"beta": [@0, 1]}}})",
       R"(/customers/x/reachability/beta/0: expected a number from 0.05 to 1000, got the number 0)"},
      {R"("customers": {"x": {"reachability": @"high"}})",
       R"(/customers/x/reachability: expected a number from 0 to 1 or an object with the key beta, got the text "high")"},
      {R"("customers": {"x": {"valid": @1e999}})", R"(/customers/x/valid: expected a number from 0 to 1, got the number 1e999)"},
  });
}

TEST_CASE("errors: the carrier and the operator", "[scenario]") {
  check_scenario({
      {R"("carrier": {"outages": [{"at": @"2026-03-01T08:00", "for": "1h"}]})",
       R"(/carrier/outages/0/at: an outage cannot begin before the start of the scenario)"},
      {R"("carrier": {"outage_is": @"network_error"})",
       R"(/carrier/outage_is: expected "system_failure" or "network_errors", got the text "network_error"; did you mean "network_errors"?)"},
      {R"("operator": [@{"do": [{"pause": "a"}]}])", R"(/operator/0: expected the key at or the key when)"},
      {R"("operator": [@{"at": "+1d", "when": "out_of_minutes", "do": [{"pause": "a"}]}])",
       R"(/operator/0: expected one of the keys at and when, got both)"},
      {R"("operator": [{"at": "+1d", "after": @"5m", "do": [{"pause": "a"}]}])",
       R"(/operator/0/after: after goes with when; with at the time is set)"},
      {R"("operator": [{"at": "+1d", "do": [{"pause": @"b"}]}])", R"(/operator/0/do/0/pause: there is no campaign "b"; known here: a)"},
      {R"("operator": [{"at": "+1d", "do": [{"resume": @"*"}]}])",
       R"(/operator/0/do/0/resume: "*" stands for the campaigns that were paused by what a rule with "when" reacts to; expected the name of a campaign)"},
      {R"("operator": [{"at": "+1d", "do": [{@"stop": "a"}]}])",
       R"(/operator/0/do/0/stop: unknown key "stop"; known here: schedule, pause, resume, finish, delete, add_contacts, change_script, buy_minutes)"},
      {R"("operator": [{"at": "+1d", "do": [{"buy_minutes": @-1}]}])",
       R"(/operator/0/do/0/buy_minutes: expected a number above 0, at most 10000000, got the number -1)"},
      {R"("operator": [{"when": "out_of_minutes", "do": [{"add_contacts": {"campaign": @"*", "count": 1}}]}])",
       R"(/operator/0/do/0/add_contacts/campaign: contacts are added to one campaign; expected its name)"},
      {R"("operator": [{"at": "+1d", "do": [{"add_contacts": @{"campaign": "a"}}]}])",
       R"(/operator/0/do/0/add_contacts: expected the key count or the key file)"},
  });
}

TEST_CASE("errors: requirements, factors, plans", "[scenario]") {
  check_scenario({
      {R"("require": [@{"metric": "a/attempts"}])", R"(/require/0: expected one of the keys mean, p5, p50, p95, min, max)"},
      {R"("require": [{"metric": "a/attempts", "mean": {"min": 2, "max": @1}}])", R"(/require/0/mean/max: max is below min)"},
      {R"("require": [{"metric": "a/attempts", "mean": {"max": @"10"}}])",
       R"(/require/0/mean/max: expected a number, a duration such as "90s" or an instant such as "2026-03-02T09:00", got the text "10"; a unit is missing, did you mean "10s"?)"},
      {R"("precision": @{"metric": "a/attempts"})", R"(/precision: expected the key relative, the key absolute, or both)"},
      {R"("plan": {"minimize": "/account/lines", "from": 5, "to": @2})", R"(/plan/to: to is below from)"},
      {R"("plan": {"minimize": @"/account/line", "to": 20})", R"(/plan/minimize: unknown key "line"; did you mean "lines"?)"},
      {R"("plan": {"minimize": @"/account/lines", "from": 0, "to": 20})",
       R"(/plan/minimize: with the value 0, /account/lines: expected a whole number from 1 to 16777216, got the number 0)"},
      {R"("plan": @{"minimize": "/account/lines"})",
       R"(/plan/to: the key "to" is missing; expected a whole number, the most that is tried)"},
      {R"("plan": {"minimize": @["/account/lines"], "to": 20})", R"(/plan/minimize: expected a list of two keys, got 1 items)"},
      {R"("plan": {"minimize": ["/account/lines", @"/account/lines"], "to": 20})", R"(/plan/minimize/1: both keys are the same)"},
      {R"("plan": {"minimize": ["/account/lines", {"pointer": @"/account/minutes", "from": 9, "to": 2}], "to": 20})",
       R"(/plan/minimize/1/pointer: to is below from)"},
      {R"("plan": {"minimize": ["/account/lines", {"pointer": @"/account/minute", "to": 2}], "to": 20})",
       R"(/plan/minimize/1/pointer: unknown key "minute"; did you mean "minutes"?)"},
      {R"("vary": {"/account/lines": [5, @"many"]})",
       R"(/vary/~1account~1lines/1: with this value, /account/lines: expected a whole number from 1 to 16777216, got the text "many")"},
      {R"("vary": {@"/campaigns/1/lines": [5, 6]})", R"(/vary/~1campaigns~11~1lines: the list /campaigns has the items 0 to 0, not "1")"},
      {R"("vary": {"/campaigns/0/ends": ["+1d", @"+0s"]})",
       R"(/vary/~1campaigns~10~1ends/1: with this value, /campaigns/0/ends: the campaign ends before the scenario starts)"},
      {R"("vary": {"/account/lines": @[]})", R"(/vary/~1account~1lines: expected a list of values, got an empty list)"},
  });
}

TEST_CASE("errors: metrics that the world does not have", "[scenario]") {
  const ScenarioRig rig;
  LoadOptions options;
  options.metric_names = [](const world::WorldConfig& w) {
    return std::vector<std::string>{w.campaigns[0].name + "/attempts", "billed_s"};
  };
  const Mistake mistake{R"("require": [{"metric": @"a/attemts", "mean": {"max": 1}}])",
                        R"(/require/0/metric: there is no metric "a/attemts"; did you mean "a/attempts"?)"};
  CHECK(rig.errors(small("", ",\n" + without_mark(mistake.line)), options) == told(5, without_mark(mistake.line), mistake));
  const Mistake other{R"("precision": {"metric": @"cost", "relative": 0.1})",
                      R"(/precision/metric: there is no metric "cost"; known here: a/attempts, billed_s)"};
  CHECK(rig.errors(small("", ",\n" + without_mark(other.line)), options) == told(5, without_mark(other.line), other));
  CHECK(rig.errors(small("", R"(, "require": [{"metric": "account/billed_s", "mean": {"max": 1}}])"), options).empty());
}

TEST_CASE("errors: what two parts say of each other", "[scenario]") {
  const ScenarioRig rig;
  const auto campaigns = [](const std::string& list) {
    return "{\"start\": \"2026-03-02T08:00\", \"account\": {\"lines\": 1},\n\"customers\": {\"x\": {}, \"y\": {}}, \"campaigns\": [\n" +
           list + "\n]}";
  };
  const std::vector<Mistake> mistakes{
      {R"({"name": "a"}, {"name": @"a"})", R"(/campaigns/1/name: there is already a campaign "a")"},
      {R"({"name": @"*"})", R"(/campaigns/0/name: a campaign cannot be called "*", which stands for several in the operator's reactions)"},
      {R"({"name": "a", "starts": "+1d", "ends": @"+1d"})", R"(/campaigns/0/ends: the campaign ends before it starts)"},
      {R"({"name": "a", "contacts": @[{"count": 4294967295}, {"count": 1}]})",
       R"(/campaigns/0/contacts: a campaign holds at most 4294967295 contacts, got 4294967296)"},
      {R"({"name": "a", "contacts": [{"count": 1, "customers": @"z"}]})",
       R"(/campaigns/0/contacts/0/customers: there is no segment of customers "z"; known here: x, y)"},
      {R"({"name": "a", "contacts": [{"count": 1, "list": "l", "customers": "x"}, {"count": 1, "list": @"l", "customers": "y"}]})",
       R"(/campaigns/0/contacts/1/list: lists of one name are the same people, but another list "l" has other customers)"},
      {R"({"name": "a", "contacts": [@{"count": 1, "file": "c.csv"}]})",
       R"(/campaigns/0/contacts/0: expected one of the keys count and file, got both)"},
  };
  for (const Mistake& mistake : mistakes) {
    if (mistake.line.find("c.csv") != std::string::npos) rig.write("c.csv", "phone\n+49301234567\n");
    CHECK(rig.errors(campaigns(without_mark(mistake.line))) == told(3, without_mark(mistake.line), mistake));
  }
}

TEST_CASE("errors: all in one pass, in the order of the file", "[scenario]") {
  CHECK(ScenarioRig().errors("{\n"
                             "  \"strat\": \"2026-03-02T08:00\",\n"
                             "  \"horizon\": 14,\n"
                             "  \"account\": {\"minutes\": \"many\"},\n"
                             "  \"campaigns\": [{\"name\": \"a\", \"starts\": \"tomorrow\", \"script\": \"v2\"}],\n"
                             "  \"scripts\": {\"v1\": {}}\n"
                             "}\n") ==
        R"(s.json:1:1: /start: the key "start" is missing; expected a local time such as "2026-03-02T08:00"
{
^
s.json:2:3: /strat: unknown key "strat"; did you mean "start"?
  "strat": "2026-03-02T08:00",
  ^
s.json:3:14: /horizon: expected a duration above 0s such as "90s", got the number 14; a unit is missing, did you mean "14s"?
  "horizon": 14,
             ^
s.json:4:14: /account/lines: the key "lines" is missing; expected a whole number from 1 to 16777216
  "account": {"minutes": "many"},
             ^
s.json:4:26: /account/minutes: expected a number from 0 to 1000000000, got the text "many"
  "account": {"minutes": "many"},
                         ^
s.json:5:41: /campaigns/0/starts: expected an instant such as "2026-03-02T09:00" or "+1d3h", got "tomorrow"
  "campaigns": [{"name": "a", "starts": "tomorrow", "script": "v2"}],
                                        ^
s.json:5:63: /campaigns/0/script: there is no script "v2"; did you mean "v1"?
  "campaigns": [{"name": "a", "starts": "tomorrow", "script": "v2"}],
                                                              ^
)");
}

TEST_CASE("errors of a contact file stand after those of the scenario", "[scenario]") {
  const ScenarioRig rig;
  rig.write("c.csv", "phone,priority\n+49301234567,high\n");
  const std::string all = rig.errors(R"({"start": "2026-03-02T08:00", "account": {"lines": 1},
"campaigns": [{"name": "a", "contacts": [{"file": "c.csv"}], "max_attempts": 0}]})");
  CHECK(all.starts_with("s.json:2:78: /campaigns/0/max_attempts: expected a whole number from 1 to 255, got the number 0\n"));
  CHECK(all.find("\nc.csv:2:14: ") != std::string::npos);
}

}  // namespace sim::scenario
