// dialsim plan as a user runs it: exit statuses, the summary, plan.json.

#include <sys/wait.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

using Catch::Matchers::Contains;

namespace {

using Json = nlohmann::json;

// A hundred calls of a minute on `lines`: finished ceil(100 / lines) minutes after nine.
constexpr const char* kHundred =
    R"({"version": 1, "name": "Hundred", "start": "2026-03-02T08:00", "time_zone": "Europe/Berlin", "horizon": "1d",
 "account": {"lines": 1},
 "campaigns": [{"name": "all", "starts": "2026-03-02T09:00", "contacts": [{"count": 100, "customers": "ready"}], "script": "v1",
  "max_call": "1h", "max_attempts": 1}],
 "scripts": {"v1": {"talk": "60s"}},
 "customers": {"ready": {"reachability": 1}},
 "require": [{"metric": "all/finished_after_s", "p95": {"max": "2026-03-02T09:07"}}],
 "plan": {"minimize": "/account/lines", "from": 1, "to": 50}})";

struct Planned {
  int status;
  std::string output, errors;
};

// Runs `dialsim plan hundred.json` with these arguments.
class PlanDesk : public sim::TemporaryFolder {
 public:
  PlanDesk() { write("hundred.json", kHundred); }
  Planned plan(const std::string& arguments = "") const {
    const std::string line = "cd '" + path().string() + "' && '" DIALSIM_PROGRAM "' plan hundred.json --out o " + arguments;
    const int status = std::system((line + " >output.txt 2>errors.txt").c_str());
    return {WEXITSTATUS(status), read("output.txt"), read("errors.txt")};
  }
  Json json() const { return Json::parse(read("o/plan.json")); }
};

}  // namespace

TEST_CASE("plan finds the least lines and says what fails below", "[program]") {
  const PlanDesk desk;
  const Planned planned = desk.plan();
  CHECK(planned.status == 0);
  CHECK_THAT(planned.output, Contains("answer            15\n") && Contains("next lower        14 fails\n"));
  const Json json = desk.json();
  CHECK(json["outcome"] == "found");
  CHECK(json["answer"] == 15);
  CHECK(json["next_lower"]["value"] == 14);
  CHECK(json["next_lower"]["verdict"] == "breached");
  CHECK(json["requirements"][0]["margin"] == 0);
  CHECK(json["arithmetic"]["least"] == 15);
  CHECK(json["spent"]["replications"] >= 60);
}

TEST_CASE("plan ends with 1 when nothing in the range will do", "[program]") {
  const PlanDesk desk;
  const Planned planned = desk.plan("--set /plan/to=14");
  CHECK(planned.status == 1);
  CHECK_THAT(planned.output, Contains("none: 14 does not meet the requirements either"));
  CHECK(desk.json()["answer"].is_null());
}

TEST_CASE("plan ends with 4 when the budget does not tell", "[program]") {
  const PlanDesk desk;
  const Planned planned = desk.plan(
      R"(--set '/scripts/v1/talk={"exponential":{"mean":"60s"}}' --set '/precision={"metric":"all/attempts","relative":1,"max_replications":2}')");
  CHECK(planned.status == 4);
  CHECK(desk.json()["outcome"] == "undecided");
}

TEST_CASE("plan ends with 2 and says what to add without a plan or a requirement", "[program]") {
  const PlanDesk desk;
  const Planned no_plan = desk.plan("--set /plan=null");
  CHECK(no_plan.status == 2);
  CHECK(no_plan.output.empty());
  CHECK_THAT(no_plan.errors, Contains("has no block \"plan\"; add what to search") && Contains("\"minimize\""));
  CHECK(desk.plan("--set '/require=[]'").status == 2);
}

TEST_CASE("plan searches a duration in seconds", "[program]") {
  const PlanDesk desk;
  // Talk of a minute is cut to max_call: the sum of all talk must reach 50 minutes, so 30 s for each call.
  const Planned planned = desk.plan(
      R"(--set /plan/minimize=/campaigns/0/max_call --set /plan/to=90 --set '/require=[{"metric":"all/talk_s","mean":{"min":3000}}]')");
  CHECK(planned.status == 0);
  CHECK_THAT(planned.output, Contains("answer            30 s\n"));
  CHECK(desk.json()["unit"] == "s");
  CHECK(desk.plan("--set /plan/minimize=/campaigns/0/name").status == 2);
}

TEST_CASE("plan finds the frontier of lines and minutes", "[program]") {
  const PlanDesk desk;
  // On L lines the last of ceil(100 / L) rounds starts when all before are charged, and there must be a minute left then: 20 lines need
  // 4 * 20 + 1 minutes, 50 lines 51, and those between no fewer than 81.
  const Planned planned = desk.plan(
      R"(--set '/plan={"minimize":["/account/lines",{"pointer":"/account/minutes","from":1,"to":200,"step":1}],"from":10,"to":50,"step":10}')"
      R"( --set '/require=[{"metric":"all/finished_after_s","p95":{"max":"2026-03-02T09:07"}},)"
      R"({"metric":"all/calls_answered","mean":{"min":100}}]')");
  INFO(planned.errors);
  CHECK(planned.status == 0);
  CHECK_THAT(planned.output, Contains("           20           81          100") && Contains("           50           51          100"));
  const Json json = desk.json();
  CHECK(json["outcome"] == "found");
  REQUIRE(json["frontier"].size() == 2);
  CHECK(json["frontier"][0]["values"] == Json({20, 81}));
  CHECK(json["frontier"][1]["values"] == Json({50, 51}));
  CHECK(json["frontier"][1]["next_lower"][1]["values"] == Json({50, 50}));
  CHECK(json["minimize"][1] == Json({{"pointer", "/account/minutes"}, {"from", 1}, {"to", 200}, {"step", 1}, {"unit", nullptr}}));
}

TEST_CASE("plan writes the same file on one thread and on four", "[program]") {
  const PlanDesk desk;
  const std::string random =
      R"(--quiet --set '/require/0/p95/max="+1h30m"' --set '/scripts/v1/talk={"exponential":{"mean":"60s"}}' --threads )";
  CHECK(desk.plan(random + "1").status == 0);
  const std::string one = desk.read("o/plan.json");
  desk.plan(random + "4");
  CHECK(desk.read("o/plan.json") == one);
}
