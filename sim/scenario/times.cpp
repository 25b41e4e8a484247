#include "sim/scenario/times.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

namespace sim::scenario {
namespace {

constexpr std::array<std::pair<std::string_view, std::int64_t>, 6> kUnits{
    {{"d", us(kDay)}, {"h", us(kHour)}, {"m", us(kMinute)}, {"s", us(kSecond)}, {"ms", 1000}, {"us", 1}}};

// What people write for the units, with the unit.
constexpr std::array<std::pair<std::string_view, std::string_view>, 21> kOtherUnits{
    {{"day", "d"},  {"days", "d"},   {"D", "d"},       {"hour", "h"}, {"hours", "h"},  {"hr", "h"},      {"hrs", "h"},
     {"H", "h"},    {"min", "m"},    {"mins", "m"},    {"M", "m"},    {"minute", "m"}, {"minutes", "m"}, {"sec", "s"},
     {"secs", "s"}, {"second", "s"}, {"seconds", "s"}, {"S", "s"},    {"msec", "ms"},  {"millis", "ms"}, {"milliseconds", "ms"}}};

bool is_decimal(char c) { return c >= '0' && c <= '9'; }

std::string did_you_mean(const std::string& text) { return "did you mean \"" + text + "\"?"; }

// One "1.5h" of a duration.
struct Part {
  std::string_view number, unit;
};

// Cuts the next part off the front of `rest`; both pieces may be empty.
Part next_part(std::string_view& rest) {
  const auto take = [&rest](auto belongs) {
    const auto end = std::ranges::find_if_not(rest, belongs);
    const std::string_view taken = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    rest.remove_prefix(taken.size());
    return taken;
  };
  const auto blank = [](char c) { return c == ' '; };
  Part part;
  part.number = take([](char c) { return is_decimal(c) || c == '.'; });
  take(blank);
  part.unit = take([](char c) { return !is_decimal(c) && c != '.' && c != ' '; });
  take(blank);
  return part;
}

// The text with every unit put right, when all that is wrong are the names of units; else empty.
std::string with_known_units(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Part part = next_part(text);
    const auto other = std::ranges::find(kOtherUnits, part.unit, &std::pair<std::string_view, std::string_view>::first);
    const bool known = std::ranges::any_of(kUnits, [&part](const auto& unit) { return unit.first == part.unit; });
    if (part.number.empty() || (!known && other == kOtherUnits.end())) return "";
    out += std::string(part.number) + std::string(known ? part.unit : other->second);
  }
  return out;
}

Parsed<Duration> scaled(std::string_view number, std::int64_t unit_us) {
  const Parsed<Duration> too_long{std::nullopt, "the longest duration is 36500d"};
  const std::size_t point = std::min(number.find('.'), number.size());
  std::int64_t total = 0;
  for (const char c : number.substr(0, point)) {
    total = 10 * total + (c - '0');
    if (total > us(kLongestDuration) / unit_us) return too_long;
  }
  total *= unit_us;
  std::int64_t place = unit_us;
  for (const char c : number.substr(std::min(point + 1, number.size()))) {
    if (c == '.') return {std::nullopt, ""};
    if (place % 10 != 0 && c != '0') return {std::nullopt, "that is finer than a microsecond"};
    place /= 10;
    total += place * (c - '0');
  }
  if (point == 0 || point + 1 == number.size()) return {std::nullopt, "a digit must stand on both sides of the point"};
  if (total > us(kLongestDuration)) return too_long;
  return {Duration{total}, ""};
}

std::string unit_hint(std::string_view text, const Part& part) {
  if (part.unit.empty()) {
    const std::string number(text);
    return "a unit is missing, " + did_you_mean(number + "s");
  }
  if (const std::string better = with_known_units(text); !better.empty()) return did_you_mean(better);
  return "the units are d, h, m, s, ms and us";
}

}  // namespace

Parsed<Duration> parse_duration(std::string_view text) {
  if (text.starts_with('-')) return {std::nullopt, "a duration cannot be negative"};
  Duration total{0};
  std::size_t smallest = 0;  // the unit after the last one used
  std::string_view rest = text;
  if (rest.empty()) return {std::nullopt, ""};
  while (!rest.empty()) {
    const Part part = next_part(rest);
    if (part.number.empty()) return {std::nullopt, ""};
    const auto unit = std::ranges::find(kUnits, part.unit, &std::pair<std::string_view, std::int64_t>::first);
    if (unit == kUnits.end()) return {std::nullopt, unit_hint(text, part)};
    const auto position = static_cast<std::size_t>(unit - kUnits.begin());
    if (position < smallest) return {std::nullopt, "units go from large to small, each once"};
    smallest = position + 1;
    const Parsed<Duration> piece = scaled(part.number, unit->second);
    if (!piece.value) return piece;
    total += *piece.value;
    if (total > kLongestDuration) return {std::nullopt, "the longest duration is 36500d"};
  }
  return {total, ""};
}

