// The list over time: how many calls have which status.

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_hours.hpp"
#include "sim/report/report_sections.hpp"
#include "sim/report/status_names.hpp"

namespace sim::report::page {
namespace {

using campaign::CallStatus;

// From the bottom of the stack: what is over first, so that the upper edge of "answered" is the reach.
constexpr std::array kStack{CallStatus::answered,
                            CallStatus::completed_without_answer,
                            CallStatus::technical_error,
                            CallStatus::not_dialed,
                            CallStatus::plan_limit_exceeded,
                            CallStatus::retry_scheduled,
                            CallStatus::in_progress,
                            CallStatus::planned};

double mean_in(const HourPoint& point, CallStatus status) { return point.row.calls_by_status[index(status)].mean; }

std::vector<CallStatus> statuses_in(const std::vector<HourPoint>& points) {
  std::vector<CallStatus> seen;
  for (const CallStatus status : kStack) {
    const bool ever = std::ranges::any_of(points, [&](const HourPoint& point) { return mean_in(point, status) > 0; });
    if (ever) seen.push_back(status);
  }
  return seen;
}

std::string words_of(const std::vector<HourPoint>& points) {
  const HourPoint& end = points.back();
  double calls = 0;
  for (const experiment::Band& band : end.row.calls_by_status) calls += band.mean;
  const double answered = mean_in(end, CallStatus::answered);
  std::string half;
  for (const HourPoint& point : points) {
    if (mean_in(point, CallStatus::answered) * 2 < answered) continue;
    half = point.clock;
    break;
  }
  return fmt::format("From {} to {}, hour by hour. At the end {} of {} calls are answered; half of these were answered by {}.",
                     points.front().clock, end.clock, grouped(answered), grouped(calls), half);
}

Chart progress_chart(const CampaignSeries& series, const std::vector<HourPoint>& points) {
  const std::vector<CallStatus> statuses = statuses_in(points);
  Json rows = Json::array();
  Table numbers{.fold = "Numbers", .columns = {{"at", Align::left}}};
  for (const CallStatus status : statuses) numbers.columns.push_back({std::string(kCallStatusNames[index(status)])});
  for (const HourPoint& point : points) {
    std::vector<Cell> row{point.clock};
    for (std::size_t s = 0; s < statuses.size(); ++s) {
      const double calls = mean_in(point, statuses[s]);
      row.emplace_back(grouped(calls));
      rows.push_back(
          {{"at", point.at}, {"clock", point.clock}, {"status", kCallStatusNames[index(statuses[s])]}, {"calls", calls}, {"rank", s}});
    }
    numbers.rows.push_back(std::move(row));
  }
  Chart chart =
      chart_of("progress", {"Calls of " + series.campaign + " by status over time", words_of(points)}, std::move(rows), std::move(numbers));
  // The legend names what is drawn and nothing else.
  Json& scale = chart.spec["encoding"]["color"]["scale"];
  Json domain = Json::array(), range = Json::array();
  for (std::size_t c = 0; c < scale["domain"].size(); ++c) {
    const bool drawn = std::ranges::any_of(statuses, [&](CallStatus s) { return scale["domain"][c] == kCallStatusNames[index(s)]; });
    if (!drawn) continue;
    domain.push_back(scale["domain"][c]);
    range.push_back(scale["range"][c]);
  }
  scale = {{"domain", domain}, {"range", range}};
  return chart;
}

}  // namespace

Section progress_section(const RunResults& run) {
  Section section{"Progress of the list"};
  for (const CampaignSeries& series : run.series) {
    const std::vector<HourPoint> points = hour_points(series);
    if (points.size() >= 2) section.blocks.emplace_back(progress_chart(series, points));
  }
  return section;
}

}  // namespace sim::report::page
