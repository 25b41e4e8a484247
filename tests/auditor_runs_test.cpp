// The auditor's queue of runs against a sorted multiset.

#include "sim/world/auditor_runs.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

#include "sim/random/philox.hpp"
#include "tests/catch.hpp"

using namespace sim;

TEST_CASE("runs give their items in order, however they came", "[auditor]") {
  world::audit::SortedRuns<std::uint32_t, std::less<>> runs;
  std::multiset<std::uint32_t> waiting;
  std::size_t wrong = 0;
  for (std::uint32_t i = 0; i < 30'000; ++i) {
    const random::Block draw = random::draw({5, 0, i, 0, random::Purpose::outcome});
    // Mostly behind what is there, as calls that wait do; now and then far in front of it, so that the runs do not suffice.
    const std::uint32_t item = i + (draw[1] % 10 == 0 ? draw[2] % 5'000 : 10'000);
    if (draw[0] % 100 < 40) {
      runs.push(item);
      waiting.insert(item);
    } else if (draw[0] % 100 < 43) {
      std::vector<std::uint32_t> batch;
      for (std::uint32_t k = 0; k < draw[3] % 20; ++k) batch.push_back(item + draw[3] / 20 % 7 * k);
      runs.push_sorted(batch);
      waiting.insert(batch.begin(), batch.end());
    } else if (draw[2] % 500 == 0) {
      runs.push_all(runs.take_all());
    } else if (!waiting.empty()) {
      wrong += runs.front() != *waiting.begin();
      runs.pop();
      waiting.erase(waiting.begin());
    }
    wrong += runs.empty() != waiting.empty();
  }
  CHECK(wrong == 0);
  std::vector<std::uint32_t> left = runs.take_all();
  std::ranges::sort(left);
  CHECK(std::ranges::equal(left, waiting));
  CHECK(runs.empty());
}
