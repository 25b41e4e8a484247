#pragma once
// The time series of an experiment: mean, 5 % and 95 % point over the replications, hour by hour.
//
// Invariants
//   1. Every replication counts in every hour. One that was over before an hour has the call statuses and the balance of its end there,
//      and nothing that flows: no attempts, nothing billed, no line busy.
//   2. Only the first kSeriesReplications take part, so memory does not grow beyond them; of each value only both ends of its sample are
//      kept. The order in which replications come changes at most the last bits of the means; the experiment hands them in by number.

#include <array>
#include <cstdint>
#include <vector>

#include "sim/experiment/record.hpp"
#include "sim/metrics/replication_result.hpp"
#include "sim/stats/tails.hpp"

namespace sim::experiment {

inline constexpr std::uint32_t kSeriesReplications = 1000;

struct Band {
  double mean, p5, p95;
};
struct SeriesRow {
  std::array<Band, metrics::kStatusCount> calls_by_status;  // at the end of the hour
  Band attempts, answered, billed_s;                        // in the hour
  Band balance_s;                                           // of the account, at the end of the hour
  Band lines_busy;                                          // mean over the hour
};
struct Series {
  std::vector<std::vector<SeriesRow>> campaigns;  // [campaign][hour]; hour h ends h + 1 hours after the start, but not after `stop_at`
  SimTime stop_at = kNever;
};

class SeriesCollector {
 public:
  // `stop_at`: the horizon, which may cut the last hour short.
  SeriesCollector(std::size_t campaigns, SimTime stop_at) : campaigns_(campaigns), stop_at_(stop_at) {}

  // REQUIRES hours of the same number of campaigns; fewer than kSeriesReplications so far.
  void add(const ReplicationRecord& record);
  Series series() const;

 private:
  struct Cell {
    double sum = 0;
    stats::Tails tails{kSeriesReplications / 20 + 1};  // X_(ceil(0.05 n)) from below, X_(ceil(0.95 n)) from above
    void add(double x);
    Band band() const;
  };
  static constexpr std::size_t kFlows = 4;  // attempts, answered, billed, lines
  using CampaignHour = std::array<Cell, metrics::kStatusCount + kFlows>;
  struct State {  // when a replication was over
    std::vector<std::array<std::uint32_t, metrics::kStatusCount>> calls_by_status;
    Duration balance{0};
  };

  void open_hours(std::size_t count);
  void add_running(const ReplicationRecord& record, std::size_t hour);
  void add_over(const State& end, std::size_t hour);
  double seconds_in(std::size_t hour) const;

  std::vector<std::vector<CampaignHour>> campaigns_;
  std::vector<Cell> balance_;
  std::vector<State> ends_;  // of the replications so far: hours that open later ask for them
  SimTime stop_at_;
};

}  // namespace sim::experiment
