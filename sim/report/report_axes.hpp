#pragma once
// How a metric stands in headings and on the axes of charts: its name in words, the unit of the axis, the places of its values.
//
// Invariants
//   1. A date is drawn on the wall clock of the scenario; every other value as a number in the unit that the title of the axis names.

#include <string>
#include <string_view>

#include "sim/report/report_numbers.hpp"
#include "sim/report/report_results.hpp"

namespace sim::report::page {

// "reminders: done", "cost"
std::string metric_title(std::string_view metric);
// "cost, EUR"
std::string metric_title(std::string_view metric, const Json& scenario);
// Of a requirement: "mean", "greatest", "95 % point".
std::string statistic_text(const Json& requirement);

struct Axis {
  std::string title;
  bool is_date = false;
  double per_unit = 1;
};

// `scenario` gives the currency; null: there is none.
Axis axis_of(std::string_view metric, const Json& scenario);
// Of a difference of two values.
Axis difference_axis(std::string_view metric, const Json& scenario);

// Null: not finite.
Json place_of(const Axis& axis, const LocalClock& clock, double value);

// The channel "x" or "y" of a specification gets type and title.
void set_axis(Json& channel, const Axis& axis);

// Adds to a row of a chart what an interval bar needs: "mean", "low", "high". Of one replication all are the mean.
void add_places(Json& row, const Axis& axis, const LocalClock& clock, const experiment::Estimate& estimate);

}  // namespace sim::report::page
