#pragma once
// Which uncertain input moves a metric most: each is put at either end of its range, the others stay, the same customers meet all.
//
// Invariants
//   1. Differences are paired, replication by replication, against the scenario as it is.
//   2. Bars come by falling swing, which is how far apart the three means lie (low end, scenario, high end). One whose metric is never
//      reached at an end comes first: no number says how far that is.

#include <string>
#include <vector>

#include "sim/experiment/estimate.hpp"
#include "sim/experiment/points.hpp"
#include "sim/experiment/uncertain_inputs.hpp"
#include "sim/stats/paired.hpp"

namespace sim::experiment {

// One end of a range.
struct TornadoEnd {
  double value = 0;                   // of the input
  double mean = 0;                    // of the metric; not a number: it has no value
  stats::PairedDifference against{};  // this end minus the scenario as it is
};

struct TornadoBar {
  std::size_t input = 0;  // among the inputs
  TornadoEnd low, high;
  double swing = 0;  // not a number: see invariant 2
};

struct Tornado {
  std::string metric;
  std::uint32_t replications = 0;
  double mean = 0, half_width = 0;  // of the scenario as it is
  std::vector<TornadoBar> bars;
  AuditCount audit{};  // of every replication that was run
};

// [point] overrides: none for the scenario as it is, then the low and the high end of every input.
std::vector<std::vector<scenario::Override>> tornado_points(const std::vector<UncertainInput>& inputs);

// REQUIRES results of these points; `column` is where the metric stands in their rows.
Tornado sum_up_tornado(std::string metric, const std::vector<UncertainInput>& inputs, const PointResults& results,
                       const std::vector<std::size_t>& column);

}  // namespace sim::experiment
