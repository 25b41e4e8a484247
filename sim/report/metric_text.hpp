#pragma once
// Values of metrics as short text in the unit of the metric, for tables of several scenarios.

#include <string>
#include <string_view>

namespace sim::report {

// "reminders/finished_after_s" or "cost". Empty: there is no such metric.
std::string_view unit_of(std::string_view metric);

// "52:08:14", "8.3 s", "71.52 %", "18,704"; "-" for not a number.
std::string metric_text(std::string_view metric, double value);
// "71.52 % ± 0.21"; without the half width where there is none.
std::string metric_text(std::string_view metric, double value, double half_width);
// The same of a difference, with its sign; shares differ by points, "pt".
std::string difference_text(std::string_view metric, double value, double half_width);

}  // namespace sim::report
