#include "sim/experiment/verdict.hpp"

#include <algorithm>
#include <limits>

#include "sim/stats/interval.hpp"

namespace sim::experiment {

namespace {

using scenario::Requirement;
using scenario::Statistic;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// 0: not a quantile.
double share_of(Statistic statistic) {
  switch (statistic) {
    case Statistic::p5:
      return 0.05;
    case Statistic::p50:
      return 0.50;
    case Statistic::p95:
      return 0.95;
    default:
      return 0;
  }
}

// REQUIRES observations.
double value_of(Statistic statistic, const Observations& seen) {
  if (statistic == Statistic::min) return seen.sorted.front();
  if (statistic == Statistic::max) return seen.sorted.back();
  if (statistic == Statistic::mean) return seen.sorted.back() == kInfinity ? kInfinity : seen.finite.mean();
  return stats::quantile(seen.sorted, share_of(statistic));
}

// REQUIRES observations, all of them finite.
stats::Interval interval_of_mean(const Observations& seen, double confidence) {
  if (is_yes_or_no(seen)) return stats::clopper_pearson(yes_of(seen), confidence);
  const double half_width = stats::half_width(seen.finite, confidence);
  return {seen.finite.mean() - half_width, seen.finite.mean() + half_width};
}

// Never, or every time: how rare may the other be? REQUIRES trials.
stats::Interval interval_of_constant_share(const Observations& seen, double confidence) {
  return stats::clopper_pearson({seen.sorted.front() == 0 ? 0 : seen.trials, seen.trials}, confidence);
}

// REQUIRES observations.
stats::Interval interval_of(const Requirement& requirement, const Observations& seen, double value) {
  const Statistic statistic = requirement.statistic;
  if (statistic == Statistic::min || statistic == Statistic::max) return {value, value};
  if (seen.sorted.size() == 1) return {-kInfinity, kInfinity};
  if (seen.sorted.front() == seen.sorted.back()) {
    if (seen.trials == 0 || seen.one_history || !is_yes_or_no(seen)) return {value, value};
    if (statistic == Statistic::mean) return interval_of_constant_share(seen, requirement.confidence);
  }
  if (statistic != Statistic::mean) return stats::quantile_interval(seen.sorted, share_of(statistic), requirement.confidence);
  return value == kInfinity ? stats::Interval{value, value} : interval_of_mean(seen, requirement.confidence);
}

}  // namespace

RequirementResult judge(const Requirement& requirement, const Observations& seen) {
  if (seen.sorted.empty()) return {requirement, Verdict::undecided, std::numeric_limits<double>::quiet_NaN(), -kInfinity, kInfinity};
  const double value = value_of(requirement.statistic, seen);
  const auto [low, high] = interval_of(requirement, seen, value);
  const double least = requirement.min.value_or(-kInfinity), most = requirement.max.value_or(kInfinity);
  const Verdict verdict = low >= least && high <= most ? Verdict::holds
                          : high < least || low > most ? Verdict::breached
                                                       : Verdict::undecided;
  return {requirement, verdict, value, low, high};
}

}  // namespace sim::experiment
