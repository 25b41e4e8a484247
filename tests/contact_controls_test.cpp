// Control variates: the regression by itself, the exact means of the contact chain against the simulation, and whether 95 % is 95 %.

#include "sim/experiment/contact_controls.hpp"

#include <cmath>
#include <random>

#include "sim/experiment/quadrature.hpp"
#include "sim/experiment/record.hpp"
#include "sim/stats/control_variates.hpp"
#include "sim/stats/interval.hpp"
#include "tests/catch.hpp"
#include "tests/gate.hpp"
#include "tests/world_rig.hpp"

using namespace sim;
using namespace sim::experiment;
using world::s;

namespace {

constexpr int kRepetitions = 1000;
constexpr int kMostOff = 34;  // of 950 that cover: five standard deviations

// Everything that the chain knows: three tries, spread-out people, wrong numbers, errors, late pick-ups, bills in steps, long calls cut.
world::WorldConfig busy_world(std::uint32_t contacts, std::uint32_t lines) {
  world::WorldConfig world = world::plain_world(contacts, lines);
  world.horizon = SimTime{30 * kDay};
  world.account.billing.increment = 15 * kSecond;
  world.carrier.network_error = 0.02;
  world.carrier.set_up = random::make_uniform(0, 2);
  models::CustomerModel& model = world::customers(world);
  model.spread = random::BetaQuantiles(4.06, 5.41);
  model.valid = 0.97;
  model.voicemail = 0.3, model.no_answer = 0.5, model.busy = 0.15, model.rejected = 0.05;
  model.ring_answered = random::make_lognormal(8, 0.6);
  model.ring_voicemail = random::make_normal(20, 4);
  model.ring_busy = random::make_uniform(1, 4);
  world::script(world).talk = random::make_mixture({0.9, 0.1}, {random::make_lognormal(44, 0.8), random::make_uniform(1, 12)});
  world::script(world).voicemail_talk = random::make_uniform(15, 30);
  world::script(world).goal = 0.2;
  world::policy(world).ring_timeout = s(25);
  world::policy(world).max_call = s(300);
  world::policy(world).retry.max_attempts = 3;
  for (const AttemptOutcome outcome : {AttemptOutcome::voicemail, AttemptOutcome::no_answer, AttemptOutcome::network_error}) {
    world::rule(world, outcome).delays = {{10 * kMinute}};
  }
  world::rule(world, AttemptOutcome::busy) = {{{s(90)}}, std::uint8_t{2}};
  return world;
}

std::vector<ReplicationRecord> simulate(const world::WorldConfig& world, std::uint32_t replications) {
  const MetricSet set = metrics_of(world);
  const world::Simulation simulation(world);
  std::vector<ReplicationRecord> records;
  for (std::uint32_t r = 0; r < replications; ++r) {
    world::ReplicationOptions options;
    options.replication = r;
    options.hours = false;
    metrics::ReplicationResult result = simulation.run(options);
    records.push_back(record_of(world, set, result));
  }
  return records;
}

MetricRef metric(const MetricSet& set, std::string_view name) { return {0, position_of(set.campaign, name).value()}; }

double expected_billed_s(const world::WorldConfig& world) {
  return expect(world, world.campaigns[0].config, world.campaigns[0].contacts[0]).billed_s;
}

std::vector<double> column(std::span<const ReplicationRecord> records, const MetricRef& metric) {
  std::vector<double> values;
  for (const ReplicationRecord& record : records) values.push_back(record.campaign[0][metric.metric]);
  return values;
}

}  // namespace

TEST_CASE("a control takes away what it explains", "[controls]") {
  const std::vector<double> x{1, 2, 3, 4, 5};
  const std::vector<double> y{5, 7, 9, 11, 13};  // 3 + 2 x
  const std::vector<stats::Control> controls{{x, 10}};
  const auto exact = stats::controlled_mean(y, controls);
  REQUIRE(exact);
  CHECK(exact->mean == Approx(23));
  CHECK(exact->half_width == Approx(0).margin(1e-9));
  CHECK(exact->controls == 1);
}

