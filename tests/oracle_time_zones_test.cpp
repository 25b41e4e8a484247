// Calling hours in 16 zones around their clock changes, against instants computed from the same IANA data by another implementation.

#include <sstream>

#include "sim/campaign/calling_hours.hpp"
#include "sim/scenario/zones.hpp"
#include "tests/oracle_table.hpp"
#include "tests/world_rig.hpp"

namespace sim::campaign {
namespace {

using oracles::Table;
using world::every_day;

std::int64_t days_since_1970(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

// "2025-03-08" or "2025-03-08T14:00:00Z" in seconds since 1970.
std::int64_t unix_s(const std::string& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0;
  std::sscanf(text.c_str(), "%d-%d-%dT%d:%d", &year, &month, &day, &hour, &minute);
  return days_since_1970(year, month, day) * 86'400 + hour * 3600 + minute * 60;
}

// A zone whose time 0 lies some days before the date, so that no table begins at the instants that are checked.
struct ZoneAround {
  ZoneAround(const std::string& name, std::int64_t local_midnight_s)
      : start_s(local_midnight_s - 10 * 86'400), midnight_s(local_midnight_s) {
    const scenario::ZoneRules* rules = scenario::find_zone(name);
    if (rules == nullptr) FAIL("no zone " << name);
    zone = rules->table(start_s);
  }
  // The first instant at which the clock there shows midnight some days after the date.
  SimTime midnight(int days) const { return zone.earliest((midnight_s + days * 86'400) * kSecond); }
  std::int64_t unix_s(SimTime t) const { return start_s + us(t) / us(kSecond); }

  std::int64_t start_s, midnight_s;
  Zone zone;
};

void check_row(const oracles::Row& row) {
  INFO(row.name << " " << row.quantity);
  const std::size_t space = row.name.find(' ');
  const ZoneAround there(row.name.substr(0, space), unix_s(row.name.substr(space + 1)));
  const CallingHours hours = every_day(9, 21);
  const SimTime opens = hours.next_open(there.zone, there.midnight(0));
  const SimTime closes = hours.next_close(there.zone, opens);
  if (row.quantity == "open_09:00_utc") {
    CHECK(there.unix_s(opens) == unix_s(row.value));
  } else if (row.quantity == "close_21:00_utc") {
    CHECK(there.unix_s(closes) == unix_s(row.value));
  } else if (row.quantity == "window_elapsed_s") {
    CHECK((closes - opens) / kSecond == std::stoll(row.value));
  } else {
    CHECK((there.midnight(1) - there.midnight(0)) / kSecond == std::stoll(row.value));
  }
}

TEST_CASE("daily windows around clock changes", "[oracle]") {
  const Table table("time_zones");
  int checked = 0;
  for (const oracles::Row& row : table.rows()) {
    if (row.quantity != "open_09:00_utc" && row.quantity != "close_21:00_utc" && row.quantity != "window_elapsed_s" &&
        row.quantity != "local_day_elapsed_s") {
      continue;
    }
    check_row(row);
    ++checked;
  }
  CHECK(checked == 128);
}

// The table gives the time from the first 01:30 to 03:30. An instant is open when the clock shows a time inside the window, so where the
// hour from 01:00 happens twice, the half hour that shows 01:00 to 01:30 again is closed.
TEST_CASE("a night window on the nights of the changes", "[oracle]") {
  const Table table("time_zones");
  const CallingHours hours = every_day(1.5, 3.5);
  const auto night = [&](const std::string& date, Duration closed_between) {
    const ZoneAround there("America/New_York", unix_s(date));
    const SimTime opens = hours.next_open(there.zone, there.midnight(0));
    SimTime closes = opens;
    Duration open{0};
    for (SimTime from = opens; from < there.midnight(1); from = hours.next_open(there.zone, closes)) {
      closes = hours.next_close(there.zone, from);
      open += closes - from;
    }
    CHECK((closes - opens) / kSecond == std::stoll(table.text("America/New_York night window " + date, "01:30-03:30_elapsed_s")));
    CHECK(closes - opens - open == closed_between);
  };
  night("2025-03-09", Duration{0});
  night("2025-11-02", 30 * kMinute);
}

TEST_CASE("which zones are open at an instant", "[oracle]") {
  const CallingHours hours = every_day(9, 21);
  const Table table("time_zones");
  for (const oracles::Row& row : table.rows()) {
    if (row.name != "zones_open_at") continue;
    std::ostringstream open;
    int n = 0;
    for (const char* name : {"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Mexico_City",
                             "America/Bogota", "America/Santiago", "America/Sao_Paulo", "Europe/Madrid"}) {
      const ZoneAround there(name, unix_s(row.quantity));
      if (!hours.open(there.zone, SimTime{(unix_s(row.quantity) - there.start_s) * kSecond})) continue;
      open << ' ' << name;
      ++n;
    }
    CHECK(std::to_string(n) + ":" + open.str() == row.value);
  }
}

}  // namespace
}  // namespace sim::campaign
