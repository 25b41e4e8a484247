#pragma once
// Load test of the bare state machine: the inputs of one run, recorded in the world and fed again at full speed, without models, lines,
// audit or files.
//
// Invariants
//   1. Every replay gives the commands of the first, which a hash over them shows; a difference is a programmer error and aborts.
//   2. Rate and latency are taken in replays of their own: a clock around every step costs more than many steps.

#include <cstdint>
#include <vector>

#include "sim/campaign/config.hpp"
#include "sim/stats/latency_histogram.hpp"
#include "sim/world/input_recording.hpp"

namespace sim::load {

// A clock around every step, in so many replays.
inline constexpr unsigned kTimedReplays = 3;

struct LoadResult {
  std::uint64_t steps = 0;     // inputs fed
  std::uint64_t attempts = 0;  // placed
  std::uint64_t fingerprint = 0;
  std::vector<double> steps_per_s;     // one value per replay
  stats::LatencyHistogram step_ns;     // reports and ticks; of each the least of kTimedReplays replays
  stats::LatencyHistogram command_ns;  // of the operator, the setting up included
  std::uint64_t machine_bytes = 0;     // for contacts and queues, when they were most
};

// REQUIRES the recording to come from a world with this account; replays >= 1.
LoadResult run_load_test(const campaign::AccountConfig& account, const world::InputRecording& recording, unsigned replays);

}  // namespace sim::load
