#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "sim/scenario/scenario.hpp"

namespace sim::scenario {

std::string local_time(const world::WorldConfig& world, SimTime t) {
  const Duration local = world.account.zones.front().local(t);
  const std::int64_t offset_s = us(local - t.time_since_epoch()) / us(kSecond) - world.start_unix_s;
  const auto day = std::chrono::sys_days{std::chrono::days{campaign::day_of(local)}};
  const std::chrono::year_month_day date{day};
  const std::int64_t in_day_us = us(campaign::time_of_day(local));
  const std::int64_t in_day_s = in_day_us / us(kSecond);

  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(in_day_s / 3600),
                static_cast<int>(in_day_s / 60 % 60), static_cast<int>(in_day_s % 60));
  std::string out(text.data());
  if (in_day_us % us(kSecond) != 0) {
    std::snprintf(text.data(), text.size(), ".%06d", static_cast<int>(in_day_us % us(kSecond)));
    out += text.data();
    out.erase(out.find_last_not_of('0') + 1);
  }
  const auto minutes = static_cast<int>(std::abs(offset_s) / 60);
  std::snprintf(text.data(), text.size(), "%c%02d:%02d", offset_s < 0 ? '-' : '+', minutes / 60, minutes % 60);
  return out + text.data();
}

}  // namespace sim::scenario
