#include "sim/experiment/series.hpp"

#include <algorithm>

#include "sim/base/check.hpp"
#include "sim/stats/interval.hpp"

namespace sim::experiment {

namespace {

enum Flow : std::size_t { attempts = metrics::kStatusCount, answered, billed, lines };

}  // namespace

void SeriesCollector::Cell::add(double x) {
  sum += x;
  tails.add(x);
}

Band SeriesCollector::Cell::band() const {
  const std::uint64_t n = tails.n();
  return {sum / static_cast<double>(n), tails.at(stats::quantile_rank(n, 0.05)), tails.at(stats::quantile_rank(n, 0.95))};
}

void SeriesCollector::add(const ReplicationRecord& record) {
  SIM_CHECK(ends_.size() < kSeriesReplications, "enough replications for the time series");
  const std::size_t hours = record.balance_by_hour.size();
  open_hours(hours);
  State end;
  end.calls_by_status.resize(campaigns_.size());
  if (hours > 0) {
    for (std::size_t c = 0; c < campaigns_.size(); ++c) end.calls_by_status[c] = record.hours[c][hours - 1].calls_by_status;
    end.balance = record.balance_by_hour.back();
  }
  for (std::size_t h = 0; h < hours; ++h) add_running(record, h);
  for (std::size_t h = hours; h < balance_.size(); ++h) add_over(end, h);
  ends_.push_back(std::move(end));
}

// New hours, in which the replications so far were over already.
void SeriesCollector::open_hours(std::size_t count) {
  for (std::size_t h = balance_.size(); h < count; ++h) {
    balance_.emplace_back();
    for (std::vector<CampaignHour>& campaign : campaigns_) campaign.emplace_back();
    for (const State& end : ends_) add_over(end, h);
  }
}

void SeriesCollector::add_running(const ReplicationRecord& record, std::size_t hour) {
  for (std::size_t c = 0; c < campaigns_.size(); ++c) {
    const metrics::HourRow& row = record.hours[c][hour];
    CampaignHour& cells = campaigns_[c][hour];
    for (std::size_t s = 0; s < metrics::kStatusCount; ++s) cells[s].add(row.calls_by_status[s]);
    cells[Flow::attempts].add(static_cast<double>(row.attempts));
    cells[Flow::answered].add(static_cast<double>(row.answered));
    cells[Flow::billed].add(seconds(row.billed));
    cells[Flow::lines].add(seconds(row.line_time) / seconds_in(hour));
  }
  balance_[hour].add(seconds(record.balance_by_hour[hour]));
}

void SeriesCollector::add_over(const State& end, std::size_t hour) {
  for (std::size_t c = 0; c < campaigns_.size(); ++c) {
    CampaignHour& cells = campaigns_[c][hour];
    for (std::size_t s = 0; s < metrics::kStatusCount; ++s) cells[s].add(end.calls_by_status[c][s]);
    for (std::size_t f = metrics::kStatusCount; f < cells.size(); ++f) cells[f].add(0);
  }
  balance_[hour].add(seconds(end.balance));
}

double SeriesCollector::seconds_in(std::size_t hour) const {
  const SimTime from = SimTime{} + static_cast<std::int64_t>(hour) * kHour;
  return seconds(std::min(stop_at_ - from, kHour));
}

Series SeriesCollector::series() const {
  Series series;
  series.stop_at = stop_at_;
  for (const std::vector<CampaignHour>& campaign : campaigns_) {
    std::vector<SeriesRow>& rows = series.campaigns.emplace_back();
    for (std::size_t h = 0; h < campaign.size(); ++h) {
      const CampaignHour& cells = campaign[h];
      SeriesRow& row = rows.emplace_back();
      for (std::size_t s = 0; s < metrics::kStatusCount; ++s) row.calls_by_status[s] = cells[s].band();
      row.attempts = cells[Flow::attempts].band();
      row.answered = cells[Flow::answered].band();
      row.billed_s = cells[Flow::billed].band();
      row.balance_s = balance_[h].band();
      row.lines_busy = cells[Flow::lines].band();
    }
  }
  return series;
}

}  // namespace sim::experiment
