#pragma once
// The replications of one scenario.
//
// Invariants
//   1. The result depends on the replications' numbers only: records are stored by number and handed back in that order, whatever thread
//      made them and in whatever order they were over.
//   2. A replication that was stopped leaves no record. After a stop the records are the longest stretch without a gap.
//   3. `in_order` runs on a worker, never on two at once, and sees record after record without a gap: exactly those that are handed back.

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "sim/experiment/crew.hpp"
#include "sim/experiment/record.hpp"
#include "sim/metrics/sinks.hpp"
#include "sim/world/replication.hpp"

namespace sim::experiment {

// sim::world::Simulation::run, or a stand-in.
using RunReplication = std::function<metrics::ReplicationResult(const world::ReplicationOptions&)>;

// Which replication writes single calls and a trace, and whose books of the campaigns are kept.
struct Detail {
  std::uint32_t replication = 0;
  metrics::CallSink* calls = nullptr;
  metrics::TraceSink* trace = nullptr;
};

struct RunOptions {
  std::uint32_t first = 0;
  std::uint32_t count = 1;
  Detail detail;
  SimTime until = kNever;
  std::uint32_t series_replications = 1000;          // how many of them keep the rows of the time series
  std::function<void(ReplicationRecord&)> in_order;  // takes out of a record what need not wait for the end
  CrewOptions crew;
};

struct Replications {
  std::vector<ReplicationRecord> records;  // first, first + 1, ...
  std::optional<metrics::ReplicationResult> detail;
  bool interrupted = false;
};

// Throws what a replication threw.
Replications run_replications(const RunReplication& run, const world::WorldConfig& world, const RunOptions& options);

}  // namespace sim::experiment
