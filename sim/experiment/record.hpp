#pragma once
// What an experiment keeps of one replication: a row of numbers. The rest of its result is dropped as soon as it is over.
//
// Invariants
//   1. Values stand in the order of the MetricSet that the record was made with; NaN is a missing value.
//   2. A record does not depend on the other replications, nor on the thread that made it.

#include <cstdint>
#include <string>
#include <vector>

#include "sim/experiment/metric_table.hpp"
#include "sim/metrics/replication_result.hpp"

namespace sim::experiment {

// What the auditor compared, and what it found.
struct AuditCount {
  std::uint64_t checks = 0, violations = 0;
  void add(const AuditCount& other) {
    checks += other.checks;
    violations += other.violations;
  }
};

struct ReplicationRecord {
  std::uint32_t replication = 0;
  std::uint64_t fingerprint = 0;
  SimTime end{};
  std::vector<std::string> status;            // per campaign
  std::vector<std::vector<double>> campaign;  // [campaign][metric]
  std::vector<double> account;                // [metric]
  std::uint64_t attempts = 0;
  std::uint64_t events = 0;
  std::uint64_t peak_bytes = 0;
  AuditCount audit;
  std::vector<metrics::Violation> violations;
  // For the time series; taken by it, empty afterwards.
  std::vector<std::vector<metrics::HourRow>> hours;  // [campaign][hour]
  std::vector<Duration> balance_by_hour;
};

// Takes the hours out of `run` and copies the rest.
ReplicationRecord record_of(const world::WorldConfig& world, const MetricSet& set, metrics::ReplicationResult& run);

}  // namespace sim::experiment
