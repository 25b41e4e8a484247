#include "sim/campaign/calling_hours.hpp"

#include <algorithm>

#include "sim/base/rare_path.hpp"

namespace sim::campaign {
namespace {

constexpr Duration kSearchLimit = 3 * 366 * kDay;

bool covers_whole_week(const std::array<std::vector<DayWindow>, 7>& week) {
  return std::ranges::all_of(week, [](const std::vector<DayWindow>& day) {
    return std::ranges::any_of(day, [](const DayWindow& w) { return w.from == Duration{0} && w.to == kDay; });
  });
}

}  // namespace

Zone::Zone(std::vector<Segment> segments) : segments_(std::move(segments)) {}

const Zone::Segment& Zone::segment(SimTime t) const {
  auto after = std::upper_bound(segments_.begin(), segments_.end(), t, [](SimTime at, const Segment& s) { return at < s.from; });
  return after == segments_.begin() ? segments_.front() : *std::prev(after);
}

SimTime Zone::segment_end(SimTime t) const {
  auto after = std::upper_bound(segments_.begin(), segments_.end(), t, [](SimTime at, const Segment& s) { return at < s.from; });
  if (after == segments_.begin() && segments_.size() > 1) ++after;  // before the first segment its offset holds too
  return after == segments_.end() ? kNever : after->from;
}

SimTime Zone::earliest(LocalTime local) const {
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    const SimTime candidate{local - segments_[i].local_minus_time};
    if (i + 1 < segments_.size() && candidate >= segments_[i + 1].from) continue;
    if (i == 0 || candidate >= segments_[i].from) return candidate;
    mark(RarePath::local_time_skipped);
    return segments_[i].from;
  }
  return kNever;
}

void DayClock::look_up(const Zone& zone, SimTime t) {
  day_ = day_of(zone.local(t));
  until_ = std::min(zone.segment_end(t), SimTime{(day_ + 1) * kDay - zone.segment(t).local_minus_time});
}

CallingHours::CallingHours(std::array<std::vector<DayWindow>, 7> week, std::vector<std::int64_t> closed_days)
    : always_open_(closed_days.empty() && covers_whole_week(week)), week_(std::move(week)), closed_days_(std::move(closed_days)) {}

bool CallingHours::open_local(LocalTime t) const {
  const std::int64_t today = day_of(t);
  const Duration at = time_of_day(t);
  const auto has_windows = [this](std::int64_t day) { return !std::ranges::binary_search(closed_days_, day); };
  if (has_windows(today)) {
    for (const DayWindow& w : week_[static_cast<std::size_t>(weekday_of(today))]) {
      if (at >= w.from && (at < w.to || w.from > w.to)) return true;
    }
  }
  if (!has_windows(today - 1)) return false;
  const auto& yesterday = week_[static_cast<std::size_t>(weekday_of(today - 1))];
  return std::ranges::any_of(yesterday, [at](const DayWindow& w) { return w.from > w.to && at < w.to; });
}

// The first edge of any window, or midnight, after t on the wall clock.
LocalTime CallingHours::next_edge(LocalTime t) const {
  const std::int64_t today = day_of(t);
  const Duration at = time_of_day(t);
  Duration edge = kDay;
  const auto consider = [&edge, at](Duration candidate) {
    if (candidate > at && candidate < edge) edge = candidate;
  };
  for (const DayWindow& w : week_[static_cast<std::size_t>(weekday_of(today))]) {
    consider(w.from);
    if (w.from < w.to) consider(w.to);
  }
  for (const DayWindow& w : week_[static_cast<std::size_t>(weekday_of(today - 1))]) {
    if (w.from > w.to) consider(w.to);
  }
  return today * kDay + edge;
}

// The first instant after t at which open() has another value.
SimTime CallingHours::next_change(const Zone& zone, SimTime t) const {
  const bool open_now = open_local(zone.local(t));
  const SimTime limit = later(t, kSearchLimit);
  for (SimTime at = t; at < limit;) {
    const Duration offset = zone.segment(at).local_minus_time;
    const SimTime edge{next_edge(at.time_since_epoch() + offset) - offset};
    at = std::min(edge, zone.segment_end(at));
    if (open_local(zone.local(at)) == open_now) continue;
    if (at < edge) mark(RarePath::hours_changed_by_a_clock_change);
    return at;
  }
  return kNever;
}

SimTime CallingHours::next_open(const Zone& zone, SimTime t) const {
  if (t == kNever) return kNever;
  return open(zone, t) ? t : next_change(zone, t);
}

SimTime CallingHours::next_close(const Zone& zone, SimTime t) const { return always_open_ ? kNever : next_change(zone, t); }

}  // namespace sim::campaign
