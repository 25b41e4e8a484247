#pragma once
// Local time and calling hours once more, for the auditor alone. The machine walks from edge to edge of a local day; here the windows of
// some weeks are laid out on the time line at once, cut at every change of the clock, sorted and merged, and looked up afterwards.
//
// Invariants
//   1. Spans are half-open, rise strictly and never touch.
//   2. What is laid out stays: a look-up costs a comparison while time moves inside the span it found last.

#include <cstdint>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/campaign/calling_hours.hpp"

namespace sim::world::audit {

// What a clock on the wall of one zone shows.
class WallClock {
 public:
  // REQUIRES zone outlives this.
  explicit WallClock(const campaign::Zone& zone) : segments_(&zone.segments()) {}

  Duration local(SimTime t) const { return t.time_since_epoch() + (*segments_)[segment(t)].local_minus_time; }
  // Since 1970-01-01.
  std::int64_t day(SimTime t) const {
    if (t < day_from_ || t >= day_until_) look_up_day(t);
    return day_;
  }
  // The first instant at which the clock shows `local` or more.
  SimTime first_showing(Duration local) const;
  // The first instant of the next calendar month that the clock shows, or of its next change, whichever comes first.
  SimTime month_known_until(SimTime t) const;

 private:
  [[gnu::noinline]] void look_up_day(SimTime t) const;
  std::size_t segment(SimTime t) const;
  SimTime segment_end(std::size_t i) const { return i + 1 < segments_->size() ? (*segments_)[i + 1].from : kNever; }

  const std::vector<campaign::Zone::Segment>* segments_;
  // What was found last: time mostly stays in it.
  mutable std::size_t last_ = 0;
  mutable std::int64_t day_ = 0;
  mutable SimTime day_from_ = kNever, day_until_ = kNever;
};

struct Span {
  SimTime from = kNever;
  SimTime to = kNever;
  bool contains(SimTime t) const { return from <= t && t < to; }
};

class OpenSpans {
 public:
  // Spans from `from` on. REQUIRES hours and zone outlive this.
  OpenSpans(const campaign::CallingHours& hours, const campaign::Zone& zone, SimTime from);

  // The first open span that ends after t; {kNever, kNever} when none opens within three years. REQUIRES t >= from.
  Span at_or_after(SimTime t);

 private:
  bool reaches(SimTime t) const;
  void lay_out(SimTime from, SimTime to);
  void lay_out_day(std::int64_t day, Span part, Duration local_minus_time, std::vector<Span>& found) const;

  const campaign::CallingHours* hours_;
  const campaign::Zone* zone_;
  bool always_;
  std::vector<Span> spans_;
  std::size_t last_ = 0;  // the span found last
  SimTime laid_out_until_;
  Duration lay_out_next_;
};

}  // namespace sim::world::audit
