#include "sim/scenario/posix_zone.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

namespace sim::scenario {
namespace {

// One side of a rule: a day of the year, and seconds from its midnight.
struct YearDay {
  enum class Kind : unsigned char { month_week_day, julian, zero_based };
  Kind kind = Kind::month_week_day;
  int month = 0, week = 0, day = 0;
  std::int64_t at_s = 2 * 3600;
};

class RuleText {
 public:
  explicit RuleText(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool name() {
    const bool bracketed = take('<');
    const std::size_t before = rest_.size();
    const auto belongs = [bracketed](char c) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      return letter || (bracketed && ((c >= '0' && c <= '9') || c == '+' || c == '-'));
    };
    while (!rest_.empty() && belongs(rest_.front())) rest_.remove_prefix(1);
    return before - rest_.size() >= 3 && (!bracketed || take('>'));
  }

  std::optional<int> number() {
    int value = 0;
    std::size_t digits = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9' && digits < 6; ++digits) {
      value = 10 * value + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return digits > 0 ? std::optional(value) : std::nullopt;
  }

  // [+-]hh[:mm[:ss]] in seconds
  std::optional<std::int64_t> clock() {
    const bool negative = take('-');
    if (!negative) take('+');
    const auto hours = number();
    if (!hours) return std::nullopt;
    std::int64_t total = std::int64_t{3600} * *hours;
    for (const int unit : {60, 1}) {
      if (!take(':')) break;
      const auto part = number();
      if (!part) return std::nullopt;
      total += std::int64_t{unit} * *part;
    }
    return negative ? -total : total;
  }

  std::optional<YearDay> year_day() {
    YearDay out;
    if (take('M')) {
      const auto month = number();
      const auto week = month && take('.') ? number() : std::nullopt;
      const auto day = week && take('.') ? number() : std::nullopt;
      if (!day || *month < 1 || *month > 12 || *week < 1 || *week > 5 || *day > 6) return std::nullopt;
      out.month = *month;
      out.week = *week;
      out.day = *day;
    } else {
      out.kind = take('J') ? YearDay::Kind::julian : YearDay::Kind::zero_based;
      const auto day = number();
      if (!day) return std::nullopt;
      out.day = *day;
    }
    if (take('/')) {
      const auto at = clock();
      if (!at) return std::nullopt;
      out.at_s = *at;
    }
    return out;
  }

 private:
  std::string_view rest_;
};

std::int64_t local_s(const YearDay& rule, int year) {
  namespace chr = std::chrono;
  const chr::year y{year};
  chr::sys_days day = chr::sys_days{y / chr::January / 1};
  if (rule.kind == YearDay::Kind::month_week_day) {
    const chr::weekday weekday{static_cast<unsigned>(rule.day)};
    const chr::month month{static_cast<unsigned>(rule.month)};
    day = rule.week == 5 ? chr::sys_days{y / month / weekday[chr::last]}
                         : chr::sys_days{y / month / weekday[static_cast<unsigned>(rule.week)]};
  } else if (rule.kind == YearDay::Kind::julian) {  // 1 to 365, 29 February never counted
    day += chr::days{rule.day - 1 + (y.is_leap() && rule.day >= 60 ? 1 : 0)};
  } else {
    day += chr::days{rule.day};
  }
  return day.time_since_epoch().count() * std::int64_t{86'400} + rule.at_s;
}

}  // namespace

std::vector<PosixChange> posix_changes(std::string_view rule, int from_year, int to_year) {
  RuleText text(rule);
  if (!text.name()) return {};
  const auto west = text.clock();  // positive west of Greenwich
  if (!west || !text.name()) return {};
  const std::int64_t standard = -*west;
  std::int64_t summer = standard + 3600;
  if (!text.take(',')) {
    const auto summer_west = text.clock();
    if (!summer_west || !text.take(',')) return {};
    summer = -*summer_west;
  }
  const auto begins = text.year_day();
  const auto ends = begins && text.take(',') ? text.year_day() : std::nullopt;
  if (!ends || !text.done()) return {};

  std::vector<PosixChange> out;
  for (int year = from_year; year <= to_year; ++year) {
    out.push_back({local_s(*begins, year) - standard, summer});
    out.push_back({local_s(*ends, year) - summer, standard});
  }
  std::ranges::sort(out, {}, &PosixChange::at_unix_s);
  return out;
}

}  // namespace sim::scenario
