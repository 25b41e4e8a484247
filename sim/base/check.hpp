#pragma once
// Programmer errors. SIM_CHECK is always on; SIM_DCHECK stands in inner loops and disappears in release builds.
// A failed check prints the replication and the simulated time that the thread announced last, then aborts.

#include <cstdint>

namespace sim {

// What a failed check prints beside its place. Each worker thread announces its own.
struct CheckContext {
  std::uint64_t seed = 0;
  std::uint32_t replication = 0;
  std::int64_t now_us = 0;
};
CheckContext& check_context();

[[noreturn]] void check_failed(const char* condition, const char* file, int line, const char* why);

}  // namespace sim

#define SIM_CHECK(condition, why) ((condition) ? void(0) : ::sim::check_failed(#condition, __FILE__, __LINE__, why))
#ifdef NDEBUG
#define SIM_DCHECK(condition, why) (void(0))
#else
#define SIM_DCHECK(condition, why) SIM_CHECK(condition, why)
#endif
