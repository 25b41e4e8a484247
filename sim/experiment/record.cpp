#include "sim/experiment/record.hpp"

#include <limits>

namespace sim::experiment {

namespace {

std::vector<double> values(const std::vector<const Metric*>& set, const MetricInput& in) {
  std::vector<double> row;
  row.reserve(set.size());
  for (const Metric* metric : set) row.push_back(metric->value(in).value_or(std::numeric_limits<double>::quiet_NaN()));
  return row;
}

}  // namespace

ReplicationRecord record_of(const world::WorldConfig& world, const MetricSet& set, metrics::ReplicationResult& run) {
  ReplicationRecord record;
  record.replication = run.replication;
  record.fingerprint = run.fingerprint;
  record.end = run.end;
  for (metrics::CampaignResult& campaign : run.campaigns) {
    record.status.push_back(campaign.status);
    record.campaign.push_back(values(set.campaign, {world, run, &campaign}));
    record.hours.push_back(std::move(campaign.hours));
  }
  record.account = values(set.account, {world, run, nullptr});
  record.attempts = run.account.attempts;
  record.events = run.events;
  record.peak_bytes = run.peak_bytes;
  record.audit = {run.audit_checks, run.audit_violations};
  record.violations = run.violations;
  record.balance_by_hour = std::move(run.account.balance_by_hour);
  return record;
}

}  // namespace sim::experiment
