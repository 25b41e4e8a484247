// The CSV files as whole texts, and the fields they are made of.

#include <cmath>
#include <limits>

#include "sim/report/results.hpp"
#include "sim/scenario/zones.hpp"
#include "tests/catch.hpp"
#include "tests/experiment_rig.hpp"
#include "tests/full_disk.hpp"
#include "tests/temporary_folder.hpp"

using namespace sim;
using namespace sim::report;
using namespace sim::experiment;

namespace {

std::string seconds_text(std::int64_t us) {
  std::string text;
  append_seconds(Duration{us}, text);
  return text;
}

std::string stamp(LocalStamps& stamps, SimTime t) {
  std::string text;
  stamps.append(t, text);
  return text;
}

ExperimentResult with_detail(metrics::ReplicationResult detail) {
  ExperimentResult result;
  result.detail = std::move(detail);
  return result;
}

}  // namespace

TEST_CASE("seconds are exact and short", "[report]") {
  CHECK(seconds_text(0) == "0");
  CHECK(seconds_text(12'000'000) == "12");
  CHECK(seconds_text(12'500'000) == "12.5");
  CHECK(seconds_text(1) == "0.000001");
  CHECK(seconds_text(-1'000'010) == "-1.00001");
  CHECK(seconds_text(31'536'000'000'001) == "31536000.000001");
}

