#include "sim/report/metric_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/experiment/metric_table.hpp"
#include "sim/report/plain_text.hpp"

namespace sim::report {
namespace {

constexpr double kShown = 5e-4;  // a ratio below it is written with more digits

// As the other summaries write it, but days as hours: two finish times differ by minutes.
std::string duration_text(double seconds) {
  constexpr double kHour = 3600, kLongest = 100 * kHour;
  const double size = std::abs(seconds);
  if (size < kHour - 0.5 || size >= kLongest - 30) return rough_duration(seconds);
  const auto minutes = std::llround(size / 60);
  return fmt::format("{}{} h {:02} min", seconds < 0 ? "-" : "", minutes / 60, minutes % 60);
}

std::string number_text(double value) {
  const double size = std::abs(value);
  if (size > 0 && size < kShown) return fmt::format("{:.1e}", value);
  if (size < 10 && std::abs(value - std::round(value)) > 1e-9) return fmt::format("{:.3f}", value);
  return grouped(value);
}

std::string in_unit(std::string_view unit, double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "-" : "never";
  if (unit == "s") return duration_text(value);
  return unit == "share" ? fmt::format("{:.2f}", value * 100) : number_text(value);
}

std::string text_with_interval(std::string_view metric, double value, double half_width, std::string_view share_unit) {
  const std::string_view unit = unit_of(metric);
  std::string text = in_unit(unit, value);
  if (unit == "share" && std::isfinite(value)) text += share_unit;
  if (std::isfinite(half_width) && half_width > 0) text += " ± " + in_unit(unit, half_width);
  return text;
}

}  // namespace

std::string_view unit_of(std::string_view metric) {
  const std::size_t slash = metric.rfind('/');
  const experiment::Scope scope = slash == std::string_view::npos ? experiment::Scope::account : experiment::Scope::campaign;
  for (const experiment::Metric& known : experiment::metric_table(scope)) {
    if (known.name == metric.substr(slash + 1)) return known.unit;
  }
  return {};
}

std::string metric_text(std::string_view metric, double value) { return metric_text(metric, value, 0); }

std::string metric_text(std::string_view metric, double value, double half_width) {
  return text_with_interval(metric, value, half_width, " %");
}

std::string difference_text(std::string_view metric, double value, double half_width) {
  const std::string size = text_with_interval(metric, std::abs(value), half_width, " pt");
  const bool seen = std::string_view(size).substr(0, size.find(' ')).find_first_of("123456789") != std::string_view::npos;
  return (!seen ? "" : value > 0 ? "+" : "-") + size;  // what is rounded to nothing has no sign
}

}  // namespace sim::report
