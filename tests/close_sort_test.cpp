// Sorting by a bitmap against sorting by comparison.

#include "sim/base/close_sort.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "sim/base/check_trap.hpp"
#include "sim/random/philox.hpp"
#include "tests/catch.hpp"

using namespace sim;

TEST_CASE("numbers are put in order, however close together they stand", "[base]") {
  CloseSort sort;  // one for all: nothing of one run is left for the next
  std::size_t wrong = 0;
  std::uint32_t n = 0;
  const auto draw = [&n] { return random::draw({7, 0, n++, 0, random::Purpose::outcome}); };
  for (int run = 0; run < 3000; ++run) {
    const random::Block of_run = draw();
    const std::uint32_t spread = 1u << of_run[0] % 32, from = of_run[1] % (0xffffffff - spread);
    std::set<std::uint32_t> sorted;
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t left = of_run[2] % 300; left > 0; --left) {
      const std::uint32_t number = from + draw()[3] % spread;
      if (sorted.insert(number).second) numbers.push_back(number);
    }
    sort(numbers);
    wrong += !std::ranges::equal(numbers, sorted);
  }
  CHECK(wrong == 0);
}

TEST_CASE("the least and the greatest number there is can be put in order", "[base]") {
  CloseSort sort;
  std::vector<std::uint32_t> ends{0xffffffff, 0}, close{0xffffffff, 0xffffffbf, 0xfffffffe};
  sort(ends);
  CHECK(ends == std::vector<std::uint32_t>{0, 0xffffffff});
  sort(close);
  CHECK(close == std::vector<std::uint32_t>{0xffffffbf, 0xfffffffe, 0xffffffff});
}

TEST_CASE("a number that comes twice is noticed", "[base]") {
  const CheckTrap trap;
  CloseSort sort;
  std::vector<std::uint32_t> numbers{3, 1, 3};
  CHECK_THROWS_AS(sort(numbers), CheckFailure);
}
