#pragma once
// A wall clock of one zone for times that only move forward: it remembers the offset that holds now.

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

 private:
  const campaign::Zone* zone_;
  Duration offset_{0};
  SimTime until_ = SimTime::min();
};

}  // namespace sim::world