TEST_CASE("fields are quoted where RFC 4180 asks for it", "[report]") {
  CHECK(csv_quoted("plain text") == "plain text");
  CHECK(csv_quoted("") == "");
  CHECK(csv_quoted("a,b") == "\"a,b\"");
  CHECK(csv_quoted("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(csv_quoted("two\nlines") == "\"two\nlines\"");
}

TEST_CASE("numbers that do not exist are empty fields", "[report]") {
  CsvRows rows("x,y,z,u");
  rows.number(0.1).number(std::nan("")).number(std::numeric_limits<double>::infinity()).number(std::uint64_t{7}).end_row();
  CHECK(rows.text() == "x,y,z,u\n0.1,,,7\n");
}

TEST_CASE("remembered stamps are those of the scenario's clock, also where it jumps", "[report]") {
  world::WorldConfig world = two_campaigns().world;
  world.start_unix_s = 1'774'740'600 + 17;  // 2026-03-28T23:30:17Z, 90 minutes before summer time in Berlin; not a whole minute
  world.account.zones = {scenario::find_zone("Europe/Berlin")->table(world.start_unix_s)};
  LocalStamps stamps(world);
  // The last goes through more minutes than are remembered.
  for (const auto& [step, steps] : {std::pair{std::int64_t{7'919'333}, 3000}, {us(kDay) / 7, 3000}, {us(kMinute) + 1, 20'000}}) {
    for (std::int64_t i = -5; i < steps; ++i) {
      const SimTime t = at_us(i * step);
      REQUIRE(stamp(stamps, t) == scenario::local_time(world, t));
    }
  }
  CHECK(stamp(stamps, SimTime{89 * kMinute}) == "2026-03-29T01:59:17+01:00");
  CHECK(stamp(stamps, SimTime{90 * kMinute + Duration{250'000}}) == "2026-03-29T03:00:17.25+02:00");
}

TEST_CASE("campaigns.csv lists the newest first and leaves deleted ones out", "[report]") {
  scenario::Scenario scenario = two_campaigns();
  scenario.world.campaigns.push_back({.name = "gone"});
  metrics::ReplicationResult run = replication_result(0);
  run.campaigns.push_back({.status = "deleted"});
  run.campaigns[0].status = "paused";
  run.campaigns[0].pause_reason = "manual";
  run.campaigns[0].finished.reset();
  CHECK(campaigns_csv(scenario, with_detail(run)) ==
        "name,status,pause_reason,created_order,calls,calls_planned,calls_in_progress,calls_retry_scheduled,calls_answered,"
        "calls_completed_without_answer,calls_technical_error,calls_not_dialed,calls_plan_limit_exceeded,attempts,billed_s,"
        "first_attempt_s,finished_s\n"
        "\"summer, \"\"sale\"\"\",draft,,1,7,0,0,0,0,0,0,0,0,0,0,,\n"
        "reminders,paused,manual,0,100,0,0,0,60,40,0,0,0,150,5400,1.5,\n");
}

TEST_CASE("commands.csv lists every command with what became of it", "[report]") {
  metrics::ReplicationResult run = replication_result(0);
  run.commands = {{SimTime{kHour}, "pause", "reminders", "done"},
                  {SimTime{kHour + Duration{1'500'000}}, "resume", "summer, \"sale\"", "not_scheduled"},
                  {SimTime{2 * kDay}, "buy_minutes", "", "done"}};
  CHECK(commands_csv(two_campaigns(), with_detail(run)) ==
        "at_s,at,command,campaign,result\n"
        "3600,2026-03-02T09:00:00+01:00,pause,reminders,done\n"
        "3601.5,2026-03-02T09:00:01.5+01:00,resume,\"summer, \"\"sale\"\"\",not_scheduled\n"
        "172800,2026-03-04T08:00:00+01:00,buy_minutes,,done\n");
}

TEST_CASE("without a replication in detail the files have their headers", "[report]") {
  CHECK(commands_csv(two_campaigns(), {}) == "at_s,at,command,campaign,result\n");
  CHECK(campaigns_csv(two_campaigns(), {}).ends_with("first_attempt_s,finished_s\n"));
}

TEST_CASE("timeseries.csv has mean, p5 and p95 of everything at the end of every hour", "[report]") {
  scenario::Scenario scenario = two_campaigns();
  scenario.world.campaigns.resize(1);
  scenario.world.account.balance = kHour;
  ExperimentResult result;
  SeriesCollector collector(1, SimTime{kHour + 30 * kMinute});
  for (const std::uint32_t answered : {10u, 20u}) {
    ReplicationRecord record;
    record.hours = {{hour_row(50, answered, 2 * answered, kHour), hour_row(0, 70, 5, kHour)}};
    record.balance_by_hour = {kHour, -10 * kSecond};
    collector.add(record);
  }
  result.series = collector.series();
  const std::string zeros = "0,0,0,";
  const std::string text = timeseries_csv(scenario, result);
  CHECK(text.starts_with("campaign,hour,at,calls_planned_mean,calls_planned_p5,calls_planned_p95,calls_in_progress_mean,"));
  CHECK(text.find("calls_plan_limit_exceeded_p95,attempts_mean,attempts_p5,attempts_p95,answered_mean,answered_p5,answered_p95,"
                  "billed_s_mean,billed_s_p5,billed_s_p95,balance_s_mean,balance_s_p5,balance_s_p95,"
                  "lines_busy_mean,lines_busy_p5,lines_busy_p95\n") != std::string::npos);
  CHECK(text.substr(text.find('\n') + 1) == "reminders,0,2026-03-02T09:00:00+01:00,50,50,50," + zeros + zeros + "15,10,20," + zeros +
                                                zeros + zeros + zeros + "30,20,40,15,10,20,1800,1200,2400,3600,3600,3600,1,1,1\n" +
                                                "reminders,1,2026-03-02T09:30:00+01:00," + zeros + zeros + zeros + "70,70,70," + zeros +
                                                zeros + zeros + zeros + "5,5,5,2,2,2,300,300,300,-10,-10,-10,2,2,2\n");

  scenario.world.account.balance.reset();
  CHECK(timeseries_csv(scenario, result).ends_with(",300,300,300,,,,2,2,2\n"));
}

TEST_CASE("calls and dialogs are streamed into their files", "[report]") {
  const TemporaryFolder here;
  const scenario::Scenario scenario = two_campaigns();
  CallFiles files(scenario, OutputFolder(here.path()));
  files.dialog({CampaignId{0}, 3, "491511234567", 2, AttemptOutcome::answered, ScriptId{0}, SimTime{90 * kSecond}, 42 * kSecond,
                45 * kSecond, true});
  files.dialog({CampaignId{0}, 4, "491511234568", 1, AttemptOutcome::voicemail, ScriptId{0}, SimTime{Duration{95'250'000}}, 20 * kSecond,
                30 * kSecond, false});
  files.call({CampaignId{0}, 3, "491511234567", "answered", 2, "answered", SimTime{5 * kSecond}, SimTime{90 * kSecond}, 42 * kSecond,
              45 * kSecond});
  files.call({CampaignId{1}, 0, "12,34", "", 0, "", kNever, kNever, Duration{0}, Duration{0}});
  CHECK_FALSE(here.names().contains("calls.csv"));
  files.commit();
  CHECK(here.names() == std::set<std::string>{"calls.csv", "dialogs.csv"});
  CHECK(here.read("calls.csv") ==
        "campaign,row,phone,status,attempts,last_outcome,first_attempt_s,first_attempt_at,last_attempt_s,last_attempt_at,talk_s,billed_s\n"
        "reminders,3,491511234567,answered,2,answered,5,2026-03-02T08:00:05+01:00,90,2026-03-02T08:01:30+01:00,42,45\n"
        "\"summer, \"\"sale\"\"\",0,\"12,34\",,0,,,,,,0,0\n");
  CHECK(here.read("dialogs.csv") ==
        "campaign,row,phone,attempt,outcome,script,start_s,start_at,talk_s,billed_s,goal\n"
        "reminders,3,491511234567,2,answered,v1,90,2026-03-02T08:01:30+01:00,42,45,1\n"
        "reminders,4,491511234568,1,voicemail,v1,95.25,2026-03-02T08:01:35.25+01:00,20,30,0\n");
}

TEST_CASE("a run without calls has files with headers, one that was given up has none", "[report]") {
  const TemporaryFolder here;
  const scenario::Scenario scenario = two_campaigns();
  { const CallFiles given_up(scenario, OutputFolder(here.path())); }
  CHECK(here.names().empty());
  CallFiles files(scenario, OutputFolder(here.path()));
  files.commit();
  CHECK(here.read("dialogs.csv") == "campaign,row,phone,attempt,outcome,script,start_s,start_at,talk_s,billed_s,goal\n");
}

TEST_CASE("the trace is its lines", "[report]") {
  const TemporaryFolder here;
  TraceFile trace{OutputFolder(here.path())};
  trace.line("0 < create campaign 0");
  trace.line("5 > place_attempt 1@0");
  trace.commit();
  CHECK(here.read("trace.txt") == "0 < create campaign 0\n5 > place_attempt 1@0\n");
}

TEST_CASE("a disk that fills up while calls are written is an error that names the file", "[report]") {
  const TemporaryFolder here;
  const scenario::Scenario scenario = two_campaigns();
  std::string message;
  {
    const FullDisk full(100'000);
    CallFiles files(scenario, OutputFolder(here.path()));
    try {
      for (std::uint32_t row = 0; row < 10'000; ++row) {
        files.call({CampaignId{0}, row, "491511234567", "planned", 0, "", kNever, kNever, Duration{0}, Duration{0}});
      }
    } catch (const WriteError& error) {
      message = error.what();
    }
  }
  CHECK(message == (here.path() / "calls.csv").string() + ": File too large");
  CHECK(here.names().empty());
}
