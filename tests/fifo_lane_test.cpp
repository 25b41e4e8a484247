// A lane of retries against a sorted set.

#include "sim/campaign/fifo_lane.hpp"

#include <set>
#include <utility>

#include "sim/random/philox.hpp"
#include "tests/catch.hpp"

using namespace sim;

TEST_CASE("a lane gives its calls by due time and of one instant by their place in the list", "[machine]") {
  campaign::FifoLane lane;
  std::set<std::pair<SimTime, CallIndex>> waiting;
  SimTime due{};
  std::size_t wrong = 0;
  for (std::uint32_t i = 0; i < 30'000; ++i) {
    const random::Block draw = random::draw({3, 0, i, 0, random::Purpose::outcome});
    if (draw[0] % 100 < 52) {
      // Bursts of one instant, longer than a block; now and then so far on that a block cannot reach it.
      if (draw[1] % 400 == 0) due += Duration{draw[2] % 5 == 0 ? 6'000'000'000 : 1 + draw[2] % 1000};
      const CallIndex call = draw[3] % 1'000'000;
      if (waiting.emplace(due, call).second) lane.push(due, call);
      continue;
    }
    wrong += lane.empty() != waiting.empty();
    if (waiting.empty()) continue;
    wrong += lane.front_due() != waiting.begin()->first || lane.front_call() != waiting.begin()->second;
    lane.pop();
    waiting.erase(waiting.begin());
  }
  CHECK(wrong == 0);
}
