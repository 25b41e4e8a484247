#pragma once
// The hours of a campaign as points of a chart: the ones in which something happened, and no more points than a chart can show.
//
// Invariants
//   1. Between the first and the last point no attempt is left out: where hours are joined, what flows is summed, what stands is taken at
//      the end, and lines are averaged.
//   2. Clock times of points rise; of an hour that happens twice the first is left out of a chart.

#include <string>
#include <vector>

#include "sim/report/report_results.hpp"

namespace sim::report::page {

struct HourPoint {
  std::string from, at;  // the wall clock as if it were UTC, which is how a chart shows it everywhere alike
  std::string clock;     // of its end, for people
  double hours = 1;      // how many are joined
  experiment::SeriesRow row;
};

std::vector<HourPoint> hour_points(const CampaignSeries& series);

}  // namespace sim::report::page
