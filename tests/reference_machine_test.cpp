// The shipped machine against the slow reference machine: thousands of random small worlds here, a hundred thousand in the long run. Equal
// commands and equal views, event by event; what differs is shrunk and printed with the history that leads to it.

#include "tests/catch.hpp"
#include "tests/swarm_shrinker.hpp"
#include "tests/two_machines.hpp"

namespace sim::reference {
namespace {

struct Totals {
  std::uint64_t dials = 0, commands = 0;
};

Totals compare(std::uint64_t from, std::uint64_t to) {
  constexpr int kShown = 3;
  Totals totals;
  int differences = 0;
  for (std::uint64_t seed = from; seed < to && differences < kShown; ++seed) {
    const swarm::Case world = swarm::some_case(seed);
    for (const Pace pace : {Pace::every_deadline, Pace::inputs_only}) {
      TwoMachines machines(world, pace);
      const swarm::Verdict verdict = machines.run();
      totals.dials += verdict.dials;
      totals.commands += machines.commands_seen();
      if (verdict.violation.empty()) continue;
      ++differences;
      const auto again = [pace](const swarm::Case& c, std::vector<std::string>* history) { return TwoMachines(c, pace).run(history); };
      FAIL_CHECK((pace == Pace::every_deadline ? "every deadline, " : "inputs only, ")
                 << swarm::report(swarm::shrink(world, again), "[reference]"));
      break;
    }
  }
  return totals;
}

TEST_CASE("the machine does what the reference machine does in random worlds", "[machine][reference]") {
  if (const auto seed = swarm::seed_asked_for()) {
    compare(*seed, *seed + 1);
    return;
  }
  const Totals totals = compare(1, 2001);
  CHECK(totals.dials > 30'000);
  CHECK(totals.commands > 80'000);
}

TEST_CASE("the machine does what the reference machine does in a hundred thousand random worlds", "[.long][reference]") {
  compare(10'000, 110'000);
}

}  // namespace
}  // namespace sim::reference
