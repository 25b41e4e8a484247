#pragma once
// A clock for single steps: the processor's counter where there is one, which costs a few nanoseconds to read. Its own cost is taken off.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>

namespace sim::load {

class StepClock {
 public:
  using Steady = std::chrono::steady_clock;

  StepClock() : began_(Steady::now()), first_tick_(ticks()) {
    for (int i = 0; i < 1000; ++i) {
      const std::uint64_t before = ticks();
      own_cost_ = std::min(own_cost_, ticks() - before);
    }
  }

  static std::uint64_t ticks() {
#if defined(__x86_64__)
    return __builtin_ia32_rdtsc();
#else
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(Steady::now().time_since_epoch()).count());
#endif
  }

  // To be called once, after enough time for a good ratio has gone by.
  void calibrate() {
    const double ns = std::chrono::duration<double, std::nano>(Steady::now() - began_).count();
    ns_per_tick_ = ns / static_cast<double>(std::max<std::uint64_t>(ticks() - first_tick_, 1));
  }
  std::uint64_t nanoseconds(std::uint64_t between) const {
    return static_cast<std::uint64_t>(static_cast<double>(between - std::min(between, own_cost_)) * ns_per_tick_ + 0.5);
  }

 private:
  Steady::time_point began_;
  std::uint64_t first_tick_;
  std::uint64_t own_cost_ = std::numeric_limits<std::uint64_t>::max();
  double ns_per_tick_ = 1;
};

}  // namespace sim::load
