// Experiments over stand-in replications: what the number of threads may not change, what an interruption keeps, where a sequential run
// stops, and whose details are kept.

#include <atomic>
#include <bit>
#include <chrono>
#include <cmath>
#include <random>
#include <stdexcept>
#include <thread>

#include "sim/experiment/experiment.hpp"
#include "sim/experiment/precision.hpp"
#include "sim/report/results.hpp"
#include "sim/stats/interval.hpp"
#include "tests/catch.hpp"
#include "tests/experiment_rig.hpp"

using namespace sim;
using namespace sim::experiment;

namespace {

scenario::Scenario with_precision(std::optional<double> relative, std::optional<double> absolute, std::uint32_t most) {
  scenario::Scenario scenario = two_campaigns();
  scenario.precision = scenario::Precision{"reminders/finished_after_s", relative, absolute, 0.95, most};
  return scenario;
}

// Over in an order of their own.
metrics::ReplicationResult unruly(const world::ReplicationOptions& options) {
  std::this_thread::sleep_for(std::chrono::microseconds((options.replication * 7919) % 1009));
  return stand_in(options);
}

double finished_after(std::uint32_t replication) { return seconds(replication_result(replication).end); }

double relative_half_width(std::size_t n) {
  stats::Tally tally;
  for (std::uint32_t r = 0; r < n; ++r) tally.add(finished_after(r));
  return stats::half_width(tally) / tally.mean();
}

}  // namespace

TEST_CASE("one thread and eight give the same bytes", "[experiment]") {
  scenario::Scenario scenario = two_campaigns();
  scenario.replications = 200;
  scenario.require = {{"reminders/reach_ratio", scenario::Statistic::mean, 0.5, {}, 0.95}};
  const ExperimentResult alone = run_experiment(scenario, unruly, with_threads(1));
  const ExperimentResult together = run_experiment(scenario, unruly, with_threads(8));
  CHECK(alone.records.size() == 200);
  CHECK(report::results_json(scenario, alone) == report::results_json(scenario, together));
  CHECK(report::timeseries_csv(scenario, alone) == report::timeseries_csv(scenario, together));
}

