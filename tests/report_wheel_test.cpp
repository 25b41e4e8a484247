// The wheel of the event list: what it has room for, and in which order that comes out.

#include "sim/kernel/report_wheel.hpp"

#include <set>
#include <utility>

#include "sim/random/philox.hpp"
#include "tests/catch.hpp"

using namespace sim;
using kernel::OwnReport;
using kernel::ReportWheel;

namespace {

constexpr std::uint32_t kTurnUs = 1 << 28;
constexpr Duration kTurn{kTurnUs};

}  // namespace

TEST_CASE("a bucket of the wheel has room for one", "[kernel]") {
  ReportWheel wheel(10);  // 4,096 buckets of 65,536 us
  CHECK(wheel.next() == kNever);
  CHECK(wheel.push({}, {at_us(65'535), 3}));
  CHECK_FALSE(wheel.push({}, {at_us(65'535), 2}));
  CHECK_FALSE(wheel.push({}, {at_us(0), 1}));
  CHECK(wheel.push({}, {at_us(65'536), 4}));
  CHECK(wheel.next() == at_us(65'535));
  CHECK(wheel.top().slot() == 3);
  wheel.pop();
  CHECK(wheel.top().slot() == 4);
  CHECK(wheel.push(at_us(65'535), {at_us(65'535), 2}));
  CHECK(wheel.top().slot() == 2);
  wheel.pop();
  wheel.pop();
  CHECK(wheel.next() == kNever);
}

TEST_CASE("the wheel has no place for what is due a turn ahead, until time has gone on", "[kernel]") {
  ReportWheel wheel(10);
  const SimTime far = SimTime{} + kTurn;
  CHECK_FALSE(wheel.push({}, {far, 1}));
  CHECK(wheel.push({}, {far - Duration{1}, 2}));
  CHECK(wheel.push(at_us(65'536), {far, 1}));
  CHECK(wheel.push(at_us(65'536), {at_us(70'000), 3}));
  for (const std::uint32_t slot : {3u, 2u, 1u}) {
    CHECK(wheel.top().slot() == slot);
    wheel.pop();
  }
  CHECK(wheel.next() == kNever);
  const SimTime next_year = SimTime{} + 100 * kDay;
  CHECK_FALSE(wheel.push({}, {next_year, 5}));
  CHECK(wheel.push(next_year, {next_year, 5}));
  CHECK(wheel.top().slot() == 5);
}

TEST_CASE("what the wheel takes comes out in the order of time", "[kernel]") {
  // One word of words, several, and as many as there may be.
  const std::uint32_t entries = GENERATE(1u, 300u, 1'000'000u);
  ReportWheel wheel(entries);
  std::set<std::pair<SimTime, std::uint32_t>> taken;
  std::uint32_t n = 0;
  const auto draw = [&n](std::uint32_t below) { return random::draw({11, 0, n++, 0, random::Purpose::outcome})[0] % below; };
  SimTime now{};
  std::size_t wrong = 0, refused = 0;
  for (int i = 0; i < 100'000; ++i) {
    const bool runs_empty = i % 20'000 < 3'000;  // else it holds some hundred
    if (taken.empty() || (!runs_empty && draw(600) > taken.size())) {
      const std::uint32_t slot = draw(1 << 20), delay = draw(2) == 0 ? draw(kTurnUs) : draw(3'000'000);
      const OwnReport report{now + Duration{delay}, slot};
      if (wheel.push(now, report)) {
        taken.emplace(report.at(), slot);
      } else {
        ++refused;
      }
    } else {
      wrong += std::pair{wheel.top().at(), wheel.top().slot()} != *taken.begin();
      now = taken.begin()->first;
      taken.erase(taken.begin());
      wheel.pop();
    }
    wrong += wheel.next() != (taken.empty() ? kNever : taken.begin()->first);
  }
  CHECK(wrong == 0);
  CHECK(refused < 50'000);
  CHECK(now > SimTime{} + 10 * kTurn);
}
