#include "sim/world/auditor_hours.hpp"

#include <algorithm>
#include <chrono>

namespace sim::world::audit {
namespace {

constexpr Duration kLaidOutAtOnce = 28 * kDay;
constexpr Duration kLaidOutFirst = 4 * kDay;  // then twice as much each time: an audit may be over in a moment
constexpr Duration kThreeYears = 3 * 366 * kDay;

std::chrono::sys_days day_shown(Duration local) { return std::chrono::sys_days{std::chrono::floor<std::chrono::days>(local)}; }

}  // namespace

std::size_t WallClock::segment(SimTime t) const {
  if ((last_ == 0 || (*segments_)[last_].from <= t) && t < segment_end(last_)) return last_;
  std::size_t i = segments_->size() - 1;
  while (i > 0 && (*segments_)[i].from > t) --i;
  return last_ = i;
}

void WallClock::look_up_day(SimTime t) const {
  const std::size_t i = segment(t);
  const std::chrono::sys_days shown = day_shown(local(t));
  const SimTime midnight{Duration{shown.time_since_epoch()} - (*segments_)[i].local_minus_time};
  day_ = shown.time_since_epoch().count();
  day_from_ = i == 0 ? midnight : std::max(midnight, (*segments_)[i].from);
  day_until_ = std::min(midnight + kDay, segment_end(i));
}

SimTime WallClock::first_showing(Duration local) const {
  SimTime first = kNever;
  for (std::size_t i = segments_->size(); i-- > 0;) {
    const SimTime begins = i == 0 ? SimTime::min() : (*segments_)[i].from;
    const SimTime shown = std::max(begins, SimTime{local - (*segments_)[i].local_minus_time});
    if (shown < segment_end(i)) first = shown;
  }
  return first;
}

SimTime WallClock::month_known_until(SimTime t) const {
  const std::size_t i = segment(t);
  const std::chrono::year_month_day date{day_shown(local(t))};
  const std::chrono::sys_days next{(date.year() / date.month() + std::chrono::months{1}) / 1};
  return std::min(segment_end(i), SimTime{Duration{next.time_since_epoch()} - (*segments_)[i].local_minus_time});
}

OpenSpans::OpenSpans(const campaign::CallingHours& hours, const campaign::Zone& zone, SimTime from)
    : hours_(&hours),
      zone_(&zone),
      always_(std::ranges::all_of(hours.week(), &std::vector<campaign::DayWindow>::empty)),
      laid_out_until_(from),
      lay_out_next_(kLaidOutFirst) {}

Span OpenSpans::at_or_after(SimTime t) {
  if (always_) return {SimTime::min(), kNever};
  if (t == kNever) return {};
  if (last_ < spans_.size() && spans_[last_].contains(t)) return spans_[last_];
  const SimTime limit = later(t, kThreeYears);
  while (!reaches(t) && laid_out_until_ < limit) {
    lay_out(laid_out_until_, later(laid_out_until_, lay_out_next_));
    lay_out_next_ = std::min(2 * lay_out_next_, kLaidOutAtOnce);
  }
  const auto found = std::ranges::upper_bound(spans_, t, {}, &Span::to);
  if (found == spans_.end()) return {};
  last_ = static_cast<std::size_t>(found - spans_.begin());
  return found->to == laid_out_until_ ? Span{found->from, kNever} : *found;
}

// A span that ends where the lay-out ends may go on; hours that span midnight leave one at every end.
bool OpenSpans::reaches(SimTime t) const {
  const auto found = std::ranges::upper_bound(spans_, t, {}, &Span::to);
  return found != spans_.end() && found->to < laid_out_until_;
}

void OpenSpans::lay_out(SimTime from, SimTime to) {
  std::vector<Span> found;
  const auto& segments = zone_->segments();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Span part{i == 0 ? from : std::max(from, segments[i].from), i + 1 == segments.size() ? to : std::min(to, segments[i + 1].from)};
    if (part.from >= part.to) continue;
    const Duration offset = segments[i].local_minus_time;
    const auto last = std::chrono::floor<std::chrono::days>(part.to.time_since_epoch() + offset).count();
    auto day = std::chrono::floor<std::chrono::days>(part.from.time_since_epoch() + offset).count() - 1;  // it may run over midnight
    for (; day <= last; ++day) lay_out_day(day, part, offset, found);
  }
  std::ranges::sort(found, {}, &Span::from);
  for (const Span& span : found) {
    if (!spans_.empty() && span.from <= spans_.back().to) {
      spans_.back().to = std::max(spans_.back().to, span.to);
    } else {
      spans_.push_back(span);
    }
  }
  laid_out_until_ = to;
}

void OpenSpans::lay_out_day(std::int64_t day, Span part, Duration local_minus_time, std::vector<Span>& found) const {
  if (std::ranges::find(hours_->closed_days(), day) != hours_->closed_days().end()) return;
  const std::chrono::weekday weekday{std::chrono::sys_days{std::chrono::days{day}}};
  const SimTime midnight{std::chrono::days{day} - local_minus_time};
  for (const campaign::DayWindow& window : hours_->week()[weekday.iso_encoding() - 1]) {
    const Duration length = window.to - window.from + (window.to < window.from ? kDay : Duration{0});
    const SimTime opens = midnight + window.from;
    const Span span{std::max(part.from, opens), std::min(part.to, opens + length)};
    if (span.from < span.to) found.push_back(span);
  }
}

}  // namespace sim::world::audit
