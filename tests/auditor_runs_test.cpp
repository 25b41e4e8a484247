// The auditor's queue of runs against a sorted multiset, and its calls that are ready against a sorted set of single calls.

#include "sim/world/auditor_runs.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

#include "sim/random/philox.hpp"
#include "sim/world/auditor_waiting.hpp"
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

TEST_CASE("calls that are ready together come one by one, and between them nobody else", "[auditor]") {
  using world::audit::ReadyCall;
  world::audit::ReadyCalls ready;
  std::set<ReadyCall, ReadyCall::Before> waiting;
  std::size_t wrong = 0, together = 0;
  CallIndex next = 0;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    const random::Block draw = random::draw({6, 0, i, 0, random::Purpose::outcome});
    if (draw[0] % 100 < 6) {
      // Single calls and stretches of the list, none of which has a call that another one has; few keys and due times, so that many tie.
      ready.add([&](std::vector<ReadyCall>& batch) {
        for (std::uint32_t k = 0; k < draw[1] % 5; ++k) {
          const random::Block one = random::draw({7, 0, i, 0, random::Purpose::outcome, k});
          const std::uint32_t more = one[0] % 3 == 0 ? one[0] / 3 % 30 : 0;
          batch.push_back({one[1] % 2, at_us(one[2] % 3), next, static_cast<std::int32_t>(one[3] % 2), 0, more});
          next += more + 1;
          together += more > 0;
          for (ReadyCall call = batch.back();; call = call.rest()) {
            waiting.insert({call.key, call.due, call.call, call.priority, call.attempts});
            if (call.more == 0) break;
          }
        }
      });
    } else if (draw[0] % 1000 == 999) {
      ready.push_all(ready.take_all());
    } else if (!waiting.empty()) {
      wrong += ready.front().call != waiting.begin()->call;
      ready.pop();
      waiting.erase(waiting.begin());
    }
    wrong += ready.empty() != waiting.empty();
  }
  CHECK(wrong == 0);
  CHECK(together > 500);
  CHECK(ready.take_all().size() == waiting.size());
}
