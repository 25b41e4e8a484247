#include "sim/cli/signals.hpp"

#include <signal.h>
#include <unistd.h>

#include <cstdint>
#include <ctime>

#include "sim/cli/exit_status.hpp"

namespace sim::cli {
namespace {

constexpr std::int64_t kSameSignal_ms = 500;

std::atomic<bool> stop_requested{false};
std::atomic<std::int64_t> first_ms{0};
static_assert(std::atomic<std::int64_t>::is_always_lock_free, "a signal handler sets them");

// Milliseconds of a clock that a signal handler may read.
std::int64_t now_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

void on_signal(int) {
  if (!stop_requested.exchange(true)) {
    first_ms = now_ms();
  } else if (now_ms() - first_ms > kSameSignal_ms) {
    _exit(static_cast<int>(ExitStatus::interrupted));
  }
}

struct sigaction interrupt_before, terminate_before, hang_up_before;

}  // namespace

StopOnSignal::StopOnSignal() {
  stop_requested = false;
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;  // writing results goes on
  sigaction(SIGINT, &action, &interrupt_before);
  sigaction(SIGTERM, &action, &terminate_before);
  sigaction(SIGHUP, nullptr, &hang_up_before);
  if (hang_up_before.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);
}

StopOnSignal::~StopOnSignal() {
  sigaction(SIGINT, &interrupt_before, nullptr);
  sigaction(SIGTERM, &terminate_before, nullptr);
  sigaction(SIGHUP, &hang_up_before, nullptr);
}

const std::atomic<bool>& StopOnSignal::flag() const { return stop_requested; }

}  // namespace sim::cli
