#pragma once
// The knee of a falling curve that flattens: where one more unit begins to bring little.

#include <cstddef>
#include <optional>
#include <span>

namespace sim::stats {

struct CurvePoint {
  double x, y;
};

// The point farthest below the straight line from the first to the last, both axes scaled to what they span (Satopää et al., "Finding a
// Kneedle in a Haystack", 2011). Empty: fewer than four points, a curve that does not fall, or none farther below than a tenth of the span.
// REQUIRES finite values, x rising.
std::optional<std::size_t> knee(std::span<const CurvePoint> curve);

}  // namespace sim::stats
