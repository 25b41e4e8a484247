#include "sim/base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace sim {

CheckContext& check_context() {
  thread_local CheckContext context;
  return context;
}

void check_failed(const char* condition, const char* file, int line, const char* why) {
  const CheckContext& c = check_context();
  std::fprintf(stderr, "%s:%d: check failed: %s (%s)\n  seed %llu, replication %u, simulated time %.6f s\n", file, line, condition, why,
               static_cast<unsigned long long>(c.seed), c.replication, static_cast<double>(c.now_us) / 1e6);
  std::abort();
}

}  // namespace sim
