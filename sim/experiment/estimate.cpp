#include "sim/experiment/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/stats/interval.hpp"

namespace sim::experiment {

namespace {

const Metric& metric_of(const MetricSet& set, const MetricRef& ref) {
  return ref.campaign ? *set.campaign[ref.metric] : *set.account[ref.metric];
}

double value_of(const ReplicationRecord& record, const MetricRef& ref) {
  return ref.campaign ? record.campaign[*ref.campaign][ref.metric] : record.account[ref.metric];
}

}  // namespace

Observations observe(std::span<const ReplicationRecord> records, const MetricSet& set, const MetricRef& ref) {
  Observations seen;
  seen.sorted.reserve(records.size());
  for (const ReplicationRecord& record : records) {
    const double value = value_of(record, ref);
    if (std::isnan(value)) {
      ++seen.missing;
      continue;
    }
    seen.finite.add(value);
    seen.sorted.push_back(value);
  }
  std::ranges::sort(seen.sorted);
  if (metric_of(set, ref).missing == Missing::never) {
    seen.sorted.insert(seen.sorted.end(), seen.missing, std::numeric_limits<double>::infinity());
  }
  return seen;
}

bool is_yes_or_no(const Observations& seen) {
  return std::ranges::all_of(seen.sorted, [](double value) { return value == 0 || value == 1; });
}

Estimate estimate(const Observations& seen) {
  const auto quantile = [&seen](double q) {
    return seen.sorted.empty() ? std::numeric_limits<double>::quiet_NaN() : stats::quantile(seen.sorted, q);
  };
  const stats::Tally& finite = seen.finite;
  return {finite.n(),     seen.missing,   finite.mean(), stats::half_width(finite), finite.stddev(), finite.min(), quantile(0.05),
          quantile(0.50), quantile(0.95), finite.max()};
}

}  // namespace sim::experiment
