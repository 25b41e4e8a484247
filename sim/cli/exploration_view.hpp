#pragma once
// What an exploration of small worlds looks like on a terminal: a row per world, a table of what inputs did, progress. The texts are pure
// functions; the meter decides when they are shown.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/cli/progress.hpp"
#include "sim/verify/explorer.hpp"

namespace sim::cli {

// Of the list of worlds.
std::string world_line(const verify::SmallWorld& world);
std::string exploration_row(const verify::SmallWorld& world, const verify::Exploration& found);
// What all worlds together have shown; says nothing of findings.
std::string exploration_summary(const verify::Exploration& all, double seconds);
std::string exploration_progress(const verify::SmallWorld& world, const verify::Exploration& so_far);
// The command line that takes a path again.
std::string path_command(const verify::SmallWorld& world, const std::vector<std::uint32_t>& numbers);

class ExplorationMeter {
 public:
  // REQUIRES stop outlives this.
  ExplorationMeter(bool quiet, const std::atomic<bool>& stop);
  ~ExplorationMeter() { erase(); }
  ExplorationMeter(const ExplorationMeter&) = delete;
  ExplorationMeter& operator=(const ExplorationMeter&) = delete;

  void show(const verify::SmallWorld& world, const verify::Exploration& so_far);
  // Leaves the terminal as it was.
  void erase();

 private:
  using Clock = std::chrono::steady_clock;

  const ProgressStyle style_;
  const std::atomic<bool>& stop_;
  bool drawn_ = false;
  Clock::time_point last_ = Clock::now();
};

}  // namespace sim::cli
