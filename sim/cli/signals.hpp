#pragma once
// Ctrl-C, SIGTERM and a terminal that goes away as a flag, while it lives: the first sets the flag, a second ends the program at once. What
// comes within half a second of the first is still the first: `timeout` and shells send a signal to the process and to its group. A program
// that was started to outlive its terminal (nohup) does. At most one lives at a time.

#include <atomic>

namespace sim::cli {

class StopOnSignal {
 public:
  StopOnSignal();
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

  const std::atomic<bool>& flag() const;
};

}  // namespace sim::cli
