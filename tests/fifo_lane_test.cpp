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

TEST_CASE("a copy of a lane has calls of its own", "[machine]") {
  campaign::FifoLane lane;
  for (CallIndex call = 0; call < 1000; ++call) lane.push(SimTime{call * kSecond}, call);
  campaign::FifoLane copy = lane;
  for (CallIndex call = 0; call < 600; ++call) {
    static_cast<void>(lane.front_call());
    lane.pop();
  }
  lane.push(SimTime{1000 * kSecond}, 5000);
  CHECK(copy.front_due() == SimTime{});
  CHECK(copy.last_due() == SimTime{999 * kSecond});
  CHECK(lane.front_call() == 600);
  copy = lane;
  CHECK(copy.front_call() == 600);
  CHECK(copy.last_due() == SimTime{1000 * kSecond});
  campaign::FifoLane empty;
  copy = empty;
  CHECK(copy.empty());
  CHECK(copy.last_due() == SimTime::min());
  CHECK(lane.front_call() == 600);
}
