#pragma once
// Local time and calling hours, worked out again for the reference machine: every question is answered by walking through all segments,
// windows and days. Shares nothing with sim/campaign but the values that describe zones and hours.

#include <cstdint>

#include "sim/campaign/calling_hours.hpp"

namespace sim::reference {

// Local civil time: microseconds since 1970-01-01T00:00 on the wall clock of the zone.
std::int64_t local_us(const campaign::Zone& zone, SimTime at);
std::int64_t local_day(const campaign::Zone& zone, SimTime at);
// Months since year 0 on the wall clock.
std::int64_t local_month(const campaign::Zone& zone, SimTime at);
// The first instant at which the wall clock shows this time of that day, or has jumped past it.
SimTime first_instant(const campaign::Zone& zone, std::int64_t day, Duration time_of_day);

bool is_open(const campaign::CallingHours& hours, const campaign::Zone& zone, SimTime at);
// The end of the open time around an open instant; kNever: it has none.
SimTime closes(const campaign::CallingHours& hours, const campaign::Zone& zone, SimTime at);
// Is any instant of [from, to) open?
bool opens_within(const campaign::CallingHours& hours, const campaign::Zone& zone, SimTime from, SimTime to);
// The next instant after `at` at which the hours may open or close, or a day begins.
SimTime next_turn(const campaign::CallingHours& hours, const campaign::Zone& zone, SimTime at);

}  // namespace sim::reference
