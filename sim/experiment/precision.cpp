#include "sim/experiment/precision.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/stats/interval.hpp"

namespace sim::experiment {

std::uint32_t first_batch(const scenario::Scenario& scenario) {
  if (!scenario.precision) return scenario.replications;
  return std::min(std::max(scenario.replications, kLeastSequential), scenario.precision->max_replications);
}

std::uint32_t next_batch(const scenario::Scenario& scenario, std::uint32_t done) {
  if (!scenario.precision || done >= scenario.precision->max_replications) return 0;
  return std::min(std::max(done / 10, 1u), scenario.precision->max_replications - done);
}

bool narrow_enough(const scenario::Precision& precision, const Observations& seen) {
  if (seen.finite.n() < 2) return false;
  if (is_yes_or_no(seen)) {
    const auto yes = static_cast<std::uint64_t>(std::ranges::count(seen.sorted, 1.0));
    if (std::min(yes, seen.sorted.size() - yes) < kLeastOfEither) return false;
  }
  const double half_width = stats::half_width(seen.finite, precision.confidence);
  const double relative = precision.relative.value_or(std::numeric_limits<double>::infinity());
  const bool relative_holds = !precision.relative || half_width <= relative / (1 + relative) * std::abs(seen.finite.mean());
  return relative_holds && half_width <= precision.absolute.value_or(std::numeric_limits<double>::infinity());
}

}  // namespace sim::experiment
