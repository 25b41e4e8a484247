// The shipped machine against the slow reference machine: thousands of random small scenarios here, a hundred thousand in the long run.
// Equal commands and equal views, event by event; a difference prints the history that leads to it.

#include "tests/catch.hpp"
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
    for (const Pace pace : {Pace::every_deadline, Pace::inputs_only}) {
      RandomScenario scenario(seed);
      TwoMachines machines(scenario, pace);
      const std::string difference = machines.run();
      totals.dials += machines.dials();
      totals.commands += machines.commands_seen();
      if (difference.empty()) continue;
      ++differences;
      FAIL_CHECK("seed " << seed << (pace == Pace::every_deadline ? ", every deadline" : ", inputs only") << "\n" << difference);
      break;
    }
  }
  return totals;
}

TEST_CASE("the machine does what the reference machine does in random scenarios", "[machine][reference]") {
  const Totals totals = compare(1, 3001);
  CHECK(totals.dials > 30'000);
  CHECK(totals.commands > 80'000);
}

TEST_CASE("the machine does what the reference machine does in a hundred thousand random scenarios", "[.long][reference]") {
  compare(10'000, 110'000);
}

}  // namespace
}  // namespace sim::reference
