#include "sim/report/report_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/report/plain_text.hpp"

namespace sim::report::page {
namespace {

enum class Unit : std::uint8_t { instant, minutes, duration, share, plain };

Unit unit_of(std::string_view metric) {
  constexpr std::array kInstants{"finished_after_s", "first_attempt_after_s"};
  constexpr std::array kMinutes{"talk_s", "billed_s", "line_s", "balance_s", "bought_s", "overshoot_s", "unbilled_s"};
  const std::string_view name = metric.substr(metric.rfind('/') + 1);  // without the campaign; npos + 1 is 0
  if (std::ranges::find(kInstants, name) != kInstants.end()) return Unit::instant;
  if (std::ranges::find(kMinutes, name) != kMinutes.end()) return Unit::minutes;
  if (name.ends_with("_ratio")) return Unit::share;
  return name.ends_with("_s") && !name.ends_with("_per_s") ? Unit::duration : Unit::plain;
}

// Digits that a small number needs to say something.
std::string plain_number(double value) {
  const double size = std::abs(value);
  return size < 10 && value != std::round(value) ? fmt::format("{:.2f}", value) : grouped(value);
}

}  // namespace

std::string metric_text(const LocalClock& clock, std::string_view metric, double value) {
  switch (unit_of(metric)) {
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

std::string with_half_width(std::string_view mean, std::string_view half_width, double half) {
  return std::isfinite(half) && half > 0 ? fmt::format("{} ± {}", mean, half_width) : std::string(mean);
}

std::string estimate_text(const LocalClock& clock, std::string_view metric, const experiment::Estimate& e) {
  const bool instant = unit_of(metric) == Unit::instant;
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

std::string money_text(const RunResults& run, double amount) {
  const Json& price = run.scenario().at("account").at("price");
  const std::string currency = price.is_object() ? price.value("currency", "") + " " : "";
  return std::abs(amount) < 1000 ? fmt::format("{}{:.2f}", currency, amount) : currency + grouped(amount);
}

std::string counted(double count, std::string_view noun) { return fmt::format("{} {}{}", grouped(count), noun, count == 1 ? "" : "s"); }

}  // namespace sim::report::page
