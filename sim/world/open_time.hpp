#pragma once
// How much of a span of time lies inside calling hours. Remembers the open intervals of one campaign and zone as the run meets them.

#include <algorithm>
#include <vector>

#include "sim/campaign/calling_hours.hpp"

namespace sim::world {

class OpenTime {
 public:
  OpenTime(const campaign::CallingHours& hours, const campaign::Zone& zone) : hours_(&hours), zone_(&zone) {}

  // Open time in [from, to). REQUIRES from <= to.
  Duration between(SimTime from, SimTime to) {
    if (to > known_until_) extend(from, to);
    return until(to, around_to_) - until(from, around_from_);
  }

 private:
  struct Interval {
    SimTime from, to;
    Duration before;  // open time before it, since the first interval
  };
  // An interval, and the end of the closed time after it, as far as that is known.
  struct Found {
    SimTime from = kNever, to = kNever, next = kNever;
    Duration before{0};
  };

  [[gnu::noinline]] void extend(SimTime from, SimTime to) {
    if (intervals_.empty()) {
      intervals_.push_back({SimTime::min(), SimTime::min(), Duration{0}});  // before the first call nothing is asked for
      known_until_ = from;
    }
    while (known_until_ < to) {
      const SimTime open = hours_->next_open(*zone_, known_until_);
      const SimTime close = open == kNever ? kNever : hours_->next_close(*zone_, open);
      if (open == kNever) {
        known_until_ = kNever;
        return;
      }
      intervals_.push_back({open, close, intervals_.back().before + (intervals_.back().to - intervals_.back().from)});
      known_until_ = close;
    }
  }

  // Since the first interval. Time moves on, and calls are mostly dialed in the order in which they were due, so what was found for the
  // instant before mostly holds again.
  Duration until(SimTime t, Found& found) const {
    if (t < found.from || t >= found.next) [[unlikely]]
      find(t, found);
    return found.before + (std::min(t, found.to) - found.from);
  }

  [[gnu::noinline]] void find(SimTime t, Found& found) const {
    const auto after = std::ranges::upper_bound(intervals_, t, {}, &Interval::from);
    const Interval& last = *std::prev(after);
    found = {last.from, last.to, after == intervals_.end() ? last.to : after->from, last.before};
  }

  const campaign::CallingHours* hours_;
  const campaign::Zone* zone_;
  SimTime known_until_ = SimTime::min();
  std::vector<Interval> intervals_;
  Found around_from_, around_to_;
};

}  // namespace sim::world
