// One replication of the whole world: instants worked out by hand, when a run is over, and that recording changes nothing.

#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using campaign::CallStatus;
using metrics::ReplicationResult;
using models::ActionKind;
using models::Trigger;

constexpr auto kAnswered = AttemptOutcome::answered, kBusy = AttemptOutcome::busy, kNoAnswer = AttemptOutcome::no_answer,
               kNetworkError = AttemptOutcome::network_error, kLost = AttemptOutcome::lost;

TEST_CASE("two scripted contacts on one line, to the second", "[world]") {
  WorldConfig config = scripted_world({{{kBusy, {}, s(3)}, {kAnswered, s(42), s(8)}}, {{kNoAnswer, {}, kNoLimit}, {kAnswered, s(20)}}}, 1);
  policy(config).ring_timeout = s(30);
  policy(config).retry.max_attempts = 3;
  rule(config, kBusy).delays = {{s(60)}};
  rule(config, kNoAnswer).delays = {{s(120)}};
  config.account.billing = {s(15), {}};
  CHECK(story(config) ==
        "c0/0#1 0-3 busy\n"
        "c0/1#1 3-33 no_answer\n"
        "c0/0#2 63-113 answered\n"
        "c0/1#2 153-173 answered\n");
  const ReplicationResult result = run(config);
  const metrics::CampaignResult& c = result.campaigns[0];
  CHECK(c.status == "finished");
  CHECK(c.finished == at_s(173));
  CHECK(c.first_attempt == at_s(0));
  CHECK(c.wait == s(3));
  CHECK(c.talk == s(62));
  CHECK(c.billed == s(45 + 30));
  CHECK(c.line_time == s(3 + 30 + 50 + 20));
  CHECK(calls_in(result, CallStatus::answered) == 2);
  CHECK(result.account.lines_peak == 1);
}

TEST_CASE("talk is cut at max_call, ringing at the ring timeout", "[world]") {
  WorldConfig config = minute_world(1, 1);
  policy(config).max_call = s(40);
  CHECK(story(config) == "c0/0#1 0-40 answered\n");
  customers(config).ring_answered = random::make_constant(s(25));
  policy(config).ring_timeout = s(20);
  CHECK(story(config) == "c0/0#1 0-20 no_answer\n");
}