TEST_CASE("the controlled interval is that of a regression at the exact mean", "[controls]") {
  const std::vector<double> x{1, 2, 3, 4}, y{1, 3, 2, 5};
  const std::vector<stats::Control> controls{{x, 3}};
  const auto found = stats::controlled_mean(y, controls);
  REQUIRE(found);
  // Slope 1.1, residual sum of squares 2.7, two degrees of freedom (t 4.302653), leverage 1/4 + (2.5 - 3)^2 / 5.
  CHECK(found->mean == Approx(2.75 + 1.1 * 0.5));
  CHECK(found->half_width == Approx(4.302652729911275 * std::sqrt(2.7 / 2 * (0.25 + 0.05))));
}

TEST_CASE("controls that say nothing of their own are dropped", "[controls]") {
  std::mt19937 generator(3);
  std::normal_distribution<double> normal;
  std::vector<double> x, twice, constant, y;
  for (int i = 0; i < 30; ++i) {
    x.push_back(normal(generator));
    twice.push_back(7 + 2 * x.back());
    constant.push_back(4);
    y.push_back(x.back() + normal(generator));
  }
  const auto one = stats::controlled_mean(y, std::vector<stats::Control>{{x, 0}});
  const auto three = stats::controlled_mean(y, std::vector<stats::Control>{{x, 0}, {constant, 4}, {twice, 7}});
  REQUIRE((one && three));
  CHECK(three->controls == 1);
  CHECK(three->mean == Approx(one->mean));
  CHECK(three->half_width == Approx(one->half_width));
  CHECK_FALSE(stats::controlled_mean(y, std::vector<stats::Control>{{constant, 4}}));
  CHECK_FALSE(stats::controlled_mean(constant, std::vector<stats::Control>{{x, 0}}));
  CHECK_FALSE(stats::controlled_mean(std::vector<double>{1, 2}, std::vector<stats::Control>{{{3, 4}, 3}}));
}

// A fit that takes memory or time by the square of the observations would not come to an end here.
TEST_CASE("a hundred thousand observations are fitted as one line", "[controls]") {
  constexpr int kObservations = 100'000;
  std::vector<double> x, y;
  for (int i = 0; i < kObservations; ++i) {
    x.push_back(i % 5);                                         // mean 2, sum of squares about it 2 n
    y.push_back(7 + 3 * x.back() + (i / 5 % 2 == 0 ? 1 : -1));  // residuals of one, at right angles to x
  }
  const auto found = stats::controlled_mean(y, std::vector<stats::Control>{{x, 1}});
  REQUIRE(found);
  CHECK(found->mean == Approx(10));
  CHECK(found->half_width == Approx(1.96 * std::sqrt((1 + 1.0 / 2) / kObservations)).epsilon(1e-4));
}

TEST_CASE("a controlled interval covers the mean as often as it says", "[controls]") {
  std::mt19937 generator(11);
  std::normal_distribution<double> normal;
  int covered = 0;
  double gain = 0;
  for (int i = 0; i < kRepetitions; ++i) {
    std::vector<stats::Control> controls(3);
    std::vector<double> sample;
    for (int r = 0; r < 10; ++r) {
      double y = 5 + normal(generator);
      for (stats::Control& control : controls) y += 2 * control.values.emplace_back(normal(generator));
      sample.push_back(y);
    }
    const auto found = stats::controlled_mean(sample, controls);
    REQUIRE(found);
    covered += std::abs(found->mean - 5) <= found->half_width;
    gain += found->variance_reduction / kRepetitions;
  }
  CHECK(std::abs(covered - 950) <= kMostOff);  // with n - 1 degrees of freedom, or without the leverage, it is below 900
  CHECK(gain > 4);
}

TEST_CASE("a mean over uniforms follows jumps and tails", "[controls]") {
  const random::Distribution talk = random::make_lognormal(44, 0.8);
  CHECK(mean_over_uniforms([&](double u) { return seconds(talk.sample(u)); }) == Approx(talk.mean_s()).epsilon(1e-7));
  CHECK(mean_over_uniforms([](double u) { return u < 0.123456789 ? 1.0 : 0.0; }) == Approx(0.123456789).epsilon(1e-8));
  CHECK(mean_over_uniforms([](double u) { return std::ceil(u * 7) * 15; }) == Approx(60).epsilon(1e-8));
}

