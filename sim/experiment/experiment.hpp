#pragma once
// A scenario run over its replications: what was asked, answered with intervals and verdicts. Everything that files, summaries and reports
// show is in here.
//
// Invariants
//   1. The same scenario, seed and program give the same result, whatever the number of threads. Nothing here knows the wall clock.
//   2. Replications are judged in the order of their numbers, so a sequential stop comes at the same number everywhere.
//   3. After an interruption the result is that of the longest stretch of replications without a gap.
//   4. What is kept of a replication beyond its row of numbers does not grow with their count; see Series.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/experiment/contact_chain.hpp"
#include "sim/experiment/estimate.hpp"
#include "sim/experiment/metric_table.hpp"
#include "sim/experiment/ratios.hpp"
#include "sim/experiment/run.hpp"
#include "sim/experiment/series.hpp"
#include "sim/experiment/verdict.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::experiment {

struct CampaignSummary {
  std::string name;
  std::vector<std::pair<std::string, std::uint32_t>> status;  // at the end, by word, in the order of the statuses; zeros left out
  std::vector<Estimate> metrics;                              // in the order of the MetricSet
  std::vector<Ratio> ratios;
};

struct ExperimentResult {
  MetricSet set;
  std::vector<ReplicationRecord> records;
  std::uint64_t fingerprint = 0;  // over those of all replications
  std::vector<CampaignSummary> campaigns;
  std::vector<Estimate> account;
  std::vector<Ratio> account_ratios;
  std::vector<Expectation> expected;  // [campaign] exactly, by the contact chain; empty where its assumptions do not hold
  std::vector<RequirementResult> requirements;
  std::optional<bool> precise;  // whether the precision was reached; empty: none was asked for
  AuditCount audit;
  Series series;
  std::optional<metrics::ReplicationResult> detail;  // of the replication whose single calls are written
  std::uint64_t attempts = 0, events = 0, peak_bytes = 0;
  SimTime until = kNever;  // where all replications were cut, when somebody asked for it
  bool interrupted = false;
};

struct ExperimentOptions {
  CrewOptions crew;
  Detail detail;  // a replication beyond the last is run beside the others and does not count
  SimTime until = kNever;
};

// Throws what a replication threw.
ExperimentResult run_experiment(const scenario::Scenario& scenario, const ExperimentOptions& options);
// The same with a stand-in for the simulated world.
ExperimentResult run_experiment(const scenario::Scenario& scenario, const RunReplication& run, const ExperimentOptions& options);

}  // namespace sim::experiment
