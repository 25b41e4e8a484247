#include "sim/report/local_stamps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/scenario/scenario.hpp"

namespace sim::report {

namespace {

constexpr std::size_t kUpToMinute = std::string_view("2026-03-02T09:00:").size();
constexpr std::size_t kSeconds = 2;

// ".5", or nothing. REQUIRES 0 <= us < 1,000,000.
void append_fraction(std::int64_t us, std::string& text) {
  if (us == 0) return;
  std::array<char, 7> digits{'.'};
  for (std::size_t place = 6; place > 0; --place, us /= 10) digits[place] = static_cast<char>('0' + us % 10);
  std::size_t length = digits.size();
  while (digits[length - 1] == '0') --length;
  text.append(digits.data(), length);
}

}  // namespace

void append_seconds(Duration d, std::string& text) {
  if (d < Duration{0}) text += '-';
  const std::int64_t size = us(d) < 0 ? -us(d) : us(d);
  const fmt::format_int whole(size / us(kSecond));
  text.append(whole.data(), whole.size());
  append_fraction(size % us(kSecond), text);
}

const std::string& LocalStamps::minute(std::int64_t number, SimTime begins) {
  if (minutes_.size() == kRemembered && !minutes_.contains(number)) minutes_.clear();
  std::string& text = minutes_[number];
  if (text.empty()) text = scenario::local_time(world_, begins);
  return text;
}

void LocalStamps::append(SimTime t, std::string& text) {
  const std::int64_t since_1970 = world_.start_unix_s * us(kSecond) + us(t);
  const std::int64_t into = since_1970 % us(kMinute);
  const std::string& whole = minute(since_1970 / us(kMinute), t - Duration{into});
  const std::int64_t second = into / us(kSecond);
  text.append(whole, 0, kUpToMinute);
  text += static_cast<char>('0' + second / 10);
  text += static_cast<char>('0' + second % 10);
  append_fraction(into % us(kSecond), text);
  text.append(whole, kUpToMinute + kSeconds);
}

}  // namespace sim::report