TEST_CASE("an experiment sums up its replications", "[experiment]") {
  const ExperimentResult result = run_experiment(two_campaigns(), stand_in, with_threads(2));
  REQUIRE(result.campaigns.size() == 2);
  CHECK(result.campaigns[0].status == std::vector<std::pair<std::string, std::uint32_t>>{{"finished", 10}});
  CHECK(result.campaigns[1].status == std::vector<std::pair<std::string, std::uint32_t>>{{"draft", 10}});
  CHECK(result.attempts == 1500);
  CHECK(result.events == 3000);
  CHECK(result.audit.checks == 10'000);
  CHECK(result.audit.violations == 0);
  CHECK_FALSE(result.interrupted);
  CHECK_FALSE(result.precise.has_value());
  const std::optional<MetricRef> reach = find_metric(two_campaigns().world, result.set, "reminders/reach_ratio");
  REQUIRE(reach.has_value());
  CHECK(result.campaigns[0].metrics[reach->metric].mean == Approx(0.62));
  for (const ReplicationRecord& record : result.records) CHECK(record.hours.empty());
}

TEST_CASE("the fingerprint of an experiment depends on every replication and on their order", "[experiment]") {
  const auto fingerprint = [](auto change) {
    return run_experiment(
               two_campaigns(),
               [&change](const world::ReplicationOptions& options) {
                 metrics::ReplicationResult result = stand_in(options);
                 result.fingerprint = change(options.replication);
                 return result;
               },
               with_threads(1))
        .fingerprint;
  };
  const std::uint64_t plain = fingerprint([](std::uint32_t r) { return r; });
  CHECK(plain == fingerprint([](std::uint32_t r) { return r; }));
  CHECK(plain != fingerprint([](std::uint32_t r) { return r == 9 ? 10 : r; }));
  CHECK(plain != fingerprint([](std::uint32_t r) { return r < 2 ? 1 - r : r; }));
}

TEST_CASE("an interruption keeps the longest stretch without a gap", "[experiment]") {
  std::atomic<bool> stop{false}, third_is_over{false};
  ExperimentOptions options = with_threads(4);
  options.crew.stop = &stop;
  const ExperimentResult result = run_experiment(
      two_campaigns(),
      [&](const world::ReplicationOptions& one) {
        metrics::ReplicationResult run = stand_in(one);
        if (one.replication == 2) {  // stopped in the middle, when its successor is over
          while (!third_is_over) std::this_thread::yield();
          stop = true;
          run.interrupted = true;
        }
        if (one.replication == 3) third_is_over = true;
        return run;
      },
      options);
  CHECK(result.interrupted);
  REQUIRE(result.records.size() == 2);
  CHECK(result.records[1].replication == 1);
  CHECK(result.campaigns[0].status == std::vector<std::pair<std::string, std::uint32_t>>{{"finished", 2}});
  REQUIRE(result.series.campaigns[0].size() == 2);
  CHECK(result.series.campaigns[0][0].calls_by_status[index(campaign::CallStatus::answered)].mean == 60.5);
}

TEST_CASE("stopped before the first replication is over, an experiment is empty", "[experiment]") {
  const std::atomic<bool> stop{true};
  scenario::Scenario scenario = two_campaigns();
  scenario.require = {{"reminders/reach_ratio", scenario::Statistic::p95, 0.5, {}, 0.95}};
  ExperimentOptions options = with_threads(2);
  options.crew.stop = &stop;
  options.detail.replication = 20;
  const ExperimentResult result = run_experiment(scenario, stand_in, options);
  CHECK(result.interrupted);
  CHECK(result.records.empty());
  CHECK_FALSE(result.detail.has_value());
  CHECK(result.requirements[0].verdict == Verdict::undecided);
  CHECK(result.campaigns[0].status.empty());
}

TEST_CASE("what a replication throws reaches the caller, the lowest number first", "[experiment]") {
  std::atomic<unsigned> waiting{0};
  const auto failing = [&waiting](const world::ReplicationOptions& options) -> metrics::ReplicationResult {
    ++waiting;
    while (waiting < 3) std::this_thread::yield();
    throw std::runtime_error("replication " + std::to_string(options.replication));
  };
  scenario::Scenario scenario = two_campaigns();
  scenario.replications = 3;
  CHECK_THROWS_WITH(run_experiment(scenario, failing, with_threads(3)), "replication 0");
}

TEST_CASE("details are those of the replication that was asked for", "[experiment]") {
  ExperimentOptions options = with_threads(3);
  options.detail.replication = 4;
  const ExperimentResult within = run_experiment(two_campaigns(), stand_in, options);
  REQUIRE(within.detail.has_value());
  CHECK(within.detail->replication == 4);

  options.detail.replication = 77;  // beyond the last: run beside the others
  const ExperimentResult beyond = run_experiment(two_campaigns(), stand_in, options);
  REQUIRE(beyond.detail.has_value());
  CHECK(beyond.detail->replication == 77);
  CHECK(beyond.records.size() == 10);
  CHECK(beyond.fingerprint == within.fingerprint);
  CHECK(beyond.attempts == within.attempts);
}

TEST_CASE("only the replication in detail gets the sinks", "[experiment]") {
  struct Calls : metrics::CallSink {
    void call(const metrics::CallRow&) override {}
    void dialog(const metrics::DialogRow&) override {}
  } calls;
  ExperimentOptions options = with_threads(2);
  options.detail = {3, &calls, nullptr};
  std::atomic<unsigned> asked{0}, wrong{0};
  run_experiment(
      two_campaigns(),
      [&](const world::ReplicationOptions& one) {
        if (one.calls != nullptr) ++(one.replication == 3 ? asked : wrong);
        return stand_in(one);
      },
      options);
  CHECK(asked == 1);
  CHECK(wrong == 0);
}

TEST_CASE("a sequential run stops at the first batch that is precise enough, whatever the threads", "[experiment]") {
  constexpr double kGoal = 0.005;
  const scenario::Scenario scenario = with_precision(kGoal, {}, 1000);
  std::size_t expected = kLeastSequential;
  while (relative_half_width(expected) > kGoal / (1 + kGoal)) expected += std::max<std::size_t>(expected / 10, 1);
  REQUIRE(expected > kLeastSequential);
  for (const unsigned threads : {1u, 2u, 16u}) {
    const ExperimentResult result = run_experiment(scenario, unruly, with_threads(threads));
    CHECK(result.records.size() == expected);
    CHECK(result.precise == true);
  }
}

TEST_CASE("replications run in parts are the whole bit for bit", "[experiment]") {
  const scenario::Scenario scenario = two_campaigns();
  const auto part = [&](std::uint32_t first, std::uint32_t count, unsigned threads) {
    RunOptions options;
    options.first = first;
    options.count = count;
    options.crew.threads = threads;
    return run_replications(unruly, scenario.world, options).records;
  };
  const std::vector<ReplicationRecord> whole = part(0, 10, 4);
  std::vector<ReplicationRecord> parts = part(0, 3, 2);
  for (ReplicationRecord& record : part(3, 7, 1)) parts.push_back(std::move(record));
  REQUIRE(parts.size() == whole.size());
  for (std::size_t r = 0; r < whole.size(); ++r) {
    CHECK(parts[r].replication == whole[r].replication);
    CHECK(parts[r].fingerprint == whole[r].fingerprint);
    for (std::size_t m = 0; m < whole[r].account.size(); ++m) {
      CHECK(std::bit_cast<std::uint64_t>(parts[r].account[m]) == std::bit_cast<std::uint64_t>(whole[r].account[m]));
    }
  }
  // Batch after batch until the budget of 41 is spent, and 41 at once.
  scenario::Scenario batches = with_precision(1e-9, {}, 41), at_once = batches;
  at_once.replications = 41;
  CHECK(report::results_json(batches, run_experiment(batches, unruly, with_threads(2))) ==
        report::results_json(at_once, run_experiment(at_once, unruly, with_threads(3))));
}

TEST_CASE("a sequential run spends no more than its budget and says that it was not enough", "[experiment]") {
  const ExperimentResult result = run_experiment(with_precision(1e-9, {}, 41), stand_in, with_threads(2));
  CHECK(result.records.size() == 41);
  CHECK(result.precise == false);
  CHECK(run_experiment(with_precision(0.5, {}, 12), stand_in, with_threads(2)).records.size() == 12);
}

TEST_CASE("an undecided requirement asks for more replications where a precision allows them", "[experiment]") {
  scenario::Scenario scenario = with_precision(0.5, {}, 200);
  double mean = 0;
  for (std::uint32_t r = 0; r < 7; ++r) mean += finished_after(r) / 7;
  scenario.require = {{"reminders/finished_after_s", scenario::Statistic::mean, {}, mean + 35, 0.95}};
  const ExperimentResult more = run_experiment(scenario, stand_in, with_threads(2));
  CHECK(more.records.size() > kLeastSequential);
  CHECK(more.records.size() < 200);
  CHECK(more.requirements[0].verdict == Verdict::holds);

  scenario.precision.reset();
  const ExperimentResult fixed = run_experiment(scenario, stand_in, with_threads(2));
  CHECK(fixed.records.size() == 10);
  CHECK(fixed.requirements[0].verdict == Verdict::undecided);
}

TEST_CASE("looking again and again does not make a verdict less sure", "[experiment]") {
  // The limit is the true mean, so every verdict is an error.
  scenario::Scenario scenario = with_precision(1, {}, 500);
  scenario.require = {{"reminders/attempts", scenario::Statistic::mean, {}, 1e6, 0.95}};
  constexpr int kRuns = 200;
  int decided = 0;
  for (unsigned seed = 0; seed < kRuns; ++seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal(1e6, 1e4);
    const auto at_the_limit = [&](const world::ReplicationOptions& options) {
      metrics::ReplicationResult result = replication_result(options.replication);
      result.campaigns[0].attempts = static_cast<std::uint64_t>(std::llround(normal(generator)));
      return result;
    };
    decided += run_experiment(scenario, at_the_limit, with_threads(1)).requirements[0].verdict != Verdict::undecided;
  }
  CHECK(decided <= 10 + 15);  // 5 %, and five standard deviations
}

TEST_CASE("progress counts over the batches and never goes back", "[experiment]") {
  ExperimentOptions options = with_threads(2);
  std::vector<ProgressReport> reports;
  options.crew.progress = [&reports](const ProgressReport& report) { reports.push_back(report); };
  options.crew.progress_every = std::chrono::milliseconds(1);
  const ExperimentResult result = run_experiment(with_precision(1e-9, {}, 60), unruly, options);
  REQUIRE(reports.size() > 2);
  CHECK(reports.back().finished == 60);
  CHECK(reports.back().total == 60);
  CHECK(reports.back().share == 1);
  CHECK(reports.back().attempts == result.attempts);
  for (std::size_t i = 1; i < reports.size(); ++i) {
    CHECK(reports[i].finished >= reports[i - 1].finished);
    CHECK(reports[i].elapsed_s >= reports[i - 1].elapsed_s);
  }
}
