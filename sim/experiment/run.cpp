#include "sim/experiment/run.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

namespace sim::experiment {

namespace {

using Clock = std::chrono::steady_clock;

// One replication's place in the experiment.
struct Slot {
  std::optional<ReplicationRecord> record;
  std::exception_ptr error;
};

// One thread's part of the progress.
struct Worker {
  std::atomic<std::int64_t> replication{-1};  // position; -1: none
  world::Progress progress;

  void begin(std::uint32_t position) {
    progress.now_us = 0;
    progress.attempts = 0;
    progress.calls_done = 0;
    progress.calls = 0;
    replication = position;
  }
};

class Crew {
 public:
  Crew(const RunReplication& run, const world::WorldConfig& world, const RunOptions& options)
      : run_(run),
        world_(world),
        set_(metrics_of(world)),
        options_(options),
        slots_(options.count),
        crew_(std::clamp(options.threads, 1u, std::max(options.count, 1u))),
        workers_(std::make_unique<Worker[]>(crew_)) {}

  Replications work() {
    {
      std::vector<std::jthread> threads;
      for (unsigned t = 0; t < crew_; ++t) threads.emplace_back([this, t] { labour(workers_[t]); });
      watch();
    }
    return harvest();
  }

 private:
  bool stopped() const { return failed_.load() || (options_.stop != nullptr && options_.stop->load()); }

  void labour(Worker& worker) {
    while (!stopped()) {
      const std::uint32_t position = next_.fetch_add(1);
      if (position >= options_.count) break;
      worker.begin(position);
      try {
        one(worker, position);
      } catch (...) {
        slots_[position].error = std::current_exception();
        failed_ = true;
      }
      worker.replication = -1;
    }
    const std::lock_guard lock(mutex_);
    ++gone_;
    changed_.notify_one();
  }

  void one(Worker& worker, std::uint32_t position) {
    world::ReplicationOptions options;
    options.replication = options_.first + position;
    options.hours = position < options_.series_replications;
    options.until = options_.until;
    options.stop = options_.stop;
    options.progress = &worker.progress;
    const bool detail = options.replication == options_.detail.replication;
    if (detail) {
      options.calls = options_.detail.calls;
      options.trace = options_.detail.trace;
    }
    metrics::ReplicationResult result = run_(options);
    if (result.interrupted) return;
    keep(position, record_of(world_, set_, result));
    attempts_ += result.account.attempts;
    ++finished_;
    if (detail) detail_ = std::move(result);  // one thread only: numbers are given out once
  }

  void keep(std::uint32_t position, ReplicationRecord record) {
    const std::lock_guard lock(records_);
    slots_[position].record = std::move(record);
    for (; in_order_ < options_.count && slots_[in_order_].record; ++in_order_) {
      if (options_.in_order) options_.in_order(*slots_[in_order_].record);
    }
  }

  void watch() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, options_.progress_every, [this] { return gone_ == crew_; })) {
      if (!options_.progress) continue;
      lock.unlock();
      options_.progress(report());
      lock.lock();
    }
    lock.unlock();
    if (options_.progress) options_.progress(report());
  }

  ProgressReport report() const {
    ProgressReport report;
    report.finished = finished_;
    report.total = options_.count;
    report.attempts = attempts_;
    double done = report.finished;
    std::int64_t oldest = options_.count;
    for (unsigned t = 0; t < crew_; ++t) {
      const Worker& worker = workers_[t];
      const std::int64_t replication = worker.replication;
      if (replication < 0) continue;
      report.attempts += worker.progress.attempts;
      const std::uint64_t calls = worker.progress.calls;
      if (calls > 0) done += static_cast<double>(worker.progress.calls_done) / static_cast<double>(calls);
      if (replication >= oldest) continue;
      oldest = replication;
      report.now = at_us(worker.progress.now_us);
    }
    report.share = options_.count == 0 ? 1 : std::min(done / options_.count, 1.0);
    report.elapsed_s = std::chrono::duration<double>(Clock::now() - began_).count();
    return report;
  }

  Replications harvest() {
    Replications result;
    for (Slot& slot : slots_) {
      if (slot.error) std::rethrow_exception(slot.error);
    }
    for (Slot& slot : slots_) {
      if (!slot.record) break;
      result.records.push_back(std::move(*slot.record));
    }
    result.interrupted = result.records.size() < options_.count;
    result.detail = std::move(detail_);
    return result;
  }

  const RunReplication& run_;
  const world::WorldConfig& world_;
  const MetricSet set_;
  const RunOptions& options_;
  const Clock::time_point began_ = Clock::now();
  std::vector<Slot> slots_;
  const unsigned crew_;
  std::unique_ptr<Worker[]> workers_;
  std::optional<metrics::ReplicationResult> detail_;
  std::atomic<std::uint32_t> next_{0};
  std::atomic<std::uint32_t> finished_{0};
  std::atomic<std::uint64_t> attempts_{0};
  std::atomic<bool> failed_{false};
  std::mutex records_;
  std::uint32_t in_order_ = 0;  // records without a gap so far
  std::mutex mutex_;
  std::condition_variable changed_;
  unsigned gone_ = 0;
};

}  // namespace

Replications run_replications(const RunReplication& run, const world::WorldConfig& world, const RunOptions& options) {
  return Crew(run, world, options).work();
}

}  // namespace sim::experiment
