// The example of the documentation arrives value by value in the configuration of the world.

#include "tests/scenario_example.hpp"

#include <cmath>

#include "tests/scenario_rig.hpp"

namespace sim::scenario {
namespace {

using campaign::CallingHours;
using models::ActionKind;
using models::Trigger;

const Scenario& example() {
  static const Scenario read = ScenarioRig().scenario(kExample);
  return read;
}

SimTime at(std::int64_t days, std::int64_t hours, std::int64_t minutes = 0) {
  return SimTime{days * kDay + hours * kHour + minutes * kMinute};
}

double median_s(const random::Distribution& d) { return static_cast<double>(us(d.sample(0.5))) / 1e6; }

}  // namespace

TEST_CASE("example: the frame", "[scenario]") {
  const Scenario& s = example();
  CHECK(s.name == "Appointment reminders");
  CHECK(s.time_zone == "Europe/Berlin");
  CHECK(s.world.start_unix_s == 1772434800);  // 2026-03-02T07:00Z
  CHECK(s.world.horizon == at(14, 0));
  CHECK(s.world.seed == 1);
  CHECK(s.replications == 10);
}

TEST_CASE("example: the account", "[scenario]") {
  const campaign::AccountConfig& a = example().world.account;
  CHECK(a.lines == 200);
  CHECK(a.start_gap == Duration{50'000});
  CHECK(a.balance == Duration{100'000 * kMinute});
  CHECK_FALSE(a.unique_users);
  CHECK(a.billing.increment == 15 * kSecond);
  CHECK(a.billing.minimum == Duration{0});
  CHECK(a.reserve == Duration{0});
  CHECK(a.counted_on == campaign::CountedOn::answered);
  REQUIRE(a.breaker);
  CHECK(a.breaker->failure_ratio == 0.5);
  CHECK(a.breaker->window == 120 * kSecond);
  CHECK(a.breaker->min_outcomes == 5);
  CHECK(a.breaker->cool_down == 10 * kMinute);
  REQUIRE(example().world.price);
  CHECK(example().world.price->currency == "EUR");
  CHECK(example().world.price->per_minute == 0.045);
  CHECK(example().world.price->per_line_day == 1.5);
}

TEST_CASE("example: zones, the scenario's first", "[scenario]") {
  const world::WorldConfig& w = example().world;
  CHECK(w.zone_names == std::vector<std::string>{"Europe/Berlin", "Europe/Lisbon"});
  REQUIRE(w.account.zones.size() == 2);
  const Duration berlin = w.account.zones[0].local(SimTime{}), lisbon = w.account.zones[1].local(SimTime{});
  CHECK(campaign::time_of_day(berlin) == 8 * kHour);
  CHECK(campaign::time_of_day(lisbon) == 7 * kHour);
}

TEST_CASE("example: the campaign", "[scenario]") {
  REQUIRE(example().world.campaigns.size() == 1);
  const world::CampaignSpec& spec = example().world.campaigns[0];
  const campaign::CampaignConfig& c = spec.config;
  CHECK(spec.name == "reminders");
  CHECK(spec.starts == at(0, 1));
  CHECK(c.ends == at(5, 6));
  CHECK(c.lines == 200);
  CHECK(c.priority == 0);
  CHECK(c.share == 1'000'000);
  CHECK(c.order == campaign::DialOrder::due_time);
  CHECK(c.zone == 0);
  CHECK(c.ring_timeout == 30 * kSecond);
  CHECK(c.max_call == 10 * kMinute);
  CHECK(c.grace == 30 * kSecond);
  CHECK(index(c.script) == 0);
  REQUIRE(spec.contacts.size() == 1);
  CHECK(spec.contacts[0].count == 100'000);
  CHECK(spec.contacts[0].customers == 0);
  CHECK_FALSE(spec.contacts[0].shared);
}

TEST_CASE("example: calling hours", "[scenario]") {
  const campaign::CampaignConfig& c = example().world.campaigns[0].config;
  const campaign::Zone& berlin = example().world.account.zones[0];
  CHECK(c.clock == campaign::HoursClock::customer);
  CHECK_FALSE(c.hours.open(berlin, at(0, 0, 59)));
  CHECK(c.hours.open(berlin, at(0, 1)));
  CHECK_FALSE(c.hours.open(berlin, at(0, 12)));            // Monday 20:00
  CHECK_FALSE(c.hours.open(berlin, at(4, 3)));             // Friday the 6th is closed
  CHECK(c.hours.next_open(berlin, at(4, 3)) == at(5, 2));  // Saturday 10:00
  CHECK(c.hours.next_close(berlin, at(5, 2)) == at(5, 6));
  CHECK(c.hours.next_open(berlin, at(5, 6)) == at(7, 1));  // no window on Sunday
}

TEST_CASE("example: retries", "[scenario]") {
  const campaign::RetryPolicy& p = example().world.campaigns[0].config.retry;
  const auto& rule = [&p](AttemptOutcome o) -> const campaign::OutcomeRule& { return p.rules[index(o)]; };
  CHECK(p.max_attempts == 3);
  CHECK(p.max_attempts_per_day == 2);
  CHECK_FALSE(p.voicemail_answers);
  CHECK(rule(AttemptOutcome::no_answer).delays == std::vector<campaign::RetryDelay>{{kHour}, {kDay}});
  CHECK(rule(AttemptOutcome::busy).delays ==
        std::vector<campaign::RetryDelay>{{10 * kMinute}, {.day_part = true, .days = 1, .at = 18 * kHour}});
  CHECK(rule(AttemptOutcome::busy).attempts == 5);
  CHECK(rule(AttemptOutcome::voicemail).delays == std::vector<campaign::RetryDelay>{{kDay}});
  CHECK(rule(AttemptOutcome::rejected).delays == std::vector<campaign::RetryDelay>{{kDay}});
  CHECK(rule(AttemptOutcome::network_error).delays == std::vector<campaign::RetryDelay>{{30 * kMinute}});
  CHECK(rule(AttemptOutcome::lost).delays == std::vector<campaign::RetryDelay>{{30 * kMinute}});
  CHECK(rule(AttemptOutcome::invalid_number).delays.empty());
}

TEST_CASE("example: script and customers", "[scenario]") {
  const world::WorldConfig& w = example().world;
  REQUIRE(w.scripts.size() == 1);
  CHECK(w.scripts[0].name == "v1");
  CHECK(w.scripts[0].model.goal == 0.18);
  CHECK(w.scripts[0].model.talk.mean_s() == Approx(0.93 * 44 * std::exp(0.32) + 0.07 * 6.5));
  CHECK(w.scripts[0].model.voicemail_talk.mean_s() == 22.5);
  REQUIRE(w.customers.size() == 1);
  CHECK(w.customers[0].name == "warm");
  const models::CustomerModel& m = w.customers[0].model;
  REQUIRE(m.zones.size() == 2);
  CHECK(m.zones[1].zone == 1);
  CHECK(m.zones[1].share == 0.1);
  CHECK(m.valid == 0.99);
  REQUIRE(m.spread);
  CHECK((*m.spread)(0.5) == Approx(0.4235).margin(0.0005));
  CHECK(m.has_hours);
  CHECK(m.by_hour[4][9] == 1.5);
  CHECK(m.by_hour[5][10] == 0.7);
  CHECK(m.repeat_hour == 0.85);
  CHECK(m.voicemail == 0.30);
  CHECK(m.no_answer == 0.52);
  CHECK(m.busy == 0.10);
  CHECK(m.rejected == 0.08);
  CHECK(median_s(m.ring_answered) == 8);
  CHECK(median_s(m.ring_voicemail) == 20);
  CHECK(median_s(m.ring_busy) == 2.5);
  CHECK(median_s(m.ring_rejected) == 7.5);
  CHECK_FALSE(m.ring_no_answer);
}

TEST_CASE("example: the carrier", "[scenario]") {
  const models::CarrierModel& c = example().world.carrier;
  CHECK(c.network_error == 0.01);
  CHECK(c.set_up.is_zero());
  CHECK(c.set_up_limit == 10 * kSecond);
  CHECK(example().world.account.set_up_limit == 10 * kSecond);
  REQUIRE(c.outages.size() == 1);
  CHECK(c.outages[0].at == at(1, 3));
  CHECK(c.outages[0].length == 30 * kMinute);
  CHECK_FALSE(c.random_outages);
  CHECK(c.outage_is == models::OutageIs::system_failure);
  CHECK_FALSE(c.reports.any());
  CHECK(c.reports.late_by.mean_s() == 5);
}

TEST_CASE("example: the operator", "[scenario]") {
  const std::vector<models::OperatorRule>& rules = example().world.operators;
  REQUIRE(rules.size() == 5);
  CHECK(rules[0].trigger == Trigger::time);
  CHECK(rules[0].at == at(2, 0));
  REQUIRE(rules[0].actions.size() == 1);
  CHECK(rules[0].actions[0].kind == ActionKind::pause);
  CHECK(rules[0].actions[0].campaign == CampaignId{0});
  CHECK(rules[1].actions[0].kind == ActionKind::resume);
  CHECK(rules[2].actions[0].kind == ActionKind::change_script);
  CHECK(rules[2].actions[0].script == ScriptId{0});
  CHECK(rules[3].trigger == Trigger::out_of_minutes);
  CHECK(median_s(rules[3].after) == 1200);
  REQUIRE(rules[3].actions.size() == 2);
  CHECK(rules[3].actions[0].kind == ActionKind::buy_minutes);
  CHECK(rules[3].actions[0].minutes == 20'000 * kMinute);
  CHECK(rules[3].actions[1].kind == ActionKind::resume);
  CHECK_FALSE(rules[3].actions[1].campaign);
  CHECK(rules[4].trigger == Trigger::system_failure_over);
  CHECK(median_s(rules[4].after) == 600);
}

TEST_CASE("example: requirements, factors, plan, precision", "[scenario]") {
  const Scenario& s = example();
  REQUIRE(s.require.size() == 2);
  CHECK(s.require[0].metric == "reminders/finished_after_s");
  CHECK(s.require[0].statistic == Statistic::p95);
  CHECK(s.require[0].max == 4 * 86'400.0 + 10 * 3'600);
  CHECK_FALSE(s.require[0].min);
  CHECK(s.require[0].confidence == 0.95);
  CHECK(s.require[1].statistic == Statistic::mean);
  CHECK(s.require[1].min == 0.6);
  REQUIRE(s.vary.size() == 2);
  CHECK(s.vary[0].key == "/account/lines");
  REQUIRE(s.vary[0].levels.size() == 3);
  CHECK(s.vary[0].levels[1].label == 150);
  CHECK(s.vary[1].key == "/campaigns/0/max_attempts");
  REQUIRE(s.plan);
  CHECK(s.plan->minimize == "/account/lines");
  CHECK(s.plan->from == 1);
  CHECK(s.plan->to == 500);
  CHECK(s.plan->confidence == 0.95);
  REQUIRE(s.precision);
  CHECK(s.precision->metric == "reminders/finished_after_s");
  CHECK(s.precision->relative == 0.01);
  CHECK_FALSE(s.precision->absolute);
  CHECK(s.precision->max_replications == 1000);
}

}  // namespace sim::scenario
