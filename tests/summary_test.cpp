// The summary of a made-up result, compared as a whole.

#include <cmath>
#include <limits>
#include <sstream>

#include "sim/report/plain_text.hpp"
#include "sim/report/summary.hpp"
#include "sim/scenario/zones.hpp"
#include "tests/catch.hpp"

using namespace sim;
using Catch::Matchers::Contains;
using report::Ink;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Two replications of one campaign with three calls to the hundred that stay planned.
struct Made {
  scenario::Scenario scenario;
  experiment::ExperimentResult result;

  Made() {
    scenario.name = "Appointment reminders";
    scenario.time_zone = "UTC";
    scenario.world.start_unix_s = 1'772'438'400;  // 2026-03-02T08:00Z
    scenario.world.account.zones = {scenario::find_zone("UTC")->table(scenario.world.start_unix_s)};
    scenario.world.seed = 7;
    scenario.world.account.lines = 200;
    scenario.world.account.balance = 1000 * kMinute;
    scenario.world.price = world::Price{"EUR", 0.045, 1.5};
    scenario.world.campaigns.push_back({.name = "reminders"});
    result.set = experiment::metrics_of(scenario.world);
    for (std::uint32_t r = 0; r < 2; ++r) result.records.push_back({.replication = r, .end = at_us(us(8 * kHour) - r)});
    add_campaign("reminders");
    for (const experiment::Metric* metric : result.set.account)
      result.account.push_back(constant(metric->name == "lines_used_ratio" ? 0.5 : 0));
    set_account("lines_peak", 180);
    set_account("starts_per_s_peak", 20);
    set_account("billed_s", 74'040);
    set_account("balance_s", -240);
    set_account("bought_s", 12'000);
    set_account("overshoot_s", 240);
    set_account("commands_refused", 1);
    set_account("cost", 1355.53, 12.1);
    result.audit.checks = 1'234'567;
  }

  static experiment::Estimate constant(double value, double half_width = 0) {
    return {2, 0, value, half_width, 0, value, value, value, value, value};
  }

  void add_campaign(const std::string& name) {
    result.campaigns.push_back({name, {{"finished", 2}}, {}});
    for (std::size_t m = 0; m < result.set.campaign.size(); ++m) result.campaigns.back().metrics.push_back(constant(0));
    const std::size_t c = result.campaigns.size() - 1;
    set(c, "calls", constant(100'000));
    set(c, "calls_planned", constant(3'000));
    set(c, "calls_answered", constant(65'710.5));
    set(c, "calls_completed_without_answer", constant(31'289.5));
    set(c, "attempts", constant(182'345, 120));
    set(c, "attempts_per_call", constant(1.82345));
    set(c, "reach_ratio", constant(0.657105, 0.0012));
    set(c, "talk_s", constant(72'000));
    set(c, "billed_s", constant(74'040));
    set(c, "wait_s", constant(750));
    set(c, "finished_after_s", constant(20'520, 722));
    set(c, "paused_s", constant(3'780));
    set(c, "pauses_out_of_minutes", constant(1.5));
  }

  void set(std::size_t campaign, const std::string& metric, experiment::Estimate estimate) {
    for (std::size_t m = 0; m < result.set.campaign.size(); ++m) {
      if (result.set.campaign[m]->name == metric) result.campaigns[campaign].metrics[m] = estimate;
    }
  }

  void set_account(const std::string& metric, double value, double half_width = 0) {
    for (std::size_t m = 0; m < result.set.account.size(); ++m) {
      if (result.set.account[m]->name == metric) result.account[m] = constant(value, half_width);
    }
  }

  void add_hours() {
    std::vector<experiment::SeriesRow> hours(8);
    for (std::size_t h = 1; h < 6; ++h) {
      hours[h].attempts.mean = 10'000 * static_cast<double>(6 - h);
      hours[h].calls_by_status[3].mean = 20'000 * static_cast<double>(h);
    }
    hours[6] = hours[7] = hours[5];
    hours[6].attempts.mean = hours[7].attempts.mean = 0;
    result.series.campaigns = {hours};
  }

  std::string text(Ink ink = Ink::plain) const { return report::run_summary(scenario, result, ink); }
};

std::size_t longest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t longest = 0;
  for (std::string line; std::getline(lines, line);) longest = std::max(longest, report::width(line));
  return longest;
}

}  // namespace

TEST_CASE("the summary of a run, as a whole", "[report]") {
  Made made;
  made.add_hours();
  made.result.detail.emplace();
  made.result.detail->commands = {{at_us(us(kHour)), "resume", "reminders", "no_minutes"},
                                  {at_us(us(2 * kHour)), "resume", "reminders", "done"}};
  const auto limit = [](const char* metric, std::optional<double> min, std::optional<double> max) {
    return scenario::Requirement{metric, scenario::Statistic::mean, min, max, 0.95};
  };
  made.result.requirements = {
      {limit("reminders/finished_after_s", {}, 36'000), experiment::Verdict::holds, 20'520, 19'800, 21'240},
      {limit("reminders/reach_ratio", 0.7, {}), experiment::Verdict::breached, 0.657105, 0.6559, 0.6583},
      {limit("cost", {}, 1350), experiment::Verdict::undecided, 1355.53, 1343.43, 1367.63},
  };
  CHECK(made.text() == R"(Appointment reminders
Mon 2026-03-02 08:00 to Mon 2026-03-02 16:00, UTC
2 replications, seed 7; means with 95 % intervals

reminders                                                               finished
  finished          Mon 2026-03-02 13:42 ± 12 min 02 s
  reached           65.71 % ± 0.12 %
  attempts          182,345 ± 120, 1.82 per call
  minutes           1,200 talked, 1,234 billed
  waited            12 min 30 s per attempt, from due to dial
  paused            1 h 03 min: out of minutes 1.5×
                    2026-03-02 09:00        2026-03-02 14:00
  attempts          ████████▇▇▇▇▇▇▇▇▅▅▅▅▅▅▅▅▄▄▄▄▄▄▄▄▂▂▂▂▂▂▂▂ most 50,000/h
  calls over        ▂▂▂▂▂▂▂▂▄▄▄▄▄▄▄▄▅▅▅▅▅▅▅▅▇▇▇▇▇▇▇▇████████ 100.00 %

  status of calls                          calls      share
  Planned                                  3,000     3.00 %  ▌
  Answered                                65,711    65.71 %  ███████████▏
  Completed without answer                31,290    31.29 %  █████▍

account
  lines             180 of 200 at the peak, 50.00 % used in open time
  starts            20 a second at the peak
  minutes           1,234 billed, -4 left, 200 bought, overshoot 4
  cost              EUR 1,355.53 ± 12.10
  refused commands  1
                    2026-03-02 09:00 resume reminders: no_minutes

requirements
  holds      reminders/finished_after_s mean ≤ 2026-03-02 18:00
             is 2026-03-02 13:42, interval 2026-03-02 13:30 to 2026-03-02 13:54
  breached   reminders/reach_ratio mean ≥ 70 %
             is 65.7105 %, interval 65.59 % to 65.83 %
  undecided  cost mean ≤ 1350
             is 1355.53, interval 1343.43 to 1367.63

audit: 1,234,567 checks, 0 violations
)");
}

TEST_CASE("colour changes nothing but the colours", "[report]") {
  Made made;
  made.add_hours();
  std::string coloured = made.text(Ink::colour);
  CHECK_THAT(coloured, Contains("\x1b[1mAppointment reminders\x1b[0m"));
  for (std::size_t at; (at = coloured.find('\x1b')) != std::string::npos;) coloured.erase(at, coloured.find('m', at) - at + 1);
  CHECK(coloured == made.text());
  CHECK_THAT(made.text(), !Contains("\x1b"));
}

TEST_CASE("what did not happen in every replication is said", "[report]") {
  Made made;
  experiment::Estimate finished = Made::constant(20'520);
  finished.n = finished.missing = 1;
  made.set(0, "finished_after_s", finished);
  made.result.campaigns[0].status = {{"paused", 1}, {"finished", 1}};
  CHECK_THAT(made.text(), Contains("paused 1, finished 1\n"));
  CHECK_THAT(made.text(), Contains("finished          Mon 2026-03-02 13:42; not in 1 of 2 replications\n"));
  finished.n = 0;
  finished.mean = kNone;
  made.set(0, "finished_after_s", finished);
  CHECK_THAT(made.text(), Contains("finished          not before the end of the run\n"));
}

TEST_CASE("an interrupted run and a precision out of reach are said at the top", "[report]") {
  Made made;
  made.result.precise = false;
  CHECK_THAT(made.text(), Contains("the precision that was asked for is not reached\n"));
  made.result.interrupted = true;
  CHECK_THAT(made.text(), Contains("interrupted: only the replications that were finished are counted\n"));
}

TEST_CASE("violations are counted in the last line", "[report]") {
  Made made;
  made.result.audit.violations = 1;
  CHECK_THAT(made.text(), Contains("audit: 1,234,567 checks, 1 violation\n"));
}

TEST_CASE("many campaigns have a line each", "[report]") {
  Made made;
  for (const char* name : {"second", "third", "fourth", "a name that is longer than its column"}) made.add_campaign(name);
  made.result.campaigns[1].status = {{"draft", 2}};
  made.set(1, "finished_after_s", {0, 2, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone});
  CHECK_THAT(made.text(), Contains(R"(
campaign               status           calls  reached    attempts finished
reminders              finished       100,000  65.71 %     182,345 26-03-02 13:42
second                 draft          100,000  65.71 %     182,345 -
third                  finished       100,000  65.71 %     182,345 26-03-02 13:42
fourth                 finished       100,000  65.71 %     182,345 26-03-02 13:42
a name that is longer… finished       100,000  65.71 %     182,345 26-03-02 13:42
)"));
}

TEST_CASE("no line is longer than 80 columns, whatever the names are", "[report]") {
  Made made;
  made.add_hours();
  made.scenario.name = std::string(300, 'x') + "\n";
  made.scenario.world.campaigns[0].name = made.result.campaigns[0].name = std::string(200, 'y');
  made.result.campaigns[0].status = {{"draft", 1}, {"planned", 1}, {"in_progress", 1}, {"paused", 1}, {"finished", 1}, {"deleted", 1}};
  made.result.requirements = {{{std::string(200, 'y') + "/wait_s", scenario::Statistic::p95, 1.0 / 3, 1e9 / 3, 0.95},
                               experiment::Verdict::undecided,
                               1.0 / 7,
                               -std::numeric_limits<double>::infinity(),
                               std::numeric_limits<double>::infinity()}};
  CHECK(longest_line(made.text()) <= 80);
}
