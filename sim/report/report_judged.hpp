#pragma once
// What a requirement asks for and what was found, as a run and a plan have judged it: in words, in a table, and against its limit in a
// chart.
//
// Invariants
//   1. A null is a value that never came, or a bound that there is none of.

#include <string>
#include <vector>

#include "sim/report/report_axes.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_document.hpp"
#include "sim/report/report_studies.hpp"

namespace sim::report::page {

// "recall: done, 95 % point"
std::string judged_title(const Json& requirement);
// "at most Mon 2026-03-02 18:00"
std::string asked_text(const LocalClock& clock, const Json& requirement);
// What was found, or "never".
std::string found_text(const LocalClock& clock, const Json& requirement);
// By which it is judged: "76.0 % to 77.8 %", "up to 12:00"; empty where it is judged by the value itself.
std::string interval_text(const LocalClock& clock, const Json& requirement);
// How far inside its limits the interval stays, with a minus what it reaches beyond; "-" where it never came.
std::string margin_text(const Json& requirement);

// Asked for, found, interval, verdict.
Table requirement_table(const LocalClock& clock, const Json& requirements);
// The same with the margin of each.
Table margin_table(const LocalClock& clock, const Json& requirements);

// One value that a plan has tried, or one pair.
struct TriedPoint {
  Json x;            // where it stands
  std::string text;  // "17", "17 and 6,000"
  const Json* requirement = nullptr;
};

// What a plan found of one requirement at each point, with the interval by which it is judged and the limit that is asked for. No rows:
// it never came.
Chart judged_chart(const Study& plan, ChartWords words, const std::vector<TriedPoint>& points, Table numbers);

}  // namespace sim::report::page
