#pragma once
// The texts for durations, dates and times of day. Text in, value or hint out; zones are elsewhere.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/time.hpp"

namespace sim::scenario {

// A value, or why there is none: a hint that goes on after "expected …, got …" (it may be empty).
template <class T>
struct Parsed {
  std::optional<T> value;
  std::string hint;
};

inline constexpr Duration kLongestDuration = 36500 * kDay;

// "90s", "1h30m", "2d", "500ms", "1.5h", "1h 30m": numbers with units d, h, m, s, ms, us from large to small, exact in microseconds.
Parsed<Duration> parse_duration(std::string_view text);
// The shortest text that reads back equal. REQUIRES d >= 0.
std::string duration_text(Duration d);

// "09:00", "24:00": since midnight.
Parsed<Duration> parse_time_of_day(std::string_view text);
// "2026-03-06": days since 1970-01-01.
Parsed<std::int64_t> parse_date(std::string_view text);
// "2026-03-02T09:00" or with seconds: seconds since 1970-01-01T00:00 on a wall clock.
Parsed<std::int64_t> parse_local(std::string_view text);
std::string local_text(std::int64_t local_s);

}  // namespace sim::scenario
