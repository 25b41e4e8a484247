#pragma once
// Several scenarios, the points of a study, each over the same replications. All points share the seed and the numbers of their
// replications, so replication 7 of one meets the same customers as replication 7 of another; differences are taken pair by pair.
//
// Invariants
//   1. A row depends on its point and its replication only: not on the other points, on threads, nor on which rows were known before.
//   2. One queue for all threads, replication by replication, so that what an interruption leaves is pairs.
//   3. `finished` is called for one row at a time, for every row that was run and for no known one.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/crew.hpp"
#include "sim/experiment/metric_table.hpp"
#include "sim/experiment/record.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::experiment {

// What is kept of one replication of one point.
struct PointRow {
  std::uint64_t fingerprint = 0;
  std::uint64_t attempts = 0;
  AuditCount audit;
  std::vector<double> values;  // in the order of metric_names(); NaN: missing
};

using PointRows = std::vector<std::optional<PointRow>>;  // by number of the replication; empty: not run

struct Point {
  const scenario::Scenario* scenario = nullptr;  // outlives the run
  PointRows known{};                             // of earlier runs; those beyond the count are left alone
};

struct PointOptions {
  std::uint32_t replications = 1;
  CrewOptions crew;
  std::function<void(std::size_t point, std::uint32_t replication, const PointRow& row)> finished;
};

struct PointResults {
  std::vector<PointRows> rows;  // [point][replication]
  bool interrupted = false;
};

// Throws what a replication, or `finished`, threw.
PointResults run_points(std::vector<Point> points, const PointOptions& options);

// Over all replications of all points.
AuditCount audit_of(const PointResults& results);

// How many replications all points have, counted from 0 without a gap.
std::uint32_t complete_replications(const PointResults& results);

// The values of one metric, replication by replication; NaN where it has none.
using Column = std::vector<double>;
Column column_of(const PointRows& rows, std::size_t metric, std::uint32_t replications);

}  // namespace sim::experiment
