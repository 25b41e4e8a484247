#pragma once
// What one thing costs in terms of another, over all replications: talk per goal, money per person reached. Each is a ratio of two means
// with an interval by the delta method; a mean of the ratios of single replications would be another number.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/experiment/metric_table.hpp"
#include "sim/experiment/record.hpp"
#include "sim/stats/ratio.hpp"

namespace sim::experiment {

struct Ratio {
  std::string name;  // carries its unit
  std::string unit;
  std::string description;
  stats::RatioOfMeans estimate;
};

// Of a campaign, or of the account. Left out: ratios of metrics that this world does not have, or with nothing below the line.
std::vector<Ratio> ratios(std::span<const ReplicationRecord> records, const MetricSet& set, std::optional<std::size_t> campaign);

}  // namespace sim::experiment
