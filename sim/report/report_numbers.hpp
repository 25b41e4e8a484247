#pragma once
// Numbers of a report as text: what a metric's unit asks for, with the interval.

#include <string>
#include <string_view>

#include "sim/report/report_results.hpp"

namespace sim::report::page {

// What a number of this metric is. Instants are seconds after the start.
enum class Unit : std::uint8_t { instant, minutes, duration, share, plain };
Unit kind_of(std::string_view metric);

// A value of this metric: "71.48 %", "9,439 min", "1 h 03 min", "Wed 2026-03-04 12:08".
std::string metric_text(const LocalClock& clock, std::string_view metric, double value);
// The mean and what follows it: "71.48 % ± 0.34 %". Of one replication, and where all were the same, the mean alone.
std::string estimate_text(const LocalClock& clock, std::string_view metric, const experiment::Estimate& estimate);
// "-" where there is none.
std::string estimate_text(const RunResults& run, const Json& holder, std::string_view metric);
// From the 5 % to the 95 % point: "70.64 % to 72.02 %"; empty where they are equal or unknown.
std::string spread_text(const LocalClock& clock, std::string_view metric, const experiment::Estimate& estimate);

// A difference of two values, with its sign and its interval: "-3 h 02 min ± 4 min", "+1.20 pt".
std::string difference_text(std::string_view metric, double difference, double half_width);

// The same for a number that is no metric.
std::string with_half_width(std::string_view mean, std::string_view half_width, double half);

// "EUR 424.76", "EUR 0.085", and with the half width of its interval "EUR 424.76 ± 1.20".
std::string money_text(const Json& scenario, double amount);
std::string money_text(const Json& scenario, double amount, double half_width);

// Green, red or in between: of a requirement, and of a value that was tried.
Tone verdict_tone(std::string_view verdict);

// A value of a scenario, cut where it is long: "60", "30s", else JSON.
std::string setting_text(const Json& value);
// "1 call", "3 calls"
std::string counted(double count, std::string_view noun);

}  // namespace sim::report::page
