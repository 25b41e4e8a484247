#pragma once
// What the carrier does: errors, set-up time, outages, and a link that may lose, delay or repeat reports.

#include <optional>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/random/distribution.hpp"

namespace models {

struct Outage {
  sim::SimTime at;
  sim::Duration length;
};

struct RandomOutages {  // up, down, up, ... from the start, drawn one after the other
  sim::random::Distribution up, down;
};

enum class OutageIs : std::uint8_t { system_failure, network_errors };

struct ReportFaults {
  double late = 0;
  sim::random::Distribution late_by;
  double duplicated = 0;
  double lost = 0;
  bool any() const { return outlive() || lost > 0; }
  // Some report may come when its attempt is over.
  bool outlive() const { return late > 0 || duplicated > 0; }
};

struct CarrierModel {
  double network_error = 0;
  sim::random::Distribution set_up;
  sim::Duration set_up_limit{0};
  std::vector<Outage> outages;
  std::optional<RandomOutages> random_outages;
  OutageIs outage_is = OutageIs::system_failure;
  ReportFaults reports;
};

}  // namespace models
