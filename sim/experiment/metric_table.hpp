#pragma once
// The one table of metrics: name, unit, meaning, and how it is taken from the result of a replication. Files, requirements, summaries and
// the reference all read it; a metric that is not here does not exist.
//
// Invariants
//   1. Names are unique within a scope and carry their unit.
//   2. A value is finite, or missing. What a missing value means for requirements and quantiles stands in the table.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/metrics/replication_result.hpp"
#include "sim/world/world_config.hpp"

namespace sim::experiment {

enum class Scope : std::uint8_t { campaign, account };

// Where a replication has no value, it is either left out, or stands for "later than any time".
enum class Missing : std::uint8_t { left_out, never };

// What is one yes or no, where a metric counts or shares them out: one replication, in which something happened or did not, or one call.
enum class Chance : std::uint8_t { none, replication, call };

struct MetricInput {
  const world::WorldConfig& world;
  const metrics::ReplicationResult& run;
  const metrics::CampaignResult* campaign = nullptr;  // null for metrics of the account
};

struct Metric {
  std::string name;
  std::string unit;
  std::string description;
  std::function<std::optional<double>(const MetricInput&)> value;
  Missing missing = Missing::left_out;
  bool (*applies)(const world::WorldConfig&) = nullptr;  // null: always
  Chance chance = Chance::none;
};

const std::vector<Metric>& metric_table(Scope scope);

// The metrics that this world has, in the order of the table.
struct MetricSet {
  std::vector<const Metric*> campaign;
  std::vector<const Metric*> account;
};
MetricSet metrics_of(const world::WorldConfig& world);
std::optional<std::size_t> position_of(const std::vector<const Metric*>& metrics, std::string_view name);

// Names as a requirement writes them: "reminders/reach_ratio" for a campaign, "cost" or "account/cost" for the account.
struct MetricRef {
  std::optional<std::size_t> campaign;  // empty: the account
  std::size_t metric = 0;               // position in the MetricSet
};
std::optional<MetricRef> find_metric(const world::WorldConfig& world, const MetricSet& set, std::string_view name);
std::vector<std::string> metric_names(const world::WorldConfig& world, const MetricSet& set);

constexpr double seconds(Duration d) { return static_cast<double>(us(d)) / 1e6; }
constexpr double seconds(SimTime t) { return static_cast<double>(us(t)) / 1e6; }

}  // namespace sim::experiment
