#include "sim/experiment/plan_range.hpp"

#include <algorithm>

#include "sim/experiment/fluid_estimate.hpp"

namespace sim::experiment {

namespace {

// REQUIRES `high` holds, and `low` does not or is the least of the range.
std::int64_t bisected(std::int64_t low, std::int64_t high, const Holds& holds) {
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (holds(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

std::optional<std::int64_t> least_that_holds(Bounds bounds, std::int64_t start, const Holds& holds) {
  const bool down = holds(start);
  const std::int64_t end = down ? bounds.low : bounds.high;
  std::int64_t here = start;
  for (std::int64_t stride = 1; here != end; stride *= 2) {
    const std::int64_t next = down ? std::max(here - stride, end) : std::min(here + stride, end);
    if (holds(next) != down) return down ? bisected(next, here, holds) : bisected(here, next, holds);
    here = next;
  }
  return down ? std::optional(here) : std::nullopt;
}

std::optional<std::int64_t> least_by_arithmetic(const PlanRange& range, const WorldAt& at) {
  const Holds good = [&](std::int64_t number) {
    const scenario::Scenario scenario = at(number);
    return meets(fluid_estimate(scenario.world), scenario.require).value_or(false);
  };
  std::int64_t high = range.last();
  if (!good(high)) {
    std::int64_t i = 0;
    while (i < kScanned && !good(range.last() * i / kScanned)) ++i;
    if (i == kScanned) return std::nullopt;
    high = range.last() * i / kScanned;
  }
  return good(0) ? std::optional<std::int64_t>(0) : bisected(0, high, good);
}

}  // namespace sim::experiment
