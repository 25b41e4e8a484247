// Calling hours against windows worked out by hand and against instants that the IANA data gives for two zones that change their clocks.

#include "sim/campaign/calling_hours.hpp"

#include <vector>

#include "tests/catch.hpp"

namespace sim::campaign {
namespace {

constexpr SimTime at_s(std::int64_t seconds) { return SimTime{seconds * kSecond}; }
std::int64_t seconds(SimTime t) { return t == kNever ? -1 : us(t) / 1'000'000; }
constexpr DayWindow window(int from_h, int to_h) { return {from_h * kHour, to_h * kHour}; }

CallingHours every_day(std::vector<DayWindow> windows, std::vector<std::int64_t> closed = {}) {
  std::array<std::vector<DayWindow>, 7> week;
  week.fill(windows);
  return {week, closed};
}

// America/New_York around the two changes of 2025: 2025-03-09T07:00Z to -04:00, 2025-11-02T06:00Z back to -05:00.
const Zone kNewYork{{{at_s(0), -5 * kHour}, {at_s(1741503600), -4 * kHour}, {at_s(1762063200), -5 * kHour}}};

TEST_CASE("windows are half-open", "[hours]") {
  const CallingHours hours = every_day({window(9, 21)});
  const Zone utc;
  CHECK_FALSE(hours.open(utc, at_s(9 * 3600 - 1)));
  CHECK(hours.open(utc, at_s(9 * 3600)));
  CHECK(hours.open(utc, SimTime{21 * kHour - Duration{1}}));
  CHECK_FALSE(hours.open(utc, at_s(21 * 3600)));
  CHECK(seconds(hours.next_open(utc, at_s(21 * 3600))) == 86400 + 9 * 3600);
  CHECK(seconds(hours.next_close(utc, at_s(10 * 3600))) == 21 * 3600);
}

TEST_CASE("a window over midnight belongs to the day it opens, closed dates included", "[hours]") {
  const CallingHours hours = every_day({window(22, 2)}, {1});  // 1970-01-02 closed
  const Zone utc;
  CHECK(hours.open(utc, at_s(23 * 3600)));
  CHECK(hours.open(utc, at_s(86400 + 3600)));             // the night of the 1st
  CHECK_FALSE(hours.open(utc, at_s(86400 + 23 * 3600)));  // would open on the 2nd
  CHECK_FALSE(hours.open(utc, at_s(2 * 86400 + 3600)));
  CHECK(seconds(hours.next_close(utc, at_s(23 * 3600))) == 86400 + 2 * 3600);
  CHECK(seconds(hours.next_open(utc, at_s(86400 + 2 * 3600))) == 2 * 86400 + 22 * 3600);
}

TEST_CASE("several windows a day and windows that touch", "[hours]") {
  const Zone utc;
  const CallingHours split = every_day({window(9, 12), window(14, 18)});
  CHECK(seconds(split.next_open(utc, at_s(12 * 3600))) == 14 * 3600);
  CHECK(seconds(split.next_close(utc, at_s(11 * 3600))) == 12 * 3600);
  const CallingHours touching = every_day({window(9, 12), window(12, 18)});
  CHECK(seconds(touching.next_close(utc, at_s(9 * 3600))) == 18 * 3600);
  CHECK(every_day({window(0, 24)}).always_open());
  const CallingHours halves = every_day({window(0, 12), window(12, 24)});
  CHECK(halves.next_close(utc, at_s(0)) == kNever);
}

TEST_CASE("only the named weekdays are open", "[hours]") {
  std::array<std::vector<DayWindow>, 7> week;
  week[0] = {window(9, 10)};
  const CallingHours mondays{week, {}};
  CHECK(seconds(mondays.next_open(Zone{}, at_s(0))) == 4 * 86400 + 9 * 3600);  // 1970-01-01 was a Thursday
  CHECK(CallingHours{week, {4, 11, 18}}.next_open(Zone{}, at_s(0)) == at_s(25 * 86400 + 9 * 3600));
}

TEST_CASE("daylight saving: 09:00-21:00 in New York", "[hours]") {
  const CallingHours hours = every_day({window(9, 21)});
  CHECK(seconds(hours.next_open(kNewYork, at_s(1741410000))) == 1741442400);   // 2025-03-08T14:00Z
  CHECK(seconds(hours.next_close(kNewYork, at_s(1741442400))) == 1741485600);  // 2025-03-09T02:00Z
  CHECK(seconds(hours.next_open(kNewYork, at_s(1741485600))) == 1741525200);   // 2025-03-09T13:00Z
  CHECK(seconds(hours.next_close(kNewYork, at_s(1741525200))) == 1741568400);  // 2025-03-10T01:00Z
}

TEST_CASE("daylight saving: a skipped hour never opens, a doubled hour is open twice", "[hours]") {
  const CallingHours hours = every_day({window(1, 2)});
  CHECK(seconds(hours.next_open(kNewYork, at_s(1762056000))) == 1762059600);   // 2025-11-02T05:00Z, the first 01:00
  CHECK(seconds(hours.next_close(kNewYork, at_s(1762059600))) == 1762066800);  // 07:00Z: both 01:xx hours touch
  const CallingHours skipped = every_day({window(2, 3)});
  CHECK(seconds(skipped.next_open(kNewYork, at_s(1741496400))) == 1741586400);          // 2025-03-10T06:00Z
  CHECK(seconds(kNewYork.earliest(Duration{1741487400 * us(kSecond)})) == 1741503600);  // 02:30 local does not exist: the jump
  CHECK(seconds(kNewYork.earliest(Duration{1762047000 * us(kSecond)})) == 1762061400);  // 01:30 local happens twice: the first
}

// Oracle: the next instant at which a call due at t may start, repeated.
TEST_CASE("chains of retries meet a daily window", "[hours]") {
  const auto chain = [](const CallingHours& hours, int delay_s, std::size_t n) {
    std::vector<std::int64_t> starts;
    for (SimTime t = hours.next_open(Zone{}, at_s(0)); starts.size() < n; t = hours.next_open(Zone{}, t + delay_s * kSecond)) {
      starts.push_back(seconds(t));
    }
    return starts;
  };
  CHECK(chain(every_day({window(9, 21)}), 36000, 6) == std::vector<std::int64_t>{32400, 68400, 118800, 154800, 205200, 241200});
  CHECK(chain(every_day({window(9, 10)}), 5400, 5) == std::vector<std::int64_t>{32400, 118800, 205200, 291600, 378000});
}

}  // namespace
}  // namespace sim::campaign
