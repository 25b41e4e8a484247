#include "sim/report/report_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/report/plain_text.hpp"

namespace sim::report::page {
namespace {

// Digits that a small number needs to say something.
std::string plain_number(double value) {
  const double size = std::abs(value);
  return size < 10 && value != std::round(value) ? fmt::format("{:.2f}", value) : grouped(value);
}

// Decimals with which a half width has two digits that count; its mean has the same.
int decimals_of(double half_width, int least, int most) {
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(half_width))), least, most);
}

bool is_interval(double half_width) { return std::isfinite(half_width) && half_width > 0; }

// "1,234.5"
std::string rounded(double number, int decimals) {
  std::string text = fmt::format("{:.{}f}", number, decimals);
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  for (std::size_t at = std::min(text.find('.'), text.size()); at > first + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

// A mean with what its half width says of its digits.
std::string pair_text(double mean, double half_width, std::string_view unit) {
  constexpr int kMost = 4;
  const int decimals = decimals_of(half_width, 0, kMost);
  return fmt::format("{}{} ± {}{}", rounded(mean, decimals), unit, rounded(half_width, decimals), unit);
}

// With the digits that an amount of this size has, or that its interval leaves.
std::string money_number(double amount, double of_size, double half_width = 0) {
  constexpr int kMost = 5;
  const double size = std::abs(of_size);
  if (size >= 1000) return grouped(amount);
  const int least = size < 1 && size > 0 ? 3 : 2;
  return rounded(amount, is_interval(half_width) ? decimals_of(half_width, least, kMost) : least);
}

std::string currency_of(const Json& scenario) {
  const Json& price = scenario.at("account").at("price");
  return price.is_object() ? price.value("currency", "") + " " : "";
}

std::string size_text(std::string_view metric, double size) {
  switch (kind_of(metric)) {
    case Unit::minutes:
      return grouped(size / 60) + " min";
    case Unit::instant:
    case Unit::duration:
      return rough_duration(size);
    case Unit::share:
      return fmt::format("{:.2f} pt", size * 100);
    case Unit::plain:
      break;
  }
  return plain_number(size);
}

}  // namespace

Unit kind_of(std::string_view metric) {
  constexpr std::array kInstants{"finished_after_s", "first_attempt_after_s"};
  constexpr std::array kMinutes{"talk_s", "billed_s", "line_s", "balance_s", "bought_s", "overshoot_s", "unbilled_s"};
  const std::string_view name = metric.substr(metric.rfind('/') + 1);  // without the campaign; npos + 1 is 0
  if (std::ranges::find(kInstants, name) != kInstants.end()) return Unit::instant;
  if (std::ranges::find(kMinutes, name) != kMinutes.end()) return Unit::minutes;
  if (name.ends_with("_ratio")) return Unit::share;
  return name.ends_with("_s") && !name.ends_with("_per_s") ? Unit::duration : Unit::plain;
}

std::string metric_text(const LocalClock& clock, std::string_view metric, double value) {
  switch (kind_of(metric)) {
    case Unit::instant:
      return clock.day_and_time(value);
    case Unit::minutes:
      return grouped(value / 60) + " min";
    case Unit::duration:
      return rough_duration(value);
    case Unit::share:
      return percent(value);
    case Unit::plain:
      break;
  }
  return plain_number(value);
}

std::string difference_text(std::string_view metric, double difference, double half_width) {
  if (!std::isfinite(difference)) return "-";
  const char* sign = difference > 0 ? "+" : difference < 0 ? "-" : "";
  constexpr double kNoise = 1e-9;  // of a difference that is the same for all customers
  const double half = half_width > kNoise * std::abs(difference) ? half_width : 0;
  if (is_interval(half) && kind_of(metric) == Unit::plain) return sign + pair_text(std::abs(difference), half, "");
  if (is_interval(half) && kind_of(metric) == Unit::minutes) return sign + pair_text(std::abs(difference) / 60, half / 60, " min");
  return with_half_width(sign + size_text(metric, std::abs(difference)), size_text(metric, half), half);
}

std::string with_half_width(std::string_view mean, std::string_view half_width, double half) {
  return std::isfinite(half) && half > 0 ? fmt::format("{} ± {}", mean, half_width) : std::string(mean);
}

std::string estimate_text(const LocalClock& clock, std::string_view metric, const experiment::Estimate& e) {
  if (is_interval(e.half_width) && kind_of(metric) == Unit::plain) return pair_text(e.mean, e.half_width, "");
  if (is_interval(e.half_width) && kind_of(metric) == Unit::minutes) return pair_text(e.mean / 60, e.half_width / 60, " min");
  const bool instant = kind_of(metric) == Unit::instant;
  const std::string half = instant ? rough_duration(e.half_width) : metric_text(clock, metric, e.half_width);
  return with_half_width(metric_text(clock, metric, e.mean), half, e.half_width);
}

std::string estimate_text(const RunResults& run, const Json& holder, std::string_view metric) {
  const auto found = estimate_of(holder, metric);
  return found ? estimate_text(run.clock, metric, *found) : "-";
}

std::string spread_text(const LocalClock& clock, std::string_view metric, const experiment::Estimate& e) {
  if (e.n < 2 || !std::isfinite(e.p5) || e.p5 == e.p95) return "";
  const double high = std::isnan(e.p95) && e.missing > 0 ? HUGE_VAL : e.p95;  // a null where replications never came to it
  return metric_text(clock, metric, e.p5) + " to " + metric_text(clock, metric, high);
}

std::string money_text(const Json& scenario, double amount) { return currency_of(scenario) + money_number(amount, amount); }

std::string money_text(const Json& scenario, double amount, double half_width) {
  return with_half_width(currency_of(scenario) + money_number(amount, amount, half_width), money_number(half_width, amount, half_width),
                         half_width);
}

Tone verdict_tone(std::string_view verdict) {
  if (verdict == "holds") return Tone::good;
  return verdict == "breached" ? Tone::bad : Tone::doubtful;
}

std::string setting_text(const Json& value) {
  constexpr std::size_t kLongest = 28;
  return at_most(value.is_string() ? value.get<std::string>() : value.dump(), kLongest);
}

std::string counted(double count, std::string_view noun) { return fmt::format("{} {}{}", grouped(count), noun, count == 1 ? "" : "s"); }

}  // namespace sim::report::page
