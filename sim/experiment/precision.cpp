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

std::uint32_t until_next_look(const scenario::Scenario& scenario, std::uint32_t done) {
  if (!scenario.precision || done >= scenario.precision->max_replications) return 0;
  std::uint64_t look = first_batch(scenario);
  while (look <= done) look *= 2;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(look, scenario.precision->max_replications)) - done;
}

std::uint32_t most_looks(const scenario::Scenario& scenario) {
  std::uint32_t looks = 1;
  std::uint32_t done = first_batch(scenario);
  for (std::uint32_t more = until_next_look(scenario, done); more > 0; more = until_next_look(scenario, done)) {
    done += more;
    ++looks;
  }
  return looks;
}

namespace {

// Of a share the longer side of Clopper and Pearson's interval.
double half_width_of_mean(const Observations& seen, double confidence) {
  if (!is_yes_or_no(seen)) return stats::half_width(seen.finite, confidence);
  const stats::Interval share = stats::clopper_pearson(yes_of(seen), confidence);
  return std::max(share.high - seen.finite.mean(), seen.finite.mean() - share.low);
}

}  // namespace

bool narrow_enough(const scenario::Precision& precision, const Observations& seen) {
  if (seen.finite.n() < 2) return false;
  if (seen.one_history) return true;
  if (is_yes_or_no(seen)) {
    const stats::Count yes = yes_of(seen);
    if (std::min(yes.successes, yes.trials - yes.successes) < kLeastOfEither) return false;
  }
  const double half_width = half_width_of_mean(seen, precision.confidence);
  const double relative = precision.relative.value_or(std::numeric_limits<double>::infinity());
  const bool relative_holds = !precision.relative || half_width <= relative / (1 + relative) * std::abs(seen.finite.mean());
  return relative_holds && half_width <= precision.absolute.value_or(std::numeric_limits<double>::infinity());
}

}  // namespace sim::experiment
