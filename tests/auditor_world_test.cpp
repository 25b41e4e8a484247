// The audit inside a whole world: models, telephony with faults, an operator who reacts, outages. No violation, and more checks than
// attempts, with complete books and with a sample.

#include "sim/world/auditor.hpp"
#include "sim/world/replication.hpp"
#include "tests/catch.hpp"
#include "tests/machine_rig.hpp"

namespace sim::world {
namespace {

random::Distribution constant(Duration d) { return random::Distribution(random::Constant{d}); }

campaign::CampaignConfig some_campaign() {
  campaign::CampaignConfig config = campaign::plain_campaign(20);
  std::array<std::vector<campaign::DayWindow>, 7> week;
  week.fill({{9 * kHour, 20 * kHour}});
  config.hours = {week, {}};
  config.ring_timeout = 30 * kSecond;
  config.max_call = 5 * kMinute;
  config.grace = 10 * kSecond;
  config.retry.max_attempts = 4;
  config.retry.max_attempts_per_day = 3;
  config.retry.rules[index(AttemptOutcome::no_answer)] = campaign::after_seconds({3600, 86400});
  config.retry.rules[index(AttemptOutcome::busy)] = campaign::after_seconds({600}, std::uint8_t{2});
  config.retry.rules[index(AttemptOutcome::network_error)] = campaign::after_seconds({900});
  config.retry.rules[index(AttemptOutcome::lost)] = campaign::after_seconds({900});
  config.retry.rules[index(AttemptOutcome::voicemail)].delays = {{.day_part = true, .days = 1, .at = 18 * kHour}};
  return config;
}

// Berlin in the week of a change of the clocks, and a zone that has none.
WorldConfig some_world(std::uint32_t contacts) {
  WorldConfig world;
  world.start_unix_s = 1774692000;  // 2026-03-28T10:00Z
  world.horizon = SimTime{9 * kDay};
  world.account.lines = 30;
  const Duration start = world.start_unix_s * kSecond;
  world.account.zones = {campaign::Zone{{{SimTime::min(), start + kHour}, {SimTime{15 * kHour}, start + 2 * kHour}}},
                         campaign::Zone{{{SimTime::min(), start - 5 * kHour}}}};
  models::CustomerModel customers;
  customers.zones = {{0, 0.7}, {1, 0.3}};
  customers.valid = 0.97;
  customers.reachability = 0.3;
  customers.voicemail = 0.3;
  customers.no_answer = 0.5;
  customers.busy = customers.rejected = 0.1;
  customers.ring_answered = customers.ring_voicemail = constant(8 * kSecond);
  world.customers = {{"some", customers}};
  models::ScriptModel script;
  script.talk = random::Distribution(random::Exponential{40});
  script.voicemail_talk = constant(20 * kSecond);
  world.scripts = {{"v1", script}, {"v2", script}};
  CampaignSpec spec;
  spec.name = "one";
  spec.starts = SimTime{};
  spec.config = some_campaign();
  spec.contacts = {{.list = 0, .count = contacts}};
  world.campaigns = {spec};
  return world;
}

models::OperatorRule rule(models::Trigger trigger, Duration when, std::vector<models::Action> actions) {
  models::OperatorRule made;
  made.trigger = trigger;
  made.at = SimTime{when};
  made.after = constant(when);
  made.actions = std::move(actions);
  return made;
}

void clean(const WorldConfig& world, std::uint64_t attempts) {
  for (std::uint32_t replication = 0; replication < 3; ++replication) {
    const metrics::ReplicationResult result = run_replication(world, {.replication = replication});
    INFO((result.violations.empty() ? "" : result.violations.front().text));
    CHECK(result.audit_violations == 0);
    CHECK(result.account.attempts > attempts);
    CHECK(result.audit_checks > 10 * result.account.attempts);
    CHECK(result.campaigns[0].outside_hours == 0);
  }
}

TEST_CASE("an audited world: windows, two zones, a change of the clocks", "[auditor]") { clean(some_world(2000), 3000); }

TEST_CASE("an audited world: minutes that run out, an outage, an operator who reacts", "[auditor]") {
  using models::ActionKind;
  WorldConfig world = some_world(1500);
  world.account.balance = 2 * kHour;
  world.account.billing = {15 * kSecond, Duration{0}};
  world.account.start_gap = 200 * Duration{1000};
  world.carrier.network_error = 0.02;
  world.carrier.outages = {{SimTime{2 * kHour}, 30 * kMinute}, {SimTime{2 * kHour + 10 * kMinute}, kHour}};
  const CampaignId one{0};
  world.operators = {
      rule(models::Trigger::out_of_minutes, 10 * kMinute,
           {{.kind = ActionKind::buy_minutes, .minutes = kHour}, {.kind = ActionKind::resume}}),
      rule(models::Trigger::system_failure_over, 5 * kMinute, {{.kind = ActionKind::resume}}),
      rule(models::Trigger::time, kHour, {{.kind = ActionKind::pause, .campaign = one}}),
      rule(models::Trigger::time, 65 * kMinute,
           {{.kind = ActionKind::resume, .campaign = one}, {.kind = ActionKind::change_script, .campaign = one, .script = ScriptId{1}}}),
      rule(models::Trigger::time, 26 * kHour, {{.kind = ActionKind::add_contacts, .campaign = one, .contacts = 0}}),
      rule(models::Trigger::time, 7 * kDay, {{.kind = ActionKind::remove, .campaign = one}})};
  world.added = {{.list = 1, .count = 500}};
  clean(world, 1200);
}

TEST_CASE("an audited world: two campaigns for the same people, imperfect reports, a breaker, a quota", "[auditor]") {
  WorldConfig world = some_world(1200);
  world.campaigns.push_back(world.campaigns.front());
  world.campaigns[1].name = "two";
  world.campaigns[1].config.share = 3'000'000;
  world.campaigns[1].config.order = campaign::DialOrder::closing_first;
  for (CampaignSpec& spec : world.campaigns) spec.contacts.front().shared = true;
  world.carrier.set_up = constant(kSecond);
  world.carrier.set_up_limit = world.account.set_up_limit = 5 * kSecond;
  world.carrier.reports.late = 0.1;
  world.carrier.reports.late_by = constant(30 * kSecond);
  world.carrier.reports.duplicated = 0.1;
  world.carrier.reports.lost = 0.05;
  world.account.breaker = campaign::Breaker{.failure_ratio = 0.2, .min_outcomes = 20};
  world.account.unique_users = 600;
  world.operators = {rule(models::Trigger::system_failure_over, kMinute, {{.kind = models::ActionKind::resume}})};
  SECTION("counted when answered") {}
  SECTION("counted when dialed") { world.account.counted_on = campaign::CountedOn::dialed; }
  clean(world, 1000);
}

TEST_CASE("an audited world beyond the complete books", "[auditor]") {
  WorldConfig world = some_world(Auditor::kCompleteContacts + 1);
  world.account.lines = 2000;
  world.campaigns[0].config.lines = 2000;
  world.horizon = SimTime{5 * kHour};
  const metrics::ReplicationResult result = run_replication(world, {});
  INFO((result.violations.empty() ? "" : result.violations.front().text));
  CHECK(result.audit_violations == 0);
  CHECK(result.account.attempts > 100'000);
}

}  // namespace
}  // namespace sim::world
