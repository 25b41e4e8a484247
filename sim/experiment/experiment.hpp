#pragma once
// A scenario run over its replications: what was asked, answered with intervals and verdicts. Everything that files, summaries and reports
// show is in here.
//
// Invariants
//   1. The same scenario, seed and program give the same result, whatever the number of threads. Nothing here knows the wall clock.
//   2. Replications are judged in the order of their numbers, so a sequential stop comes at the same number everywhere.
//   3. A replication without a value is left out of the sample; where the metric says "never" it counts as +infinity in quantiles and
//      requirements and is counted in `missing`.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/experiment/metric_table.hpp"
#include "sim/experiment/run.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::experiment {

// One metric over the replications. Not a number: there is none (a spread of one replication, a mean of nothing).
struct Estimate {
  std::uint64_t n = 0;        // replications with a value
  std::uint64_t missing = 0;  // without
  double mean, half_width, stddev;
  double min, p5, p50, p95, max;
};

struct CampaignSummary {
  std::string name;
  std::vector<std::pair<std::string, std::uint32_t>> status;  // at the end, by word, in the order of the statuses; zeros left out
  std::vector<Estimate> metrics;                              // in the order of the MetricSet
};

enum class Verdict : std::uint8_t { holds, breached, undecided };
inline constexpr std::string_view kVerdictWords[] = {"holds", "breached", "undecided"};

struct RequirementResult {
  scenario::Requirement requirement;
  Verdict verdict = Verdict::undecided;
  double value;      // of the statistic
  double low, high;  // its confidence interval; infinite where there is no bound
};

// Mean, 5 % and 95 % point over the replications, hour by hour.
struct Band {
  double mean, p5, p95;
};
struct SeriesRow {
  std::array<Band, metrics::kStatusCount> calls_by_status;
  Band attempts, answered, billed_s, balance_s, lines_busy;
};
struct Series {  // [campaign][hour]; hour h ends h + 1 hours after the start
  std::vector<std::vector<SeriesRow>> campaigns;
};

struct ExperimentResult {
  MetricSet set;
  std::vector<ReplicationRecord> records;
  std::uint64_t fingerprint = 0;  // over those of all replications
  std::vector<CampaignSummary> campaigns;
  std::vector<Estimate> account;
  std::vector<RequirementResult> requirements;
  std::uint64_t audit_checks = 0, audit_violations = 0;
  Series series;
  std::optional<metrics::ReplicationResult> detail;  // of the replication whose single calls are written
  std::uint64_t attempts = 0, events = 0, peak_bytes = 0;
  bool interrupted = false;
};

struct ExperimentOptions {
  unsigned threads = 1;
  Detail detail;
  SimTime until = kNever;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const ProgressReport&)> progress;
  std::chrono::milliseconds progress_every{100};
};

ExperimentResult run_experiment(const scenario::Scenario& scenario, const ExperimentOptions& options);

}  // namespace sim::experiment