// Many rules at once, so that most of the code has a say in the history.
WorldConfig rich_world() {
  WorldConfig config = plain_world(400, 12);
  config.horizon = at_s(5 * 86'400);
  config.account.zones.push_back(campaign::Zone{{{SimTime{}, 3 * kHour}}});
  config.account.balance = s(9000);
  config.account.billing = {s(15), {}};
  config.account.unique_users = 170;
  config.account.start_gap = s(0.2);
  customers(config).zones = {{0, 0.6}, {1, 0.4}};
  customers(config).reachability = 0.4;
  customers(config).repeat_hour = 0.5;
  customers(config).no_answer = 0.7;
  customers(config).busy = 0.3;
  customers(config).ring_busy = random::make_uniform(1, 4);
  script(config).talk = random::make_lognormal(44, 0.8);
  script(config).goal = 0.2;
  policy(config).hours = every_day(9, 20);
  policy(config).ring_timeout = s(30);
  policy(config).max_call = s(600);
  policy(config).retry.max_attempts = 4;
  for (const AttemptOutcome outcome : {kNoAnswer, kBusy, kNetworkError, kLost}) rule(config, outcome).delays = {{s(600)}, {s(7200)}};
  config.carrier.network_error = 0.02;
  config.carrier.reports = {0.05, random::make_exponential(5), 0.05, 0.02};
  config.carrier.random_outages = {random::make_exponential(20'000), random::make_exponential(1000)};
  when(config, Trigger::out_of_minutes, 1200, {buy(6000), action(ActionKind::resume)});
  when(config, Trigger::system_failure_over, 60, {action(ActionKind::resume)});
  return config;
}

std::string numbers(const ReplicationResult& result) {
  const metrics::CampaignResult& c = result.campaigns[0];
  std::string text = std::to_string(result.fingerprint) + " " + std::to_string(us(result.end)) + " " + std::to_string(result.events) + " " +
                     c.status + " " + std::to_string(us(c.talk)) + " " + std::to_string(us(c.billed)) + " " +
                     std::to_string(us(c.line_time)) + " " + std::to_string(us(c.wait)) + " " + std::to_string(c.goals) + " " +
                     std::to_string(result.account.reports_ignored) + " " + commands(result);
  for (const std::uint32_t n : c.calls_by_status) text += std::to_string(n) + " ";
  for (const std::uint64_t n : c.attempts_by_outcome) text += std::to_string(n) + " ";
  return text;
}

struct CountingSink final : metrics::CallSink {
  void call(const metrics::CallRow& row) override {
    ++calls;
    billed += row.billed;
  }
  void dialog(const metrics::DialogRow&) override {}
  std::uint32_t calls = 0;
  Duration billed{0};
};

TEST_CASE("a run repeats, whatever is recorded of it", "[world]") {
  const WorldConfig config = rich_world();
  const ReplicationResult first = run(config);
  CHECK(first.campaigns[0].attempts_by_outcome[index(kLost)] > 0);
  CHECK(first.account.reports_ignored > 0);
  CHECK(first.account.bought > Duration{0});
  CHECK(first.campaigns[0].pauses[2] > 0);
  CHECK(calls_in(first, CallStatus::plan_limit_exceeded) > 0);
  CHECK(numbers(run(config)) == numbers(first));

  AttemptLog log;
  CountingSink calls;
  ReplicationOptions options;
  options.hours = false;
  options.trace = &log;
  options.calls = &calls;
  CHECK(numbers(run(config, options)) == numbers(first));
  CHECK(log.attempts.size() == first.account.attempts);
  CHECK(calls.calls == 400);
  CHECK(calls.billed == first.account.billed);
}

TEST_CASE("another seed and another replication are other histories", "[world]") {
  WorldConfig config = rich_world();
  const ReplicationResult first = run(config);
  ReplicationOptions second;
  second.replication = 1;
  CHECK(run(config, second).fingerprint != first.fingerprint);
  config.seed = 2;
  CHECK(run(config).fingerprint != first.fingerprint);
}

TEST_CASE("the rows of the hours sum to the totals", "[world]") {
  const ReplicationResult result = run(rich_world());
  const metrics::CampaignResult& c = result.campaigns[0];
  metrics::HourRow sum;
  for (const metrics::HourRow& hour : c.hours) {
    sum.attempts += hour.attempts;
    sum.answered += hour.answered;
    sum.billed += hour.billed;
    sum.line_time += hour.line_time;
  }
  CHECK(sum.attempts == c.attempts);
  CHECK(sum.answered == c.attempts_by_outcome[index(kAnswered)]);
  CHECK(sum.billed == c.billed);
  CHECK(sum.line_time == c.line_time);
  CHECK(c.hours.size() == static_cast<std::size_t>((us(result.end) + us(kHour) - 1) / us(kHour)));
  CHECK(c.hours.back().calls_by_status == c.calls_by_status);
}

TEST_CASE("a run is over when nothing pending can change a campaign", "[world]") {
  WorldConfig config = minute_world(2, 1);
  SECTION("everything finished") {
    at(config, 500, {action(ActionKind::pause, 0)});
    CHECK(run(config).end == at_s(120));
  }
  SECTION("a finished campaign is still to be deleted") {
    at(config, 500, {action(ActionKind::remove, 0)});
    const ReplicationResult result = run(config);
    CHECK(result.end == at_s(500));
    CHECK(result.campaigns[0].status == "deleted");
    CHECK(result.campaigns[0].finished == at_s(120));
  }
  SECTION("paused for good: the call on the line is the last thing that happens") {
    config.account.balance = s(30);
    const ReplicationResult result = run(config);
    CHECK(result.end == at_s(60));
    CHECK(result.campaigns[0].status == "paused");
    CHECK_FALSE(result.campaigns[0].finished);
  }
  SECTION("a draft that nobody schedules") {
    config.campaigns[0].starts.reset();
    const ReplicationResult result = run(config);
    CHECK(result.end == at_s(0));
    CHECK(result.campaigns[0].status == "draft");
    CHECK(result.campaigns[0].calls_by_status == std::array<std::uint32_t, metrics::kStatusCount>{});
  }
  SECTION("a draft that the operator schedules") {
    config.campaigns[0].starts.reset();
    models::Action schedule = action(ActionKind::schedule, 0);
    schedule.at = at_s(300);
    at(config, 100, {schedule});
    CHECK(run(config).end == at_s(420));
  }
  SECTION("an end time that comes") {
    config.campaigns[0].contacts.clear();
    policy(config).ends = at_s(700);
    CHECK(run(config).end == at_s(700));
  }
}

TEST_CASE("a run stops at the horizon, with calls on the line", "[world]") {
  WorldConfig config = minute_world(2, 1);
  config.horizon = at_s(90);
  const ReplicationResult result = run(config);
  CHECK(result.end == at_s(90));
  CHECK_FALSE(result.campaigns[0].finished);
  CHECK(calls_in(result, CallStatus::in_progress) == 1);
  CHECK(result.campaigns[0].line_time == s(90));

  config.horizon = kNever;
  ReplicationOptions options;
  options.until = at_s(60);
  CHECK(run(config, options).account.attempts == 1);  // what happens at that instant is too late
}

TEST_CASE("a run that is stopped while its calls are written writes no more of them", "[world]") {
  struct Stopping final : metrics::CallSink {
    void call(const metrics::CallRow&) override { stop = ++calls == 3; }
    void dialog(const metrics::DialogRow&) override {}
    std::atomic<bool> stop{false};
    std::uint32_t calls = 0;
  } sink;
  ReplicationOptions options;
  options.calls = &sink;
  options.stop = &sink.stop;
  CHECK(run(minute_world(10, 10), options).interrupted);
  CHECK(sink.calls == 3);
}

TEST_CASE("a phone in two campaigns is on one line at a time", "[world]") {
  WorldConfig config = minute_world(2, 2);
  config.campaigns[0].contacts[0].shared = true;
  config.campaigns.push_back(config.campaigns[0]);
  config.account.lines = 4;
  CHECK(story(config) == "c0/0#1 0-60 answered\nc1/1#1 0-60 answered\nc0/1#1 60-120 answered\nc1/0#1 60-120 answered\n");
}

}  // namespace
}  // namespace sim::world
