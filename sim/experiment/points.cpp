#include "sim/experiment/points.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <thread>

namespace sim::experiment {

namespace {

using Clock = std::chrono::steady_clock;

struct Task {
  std::size_t point;
  std::uint32_t replication;
};

PointRow row_of(const ReplicationRecord& record) {
  PointRow row{record.fingerprint, record.attempts, record.audit_violations, {}};
  for (const std::vector<double>& campaign : record.campaign) row.values.insert(row.values.end(), campaign.begin(), campaign.end());
  row.values.insert(row.values.end(), record.account.begin(), record.account.end());
  return row;
}

class Queue {
 public:
  Queue(std::vector<Point> points, const PointOptions& options) : points_(std::move(points)), options_(options) {
    for (Point& point : points_) {
      rows_.push_back(std::move(point.known));
      rows_.back().resize(options.replications);
      simulations_.push_back(std::make_unique<world::Simulation>(point.scenario->world));
      sets_.push_back(metrics_of(point.scenario->world));
    }
    for (std::uint32_t r = 0; r < options.replications; ++r) {
      for (std::size_t p = 0; p < points_.size(); ++p) {
        if (!rows_[p][r]) tasks_.push_back({p, r});
      }
    }
    crew_ = std::clamp<std::size_t>(options.threads, 1, std::max<std::size_t>(tasks_.size(), 1));
    progress_ = std::make_unique<world::Progress[]>(crew_);
  }

  PointResults work() {
    {
      std::vector<std::jthread> threads;
      for (std::size_t t = 0; t < crew_; ++t) threads.emplace_back([this, t] { labour(progress_[t]); });
      watch();
    }
    if (error_) std::rethrow_exception(error_);
    return {std::move(rows_), finished_ < tasks_.size()};
  }

 private:
  bool stopped() const { return failed_.load() || (options_.stop != nullptr && options_.stop->load()); }

  void labour(world::Progress& progress) {
    while (!stopped()) {
      const std::size_t next = next_.fetch_add(1);
      if (next >= tasks_.size()) break;
      try {
        one(tasks_[next], progress);
      } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!error_) error_ = std::current_exception();
        failed_ = true;
      }
      progress.calls_done = 0;
      progress.attempts = 0;
    }
    const std::lock_guard lock(mutex_);
    ++gone_;
    changed_.notify_one();
  }

  void one(const Task& task, world::Progress& progress) {
    world::ReplicationOptions options;
    options.replication = task.replication;
    options.hours = false;
    options.stop = options_.stop;
    options.progress = &progress;
    metrics::ReplicationResult result = simulations_[task.point]->run(options);
    if (result.interrupted) return;
    PointRow row = row_of(record_of(points_[task.point].scenario->world, sets_[task.point], result));
    attempts_ += row.attempts;
    const std::lock_guard lock(rows_mutex_);
    if (options_.finished) options_.finished(task.point, task.replication, row);
    rows_[task.point][task.replication] = std::move(row);
    ++finished_;
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
    report.finished = static_cast<std::uint32_t>(finished_.load());
    report.total = static_cast<std::uint32_t>(tasks_.size());
    report.attempts = attempts_;
    double done = report.finished;
    for (std::size_t t = 0; t < crew_; ++t) {
      const world::Progress& worker = progress_[t];
      report.attempts += worker.attempts;
      if (const std::uint64_t calls = worker.calls; calls > 0) {
        done += static_cast<double>(worker.calls_done) / static_cast<double>(calls);
      }
      report.now = std::max(report.now, at_us(worker.now_us));
    }
    report.share = tasks_.empty() ? 1 : std::min(done / static_cast<double>(tasks_.size()), 1.0);
    report.elapsed_s = std::chrono::duration<double>(Clock::now() - began_).count();
    return report;
  }

  std::vector<Point> points_;
  const PointOptions& options_;
  const Clock::time_point began_ = Clock::now();
  std::vector<PointRows> rows_;
  std::vector<std::unique_ptr<const world::Simulation>> simulations_;
  std::vector<MetricSet> sets_;
  std::vector<Task> tasks_;
  std::size_t crew_ = 1;
  std::unique_ptr<world::Progress[]> progress_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> finished_{0};
  std::atomic<std::uint64_t> attempts_{0};
  std::atomic<bool> failed_{false};
  std::mutex rows_mutex_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t gone_ = 0;
  std::exception_ptr error_;
};

}  // namespace

PointResults run_points(std::vector<Point> points, const PointOptions& options) { return Queue(std::move(points), options).work(); }

std::uint32_t complete_replications(const PointResults& results) {
  std::size_t complete = results.rows.empty() ? 0 : results.rows.front().size();
  for (const PointRows& rows : results.rows) {
    const auto gap = std::ranges::find_if(rows, [](const std::optional<PointRow>& row) { return !row.has_value(); });
    complete = std::min(complete, static_cast<std::size_t>(gap - rows.begin()));
  }
  return static_cast<std::uint32_t>(complete);
}

Column column_of(const PointRows& rows, std::size_t metric, std::uint32_t replications) {
  Column column;
  column.reserve(replications);
  for (std::uint32_t r = 0; r < replications; ++r) column.push_back(rows[r]->values[metric]);
  return column;
}

}  // namespace sim::experiment
