#include "sim/load/load_test.hpp"

#include <algorithm>
#include <chrono>

#include "sim/base/check.hpp"
#include "sim/campaign/machine.hpp"
#include "sim/kernel/fingerprint.hpp"
#include "sim/load/step_clock.hpp"

namespace sim::load {
namespace {

using campaign::Command;
using campaign::CommandKind;
using campaign::InputKind;
using world::InputRecording;
using world::WithinInstant;

// One machine that gets the recorded inputs.
class Replay {
 public:
  Replay(const campaign::AccountConfig& account, const InputRecording& recording)
      : machine_(account), recording_(recording), on_line_(account.lines) {}

  InputRecording::Recorded input(std::size_t i) const {
    InputRecording::Recorded recorded = recording_[i];
    if (recorded.live) recorded.input.attempt = on_line_[recorded.line];
    return recorded;
  }

  void feed(const InputRecording::Recorded& recorded) {
    if (recorded.place == WithinInstant::last) {
      machine_.step(recorded.at, recorded.input, commands_);
    } else {
      machine_.accept(recorded.at, recorded.input, commands_);
    }
  }

  // What a dialer would do with the commands: here, remember which attempt is on which line.
  void take_commands() {
    for (const Command& command : commands_) {
      fingerprint_.add(static_cast<std::uint64_t>(command.kind) << 40 | command.call);
      if (command.kind != CommandKind::place_attempt) continue;
      on_line_[line_of(command.attempt)] = command.attempt;
      ++attempts_;
    }
    commands_.clear();
  }

  std::uint64_t attempts() const { return attempts_; }
  std::uint64_t fingerprint() const { return fingerprint_.value(); }
  std::uint64_t bytes() const { return machine_.bytes(); }

 private:
  campaign::Machine machine_;
  const InputRecording& recording_;
  std::vector<AttemptId> on_line_;
  campaign::Commands commands_;
  kernel::Fingerprint fingerprint_;
  std::uint64_t attempts_ = 0;
};

void measure_rate(Replay& replay, std::size_t steps, LoadResult& result) {
  const auto began = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < steps; ++i) {
    replay.feed(replay.input(i));
    replay.take_commands();
  }
  const double wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  result.steps_per_s.push_back(static_cast<double>(steps) / std::max(wall_s, 1e-9));
}

bool is_steady(InputKind kind) {
  return kind == InputKind::attempt_ended || kind == InputKind::attempt_answered || kind == InputKind::tick;
}

// How often the memory is looked at: seldom enough to cost nothing, often enough to see retries come and go.
constexpr std::size_t kStepsPerLook = 256;

// A clock around every step. Of each step the least of several replays is kept: the same input meets the same machine in the same state
// each time, so what was longer before came from the computer (another process, an interrupt, cold memory), not from the step.
class TimedReplays {
 public:
  explicit TimedReplays(std::size_t steps) : ticks_(steps, kUnknown) {}

  void add(Replay& replay, LoadResult& result) {
    for (std::size_t i = 0; i < ticks_.size(); ++i) {
      const InputRecording::Recorded recorded = replay.input(i);
      const std::uint64_t before = StepClock::ticks();
      replay.feed(recorded);
      ticks_[i] = static_cast<std::uint32_t>(std::min<std::uint64_t>(StepClock::ticks() - before, ticks_[i]));
      replay.take_commands();
      if (i % kStepsPerLook == 0) result.machine_bytes = std::max<std::uint64_t>(result.machine_bytes, replay.bytes());
    }
  }

  void write_down(const InputRecording& recording, LoadResult& result) {
    clock_.calibrate();
    for (std::size_t i = 0; i < ticks_.size(); ++i) {
      (is_steady(recording[i].input.kind) ? result.step_ns : result.command_ns).add(clock_.nanoseconds(ticks_[i]));
    }
  }

 private:
  static constexpr std::uint32_t kUnknown = 0xffffffff;
  StepClock clock_;
  std::vector<std::uint32_t> ticks_;
};

}  // namespace

LoadResult run_load_test(const campaign::AccountConfig& account, const InputRecording& recording, unsigned replays) {
  LoadResult result;
  result.steps = recording.size();
  TimedReplays timed(recording.size());
  for (unsigned r = 0; r < replays + kTimedReplays; ++r) {
    Replay replay(account, recording);
    if (r < replays) {
      measure_rate(replay, recording.size(), result);
    } else {
      timed.add(replay, result);
    }
    SIM_CHECK(r == 0 || replay.fingerprint() == result.fingerprint, "a replay gives the commands of the first");
    result.fingerprint = replay.fingerprint();
    result.attempts = replay.attempts();
  }
  timed.write_down(recording, result);
  return result;
}

}  // namespace sim::load
