#pragma once
// A scenario file, read: the frozen configuration of the world and what else the file asks for. The only way in from JSON.
//
// Invariants
//   1. load() finds every error of the scenario, of the files that it names and of the overrides in one pass; there is a scenario or
//      there are errors, never both, never neither.
//   2. `resolved` has every default written out; read again it gives the same scenario.
//   3. No input makes load() throw, crash or hang.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/errors.hpp"
#include "sim/scenario/json_source.hpp"
#include "sim/world/world_config.hpp"

namespace sim::scenario {

// What a requirement looks at: the mean over the replications, or a quantile of them.
enum class Statistic : std::uint8_t { mean, p5, p50, p95, min, max };
inline constexpr std::string_view kStatisticWords[] = {"mean", "p5", "p50", "p95", "min", "max"};

// A limit is inclusive. Instants are seconds since the start, durations seconds.
struct Requirement {
  std::string metric;  // "reminders/reach_ratio", "cost"
  Statistic statistic = Statistic::mean;
  std::optional<double> min, max;
  double confidence = 0.95;
};

// Replications are added until the interval of this metric is narrow enough.
struct Precision {
  std::string metric;
  std::optional<double> relative;  // half width over mean
  std::optional<double> absolute;  // half width, in the unit of the metric
  double confidence = 0.95;
  std::uint32_t max_replications = 1000;
};

// A value and where it goes.
struct Setting {
  std::string pointer;
  Json value;
};

// One value of a factor, or several that move together.
struct Level {
  Json label;  // the value itself, or the name that the scenario gives
  std::vector<Setting> settings;
};

// One factor of a sweep.
struct Factor {
  std::string key;            // a JSON pointer; the name of settings that move together has no / in front
  std::vector<Level> levels;  // at least one
};

// The second key of a plan, where two are searched at once.
struct PlanKey {
  std::string minimize;  // JSON pointer
  std::int64_t from = 1, to = 1;
  std::int64_t step = 1;
  bool in_seconds = false;
};

struct Plan {
  std::string minimize;  // JSON pointer
  std::int64_t from = 1, to = 1;
  std::int64_t step = 1;  // only from, from + step, ... are tried
  double confidence = 0.95;
  bool in_seconds = false;  // the pointer leads to a duration: a text such as "90s"
  std::optional<PlanKey> second{};
};

struct Scenario {
  std::string file;  // as the user named it
  std::string name;
  world::WorldConfig world;
  std::uint32_t replications = 1;
  std::vector<Requirement> require;
  std::optional<Precision> precision;
  std::vector<Factor> vary;
  std::optional<Plan> plan;
  Json resolved;
  std::string time_zone;  // IANA name of the scenario's zone, which is account.zones[0]
};

// A value that replaces what stands in the file: `--set /pointer=VALUE`. VALUE is JSON, or a text without quotes.
struct Override {
  std::string pointer;
  std::string value;
};

// Which metrics a configured world has ("campaign/metric", "metric"); handed in from above, for requirements and precision.
using MetricNames = std::function<std::vector<std::string>(const world::WorldConfig&)>;

struct LoadOptions {
  std::vector<Override> overrides;
  std::optional<std::uint64_t> seed;  // of the command line
  std::optional<std::uint32_t> replications;
  MetricNames metric_names;
};

struct Loaded {
  std::optional<Scenario> scenario;
  std::vector<Error> errors;
};

Loaded load(const std::string& path, const LoadOptions& options);

// The JSON Schema (draft 2020-12) of scenario files, from the same tables that read them.
Json schema();

// The key reference in Markdown: a section for each kind of object, a row for each key.
std::string key_reference();

// Seconds since the start as local time of the scenario's zone with its offset: "2026-03-02T09:00:00+01:00". Fractions of a second are
// written when there are any.
std::string local_time(const world::WorldConfig& world, SimTime t);

}  // namespace sim::scenario
