#pragma once
// The values of one key that a plan may try, by number, and the search for the least that will do.

#include <cstdint>
#include <functional>
#include <optional>

#include "sim/scenario/scenario.hpp"

namespace sim::experiment {

inline constexpr std::int64_t kScanned = 16;  // values over a range that are tried where greater can be worse

struct PlanRange {
  std::int64_t from, to, step;
  std::int64_t last() const { return (to - from) / step; }  // numbers are 0 .. last
  std::int64_t value(std::int64_t number) const { return from + number * step; }
};

using Holds = std::function<bool(std::int64_t number)>;

// The least number in [low, high] that holds, as if greater were never worse: gallops from `start` until one that holds is above one that
// does not, and bisects. Empty: `high` does not hold. REQUIRES low <= start <= high.
struct Bounds {
  std::int64_t low, high;
};
std::optional<std::int64_t> least_that_holds(Bounds bounds, std::int64_t start, const Holds& holds);

// The scenario with this number of the range put in.
using WorldAt = std::function<scenario::Scenario(std::int64_t number)>;

// What arithmetic says, without simulation; where `last` will not do, below the first of some values over the range that will. Empty: it
// finds none.
std::optional<std::int64_t> least_by_arithmetic(const PlanRange& range, const WorldAt& at);

}  // namespace sim::experiment