TEST_CASE("an integral over something rare does not ask for ever", "[controls]") {
  // Zero at the middle of every panel: nothing but the ends says how large it is.
  int asked = 0;
  const auto rare = [&asked](double u) {
    ++asked;
    return u < 0.005 ? std::floor(1e6 * (1 + u)) : 0;
  };
  CHECK(mean_over_uniforms(rare) == Approx(0.005 * 1.0025e6).epsilon(1e-6));
  CHECK(asked < 100'000);
}

TEST_CASE("the chain's means are those of the simulation", "[controls]") {
  const world::WorldConfig world = busy_world(2000, 40);
  const MetricSet set = metrics_of(world);
  const std::vector<ReplicationRecord> records = simulate(world, 200);
  const std::vector<Expectation> expected = ContactControls(world, set, records).expected();
  REQUIRE(expected.size() == 1);
  oracles::Gate gate;
  const auto held = [&](const char* name, double exact) { gate.mean(name, column(records, metric(set, name)), exact); };
  held("attempts", expected[0].attempts);
  held("calls_answered", expected[0].answered);
  held("talk_s", expected[0].talk_s);
  held("line_s", expected[0].line_s);
  held("billed_s", expected[0].billed_s);
  held("goals", expected[0].goals);
  INFO(gate.report());
  CHECK(gate.holds());
}

TEST_CASE("sharpened minutes cover their exact mean as often as they say", "[controls]") {
  constexpr std::uint32_t kEach = 20;
  const world::WorldConfig world = busy_world(40, 40);
  const MetricSet set = metrics_of(world);
  const std::vector<ReplicationRecord> records = simulate(world, kEach * kRepetitions);
  const double exact = expected_billed_s(world);
  int covered = 0, plain = 0;
  std::vector<double> gains;
  for (std::size_t i = 0; i < kRepetitions; ++i) {
    const std::span<const ReplicationRecord> part(records.data() + i * kEach, kEach);
    const auto found = ContactControls(world, set, part).sharpened(metric(set, "billed_s"));
    REQUIRE(found);
    covered += std::abs(found->mean - exact) <= found->half_width;
    stats::Tally tally;
    for (const double value : column(part, metric(set, "billed_s"))) tally.add(value);
    plain += std::abs(tally.mean() - exact) <= stats::half_width(tally);
    gains.push_back(found->variance_reduction);
  }
  CHECK(std::abs(covered - 950) <= kMostOff);
  CHECK(std::abs(plain - 950) <= kMostOff);
  std::ranges::sort(gains);
  CHECK(gains[kRepetitions / 2] > 6);
}

TEST_CASE("nothing is sharpened where the chain is not exact", "[controls]") {
  const auto sharpened = [](const world::WorldConfig& world, std::uint32_t replications = kLeastControlled) {
    const MetricSet set = metrics_of(world);
    return ContactControls(world, set, simulate(world, replications)).sharpened(metric(set, "billed_s")).has_value();
  };
  const world::WorldConfig plain = busy_world(20, 5);
  CHECK(sharpened(plain));
  CHECK_FALSE(sharpened(plain, kLeastControlled - 1));
  const auto changed = [&plain](auto change) {
    world::WorldConfig world = plain;
    change(world);
    return world;
  };
  CHECK_FALSE(sharpened(changed([](auto& w) { w.horizon = SimTime{5 * kMinute}; })));  // some are not finished
  CHECK_FALSE(sharpened(changed([](auto& w) { world::policy(w).ends = SimTime{kDay}; })));
  CHECK_FALSE(sharpened(changed([](auto& w) { w.account.balance = 1000 * kHour; })));
  CHECK_FALSE(sharpened(changed([](auto& w) { w.account.unique_users = 1'000'000; })));
  CHECK_FALSE(sharpened(changed([](auto& w) { w.account.breaker = campaign::Breaker{}; })));
  CHECK_FALSE(sharpened(changed([](auto& w) { w.carrier.outages = {{SimTime{kMinute}, kMinute}}; })));
  CHECK_FALSE(sharpened(changed([](auto& w) { world::customers(w).repeat_hour = 0.8; })));
  CHECK_FALSE(sharpened(changed([](auto& w) { world::at(w, 10, {world::action(models::ActionKind::pause, 0)}); })));
}
