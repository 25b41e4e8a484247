#pragma once
// Experiments without a simulated world: a scenario of two campaigns, made by hand, and replications whose results are a formula of their
// number.

#include <cstdint>
#include <string>
#include <vector>

#include "sim/campaign/status.hpp"
#include "sim/experiment/experiment.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::experiment {

inline constexpr std::int64_t kMonday8InBerlin = 1'772'434'800;  // 2026-03-02T08:00:00+01:00

// 100 reminders and, later in the file so newer, a draft whose name needs quoting. Local time is an hour ahead of UTC.
inline scenario::Scenario two_campaigns() {
  scenario::Scenario scenario;
  scenario.name = "two campaigns";
  scenario.replications = 10;
  scenario.time_zone = "Europe/Berlin";
  world::WorldConfig& world = scenario.world;
  world.start_unix_s = kMonday8InBerlin;
  world.horizon = SimTime{3 * kHour};
  world.account.lines = 4;
  world.account.zones = {campaign::Zone({{SimTime::min(), Duration{(kMonday8InBerlin + 3600) * us(kSecond)}}})};
  world.zone_names = {"Europe/Berlin"};
  world.scripts.push_back({"v1", {}});
  world.customers.push_back({"everybody", {}});
  world.campaigns.resize(2);
  world.campaigns[0].name = "reminders";
  world.campaigns[0].starts = SimTime{};
  world.campaigns[1].name = "summer, \"sale\"";
  scenario.resolved = {{"name", scenario.name}, {"seed", 1}};
  return scenario;
}

inline metrics::HourRow hour_row(std::uint32_t planned, std::uint32_t answered, std::uint64_t attempts, Duration line_time) {
  metrics::HourRow row;
  row.calls_by_status[index(campaign::CallStatus::planned)] = planned;
  row.calls_by_status[index(campaign::CallStatus::answered)] = answered;
  row.attempts = attempts;
  row.answered = attempts / 2;
  row.billed = attempts * kMinute;
  row.line_time = line_time;
  return row;
}

// Finished after an hour and some minutes that grow with the number of the replication.
inline metrics::ReplicationResult replication_result(std::uint32_t replication) {
  metrics::ReplicationResult result;
  result.replication = replication;
  result.fingerprint = 0x1000 + replication;
  result.end = SimTime{kHour + (replication % 7) * kMinute};
  result.campaigns.resize(2);
  metrics::CampaignResult& reminders = result.campaigns[0];
  reminders.status = "finished";
  reminders.calls = 100;
  reminders.calls_by_status[index(campaign::CallStatus::answered)] = 60 + replication % 5;
  reminders.calls_by_status[index(campaign::CallStatus::completed_without_answer)] = 40 - replication % 5;
  reminders.attempts = 150;
  reminders.billed = 90 * kMinute;
  reminders.first_attempt = SimTime{Duration{1'500'000}};
  reminders.finished = result.end;
  result.campaigns[1].status = "draft";
  result.campaigns[1].calls = 7;
  result.account.attempts = 150;
  result.account.billed = reminders.billed;
  result.audit_checks = 1000;
  result.events = 300;
  return result;
}

inline void add_hours(metrics::ReplicationResult& result) {
  for (std::size_t c = 0; c < result.campaigns.size(); ++c) {
    metrics::HourRow row = hour_row(0, 0, result.campaigns[c].attempts, kHour);
    row.calls_by_status = result.campaigns[c].calls_by_status;
    for (SimTime h{}; h < result.end; h += kHour) result.campaigns[c].hours.push_back(row);
  }
  for (SimTime h{}; h < result.end; h += kHour) result.account.balance_by_hour.push_back(kHour);
}

inline metrics::ReplicationResult stand_in(const world::ReplicationOptions& options) {
  metrics::ReplicationResult result = replication_result(options.replication);
  if (options.hours) add_hours(result);
  return result;
}

inline ExperimentOptions with_threads(unsigned threads) {
  ExperimentOptions options;
  options.crew.threads = threads;
  return options;
}

}  // namespace sim::experiment
