#pragma once
// A wall clock of one zone for times that only move forward: it remembers the offset that holds now.

#include <algorithm>
#include <cstdint>

#include "sim/campaign/calling_hours.hpp"

namespace sim::world {

class ZoneClock {
 public:
  explicit ZoneClock(const campaign::Zone& zone) : zone_(&zone) {}

  // REQUIRES now >= that of the last call.
  campaign::LocalTime local(SimTime now) {
    if (now >= until_) {
      offset_ = zone_->segment(now).local_minus_time;
      until_ = zone_->segment_end(now);
    }
    return now.time_since_epoch() + offset_;
  }
  // The hour of the day that it shows. REQUIRES the same.
  std::int8_t hour(SimTime now) {
    if (now >= hour_until_) {
      const Duration shown = campaign::time_of_day(local(now));
      hour_ = static_cast<std::int8_t>(shown / kHour);
      hour_until_ = std::min(until_, now + (kHour - shown % kHour));
    }
    return hour_;
  }

 private:
  const campaign::Zone* zone_;
  Duration offset_{0};
  SimTime until_ = SimTime::min();
  std::int8_t hour_ = 0;
  SimTime hour_until_ = SimTime::min();
};

}  // namespace sim::world
