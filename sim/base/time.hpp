#pragma once
// Simulated time: integer microseconds on a clock that nobody can ask for "now".
//
// Invariants
//   1. A SimTime is a count of microseconds since an origin which the caller chooses (the simulator: the scenario's start).
//   2. Time is handed in with every input; nothing below sim/world ever reads a clock.
//   3. Sums that would pass the largest instant stop at kNever.

#include <chrono>
#include <cstdint>

namespace sim {

struct SimClock {
  using rep = std::int64_t;
  using period = std::micro;
  using duration = std::chrono::duration<rep, period>;
  using time_point = std::chrono::time_point<SimClock>;
  static constexpr bool is_steady = true;
};

using Duration = SimClock::duration;
using SimTime = SimClock::time_point;

inline constexpr SimTime kNever = SimTime::max();
inline constexpr Duration kNoLimit = Duration::max();

inline constexpr Duration kSecond{1'000'000};
inline constexpr Duration kMinute = 60 * kSecond;
inline constexpr Duration kHour = 60 * kMinute;
inline constexpr Duration kDay = 24 * kHour;  // physical, 86,400 s

constexpr SimTime at_us(std::int64_t us) { return SimTime{Duration{us}}; }
constexpr std::int64_t us(SimTime t) { return t.time_since_epoch().count(); }
constexpr std::int64_t us(Duration d) { return d.count(); }

// t + d that saturates at kNever. REQUIRES d >= 0.
constexpr SimTime later(SimTime t, Duration d) { return d >= kNever - (t < SimTime{} ? SimTime{} : t) ? kNever : t + d; }

// d + e that saturates at kNoLimit. REQUIRES d, e >= 0.
constexpr Duration sum(Duration d, Duration e) { return d > kNoLimit - e ? kNoLimit : d + e; }

}  // namespace sim
