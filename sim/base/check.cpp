#include "sim/base/check.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

#include "sim/base/check_trap.hpp"

namespace sim {
namespace {

thread_local int traps = 0;

}  // namespace

CheckContext& check_context() {
  thread_local CheckContext context;
  return context;
}

CheckTrap::CheckTrap() { ++traps; }
CheckTrap::~CheckTrap() { --traps; }

void check_failed(const char* condition, const char* file, int line, const char* why) {
  if (traps > 0) throw CheckFailure(std::string("check failed: ") + condition + " (" + why + ")");
  const CheckContext& c = check_context();
  std::fprintf(stderr, "%s:%d: check failed: %s (%s)\n  seed %llu, replication %u, simulated time %.6f s\n", file, line, condition, why,
               static_cast<unsigned long long>(c.seed), c.replication, static_cast<double>(c.now_us) / 1e6);
  std::abort();
}

}  // namespace sim
