#include "sim/scenario/weekdays.hpp"

#include <algorithm>

#include "sim/scenario/nearest.hpp"

namespace sim::scenario {
namespace {

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<std::size_t> day_at(std::string_view word) {
  const auto found = std::ranges::find(kDays, word);
  return found == kDays.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - kDays.begin()));
}

// "mon", or "mon-fri"; a span may run over Sunday.
bool add_span(std::string_view span, DaySet& days) {
  const std::size_t dash = span.find('-');
  const auto from = day_at(span.substr(0, dash));
  const auto to = dash == std::string_view::npos ? from : day_at(span.substr(dash + 1));
  if (!from || !to) return false;
  for (std::size_t d = *from;; d = (d + 1) % 7) {
    days.set(d);
    if (d == *to) return true;
  }
}

// "Monday-Friday" was meant as "mon-fri".
std::string shortened(std::string_view text) {
  std::string out;
  bool in_word = false;
  std::size_t length = 0;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    in_word = lower >= 'a' && lower <= 'z';
    length = in_word ? length + 1 : 0;
    if (c != ' ' && length <= 3) out += lower;
  }
  return out;
}

}  // namespace

const char* const kDaysPattern =
    "^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?(,(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?)*$";

Parsed<DaySet> parse_days(std::string_view text) {
  DaySet days;
  std::string_view rest = text;
  for (;;) {
    const std::size_t comma = rest.find(',');
    if (!add_span(rest.substr(0, comma), days)) break;
    if (comma == std::string_view::npos) return {days, ""};
    rest.remove_prefix(comma + 1);
  }
  const std::string better = shortened(text);
  const bool understood = better != text && parse_days(better).value;
  return {std::nullopt, understood ? "did you mean " + in_quotes(better) + "?" : "the days are mon, tue, wed, thu, fri, sat and sun"};
}

std::optional<DaySet> take_days(Reader& reader, const Node& member, std::array<const Node*, 7>& taken_by) {
  const Parsed<DaySet> days = parse_days(member.key);
  if (!days.value) {
    reader.error_at_key(member, "expected days such as \"mon-fri\" or \"sat\", got " + in_quotes(member.key) + "; " + days.hint);
    return std::nullopt;
  }
  for (std::size_t d = 0; d < 7; ++d) {
    if (!days.value->test(d)) continue;
    if (taken_by[d] != nullptr) {
      reader.error_at_key(member, std::string(kDays[d]) + " is already in the key " + in_quotes(taken_by[d]->key));
      return std::nullopt;
    }
    taken_by[d] = &member;
  }
  return days.value;
}

}  // namespace sim::scenario
