// Time series over replications of different lengths, and the ends of samples that are not kept whole.

#include <algorithm>
#include <vector>

#include "sim/experiment/series.hpp"
#include "sim/stats/interval.hpp"
#include "sim/stats/tails.hpp"
#include "tests/catch.hpp"
#include "tests/experiment_rig.hpp"

using namespace sim;
using namespace sim::experiment;

namespace {

constexpr std::size_t kPlanned = index(campaign::CallStatus::planned), kAnswered = index(campaign::CallStatus::answered);

ReplicationRecord record(std::vector<metrics::HourRow> hours, std::vector<Duration> balance) {
  ReplicationRecord r;
  r.hours.push_back(std::move(hours));
  r.balance_by_hour = std::move(balance);
  return r;
}

// Numbers whose order carries no pattern.
std::vector<double> scrambled(std::size_t n) {
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<double>((i * 7919) % 1009);
  return x;
}

}  // namespace

TEST_CASE("tails give the same quantiles near the ends as the whole sample", "[stats]") {
  for (const std::size_t n : {1u, 2u, 19u, 20u, 21u, 99u, 500u, 1000u}) {
    std::vector<double> values = scrambled(n);
    stats::Tails tails(51);
    for (const double x : values) tails.add(x);
    std::ranges::sort(values);
    for (const double q : {0.05, 0.95}) CHECK(tails.at(stats::quantile_rank(n, q)) == stats::quantile(values, q));
  }
}

TEST_CASE("every kept rank of both tails is exact", "[stats]") {
  std::vector<double> values = scrambled(100);
  stats::Tails tails(10);
  for (const double x : values) tails.add(x);
  std::ranges::sort(values);
  for (std::size_t rank = 1; rank <= 10; ++rank) {
    CHECK(tails.at(rank) == values[rank - 1]);
    CHECK(tails.at(101 - rank) == values[100 - rank]);
  }
}

TEST_CASE("a replication that is over keeps its statuses and balance, and nothing flows", "[experiment]") {
  SeriesCollector collector(1, kNever);
  collector.add(record({hour_row(0, 100, 150, kHour)}, {50 * kMinute}));                                                // one hour
  collector.add(record({hour_row(60, 40, 50, 2 * kHour), hour_row(10, 90, 70, kHour)}, {30 * kMinute, 20 * kMinute}));  // two
  collector.add(record({hour_row(30, 70, 90, 3 * kHour)}, {40 * kMinute}));                                             // one
  const Series series = collector.series();
  REQUIRE(series.campaigns.size() == 1);
  REQUIRE(series.campaigns[0].size() == 2);
  const SeriesRow& first = series.campaigns[0][0];
  CHECK(first.calls_by_status[kPlanned].mean == 30);
  CHECK(first.attempts.mean == Approx(290.0 / 3));
  CHECK(first.lines_busy.mean == 2);
  CHECK(first.lines_busy.p5 == 1);
  CHECK(first.lines_busy.p95 == 3);
  const SeriesRow& second = series.campaigns[0][1];
  CHECK(second.calls_by_status[kPlanned].mean == Approx(40.0 / 3));
  CHECK(second.calls_by_status[kAnswered].mean == Approx(260.0 / 3));
  CHECK(second.calls_by_status[kAnswered].p5 == 70);
  CHECK(second.calls_by_status[kAnswered].p95 == 100);
  CHECK(second.attempts.mean == Approx(70.0 / 3));
  CHECK(second.attempts.p5 == 0);
  CHECK(second.billed_s.p95 == 70 * 60);
  CHECK(second.balance_s.mean == Approx(60 * 110.0 / 3));
}

TEST_CASE("the last hour is as long as the horizon allows", "[experiment]") {
  SeriesCollector collector(1, SimTime{kHour + 15 * kMinute});
  collector.add(record({hour_row(0, 0, 1, kHour), hour_row(0, 0, 1, 30 * kMinute)}, {Duration{0}, Duration{0}}));
  const Series series = collector.series();
  CHECK(series.campaigns[0][0].lines_busy.mean == 1);
  CHECK(series.campaigns[0][1].lines_busy.mean == 2);  // 30 line-minutes in 15
}

TEST_CASE("replications beyond the first thousand are in no time series", "[experiment]") {
  scenario::Scenario scenario = two_campaigns();
  scenario.replications = kSeriesReplications + 20;
  std::size_t with_hours = 0;
  const ExperimentResult result = run_experiment(
      scenario,
      [&with_hours](const world::ReplicationOptions& options) {
        if (options.hours) ++with_hours;
        metrics::ReplicationResult run = replication_result(options.replication);
        run.campaigns[0].attempts = options.replication < kSeriesReplications ? 1 : 1'000'000;
        if (options.hours) add_hours(run);
        return run;
      },
      with_threads(1));
  CHECK(result.records.size() == kSeriesReplications + 20);
  CHECK(with_hours == kSeriesReplications);
  CHECK(result.series.campaigns[0][0].attempts.mean == 1);
}
