#include "sim/experiment/run.hpp"

#include <mutex>

namespace sim::experiment {

namespace {

// Records stored by number, handed on in that order.
class Batch {
 public:
  Batch(const RunReplication& run, const world::WorldConfig& world, const RunOptions& options)
      : run_(run), world_(world), set_(metrics_of(world)), options_(options), records_(options.count) {}

  Replications run() {
    work_off(
        options_.count, [this](std::size_t position, world::Progress& progress) { return one(position, progress); }, options_.crew);
    Replications result;
    for (std::optional<ReplicationRecord>& record : records_) {
      if (!record) break;
      result.records.push_back(std::move(*record));
    }
    result.interrupted = result.records.size() < options_.count;
    result.detail = std::move(detail_);
    return result;
  }

 private:
  std::optional<std::uint64_t> one(std::size_t position, world::Progress& progress) {
    world::ReplicationOptions options;
    options.replication = options_.first + static_cast<std::uint32_t>(position);
    options.hours = position < options_.series_replications;
    options.until = options_.until;
    options.stop = options_.crew.stop;
    options.progress = &progress;
    const bool detail = options.replication == options_.detail.replication;
    if (detail) {
      options.calls = options_.detail.calls;
      options.trace = options_.detail.trace;
    }
    metrics::ReplicationResult result = run_(options);
    if (result.interrupted) return std::nullopt;
    const std::uint64_t attempts = result.account.attempts;
    keep(position, record_of(world_, set_, result));
    if (detail) detail_ = std::move(result);  // one thread only: numbers are given out once
    return attempts;
  }

  void keep(std::size_t position, ReplicationRecord record) {
    const std::lock_guard lock(mutex_);
    records_[position] = std::move(record);
    for (; in_order_ < options_.count && records_[in_order_]; ++in_order_) {
      if (options_.in_order) options_.in_order(*records_[in_order_]);
    }
  }

  const RunReplication& run_;
  const world::WorldConfig& world_;
  const MetricSet set_;
  const RunOptions& options_;
  std::mutex mutex_;
  std::vector<std::optional<ReplicationRecord>> records_;
  std::size_t in_order_ = 0;  // records without a gap so far
  std::optional<metrics::ReplicationResult> detail_;
};

}  // namespace

Replications run_replications(const RunReplication& run, const world::WorldConfig& world, const RunOptions& options) {
  return Batch(run, world, options).run();
}

}  // namespace sim::experiment
