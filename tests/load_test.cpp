// The load test feeds a machine of its own what the world fed to its machine: the same attempts must come out, also through faults of
// the link, operator commands and inputs that share an instant.

#include "sim/load/load_test.hpp"

#include "sim/world/replication.hpp"
#include "tests/catch.hpp"

namespace sim::load {
namespace {

world::WorldConfig busy_world() {
  world::WorldConfig world;
  world.account.lines = 7;
  world.account.balance = 2 * kHour;
  world::CampaignSpec campaign;
  campaign.name = "a";
  campaign.starts = SimTime{};
  campaign.config.lines = 7;
  campaign.config.ring_timeout = 30 * kSecond;
  campaign.config.max_call = 5 * kMinute;
  campaign.config.retry.max_attempts = 3;
  campaign.config.retry.rules[index(AttemptOutcome::no_answer)].delays = {{kHour}};
  campaign.config.retry.rules[index(AttemptOutcome::lost)].delays = {{kMinute}};
  campaign.contacts.push_back({.count = 400});
  world.campaigns = {campaign};
  world.scripts.push_back({"", {.talk = random::make_exponential(60)}});
  world::CustomerSpec customers;
  customers.model.zones = {{0, 1.0}};
  customers.model.reachability = 0.4;
  world.customers.push_back(customers);
  world.carrier.reports = {.late = 0.2, .late_by = random::make_exponential(200), .duplicated = 0.2, .lost = 0.1};
  models::OperatorRule reaction;
  reaction.trigger = models::Trigger::out_of_minutes;
  reaction.actions = {{.kind = models::ActionKind::buy_minutes, .minutes = kHour}, {.kind = models::ActionKind::resume}};
  world.operators = {reaction};
  return world;
}

TEST_CASE("a replay of the recorded inputs places the attempts of the run", "[load]") {
  const world::WorldConfig world = busy_world();
  world::InputRecording recording;
  const metrics::ReplicationResult run = world::run_replication(world, {.recording = &recording});
  REQUIRE(run.account.reports_ignored > 0);
  REQUIRE(run.account.bought > Duration{0});
  const LoadResult result = run_load_test(world.account, recording, 2);
  CHECK(result.attempts == run.account.attempts);
  CHECK(result.steps == recording.size());
  CHECK(result.steps_per_s.size() == 2);
  CHECK(result.step_ns.n() + result.command_ns.n() == result.steps);
  CHECK(result.step_ns.quantile(0.5) <= result.step_ns.quantile(0.99));
}

TEST_CASE("the memory of the machine is that with the most retries waiting, not that at the end", "[load]") {
  world::WorldConfig world = busy_world();
  world.operators.clear();
  world.account.balance.reset();
  world.carrier.reports = {};
  world.customers.front().model.reachability = 0;
  const auto machine_bytes = [&world] {
    world::InputRecording recording;
    world::run_replication(world, {.recording = &recording});
    return run_load_test(world.account, recording, 1).machine_bytes;
  };
  world.campaigns.front().contacts.front().count = 5000;
  const std::uint64_t with_retries = machine_bytes();
  world.campaigns.front().config.retry.max_attempts = 1;
  CHECK(with_retries > machine_bytes() + 8 * 4000);  // all are due from the start, so the first attempts of all come before retries
}

TEST_CASE("latency quantiles are right within a bucket", "[load]") {
  stats::LatencyHistogram histogram;
  CHECK(histogram.quantile(0.5) == 0);
  for (std::uint64_t ns = 1; ns <= 100'000; ++ns) histogram.add(ns);
  CHECK(histogram.n() == 100'000);
  CHECK(histogram.max() == 100'000);
  CHECK(histogram.quantile(1) == 100'000);
  for (const double q : {0.0001, 0.0005, 0.01, 0.5, 0.9, 0.99, 0.999}) {
    const double exact = q * 100'000;
    CAPTURE(q);
    CHECK(static_cast<double>(histogram.quantile(q)) >= exact);
    CHECK(static_cast<double>(histogram.quantile(q)) <= exact * (1 + 1.0 / 32) + 1);
  }
  histogram.add(~std::uint64_t{0});  // the largest has a bucket too
  CHECK(histogram.quantile(1) == ~std::uint64_t{0});
}

}  // namespace
}  // namespace sim::load