std::string duration_text(Duration d) {
  std::string out;
  std::int64_t rest = us(d);
  for (const auto& [unit, size] : kUnits) {
    if (rest >= size) out += std::to_string(rest / size) + std::string(unit);
    rest %= size;
  }
  return out.empty() ? "0s" : out;
}

namespace {

// Reads a number with exactly `digits` digits off the front, then `after` (0: nothing).
std::optional<int> take_number(std::string_view& rest, std::size_t digits, char after) {
  if (rest.size() < digits + (after != 0 ? 1u : 0u)) return std::nullopt;
  int value = 0;
  for (const char c : rest.substr(0, digits)) {
    if (!is_decimal(c)) return std::nullopt;
    value = 10 * value + (c - '0');
  }
  rest.remove_prefix(digits);
  if (after != 0) {
    if (rest.front() != after) return std::nullopt;
    rest.remove_prefix(1);
  }
  return value;
}

std::optional<std::int64_t> take_date(std::string_view& rest, bool& impossible) {
  const auto year = take_number(rest, 4, '-');
  const auto month = year ? take_number(rest, 2, '-') : std::nullopt;
  const auto day = month ? take_number(rest, 2, 0) : std::nullopt;
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  impossible = !date.ok();
  if (impossible) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

constexpr std::string_view kNoSuchDate = "the calendar has no such date";

std::string local_hint(std::string_view text) {
  std::string_view rest = text;
  bool impossible = false;
  if (!take_date(rest, impossible)) return impossible ? std::string(kNoSuchDate) : "";
  if (rest.empty()) return "a time of day is missing, " + did_you_mean(std::string(text) + "T00:00");
  if (rest.front() == ' ') {
    std::string with_t(text);
    with_t[10] = 'T';
    if (parse_local(with_t).value) return did_you_mean(with_t);
  }
  const std::size_t zone = text.find_first_of("Zz+", 11);
  if (zone != std::string_view::npos || std::ranges::count(text, '-') > 2)
    return "instants are local times of time_zone, without an offset";
  return "";
}

}  // namespace

Parsed<Duration> parse_time_of_day(std::string_view text) {
  std::string_view rest = text;
  const auto hour = take_number(rest, 2, ':');
  const auto minute = hour ? take_number(rest, 2, 0) : std::nullopt;
  if (!minute || !rest.empty()) {
    const bool short_hour = text.size() == 4 && parse_time_of_day("0" + std::string(text)).value;
    return {std::nullopt, short_hour ? did_you_mean("0" + std::string(text)) : ""};
  }
  if (*hour > 24 || *minute > 59 || (*hour == 24 && *minute > 0)) return {std::nullopt, "a day goes from 00:00 to 24:00"};
  return {*hour * kHour + *minute * kMinute, ""};
}

Parsed<std::int64_t> parse_date(std::string_view text) {
  std::string_view rest = text;
  bool impossible = false;
  const auto day = take_date(rest, impossible);
  if (!day || !rest.empty()) return {std::nullopt, impossible ? std::string(kNoSuchDate) : ""};
  return {*day, ""};
}

Parsed<std::int64_t> parse_local(std::string_view text) {
  std::string_view rest = text;
  bool impossible = false;
  const auto day = take_date(rest, impossible);
  if (!day || !rest.starts_with('T')) return {std::nullopt, local_hint(text)};
  rest.remove_prefix(1);
  const auto hour = take_number(rest, 2, ':');
  const auto minute = hour ? take_number(rest, 2, 0) : std::nullopt;
  if (!minute) return {std::nullopt, local_hint(text)};
  int second = 0;
  if (rest.size() == 3 && rest.front() == ':') {
    rest.remove_prefix(1);
    second = take_number(rest, 2, 0).value_or(60);
  }
  if (!rest.empty()) return {std::nullopt, local_hint(text)};
  if (*hour > 23 || *minute > 59 || second > 59) return {std::nullopt, "a day goes from 00:00:00 to 23:59:59"};
  return {*day * 86'400 + *hour * 3600 + *minute * 60 + second, ""};
}

std::string local_text(std::int64_t local_s) {
  const std::chrono::sys_seconds t{std::chrono::seconds{local_s}};
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::year_month_day date{day};
  const auto in_day = (t - day).count();
  std::array<char, 48> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(in_day / 3600), static_cast<int>(in_day / 60 % 60));
  std::string text(out.data());
  if (in_day % 60 != 0) text += ":" + std::to_string(100 + in_day % 60).substr(1);
  return text;
}

}  // namespace sim::scenario
