// The event list against a sorted set that does the same slowly.

#include "sim/kernel/report_list.hpp"

#include <set>
#include <tuple>

#include "sim/random/philox.hpp"
#include "tests/catch.hpp"

using namespace sim;

namespace {

struct Pair {
  explicit Pair(std::int64_t one_delay) : unit(one_delay) {}

  std::int64_t unit;
  kernel::ReportList list{25};
  std::multiset<std::tuple<SimTime, std::uint32_t, std::uint32_t>> set;
  std::uint32_t n = 0;

  std::uint32_t draw(std::uint32_t below) { return random::draw({7, 0, n++, 0, random::Purpose::outcome})[0] % below; }
  // Few instants, ranks and delays, so that many entries tie; one delay more than there are lanes.
  void push(SimTime now) {
    const Duration delay{unit * (draw(2) == 0 ? draw(40) : 7 * draw(6))};
    const std::uint32_t kind = draw(4), slot = draw(25) + (draw(10) == 0 ? 1u << 20 : 0);
    const std::uint32_t rank = kind == 0 ? draw(50) : kernel::OwnReport::rank(slot);
    if (kind > 1 && set.contains({now + delay, rank, slot})) return;  // a line has one report
    if (kind == 0) {
      list.push(now + delay, rank, slot);
    } else if (kind == 1) {
      list.push_own(now + delay, slot);
    } else {
      list.push_own_fixed(now, delay, slot);
    }
    set.emplace(now + delay, rank, slot);
  }
  SimTime first() const { return set.empty() ? kNever : std::get<0>(*set.begin()); }
};

}  // namespace

TEST_CASE("the report list gives the earliest entry and of one instant the lowest rank", "[kernel]") {
  // From the beginning of time, and over the end of what an OwnReport may hold.
  const SimTime begin = GENERATE(SimTime{}, at_us((std::int64_t{1} << 44) - 100'000));
  // All in one bucket of the wheel; each in one of its own; some further ahead than it turns.
  const std::int64_t unit = GENERATE(1, 100'000, 11'000'000);
  Pair both(unit);
  SimTime now = begin;
  std::size_t wrong = 0;
  for (int i = 0; i < 200'000; ++i) {
    const SimTime first = both.first();
    wrong += both.list.next() != first || both.list.empty() != both.set.empty();
    if (both.set.empty() || both.draw(100) < 49) {
      // What is filed in an instant comes before the next look at that instant's reports, as the world does it.
      both.push(now);
      continue;
    }
    now = first;
    const auto expected = *both.set.begin();
    wrong += both.list.pop() != std::get<2>(expected);
    both.set.erase(both.set.begin());
  }
  CHECK(wrong == 0);
  CHECK(now > begin + Duration{200'000 * unit});
}
