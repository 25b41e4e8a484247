#pragma once
// Zones and weekly calling hours. A zone is a table of offsets that the caller made from the IANA data for the span it needs; hours are
// windows on a local clock. Both are values without a clock of their own.
//
// Invariants
//   1. An instant is open when its local time lies inside a window: half-open, [from, to).
//   2. A window with from > to runs over midnight and belongs to the day on which it opens.
//   3. A closed date takes away the windows that open on it.
//   4. Daylight saving needs no rule of its own: a skipped hour is never open, an hour that happens twice is open twice.

#include <array>
#include <cstdint>
#include <vector>

#include "sim/base/time.hpp"

namespace sim::campaign {

// Local civil time: microseconds since 1970-01-01T00:00 on a wall clock.
using LocalTime = Duration;

class Zone {
 public:
  struct Segment {
    SimTime from;               // this offset holds from here to the next segment
    Duration local_minus_time;  // local civil time = instant + this
  };

  Zone() : Zone({{SimTime::min(), Duration{0}}}) {}
  // REQUIRES at least one segment, `from` strictly rising; the first holds for everything before it too.
  explicit Zone(std::vector<Segment> segments);

  LocalTime local(SimTime t) const { return t.time_since_epoch() + segment(t).local_minus_time; }

  // The first instant at which the wall clock shows `local` or, when a jump skips it, has just passed it.
  SimTime earliest(LocalTime local) const;

  const Segment& segment(SimTime t) const;
  // The instant at which the offset of `t` ends; kNever in the last segment.
  SimTime segment_end(SimTime t) const;

  const std::vector<Segment>& segments() const { return segments_; }

 private:
  std::vector<Segment> segments_;
};

// Days since 1970-01-01, and the time of day.
constexpr std::int64_t day_of(LocalTime t) { return (t.count() >= 0 ? t.count() : t.count() - (us(kDay) - 1)) / us(kDay); }
constexpr Duration time_of_day(LocalTime t) { return t - day_of(t) * kDay; }
constexpr int weekday_of(std::int64_t day) { return static_cast<int>(((day + 3) % 7 + 7) % 7); }  // 0 is Monday

// The day on the wall clock of one zone, for times that only move forward: looked up once a day.
class DayClock {
 public:
  // REQUIRES the zone of all calls, t >= that of the last.
  std::int64_t day(const Zone& zone, SimTime t) {
    if (t >= until_) look_up(zone, t);
    return day_;
  }

 private:
  [[gnu::noinline]] void look_up(const Zone& zone, SimTime t);

  std::int64_t day_ = 0;
  SimTime until_ = SimTime::min();
};

// [from, to) in microseconds of a local day; from != to, both within [0, 24 h].
struct DayWindow {
  Duration from;
  Duration to;
};

class CallingHours {
 public:
  CallingHours() = default;  // always open
  // REQUIRES every window valid, at least one; closed dates sorted, in days since 1970-01-01.
  CallingHours(std::array<std::vector<DayWindow>, 7> week, std::vector<std::int64_t> closed_days);

  bool always_open() const { return always_open_; }
  bool open(const Zone& zone, SimTime t) const { return always_open_ || open_local(zone.local(t)); }

  // The earliest open instant at or after t; kNever when there is none within three years.
  SimTime next_open(const Zone& zone, SimTime t) const;
  // The end of the open interval around t; kNever when it has none within three years. REQUIRES open at t.
  SimTime next_close(const Zone& zone, SimTime t) const;

  // By weekday, 0 is Monday; no window at all: always open.
  const std::array<std::vector<DayWindow>, 7>& week() const { return week_; }
  const std::vector<std::int64_t>& closed_days() const { return closed_days_; }

 private:
  bool open_local(LocalTime t) const;
  LocalTime next_edge(LocalTime t) const;
  SimTime next_change(const Zone& zone, SimTime t) const;

  bool always_open_ = true;
  std::array<std::vector<DayWindow>, 7> week_;
  std::vector<std::int64_t> closed_days_;
};

}  // namespace sim::campaign
