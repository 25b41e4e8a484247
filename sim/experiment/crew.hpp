#pragma once
// Threads that work off one queue of numbered tasks, each of them a replication: of one scenario or of many.
//
// Invariants
//   1. Tasks are begun in the order of their numbers, each once. A task is given its number and nothing else, so what it makes does not
//      depend on threads as long as it is stored by number.
//   2. After a stop, or an exception, none is begun any more; those that run see the stop in their own options.
//   3. Progress is reported on the calling thread, and once more when all is over.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "sim/base/time.hpp"
#include "sim/world/replication.hpp"

namespace sim::experiment {

struct ProgressReport {
  std::uint32_t finished = 0;  // replications
  std::uint32_t total = 0;
  std::uint64_t attempts = 0;
  double share = 0;  // of the work, 0 .. 1, by calls done
  SimTime now{};     // simulated, in the oldest replication that is running
  double elapsed_s = 0;
};

struct CrewOptions {
  unsigned threads = 1;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const ProgressReport&)> progress;
  std::chrono::milliseconds progress_every{100};
};

// Runs on a worker. Returns how many attempts were placed; empty: it was interrupted.
using CrewTask = std::function<std::optional<std::uint64_t>(std::size_t number, world::Progress& progress)>;

// Throws what a task threw: that of the lowest number, when there are several.
void work_off(std::size_t tasks, const CrewTask& task, const CrewOptions& options);

}  // namespace sim::experiment
