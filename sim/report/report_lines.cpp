// Lines in use and attempts, hour by hour.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_hours.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

double line_limit(const RunResults& run, const std::string& name) {
  double limit = run.scenario().at("account").value("lines", 0.0);
  for (const Json& campaign : run.scenario().at("campaigns")) {
    const auto own = campaign.find("lines");
    if (campaign.value("name", "") == name && own != campaign.end() && own->is_number()) limit = std::min(limit, own->get<double>());
  }
  return limit;
}

// Lines are counted with one decimal: they are means of an hour.
std::string lines_text(double lines) { return fmt::format("{:.1f}", lines); }

Chart lines_chart(const RunResults& run, const CampaignSeries& series, const std::vector<HourPoint>& points) {
  Json rows = Json::array();
  Table numbers{.fold = "Numbers", .columns = {{"until", Align::left}, {"lines in use, mean"}, {"5 % point"}, {"95 % point"}}};
  double peak = 0;
  for (const HourPoint& point : points) {
    const experiment::Band& lines = point.row.lines_busy;
    peak = std::max(peak, lines.mean);
    rows.push_back({{"at", point.from}, {"clock", point.clock}, {"mean", lines.mean}, {"low", lines.p5}, {"high", lines.p95}});
    numbers.rows.push_back({point.clock, lines_text(lines.mean), lines_text(lines.p5), lines_text(lines.p95)});
  }
  const double limit = line_limit(run, series.campaign);
  const std::string words = fmt::format(
      "Mean of the replications, the band from their 5 % to their 95 % point. The busiest hour has {} lines in use on average; {} may use "
      "{}.",
      lines_text(peak), series.campaign, grouped(limit));
  rows.push_back({{"at", points.back().at}, {"clock", points.back().clock}, {"mean", 0}, {"low", 0}, {"high", 0}});
  Chart chart = chart_of("lines_in_use", {"Lines in use by " + series.campaign, words}, std::move(rows), std::move(numbers));
  add_data(chart, "limit", Json::array({{{"lines", limit}, {"label", grouped(limit) + " lines"}}}));
  return chart;
}

std::string middle_of(const HourPoint& point) { return point.from.substr(0, 14) + "30" + point.from.substr(16); }

Chart attempts_chart(const CampaignSeries& series, const std::vector<HourPoint>& points) {
  Json rows = Json::array();
  Table numbers{.fold = "Numbers", .columns = {{"until", Align::left}, {"attempts per hour"}, {"5 % point"}, {"95 % point"}, {"answered"}}};
  double attempts = 0, answered = 0;
  for (const HourPoint& point : points) {
    const experiment::Band& band = point.row.attempts;
    attempts += band.mean;
    answered += point.row.answered.mean;
    const double hours = point.hours, per_hour = point.row.answered.mean / hours;
    rows.push_back({{"from", point.from},
                    {"at", point.at},
                    {"middle", middle_of(point)},
                    {"clock", point.clock},
                    {"mean", band.mean / hours},
                    {"low", band.p5 / hours},
                    {"high", band.p95 / hours},
                    {"answered", per_hour}});
    numbers.rows.push_back(
        {point.clock, grouped(band.mean / hours), grouped(band.p5 / hours), grouped(band.p95 / hours), grouped(per_hour)});
  }
  const std::string words = fmt::format(
      "Whole bars are attempts, the dark part of them the answered ones; the whisker runs from the 5 % to the 95 % point of the "
      "replications. {} of "
      "{} attempts are answered, {}.",
      grouped(answered), grouped(attempts), percent(attempts > 0 ? answered / attempts : 0));
  return chart_of("attempts_by_hour", {"Attempts of " + series.campaign + " by hour", words}, std::move(rows), std::move(numbers));
}

Headlines account_lines(const RunResults& run) {
  Headlines headlines{{{"Most lines at once", estimate_text(run, run.account(), "lines_peak"), ""},
                       {"Lines used", estimate_text(run, run.account(), "lines_used_ratio"), "of the time in which calls may be made"}}};
  headlines.items.push_back({"Busiest second", estimate_text(run, run.account(), "starts_per_s_peak"), "attempts started"});
  return headlines;
}

}  // namespace

Section lines_section(const RunResults& run) {
  Section section{"Lines and attempts by hour"};
  if (mean_of(run.account(), "attempts") > 0) section.blocks.emplace_back(account_lines(run));
  for (const CampaignSeries& series : run.series) {
    const std::vector<HourPoint> points = hour_points(series);
    if (points.size() < 2) continue;
    section.blocks.emplace_back(lines_chart(run, series, points));
    section.blocks.emplace_back(attempts_chart(series, points));
  }
  return section;
}

}  // namespace sim::report::page
