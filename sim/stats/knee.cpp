#include "sim/stats/knee.hpp"

namespace sim::stats {
namespace {

constexpr std::size_t kLeastPoints = 4;  // with three there is one candidate, whatever the curve
constexpr double kLeastBend = 0.1;

}  // namespace

std::optional<std::size_t> knee(std::span<const CurvePoint> curve) {
  if (curve.size() < kLeastPoints || !(curve.front().y > curve.back().y)) return {};
  const double wide = curve.back().x - curve.front().x, high = curve.front().y - curve.back().y;
  std::optional<std::size_t> found;
  double farthest = kLeastBend;
  for (std::size_t i = 1; i + 1 < curve.size(); ++i) {
    const double below = 1 - (curve[i].x - curve.front().x) / wide - (curve[i].y - curve.back().y) / high;
    if (below <= farthest) continue;
    farthest = below;
    found = i;
  }
  return found;
}

}  // namespace sim::stats
