// Arithmetic against arithmetic: what fluid_estimate says, worked out by hand.

#include <limits>
#include <memory>

#include "sim/experiment/contact_chain.hpp"
#include "sim/experiment/fluid_estimate.hpp"
#include "tests/catch.hpp"
#include "tests/world_rig.hpp"

using namespace sim;
using namespace sim::experiment;
using world::s;

namespace {

constexpr double kNever_s = std::numeric_limits<double>::infinity();

world::WorldConfig calls_of(double talk_s, std::uint32_t calls, std::uint32_t lines) {
  world::WorldConfig world = world::plain_world(calls, lines);
  world.horizon = SimTime{30 * kDay};
  world::script(world).talk = random::make_constant(s(talk_s));
  world::customers(world).reachability = 1;
  return world;
}

double value(const world::WorldConfig& world, const std::string& metric) { return fluid_estimate(world).find(metric).value(); }

Expectation contact(const world::WorldConfig& world) { return expect(world, world.campaigns[0].config, world.campaigns[0].contacts[0]); }

}  // namespace

TEST_CASE("the chain of a contact gives attempts and answers and time", "[fluid]") {
  world::WorldConfig world = calls_of(40, 1, 1);
  world.account.billing.increment = 15 * kSecond;
  world::customers(world).reachability = 0.5;
  world::customers(world).ring_answered = random::make_constant(s(8));
  world::policy(world).ring_timeout = s(20);
  world::policy(world).retry.max_attempts = 3;
  world::rule(world, AttemptOutcome::no_answer).delays = {{kHour}};
  const Expectation three = contact(world);
  CHECK(three.attempts == Approx(1.75));
  CHECK(three.answered == Approx(0.875));
  CHECK(three.talk_s == Approx(0.875 * 40));
  CHECK(three.billed_s == Approx(0.875 * 45));
  CHECK(three.line_s == Approx(0.875 * 48 + 0.875 * 20));
  world::rule(world, AttemptOutcome::no_answer).attempts = 2;
  CHECK(contact(world).attempts == Approx(1.5));
  CHECK(contact(world).answered == Approx(0.75));
}

TEST_CASE("wrong numbers and errors and late pick-ups are in the chain", "[fluid]") {
  world::WorldConfig world = calls_of(40, 1, 1);
  world.carrier.network_error = 0.2;
  world::customers(world).valid = 0.9;
  CHECK(contact(world).answered == Approx(0.9 * 0.8));
  world::policy(world).retry.max_attempts = 2;
  world::rule(world, AttemptOutcome::network_error).delays = {{kMinute}};
  CHECK(contact(world).answered == Approx(0.9 * (0.8 + 0.2 * 0.8)));
  CHECK(contact(world).attempts == Approx(1.2));
  world::policy(world).ring_timeout = s(10);
  world::customers(world).ring_answered = random::make_uniform(0, 40);  // a quarter in time, after 5 s in the mean
  const Expectation late = contact(world);
  CHECK(late.answered == Approx(0.9 * (0.8 + 0.2 * 0.8) / 4).epsilon(1e-3));
  CHECK(late.line_s == Approx(0.9 * 0.96 * (0.25 * 45 + 0.75 * 10)).epsilon(1e-3));
}

TEST_CASE("scripted rows are followed word by word", "[fluid]") {
  world::WorldConfig world = calls_of(40, 2, 1);
  const auto file = std::make_shared<world::ContactFile>();
  file->script_from = {0, 2, 3};
  file->scripted = {
      {AttemptOutcome::no_answer, Duration{0}, s(20)}, {AttemptOutcome::answered, s(30), s(5)}, {AttemptOutcome::busy, Duration{0}, s(3)}};
  world.campaigns[0].contacts[0].file = file;
  world::policy(world).retry.max_attempts = 3;
  world::rule(world, AttemptOutcome::no_answer).delays = world::rule(world, AttemptOutcome::busy).delays = {{kMinute}};
  const Expectation both = contact(world);
  CHECK(both.attempts == 2 + 3);
  CHECK(both.answered == 1);
  CHECK(both.talk_s == 30);
  CHECK(both.line_s == 20 + 35 + 3 * 3);
}

TEST_CASE("work is divided by lines and laid over the open hours", "[fluid]") {
  world::WorldConfig world = calls_of(60, 1200, 2);  // ten hours on two lines
  CHECK(value(world, "campaign/finished_after_s") == 36'000);
  world::policy(world).hours = world::every_day(8, 12);  // the scenario starts at 00:00: four hours a day, so two on the third
  CHECK(value(world, "campaign/finished_after_s") == 2 * 86'400 + 10 * 3600);
  CHECK(value(world, "campaign/reach_ratio") == 1);
  world::policy(world).ends = SimTime{kDay};
  CHECK(value(world, "campaign/finished_after_s") == 86'400);
  CHECK(value(world, "campaign/calls_answered") == Approx(480));
  CHECK(value(world, "campaign/calls_not_dialed") == Approx(720));
  world::policy(world).ends = kNever;
  world.horizon = SimTime{kDay};
  CHECK(value(world, "campaign/finished_after_s") == kNever_s);
}

TEST_CASE("the rate of starts and the minutes can bind", "[fluid]") {
  world::WorldConfig world = calls_of(60, 1000, 500);
  world.account.start_gap = kSecond;
  CHECK(value(world, "campaign/finished_after_s") == 1000);
  world.account.balance = 250 * kMinute;
  CHECK(value(world, "campaign/calls_answered") == Approx(250));
  CHECK(value(world, "campaign/finished_after_s") == kNever_s);
  CHECK(value(world, "balance_s") == Approx(0).margin(1e-6));
}

TEST_CASE("a campaign of lower priority waits for the others", "[fluid]") {
  world::WorldConfig world = calls_of(60, 100, 10);
  world.campaigns.push_back(world.campaigns[0]);
  world.campaigns[1].name = "alarm";
  world.campaigns[1].config.priority = 1;
  CHECK(value(world, "alarm/finished_after_s") == 600);
  CHECK(value(world, "campaign/finished_after_s") == 1200);
}

TEST_CASE("arithmetic keeps silent about what it does not know", "[fluid]") {
  const FluidEstimate estimate = fluid_estimate(calls_of(60, 10, 1));
  CHECK_FALSE(meets(estimate, {{"campaign/wait_s", scenario::Statistic::mean, {}, 1.0, 0.95}}));
  CHECK(meets(estimate, {{"campaign/finished_after_s", scenario::Statistic::p95, {}, 600.0, 0.95}}) == true);
  CHECK(meets(estimate, {{"campaign/finished_after_s", scenario::Statistic::p95, {}, 599.0, 0.95}}) == false);
  CHECK(meets(estimate, {{"account/attempts", scenario::Statistic::mean, 10.0, {}, 0.95}}) == true);
}
