#include "sim/experiment/experiment.hpp"

#include <algorithm>
#include <chrono>

#include "sim/base/check.hpp"
#include "sim/campaign/status.hpp"
#include "sim/experiment/contact_controls.hpp"
#include "sim/experiment/precision.hpp"
#include "sim/kernel/fingerprint.hpp"

namespace sim::experiment {

namespace {

// The replications of one experiment, batch after batch.
class Batches {
 public:
  Batches(const scenario::Scenario& scenario, const RunReplication& run, const ExperimentOptions& options, ExperimentResult& result)
      : scenario_(scenario),
        run_(run),
        options_(options),
        result_(result),
        series_(scenario.world.campaigns.size(), std::min(scenario.world.horizon, options.until)) {}

  void add(std::uint32_t count) {
    RunOptions batch = batch_of(done(), count);
    batch.series_replications = kSeriesReplications - std::min(done(), kSeriesReplications);
    batch.in_order = [this](ReplicationRecord& record) { take_hours(record); };
    Replications replications = run_replications(run_, scenario_.world, batch);
    result_.interrupted = replications.interrupted;
    std::ranges::move(replications.records, std::back_inserter(result_.records));
    if (replications.detail) result_.detail = std::move(replications.detail);
  }

  void add_detail_beyond() {
    if (result_.interrupted || result_.detail || options_.detail.replication < done()) return;
    RunOptions alone = batch_of(options_.detail.replication, 1);
    alone.series_replications = 0;
    result_.detail = run_replications(run_, scenario_.world, alone).detail;
    result_.interrupted = !result_.detail.has_value();
  }

  std::uint32_t done() const { return static_cast<std::uint32_t>(result_.records.size()); }
  Series series() const { return series_.series(); }

 private:
  RunOptions batch_of(std::uint32_t first, std::uint32_t count) {
    RunOptions batch;
    batch.first = first;
    batch.count = count;
    batch.detail = options_.detail;
    batch.until = options_.until;
    batch.crew = options_.crew;
    if (batch.crew.progress) batch.crew.progress = [this](const ProgressReport& report) { pass_on(report); };
    return batch;
  }

  void take_hours(ReplicationRecord& record) {
    if (record.replication < kSeriesReplications) series_.add(record);
    record.hours = {};
    record.balance_by_hour = {};
  }

  // What the batches before have done comes on top.
  void pass_on(ProgressReport report) const {
    report.share = (done() + report.share * report.total) / (done() + report.total);
    report.finished += done();
    report.total += done();
    for (const ReplicationRecord& record : result_.records) report.attempts += record.attempts;
    report.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    options_.crew.progress(report);
  }

  const scenario::Scenario& scenario_;
  const RunReplication& run_;
  const ExperimentOptions& options_;
  ExperimentResult& result_;
  SeriesCollector series_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

Observations observe_named(const scenario::Scenario& scenario, const ExperimentResult& result, const std::string& metric) {
  const std::optional<MetricRef> ref = find_metric(scenario.world, result.set, metric);
  SIM_CHECK(ref.has_value(), "a scenario names only metrics that its world has");
  return observe(result.records, result.set, *ref);
}

void judge_requirements(const scenario::Scenario& scenario, ExperimentResult& result) {
  result.requirements.clear();
  for (const scenario::Requirement& requirement : scenario.require) {
    scenario::Requirement at_one_look = requirement;
    at_one_look.confidence = 1 - (1 - requirement.confidence) / most_looks(scenario);
    result.requirements.push_back(judge(at_one_look, observe_named(scenario, result, requirement.metric)));
    result.requirements.back().requirement = requirement;
  }
  if (scenario.precision) result.precise = narrow_enough(*scenario.precision, observe_named(scenario, result, scenario.precision->metric));
}

bool settled(const ExperimentResult& result) {
  return result.precise.value_or(true) && std::ranges::none_of(result.requirements, [](const RequirementResult& requirement) {
           return requirement.verdict == Verdict::undecided;
         });
}

std::vector<Estimate> estimates(const ExperimentResult& result, const ContactControls& controls, std::optional<std::size_t> campaign) {
  std::vector<Estimate> row;
  const std::size_t metrics = campaign ? result.set.campaign.size() : result.set.account.size();
  for (std::size_t m = 0; m < metrics; ++m) {
    row.push_back(estimate(observe(result.records, result.set, {campaign, m})));
    row.back().controlled = controls.sharpened({campaign, m});
  }
  return row;
}

CampaignSummary summary_of(const scenario::Scenario& scenario, const ExperimentResult& result, const ContactControls& controls,
                           std::size_t campaign) {
  CampaignSummary summary{
      scenario.world.campaigns[campaign].name, {}, estimates(result, controls, campaign), ratios(result.records, result.set, campaign)};
  for (const std::string_view word : campaign::kCampaignStatusWords) {
    const auto count = std::ranges::count_if(result.records, [&](const ReplicationRecord& r) { return r.status[campaign] == word; });
    if (count > 0) summary.status.emplace_back(word, static_cast<std::uint32_t>(count));
  }
  return summary;
}

void sum_up(const scenario::Scenario& scenario, ExperimentResult& result) {
  kernel::Fingerprint fingerprint;
  for (const ReplicationRecord& record : result.records) {
    fingerprint.add(record.fingerprint);
    result.audit.add(record.audit);
    result.attempts += record.attempts;
    result.events += record.events;
    result.peak_bytes = std::max(result.peak_bytes, record.peak_bytes);
  }
  result.fingerprint = fingerprint.value();
  const ContactControls controls(scenario.world, result.set, result.records);
  for (std::size_t c = 0; c < scenario.world.campaigns.size(); ++c) result.campaigns.push_back(summary_of(scenario, result, controls, c));
  result.account = estimates(result, controls, std::nullopt);
  result.account_ratios = ratios(result.records, result.set, std::nullopt);
  result.expected = controls.expected();
}

}  // namespace

ExperimentResult run_experiment(const scenario::Scenario& scenario, const RunReplication& run, const ExperimentOptions& options) {
  ExperimentResult result;
  result.set = metrics_of(scenario.world);
  result.until = options.until;
  Batches batches(scenario, run, options, result);
  batches.add(first_batch(scenario));
  judge_requirements(scenario, result);
  while (!result.interrupted && !settled(result)) {
    const std::uint32_t done = batches.done();
    const std::uint32_t more = result.precise.value_or(true) ? until_next_look(scenario, done) : next_batch(scenario, done);
    if (more == 0) break;
    batches.add(more);
    judge_requirements(scenario, result);
  }
  batches.add_detail_beyond();
  result.series = batches.series();
  sum_up(scenario, result);
  return result;
}

ExperimentResult run_experiment(const scenario::Scenario& scenario, const ExperimentOptions& options) {
  const world::Simulation simulation(scenario.world);
  return run_experiment(
      scenario, [&simulation](const world::ReplicationOptions& one) { return simulation.run(one); }, options);
}

}  // namespace sim::experiment
