#pragma once
// What a planner would work out on paper: work divided by lines, read off the calendar of open hours. It starts the search for a plan and
// stands beside the simulated answer, so that everybody sees where arithmetic would have misled.
//
// Left out on purpose, because simple arithmetic leaves it out: waiting for retries, calls that do not divide evenly over the lines,
// chance, hours at which people answer more often, outages, the operator, the quota of users, the daily cap of attempts. Campaigns of
// lower priority wait until the others are through; hours are read in the zone in which most customers of the first list live.

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace sim::experiment {

struct FluidMetric {
  std::string name;  // as metric_names() has it
  double value;      // +infinity: never
};

struct FluidEstimate {
  std::vector<FluidMetric> metrics;
  // Empty: arithmetic has nothing to say about it.
  std::optional<double> find(std::string_view name) const;
};

FluidEstimate fluid_estimate(const world::WorldConfig& world);

// Empty: none of the requirements is about a metric that arithmetic knows.
std::optional<bool> meets(const FluidEstimate& estimate, const std::vector<scenario::Requirement>& requirements);

}  // namespace sim::experiment
