#pragma once
// How much of a span of time lies inside calling hours. Remembers the open intervals of one campaign and zone as the run meets them.

#include <algorithm>
#include <vector>

#include "sim/campaign/calling_hours.hpp"

namespace sim::world {

class OpenTime {
 public:
  OpenTime(const campaign::CallingHours& hours, const campaign::Zone& zone) : always_(hours.always_open()), hours_(&hours), zone_(&zone) {}

  // Open time in [from, to). REQUIRES from <= to.
  Duration between(SimTime from, SimTime to) { return always_ ? to - from : within_hours(from, to); }

 private:
  struct Interval {
    SimTime from, to;
    Duration before;  // open time before it, since the first interval
  };

  [[gnu::noinline]] Duration within_hours(SimTime from, SimTime to) {
    extend(from, to);
    return until(to) - until(from);
  }

  void extend(SimTime from, SimTime to) {
    if (!started_) {
      started_ = true;
      known_until_ = from;
    }
    while (known_until_ < to) {
      const SimTime open = hours_->next_open(*zone_, known_until_);
      const SimTime close = open == kNever ? kNever : hours_->next_close(*zone_, open);
      if (open == kNever) {
        known_until_ = kNever;
        return;
      }
      const Duration before = intervals_.empty() ? Duration{0} : intervals_.back().before + (intervals_.back().to - intervals_.back().from);
      intervals_.push_back({open, close, before});
      known_until_ = close;
    }
  }

  Duration until(SimTime t) const {
    const auto after = std::ranges::upper_bound(intervals_, t, {}, &Interval::from);
    if (after == intervals_.begin()) return Duration{0};
    const Interval& last = *std::prev(after);
    return last.before + (std::min(t, last.to) - last.from);
  }

  bool always_;
  const campaign::CallingHours* hours_;
  const campaign::Zone* zone_;
  bool started_ = false;
  SimTime known_until_{};
  std::vector<Interval> intervals_;
};

}  // namespace sim::world
