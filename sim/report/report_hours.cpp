#include "sim/report/report_hours.hpp"

#include <algorithm>

#include "sim/scenario/times.hpp"

namespace sim::report::page {
namespace {

constexpr std::size_t kMostPoints = 240;

struct HourRange {
  std::size_t first = 0, end = 0;
};

bool same_statuses(const experiment::SeriesRow& a, const experiment::SeriesRow& b) {
  return std::ranges::equal(a.calls_by_status, b.calls_by_status, {}, &experiment::Band::mean, &experiment::Band::mean);
}

// From the hour before the first in which something happened to the last one.
HourRange active_hours(const std::vector<experiment::SeriesRow>& rows) {
  HourRange range;
  for (std::size_t h = 0; h < rows.size(); ++h) {
    if (!(rows[h].attempts.mean > 0) && (h == 0 || same_statuses(rows[h], rows[h - 1]))) continue;
    if (range.end == 0) range.first = h == 0 ? 0 : h - 1;
    range.end = h + 1;
  }
  return range;
}

void add(experiment::Band& sum, const experiment::Band& band, double weight) {
  sum.mean += weight * band.mean;
  sum.p5 += weight * band.p5;
  sum.p95 += weight * band.p95;
}

experiment::SeriesRow joined(std::span<const experiment::SeriesRow> hours) {
  experiment::SeriesRow all = hours.back();
  all.attempts = all.answered = all.billed_s = all.lines_busy = {0, 0, 0};
  for (const experiment::SeriesRow& hour : hours) {
    add(all.attempts, hour.attempts, 1);
    add(all.answered, hour.answered, 1);
    add(all.billed_s, hour.billed_s, 1);
    add(all.lines_busy, hour.lines_busy, 1 / static_cast<double>(hours.size()));
  }
  return all;
}

std::string chart_time(std::int64_t local_s) { return scenario::local_text(local_s) + "Z"; }

}  // namespace

std::vector<HourPoint> hour_points(const CampaignSeries& series) {
  const HourRange range = active_hours(series.rows);
  const std::size_t step = (range.end - range.first + kMostPoints - 1) / kMostPoints;
  std::vector<HourPoint> points;
  std::int64_t last = 0;
  for (std::size_t h = range.first; h < range.end; h += step) {
    const std::size_t count = std::min(step, range.end - h);
    const std::string stamp = series.at[h + count - 1].substr(0, 19);
    const std::int64_t at = scenario::parse_local(stamp).value.value_or(0);
    if (!points.empty() && at <= last) points.pop_back();
    const std::int64_t hours = static_cast<std::int64_t>(count);
    HourPoint point{chart_time(at - 3600 * hours), chart_time(at), stamp.substr(0, 16), static_cast<double>(count),
                    joined(std::span(series.rows).subspan(h, count))};
    point.clock[10] = ' ';
    points.push_back(std::move(point));
    last = at;
  }
  return points;
}

}  // namespace sim::report::page
