#pragma once
// A metric against a number that was varied, one curve for each combination of the other factors, with the interval as a band.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/report/report_charts.hpp"
#include "sim/report/report_grid.hpp"
#include "sim/stats/knee.hpp"

namespace sim::report::page {

struct CurvePoint {
  double x = 0;
  std::optional<experiment::Estimate> estimate{};  // empty: no replication has a value
};

struct Curve {
  std::string name;  // the levels of the other factors; empty: there are none
  std::vector<CurvePoint> points;
};

// Points of each curve with x rising. REQUIRES a factor of numbers.
std::vector<Curve> curves_of(const Grid& grid, std::size_t factor, const std::string& metric);

// Curves beyond this many are told apart by nobody.
inline constexpr std::size_t kMostCurves = 5;

// Draws the first kMostCurves.
Chart curve_chart(ChartWords words, const Grid& grid, std::size_t factor, const std::string& metric, const std::vector<Curve>& curves,
                  Table numbers);

// Where one more line begins to bring little, and what a further line saves on either side of it, on average.
struct Knee {
  double lines = 0, saved_below_s = 0, saved_above_s = 0;
};
// Of seconds until it is done over lines. Empty: there is no clear one (stats::knee).
std::optional<Knee> knee_of(std::span<const stats::CurvePoint> done_s);
// `with`: the levels of the other factors, or empty.
std::string knee_words(const Knee& knee, const std::string& with);

}  // namespace sim::report::page
