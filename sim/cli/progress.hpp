#pragma once
// How far a run is, on standard error: a bar that is redrawn in place on a terminal, a line now and then elsewhere. The texts are pure
// functions; the meter decides when they are shown.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/experiment/crew.hpp"
#include "sim/world/world_config.hpp"

namespace sim::cli {

struct ProgressView {
  std::string date;                       // simulated, local: "2026-03-02 14:05"
  double share = 0;                       // of the work, 0 .. 1
  std::uint32_t finished = 0, total = 1;  // replications
  double attempts_per_s = 0;
  double left_s = 0;  // not finite: nobody knows yet
};

ProgressView progress_view(const experiment::ProgressReport& report, const world::WorldConfig& world);

// One line of at most this many columns: what finds no room is left out, the bar first gets shorter.
std::string progress_bar(const ProgressView& view, std::size_t columns);
// For a log.
std::string progress_line(const ProgressView& view);

enum class ProgressStyle { none, lines, bar };

class ProgressMeter {
 public:
  static constexpr std::chrono::milliseconds kRedraw{100};
  static constexpr double kLineEvery_s = 10;

  // REQUIRES world and stop outlive this.
  ProgressMeter(ProgressStyle style, const world::WorldConfig& world, const std::atomic<bool>& stop)
      : style_(style), world_(world), stop_(stop) {}
  ~ProgressMeter() { erase(); }
  ProgressMeter(const ProgressMeter&) = delete;
  ProgressMeter& operator=(const ProgressMeter&) = delete;

  void show(const experiment::ProgressReport& report);
  // Leaves the terminal as it was.
  void erase();

 private:
  const ProgressStyle style_;
  const world::WorldConfig& world_;
  const std::atomic<bool>& stop_;
  bool drawn_ = false;
  bool stop_said_ = false;
  double next_line_s_ = kLineEvery_s;
};

}  // namespace sim::cli
