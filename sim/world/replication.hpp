#pragma once
// One replication from the start to its end: the machine, the models and the auditor around one loop.

#include <atomic>
#include <cstdint>
#include <memory>

#include "sim/metrics/replication_result.hpp"
#include "sim/metrics/sinks.hpp"
#include "sim/world/world_config.hpp"

namespace sim::world {

// Written by the running replication now and then, read by a progress bar on another thread.
struct Progress {
  std::atomic<std::int64_t> now_us{0};
  std::atomic<std::uint64_t> attempts{0};
  std::atomic<std::uint64_t> calls_done{0};
  std::atomic<std::uint64_t> calls{0};
};

class InputRecording;

// Off only where it is measured what the audit costs.
enum class Audit : std::uint8_t { on, off };

struct ReplicationOptions {
  std::uint32_t replication = 0;
  Audit audit = Audit::on;
  bool hours = true;  // keep the rows of the time series
  metrics::CallSink* calls = nullptr;
  metrics::TraceSink* trace = nullptr;
  InputRecording* recording = nullptr;  // what the machine gets
  SimTime until = kNever;
  const std::atomic<bool>* stop = nullptr;  // Ctrl-C
  Progress* progress = nullptr;
};

// A configuration with its models compiled, for many replications of it on any number of threads.
class Simulation {
 public:
  // REQUIRES config outlives this.
  explicit Simulation(const WorldConfig& config);
  ~Simulation();
  metrics::ReplicationResult run(const ReplicationOptions& options) const;

 private:
  struct Models;
  const WorldConfig& config_;
  std::unique_ptr<const Models> models_;
};

metrics::ReplicationResult run_replication(const WorldConfig& config, const ReplicationOptions& options);

}  // namespace sim::world
