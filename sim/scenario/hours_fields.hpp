#pragma once
// Calling hours as a scenario writes them.

#include "sim/campaign/config.hpp"
#include "sim/scenario/fields.hpp"

namespace sim::scenario {

struct HoursDraft {
  campaign::HoursClock clock = campaign::HoursClock::customer;
  campaign::CallingHours hours;
};

Type<HoursDraft> calling_hours();

}  // namespace sim::scenario
