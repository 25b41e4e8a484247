#include "sim/experiment/points.hpp"

#include <algorithm>
#include <memory>
#include <mutex>

#include "sim/experiment/record.hpp"

namespace sim::experiment {

namespace {

struct Task {
  std::size_t point;
  std::uint32_t replication;
};

PointRow row_of(const ReplicationRecord& record) {
  PointRow row{record.fingerprint, record.attempts, record.audit, {}};
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
  }

  PointResults run() {
    work_off(
        tasks_.size(), [this](std::size_t number, world::Progress& progress) { return one(tasks_[number], progress); }, options_.crew);
    return {std::move(rows_), finished_ < tasks_.size()};
  }

 private:
  std::optional<std::uint64_t> one(const Task& task, world::Progress& progress) {
    world::ReplicationOptions options;
    options.replication = task.replication;
    options.hours = false;
    options.stop = options_.crew.stop;
    options.progress = &progress;
    metrics::ReplicationResult result = simulations_[task.point]->run(options);
    if (result.interrupted) return std::nullopt;
    PointRow row = row_of(record_of(points_[task.point].scenario->world, sets_[task.point], result));
    const std::uint64_t attempts = row.attempts;
    const std::lock_guard lock(mutex_);
    if (options_.finished) options_.finished(task.point, task.replication, row);
    rows_[task.point][task.replication] = std::move(row);
    ++finished_;
    return attempts;
  }

  std::vector<Point> points_;
  const PointOptions& options_;
  std::vector<PointRows> rows_;
  std::vector<std::unique_ptr<const world::Simulation>> simulations_;
  std::vector<MetricSet> sets_;
  std::vector<Task> tasks_;
  std::mutex mutex_;
  std::size_t finished_ = 0;
};

}  // namespace

PointResults run_points(std::vector<Point> points, const PointOptions& options) { return Queue(std::move(points), options).run(); }

AuditCount audit_of(const PointResults& results) {
  AuditCount count;
  for (const PointRows& rows : results.rows) {
    for (const std::optional<PointRow>& row : rows) {
      if (row) count.add(row->audit);
    }
  }
  return count;
}

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
