#include "sim/experiment/crew.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace sim::experiment {

namespace {

using Clock = std::chrono::steady_clock;

// One thread's part of the progress.
struct Worker {
  static constexpr std::size_t kIdle = std::numeric_limits<std::size_t>::max();
  std::atomic<std::size_t> task{kIdle};
  world::Progress progress;

  void begin(std::size_t number) {
    progress.now_us = 0;
    progress.attempts = 0;
    progress.calls_done = 0;
    progress.calls = 0;
    task = number;
  }
};

class Crew {
 public:
  Crew(std::size_t tasks, const CrewTask& task, const CrewOptions& options)
      : tasks_(tasks),
        task_(task),
        options_(options),
        size_(std::clamp<std::size_t>(options.threads, 1, std::max<std::size_t>(tasks, 1))),
        workers_(std::make_unique<Worker[]>(size_)) {}

  void work() {
    {
      std::vector<std::jthread> threads;
      for (std::size_t t = 0; t < size_; ++t) threads.emplace_back([this, t] { labour(workers_[t]); });
      watch();
    }
    if (error_) std::rethrow_exception(error_);
  }

 private:
  bool stopped() const { return failed_.load() || (options_.stop != nullptr && options_.stop->load()); }

  void labour(Worker& worker) {
    while (!stopped()) {
      const std::size_t number = next_.fetch_add(1);
      if (number >= tasks_) break;
      worker.begin(number);
      try {
        one(number, worker.progress);
      } catch (...) {
        fail(number);
      }
      worker.task = Worker::kIdle;
    }
    const std::lock_guard lock(mutex_);
    ++gone_;
    changed_.notify_one();
  }

  void one(std::size_t number, world::Progress& progress) {
    const std::optional<std::uint64_t> attempts = task_(number, progress);
    if (!attempts) return;
    attempts_ += *attempts;
    ++finished_;
  }

  void fail(std::size_t number) {
    const std::lock_guard lock(mutex_);
    if (!error_ || number < failed_task_) {
      error_ = std::current_exception();
      failed_task_ = number;
    }
    failed_ = true;
  }

  void watch() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, options_.progress_every, [this] { return gone_ == size_; })) {
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
    report.total = static_cast<std::uint32_t>(tasks_);
    report.attempts = attempts_;
    double done = report.finished;
    std::size_t oldest = Worker::kIdle;
    for (std::size_t t = 0; t < size_; ++t) {
      const Worker& worker = workers_[t];
      const std::size_t number = worker.task;
      if (number == Worker::kIdle) continue;
      report.attempts += worker.progress.attempts;
      const std::uint64_t calls = worker.progress.calls;
      if (calls > 0) done += static_cast<double>(worker.progress.calls_done) / static_cast<double>(calls);
      if (number >= oldest) continue;
      oldest = number;
      report.now = at_us(worker.progress.now_us);
    }
    report.share = tasks_ == 0 ? 1 : std::min(done / static_cast<double>(tasks_), 1.0);
    report.elapsed_s = std::chrono::duration<double>(Clock::now() - began_).count();
    return report;
  }

  const std::size_t tasks_;
  const CrewTask& task_;
  const CrewOptions& options_;
  const Clock::time_point began_ = Clock::now();
  const std::size_t size_;
  std::unique_ptr<Worker[]> workers_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> finished_{0};
  std::atomic<std::uint64_t> attempts_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t gone_ = 0;
  std::exception_ptr error_;
  std::size_t failed_task_ = 0;  // of error_
};

}  // namespace

void work_off(std::size_t tasks, const CrewTask& task, const CrewOptions& options) { Crew(tasks, task, options).work(); }

}  // namespace sim::experiment
