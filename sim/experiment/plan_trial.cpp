#include "sim/experiment/plan_trial.hpp"

#include <algorithm>
#include <limits>

#include "sim/base/check.hpp"
#include "sim/experiment/precision.hpp"
#include "sim/stats/paired.hpp"

namespace sim::experiment {

namespace {

// The requirements as they are judged at one of several looks, each at one of several candidates.
std::vector<scenario::Requirement> at_each_look(const scenario::Scenario& scenario, std::size_t looks) {
  std::vector<scenario::Requirement> asked = scenario.require;
  for (scenario::Requirement& requirement : asked) {
    const double confidence = std::max(requirement.confidence, scenario.plan->confidence);
    requirement.confidence = 1 - (1 - confidence) / static_cast<double>(looks);
  }
  return asked;
}

// How far outside the limits; below 0 inside.
double excess(const scenario::Requirement& requirement, double value) {
  constexpr double kAny = std::numeric_limits<double>::infinity();
  return std::max(requirement.min.value_or(-kAny) - value, value - requirement.max.value_or(kAny));
}

Verdict together(const std::vector<RequirementResult>& results) {
  const auto any = [&](Verdict verdict) { return std::ranges::find(results, verdict, &RequirementResult::verdict) != results.end(); };
  return any(Verdict::breached) ? Verdict::breached : any(Verdict::undecided) ? Verdict::undecided : Verdict::holds;
}

// The replications of one value so far.
class Trial {
 public:
  Trial(std::int64_t value, const scenario::Scenario& at, const RunReplication& run, const PlanOptions& options)
      : at_(at), run_(run), options_(options), set_(metrics_of(at.world)) {
    trial_.value = value;
    trial_.candidates = options.candidates;
  }

  PlanTrial decide() {
    const std::vector<std::uint32_t> looks = looks_of(at_);
    const std::vector<scenario::Requirement> asked = at_each_look(at_, looks.size() * options_.candidates);
    for (const std::uint32_t look : looks) {
      add(look - trial_.replications);
      if (trial_.interrupted) break;
      judge_all(asked);
      if (trial_.verdict != Verdict::undecided) break;
    }
    keep_columns();
    return std::move(trial_);
  }

 private:
  void add(std::uint32_t count) {
    RunOptions batch;
    batch.first = trial_.replications;
    batch.count = count;
    batch.series_replications = 0;
    batch.crew = options_.crew;
    Replications replications = run_replications(run_, at_.world, batch);
    trial_.interrupted = replications.interrupted;
    for (ReplicationRecord& record : replications.records) {
      trial_.attempts += record.attempts;
      trial_.audit.add(record.audit);
      if (record.audit.violations > 0 && !trial_.breach) {
        const metrics::Violation first = record.violations.empty() ? metrics::Violation{record.end, ""} : record.violations.front();
        trial_.breach = Breach{trial_.value, record.replication, record.audit.violations, first};
      }
      records_.push_back(std::move(record));
    }
    trial_.replications = static_cast<std::uint32_t>(records_.size());
  }

  MetricRef ref(const scenario::Requirement& requirement) const {
    const std::optional<MetricRef> found = find_metric(at_.world, set_, requirement.metric);
    SIM_CHECK(found.has_value(), "a scenario names only metrics that its world has");
    return *found;
  }

  void judge_all(const std::vector<scenario::Requirement>& asked) {
    trial_.requirements.clear();
    for (const scenario::Requirement& requirement : asked) {
      trial_.requirements.push_back(judge(requirement, observe(records_, set_, ref(requirement))));
    }
    trial_.verdict = together(trial_.requirements);
  }

  void keep_columns() {
    for (const scenario::Requirement& requirement : at_.require) {
      const MetricRef metric = ref(requirement);
      std::vector<double>& column = trial_.columns.emplace_back();
      for (const ReplicationRecord& record : records_) {
        column.push_back(metric.campaign ? record.campaign[*metric.campaign][metric.metric] : record.account[metric.metric]);
      }
    }
  }

  const scenario::Scenario& at_;
  const RunReplication& run_;
  const PlanOptions& options_;
  const MetricSet set_;
  std::vector<ReplicationRecord> records_;
  PlanTrial trial_;
};

}  // namespace

std::vector<std::uint32_t> looks_of(const scenario::Scenario& scenario) {
  const std::uint32_t budget = scenario.precision ? scenario.precision->max_replications : std::max(kPlanBudget, scenario.replications);
  std::vector<std::uint32_t> looks{std::min(std::max(scenario.replications, kLeastSequential), budget)};
  while (looks.back() < budget) looks.push_back(std::min(2 * looks.back(), budget));
  return looks;
}

PlanTrial try_value(std::int64_t value, const scenario::Scenario& at, const RunReplication& run, const PlanOptions& options) {
  return Trial(value, at, run, options).decide();
}

bool is_reversed(const scenario::Requirement& requirement, std::size_t r, const PlanTrial& low, const PlanTrial& high, double confidence) {
  const Verdict at_low = low.requirements[r].verdict, at_high = high.requirements[r].verdict;
  if (at_low == Verdict::holds && at_high != Verdict::undecided) return at_high == Verdict::breached;
  const std::size_t pairs = std::min(low.columns[r].size(), high.columns[r].size());
  const auto excesses = [&](const PlanTrial& trial) {
    std::vector<double> column(trial.columns[r].begin(), trial.columns[r].begin() + static_cast<std::ptrdiff_t>(pairs));
    std::ranges::transform(column, column.begin(), [&](double value) { return excess(requirement, value); });
    return column;
  };
  return stats::paired_difference(excesses(low), excesses(high), confidence).interval().low > 0;
}

}  // namespace sim::experiment
