#include "sim/scenario/hours_fields.hpp"

#include <algorithm>

#include "sim/scenario/value_types.hpp"
#include "sim/scenario/weekdays.hpp"

namespace sim::scenario {
namespace {

using campaign::DayWindow;
using campaign::HoursClock;

struct HoursKeys {
  HoursClock clock = HoursClock::customer;
  Week<std::vector<DayWindow>> week;
  std::vector<std::int64_t> closed;
};

// "9:00" was meant as "09:00".
std::string padded(std::string_view time) { return time.find(':') == 1 ? "0" + std::string(time) : std::string(time); }

Parsed<DayWindow> parse_window(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return {std::nullopt, ""};
  const Parsed<Duration> from = parse_time_of_day(text.substr(0, dash));
  const Parsed<Duration> to = parse_time_of_day(text.substr(dash + 1));
  const std::string better = padded(text.substr(0, dash)) + "-" + padded(text.substr(dash + 1));
  if (better != text && parse_window(better).value) return {std::nullopt, "did you mean " + in_quotes(better) + "?"};
  if (!from.value) return {std::nullopt, from.hint};
  if (!to.value) return {std::nullopt, to.hint};
  if (*from.value == kDay) return {std::nullopt, "a window opens at 23:59 at the latest"};
  if (*from.value == *to.value) return {std::nullopt, "a window that ends when it begins is never open; all day is \"00:00-24:00\""};
  return {DayWindow{*from.value, *to.value}, ""};
}

Type<DayWindow> window() {
  constexpr const char* kPattern = "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$";
  return parsed_text(plain_text_shape("a window such as \"09:00-20:00\"", kPattern), parse_window);
}

Type<Week<std::vector<DayWindow>>> week() {
  const auto day = list(window(), "a list of windows", {0, 100});
  const auto days = by_weekday(day, "an object with days as keys and lists of windows as values");
  return checked(days, [](Reader& r, const Node& node, const Week<std::vector<DayWindow>>& windows) {
    const bool some = std::ranges::any_of(windows, [](const auto& of_day) { return of_day && !of_day->empty(); });
    if (!some) r.error(node, "there is no window, so nobody could ever be called; leave calling_hours out to call at any time");
    return some;
  });
}

}  // namespace

Type<HoursDraft> calling_hours() {
  Table<HoursKeys> table("CallingHours",
                         "When attempts may start. A window is half-open; one whose end is before its begin runs over "
                         "midnight and belongs to the day on which it opens.");
  table
      .key("clock", &HoursKeys::clock, word_of<HoursClock>({{"customer", HoursClock::customer}, {"campaign", HoursClock::campaign}}),
           {.otherwise = R"("customer")", .text = "Whose local time the windows and dates are read on.", .example = R"("campaign")"})
      .key("week", &HoursKeys::week, week(),
           {.otherwise = R"({"mon-sun": ["00:00-24:00"]})",
            .text = "Windows for days or groups of days (`mon-fri`, `sat`, `mon,wed`). A day that is left out is closed.",
            .example = R"({"mon-fri": ["09:00-20:00"], "sat": ["10:00-14:00"]})"})
      .key("closed", &HoursKeys::closed, list(date(), "a list of dates"),
           {.otherwise = "[]", .text = "Dates on which no window opens, such as holidays.", .example = R"(["2026-03-06"])"});
  return converted<HoursDraft>(table.object(), [](Reader&, const Node&, HoursKeys&& keys, HoursDraft& out) {
    std::array<std::vector<DayWindow>, 7> days;
    for (std::size_t d = 0; d < 7; ++d) days[d] = keys.week[d].value_or(std::vector<DayWindow>{});
    std::ranges::sort(keys.closed);
    out = {keys.clock, campaign::CallingHours(std::move(days), std::move(keys.closed))};
    return true;
  });
}

}  // namespace sim::scenario
