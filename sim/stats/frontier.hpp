#pragma once
// The Pareto frontier of several metrics, honest about noise.
//
// Invariants
//   1. A point is dominated only where the paired 95 % intervals to one other point say so: none of them allows that it is better in any
//      metric, and one of them says that it is worse.
//   2. `undecided`: by its means it is dominated, by the intervals it need not be. The rest is the frontier.

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/stats/selection.hpp"

namespace sim::stats {

enum class Standing : std::uint8_t { frontier, undecided, dominated };
inline constexpr std::string_view kStandingWords[] = {"frontier", "undecided", "dominated"};
constexpr std::string_view word(Standing s) { return kStandingWords[static_cast<std::size_t>(s)]; }

struct Objective {
  Better better = Better::smaller;
  std::vector<std::vector<double>> points;  // [point][replication]
};

// One for each point. A point without a value in some objective is judged by the replications that have one.
std::vector<Standing> frontier(const std::vector<Objective>& objectives);

}  // namespace sim::stats
