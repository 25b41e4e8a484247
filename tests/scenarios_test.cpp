// The shipped scenarios: each keeps what all must keep (shipped_scenario.hpp), and shows what its first lines say it shows. The scripted
// ones have no chance in them: what happens to every contact is written down here, to the second.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "sim/experiment/plan.hpp"
#include "tests/shipped_scenario.hpp"

namespace sim::shipped {
namespace {

using experiment::Verdict;
using world::at_s;
using world::s;

double at(int day, int hours, int minutes, int seconds = 0) { return ((day * 24.0 + hours) * 60 + minutes) * 60 + seconds; }

double hours(double h) { return h * 3600; }

}  // namespace

TEST_CASE("scenario quickstart: all that it requires holds, with minutes left", "[scenarios]") {
  const Run run("quickstart.json");
  CHECK(run.all_hold());
  CHECK(run.least("reminders/reach_ratio") > 0.7);
  CHECK(run.least("balance_s") > 0);
  CHECK(run.most("reminders/calls_retry_scheduled") == 0);
}

TEST_CASE("scenario minutes-run-out-at-noon: one pause as long as lunch, the balance below zero within its bound", "[scenarios]") {
  const Run run("minutes-run-out-at-noon.json");
  CHECK(run.all_hold());
  CHECK(run.least("reminders/paused_s") == hours(1));
  CHECK(run.most("reminders/paused_s") == hours(1));
  CHECK(run.least("overshoot_s") > 0);
  CHECK(run.least("bought_s") == hours(100));
}

TEST_CASE("scenario trunk-outage: one pause, from the outage until the operator", "[scenarios]") {
  const Run run("trunk-outage.json");
  CHECK(run.all_hold());
  CHECK(run.least("reminders/paused_s") == hours(40.0 / 60));
  CHECK(run.most("reminders/pauses_system_failure") == 1);
}

TEST_CASE("scenario too-few-lines: people are left undialed, and more lines help", "[scenarios]") {
  const Run run("too-few-lines.json");
  CHECK(run.verdict("survey/calls_not_dialed") == Verdict::breached);
  CHECK(run.least("survey/calls_not_dialed") > 0);
  const Run more("too-few-lines.json", {{"/account/lines", "16"}});
  CHECK(more.most("survey/calls_not_dialed") == 0);
}

TEST_CASE("scenario how-many-lines: the plan takes more lines than arithmetic says", "[scenarios]") {
  CHECK(Run("how-many-lines.json").least("recall/reach_ratio") > 0.7);
  const scenario::Scenario scenario = load("how-many-lines.json");
  const experiment::ScenarioAt at = [](std::int64_t lines) {
    return load("how-many-lines.json", {{"/account/lines", std::to_string(lines)}});
  };
  const experiment::PlanResult plan = experiment::find_plan(scenario, at, {});
  REQUIRE(plan.answer);
  CHECK(plan.tried[*plan.answer].value == 17);
  CHECK(plan.tried[*plan.next_lower].value == 16);
  CHECK(plan.arithmetic.least == std::optional<std::int64_t>(10));
}

TEST_CASE("scenario lines-or-attempts: tries buy reach, lines buy time", "[scenarios]") {
  const Run run("lines-or-attempts.json");
  const Run one_try("lines-or-attempts.json", {{"/campaigns/0/max_attempts", "1"}});
  const Run more_lines("lines-or-attempts.json", {{"/account/lines", "120"}});
  CHECK(run.least("reminders/reach_ratio") > one_try.most("reminders/reach_ratio") + 0.3);
  CHECK(more_lines.most("reminders/finished_after_s") < run.least("reminders/finished_after_s"));
  CHECK(std::abs(more_lines.mean("reminders/reach_ratio") - run.mean("reminders/reach_ratio")) < 0.001);
}

TEST_CASE("scenario daylight-saving-sunday: nobody is called outside the hours of their own clock", "[scenarios]") {
  const Run run("daylight-saving-sunday.json");
  CHECK(run.all_hold());
  // Hours open first in New York, at 08:00 there: two hours after the start.
  CHECK(run.least("recall notice/first_attempt_after_s") == hours(2));
  CHECK(run.most("recall notice/first_attempt_after_s") == hours(2));
  // They close last in Los Angeles, at midnight in New York. The night is an hour shorter than others: 08:00 comes 24 hours after
  // the 08:00 of Saturday on the clock, 23 hours after it in time. Lines wait for that moment, so it is the first dial of the day.
  const double closed = hours(18), open_again = hours(25);
  double first_on_sunday = hours(48);
  for (const world::Attempt& attempt : run.attempts()) {
    const double placed = world::seconds(attempt.placed);
    if (placed >= closed) first_on_sunday = std::min(first_on_sunday, placed);
  }
  CHECK(first_on_sunday == open_again);
}

TEST_CASE("scenario busy-list-short-retries: an hour between two tries reaches more", "[scenarios]") {
  const Run run("busy-list-short-retries.json");
  const Run slow("busy-list-short-retries.json", {{"/campaigns/0/retry/busy", R"(["1h"])"}});
  CHECK(slow.least("surgeries/reach_ratio") > run.most("surgeries/reach_ratio"));
  CHECK(run.mean("surgeries/attempts_busy") > run.mean("surgeries/attempts_no_answer"));
}

TEST_CASE("scenario cold-list-voicemail: machines cost more than people", "[scenarios]") {
  const Run run("cold-list-voicemail.json");
  const Run quick("cold-list-voicemail.json", {{"/scripts/offer/voicemail_talk", R"("5s")"}});
  CHECK(run.verdict("cost") == Verdict::breached);
  CHECK(quick.verdict("cost") == Verdict::holds);
  CHECK(run.mean("offer/attempts_voicemail") > 2 * run.mean("offer/attempts_answered"));
  // Hardly anybody else answers: lines are free sooner, so some retries fall into another hour.
  CHECK(std::abs(quick.mean("offer/reach_ratio") - run.mean("offer/reach_ratio")) < 0.001);
}

TEST_CASE("scenario unique-user-quota: the rest is refused, calls on the line may go beyond", "[scenarios]") {
  const Run run("unique-user-quota.json");
  CHECK(run.least("invitation/calls_plan_limit_exceeded") > 0);
  CHECK(run.most("unique_users_overshoot") <= 24);
  CHECK(run.verdict("unique_users_overshoot") == Verdict::holds);
  CHECK(run.verdict("invitation/calls_plan_limit_exceeded") == Verdict::breached);
  CHECK(run.least("unique_users") > 2000);  // April has a quota of its own, and retries use it
}

TEST_CASE("scenario three-priorities: the alarm does not wait for the others", "[scenarios]") {
  const Run run("three-priorities.json");
  CHECK(run.all_hold());
  CHECK(run.most("alarm/wait_s") < run.least("reminders/wait_s"));
  CHECK(run.most("lines_peak") == 30);
}

TEST_CASE("scenario campaign-deleted: in no list, nothing placed any more, its dialogs billed and kept", "[scenarios]") {
  const Run run("campaign-deleted.json");
  CHECK(run.all_hold());
  for (const experiment::ReplicationRecord& record : run.records()) CHECK(record.status.at(0) == "deleted");
  CHECK(run.campaigns_csv().find("wrong list") == std::string::npos);
  CHECK(run.campaigns_csv().find("right list") != std::string::npos);
  CHECK(run.least("wrong list/calls_not_dialed") > 0);
  Duration billed{0};
  for (const Dialog& dialog : run.dialogs()) {
    if (dialog.campaign == 0) billed += dialog.billed;
  }
  CHECK(billed > Duration{0});
  CHECK(billed == run.first().campaigns.at(0).billed);
  for (const world::Attempt& attempt : run.attempts()) {
    CHECK((attempt.campaign == 1 || attempt.placed < at_s(hours(3))));
    CHECK((attempt.campaign == 0 || attempt.placed >= at_s(hours(3.25))));
  }
}

TEST_CASE("scenario script-changed: an attempt has the script that stood when it was placed", "[scenarios]") {
  const Run run("script-changed.json");
  CHECK(run.all_hold());
  std::set<std::string> scripts;
  for (const Dialog& dialog : run.dialogs()) {
    CHECK(dialog.script == (dialog.start < at_s(hours(4)) ? "long" : "short"));
    scripts.insert(dialog.script);
  }
  CHECK(scripts.size() == 2);
  const Run alone("script-changed.json", {{"/operator", "[]"}});
  CHECK(alone.mean("renewal/goals") < run.mean("renewal/goals"));
}

TEST_CASE("scenario breaker-trips: the breaker saves the list", "[scenarios]") {
  const Run run("breaker-trips.json");
  CHECK(run.all_hold());
  const Run without("breaker-trips.json", {{"/account/breaker", "null"}});
  CHECK(without.most("reminders/pauses_system_failure") == 0);
  CHECK(without.least("reminders/calls_technical_error") > 10 * run.most("reminders/calls_technical_error"));
}

TEST_CASE("scenario reserve-against-overshoot: never below zero, and less than a call left", "[scenarios]") {
  const Run run("reserve-against-overshoot.json");
  CHECK(run.all_hold());
  CHECK(run.least("balance_s") >= 0);
  CHECK(run.most("balance_s") < 300);
  const Run plain("reserve-against-overshoot.json", {{"/account/reserve", "0s"}});
  CHECK(plain.verdict("overshoot_s") == Verdict::breached);
  CHECK(plain.most("overshoot_s") <= 40 * 300);
}

TEST_CASE("scenario lost-reports: lines are held, and a shorter limit of a call gives them back", "[scenarios]") {
  const Run run("lost-reports.json");
  CHECK(run.least("reminders/attempts_lost") > 0);
  CHECK(run.least("reports_ignored") > 0);  // the second of two
  const Run shorter("lost-reports.json", {{"/campaigns/0/max_call", "3m"}});
  const Run perfect("lost-reports.json", {{"/carrier/reports", "{}"}});
  CHECK(run.least("reminders/finished_after_s") > shorter.most("reminders/finished_after_s"));
  CHECK(shorter.least("reminders/finished_after_s") > perfect.most("reminders/finished_after_s"));
}

namespace {

struct ExactCall {
  std::string phone, status, last_outcome;
  double talk_s = 0, billed_s = 0;
  std::vector<double> placed_s;
};

std::vector<double> placed(const Run& run, std::size_t call) {
  std::vector<double> times;
  for (const world::Attempt& attempt : run.attempts()) {
    if (attempt.call == call) times.push_back(world::seconds(attempt.placed));
  }
  return times;
}

void check_exactly(const Run& run, const std::vector<ExactCall>& expected) {
  REQUIRE(run.calls().size() == expected.size());
  for (std::size_t row = 0; row < expected.size(); ++row) {
    INFO("row " << row);
    const Call& call = run.calls()[row];
    CHECK(call.phone == expected[row].phone);
    CHECK(call.status == expected[row].status);
    CHECK(call.last_outcome == expected[row].last_outcome);
    CHECK(world::seconds(call.talk) == expected[row].talk_s);
    CHECK(world::seconds(call.billed) == expected[row].billed_s);
    CHECK(call.attempts == expected[row].placed_s.size());
    CHECK(placed(run, row) == expected[row].placed_s);
  }
}

}  // namespace

TEST_CASE("scenario scripted-contacts: every attempt of every contact at its second", "[scenarios]") {
  const Run run("scripted-contacts.json");
  // Times are from Monday 08:00; the campaign starts at 1:00:00, on two lines, a start each second at most.
  check_exactly(run,
                {{"49305550101", "answered", "answered", 82, 90, {at(0, 1, 0, 1)}},
                 // The same phone: it waits until the first one is over at 1:01:31, and an hour after it has rung for 30 s.
                 {"49305550101", "answered", "answered", 20, 30, {at(0, 1, 1, 31), at(0, 2, 2, 1)}},
                 {"ask at the desk", "technical_error", "", 0, 0, {}},
                 // Priority 5. Busy for 3 s twice, five minutes later each time.
                 {"49305550104", "answered", "answered", 61, 75, {at(0, 1, 0), at(0, 1, 5, 3), at(0, 1, 10, 6)}},
                 // Not before 10:30. The machine is on the line for 38 s; 86,400 s after that.
                 {"49305550105", "answered", "answered", 33, 45, {at(0, 2, 30), at(1, 2, 30, 38)}},
                 // Priority -1: both lines were taken until its last moment had passed.
                 {"49305550106", "not_dialed", "", 0, 0, {}},
                 {"49305550107", "completed_without_answer", "rejected", 0, 0, {at(0, 1, 0, 3)}},
                 {"49305550108", "technical_error", "invalid_number", 0, 0, {at(0, 1, 0, 7)}},
                 {"49305550109", "technical_error", "network_error", 0, 0, {at(0, 1, 0, 9), at(0, 1, 30, 10), at(0, 2, 0, 11)}},
                 // In Lisbon it is an hour earlier. An hour after the first time; on the next day at 09:30 there, which is 2:30:00 here.
                 {"351215550110", "answered", "answered", 50, 60, {at(0, 2, 0), at(0, 3, 0, 30), at(1, 2, 30)}},
                 // The retry would come after its last moment.
                 {"49305550111", "completed_without_answer", "voicemail", 40, 45, {at(0, 1, 0, 10)}}});
  CHECK(run.most("deliveries/finished_after_s") == at(1, 2, 31));
  CHECK(run.most("balance_s") == 3600 - 345);
}

TEST_CASE("scenario closing-first: B, A, D, C as documented", "[scenarios]") {
  const double six = at(0, 6, 0);
  const auto order = [six](double a, double b, double c, double d) {
    return std::vector<ExactCall>{{"49305550001", "answered", "answered", 60, 60, {six + a}},
                                  {"49305550002", "answered", "answered", 60, 60, {six + b}},
                                  {"49305550003", "answered", "answered", 60, 60, {six + c}},
                                  {"49305550004", "answered", "answered", 60, 60, {six + d}}};
  };
  check_exactly(Run("closing-first.json"), order(60, 0, 180, 120));
  // By due time D, which has waited longest, comes first, and B last.
  check_exactly(Run("closing-first.json", {{"/campaigns/0/order", "due_time"}}), order(60, 180, 120, 0));
}

// A line is written by the test that runs the file, so a file without a line is one without a test. Last, because the tests above may
// be writing the table.
TEST_CASE("shipped scenarios: every file has its history, and so its test", "[scenarios]") {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(scenarios_folder())) {
    if (entry.path().extension() == ".json") files.insert(entry.path().filename().string());
  }
  const std::vector<std::string> listed = Histories().files();
  CHECK(files == std::set<std::string>(listed.begin(), listed.end()));
}

}  // namespace sim::shipped
