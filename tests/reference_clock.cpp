#include "tests/reference_clock.hpp"

#include <algorithm>
#include <chrono>

namespace sim::reference {
namespace {

using campaign::CallingHours;
using campaign::DayWindow;
using campaign::Zone;

constexpr std::int64_t kDayUs = 86'400'000'000;

std::int64_t floor_day(std::int64_t local) { return local / kDayUs - (local % kDayUs < 0 ? 1 : 0); }

const std::vector<DayWindow>& windows_of(const CallingHours& hours, std::int64_t day) {
  static const std::vector<DayWindow> kNone;
  if (std::ranges::find(hours.closed_days(), day) != hours.closed_days().end()) return kNone;
  const auto weekday = static_cast<std::size_t>(((day + 3) % 7 + 7) % 7);  // 1970-01-01 was a Thursday
  return hours.week()[weekday];
}

// Calls `visit` with every instant of these days at which a window may open or close, under every offset that the zone ever has.
template <typename Visit>
void each_turn(const CallingHours& hours, const Zone& zone, std::int64_t first_day, std::int64_t last_day, const Visit& visit) {
  for (const Zone::Segment& segment : zone.segments()) {
    if (segment.from != SimTime::min()) visit(segment.from);
    for (std::int64_t day = first_day; day <= last_day; ++day) {
      visit(at_us(day * kDayUs - us(segment.local_minus_time)));
      for (const DayWindow& window : windows_of(hours, day)) {
        visit(at_us(day * kDayUs + us(window.from) - us(segment.local_minus_time)));
        visit(at_us(day * kDayUs + us(window.to) - us(segment.local_minus_time)));
        visit(at_us((day + 1) * kDayUs + us(window.to) - us(segment.local_minus_time)));
      }
    }
  }
}

}  // namespace

std::int64_t local_us(const Zone& zone, SimTime at) {
  Duration offset = zone.segments().front().local_minus_time;
  for (const Zone::Segment& segment : zone.segments()) {
    if (segment.from <= at) offset = segment.local_minus_time;
  }
  return us(at) + us(offset);
}

std::int64_t local_day(const Zone& zone, SimTime at) { return floor_day(local_us(zone, at)); }

std::int64_t local_month(const Zone& zone, SimTime at) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{local_day(zone, at)}}};
  return std::int64_t{int{date.year()}} * 12 + unsigned{date.month()};
}

SimTime first_instant(const Zone& zone, std::int64_t day, Duration time_of_day) {
  const std::int64_t wanted = day * kDayUs + us(time_of_day);
  SimTime first = kNever;
  for (const Zone::Segment& segment : zone.segments()) {
    const SimTime shown = at_us(wanted - us(segment.local_minus_time));
    for (const SimTime candidate : {shown, segment.from}) {
      if (candidate != SimTime::min() && local_us(zone, candidate) >= wanted) first = std::min(first, candidate);
    }
  }
  return first;
}

bool is_open(const CallingHours& hours, const Zone& zone, SimTime at) {
  if (hours.always_open()) return true;
  const std::int64_t local = local_us(zone, at);
  const std::int64_t day = floor_day(local);
  for (std::int64_t opened : {day - 1, day}) {
    for (const DayWindow& window : windows_of(hours, opened)) {
      const std::int64_t from = opened * kDayUs + us(window.from);
      const std::int64_t to = opened * kDayUs + us(window.to) + (window.from > window.to ? kDayUs : 0);
      if (local >= from && local < to) return true;
    }
  }
  return false;
}

SimTime closes(const CallingHours& hours, const Zone& zone, SimTime at) {
  if (hours.always_open()) return kNever;
  // What is the same for more than a week after the last exception is the same for ever.
  std::int64_t last_day = local_day(zone, at);
  for (const std::int64_t day : hours.closed_days()) last_day = std::max(last_day, day);
  for (const Zone::Segment& segment : zone.segments()) last_day = std::max(last_day, floor_day(us(segment.from)));
  SimTime turn = next_turn(hours, zone, at);
  while (is_open(hours, zone, turn)) {
    if (local_day(zone, turn) > last_day + 9) return kNever;
    turn = next_turn(hours, zone, turn);
  }
  return turn;
}

bool opens_within(const CallingHours& hours, const Zone& zone, SimTime from, SimTime to) {
  if (from >= to) return false;
  if (is_open(hours, zone, from)) return true;
  bool found = false;
  each_turn(hours, zone, local_day(zone, from) - 2, local_day(zone, to) + 2,
            [&](SimTime turn) { found = found || (turn > from && turn < to && is_open(hours, zone, turn)); });
  return found;
}

SimTime next_turn(const CallingHours& hours, const Zone& zone, SimTime at) {
  SimTime next = kNever;
  const std::int64_t today = local_day(zone, at);
  each_turn(hours, zone, today - 1, today + 1, [&](SimTime turn) {
    if (turn > at) next = std::min(next, turn);
  });
  return next;
}

}  // namespace sim::reference
