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

std::uint64_t trials_of(std::span<const ReplicationRecord> records, const MetricSet& set, const MetricRef& ref) {
  const Metric& metric = metric_of(set, ref);
  if (metric.chance == Chance::none) return 0;
  if (metric.chance == Chance::replication) return records.size();
  const std::size_t calls = position_of(set.campaign, "calls").value();
  double sum = 0;
  for (const ReplicationRecord& record : records) sum += record.campaign[*ref.campaign][calls];
  return static_cast<std::uint64_t>(sum);
}

bool all_alike(std::span<const ReplicationRecord> records) {
  return records.size() > 1 &&
         std::ranges::all_of(records, [&](const ReplicationRecord& record) { return record.fingerprint == records.front().fingerprint; });
}

}  // namespace

Observations observe(std::span<const ReplicationRecord> records, const MetricSet& set, const MetricRef& ref) {
  Observations seen;
  seen.trials = trials_of(records, set, ref);
  seen.one_history = all_alike(records);
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

stats::Count yes_of(const Observations& seen) {
  return {static_cast<std::uint64_t>(std::ranges::count(seen.sorted, 1.0)), seen.sorted.size()};
}

Estimate estimate(const Observations& seen) {
  const auto quantile = [&seen](double q) {
    return seen.sorted.empty() ? std::numeric_limits<double>::quiet_NaN() : stats::quantile(seen.sorted, q);
  };
  const stats::Tally& finite = seen.finite;
  Estimate made{finite.n(),     seen.missing,   finite.mean(), stats::half_width(finite), finite.stddev(), finite.min(), quantile(0.05),
                quantile(0.50), quantile(0.95), finite.max()};
  if (seen.trials == finite.n() && finite.n() > 1 && is_yes_or_no(seen)) made.share = stats::wilson(yes_of(seen));
  return made;
}

}  // namespace sim::experiment
