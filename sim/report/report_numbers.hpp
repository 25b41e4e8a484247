#pragma once
// Numbers of a report as text: what a metric's unit asks for, with the interval.

#include <string>
#include <string_view>

#include "sim/report/report_results.hpp"

namespace sim::report::page {

// A value of this metric: "71.48 %", "9,439 min", "1 h 03 min", "Wed 2026-03-04 12:08".
std::string metric_text(const LocalClock& clock, std::string_view metric, double value);
// The mean and what follows it: "71.48 % ± 0.34 %". Of one replication, and where all were the same, the mean alone.
std::string estimate_text(const LocalClock& clock, std::string_view metric, const experiment::Estimate& estimate);
// "-" where there is none.
std::string estimate_text(const RunResults& run, const Json& holder, std::string_view metric);
// From the 5 % to the 95 % point: "70.64 % to 72.02 %"; empty where they are equal or unknown.
std::string spread_text(const LocalClock& clock, std::string_view metric, const experiment::Estimate& estimate);

// The same for a number that is no metric.
std::string with_half_width(std::string_view mean, std::string_view half_width, double half);

// "EUR 424.76"
std::string money_text(const RunResults& run, double amount);

// "1 call", "3 calls"
std::string counted(double count, std::string_view noun);

}  // namespace sim::report::page
