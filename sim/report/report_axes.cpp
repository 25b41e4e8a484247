#include "sim/report/report_axes.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/report/plain_text.hpp"

namespace sim::report::page {
namespace {

struct Words {
  std::string_view metric, title;
};
constexpr std::array kWords{Words{"finished_after_s", "done"},
                            Words{"first_attempt_after_s", "first attempt"},
                            Words{"reach_ratio", "reached"},
                            Words{"billed_s", "minutes billed"},
                            Words{"talk_s", "minutes talked"},
                            Words{"line_s", "minutes on lines"},
                            Words{"wait_s", "wait from due to dial"},
                            Words{"paused_s", "paused for"},
                            Words{"balance_s", "minutes left"},
                            Words{"bought_s", "minutes bought"},
                            Words{"overshoot_s", "overshoot"},
                            Words{"unbilled_s", "talked and not billed"},
                            Words{"lines_peak", "most lines at once"},
                            Words{"lines_used_ratio", "lines used"},
                            Words{"starts_per_s_peak", "most starts in a second"}};

std::string_view own_name(std::string_view metric) { return metric.substr(metric.rfind('/') + 1); }  // npos + 1 is 0

std::string own_title(std::string_view metric) {
  const std::string_view name = own_name(metric);
  const auto known = std::ranges::find(kWords, name, &Words::metric);
  return known == kWords.end() ? spaced_word(name) : std::string(known->title);
}

// ", EUR" where it is money and the scenario has prices.
std::string plain_unit(std::string_view metric, const Json& scenario) {
  if (own_name(metric) != "cost" || !scenario.is_object()) return "";
  const Json& price = scenario.at("account").at("price");
  return price.is_object() ? ", " + price.value("currency", "") : "";
}

}  // namespace

std::string metric_title(std::string_view metric, const Json& scenario) { return metric_title(metric) + plain_unit(metric, scenario); }

std::string statistic_text(const Json& requirement) {
  const std::string word = requirement.value("statistic", "mean");
  if (word == "min") return "least";
  if (word == "max") return "greatest";
  return word.starts_with("p") ? word.substr(1) + " % point" : word;
}

std::string metric_title(std::string_view metric) {
  const std::size_t slash = metric.rfind('/');
  if (slash == std::string_view::npos || metric.substr(0, slash) == "account") return own_title(metric);
  return std::string(metric.substr(0, slash)) + ": " + own_title(metric);
}

Axis axis_of(std::string_view metric, const Json& scenario) {
  const std::string title = metric_title(metric);
  switch (kind_of(metric)) {
    case Unit::instant:
      return {title + ", date and time", true, 1};
    case Unit::minutes:
      return {title, false, 60};
    case Unit::duration:
      return {title + ", minutes", false, 60};
    case Unit::share:
      return {title + ", %", false, 0.01};
    case Unit::plain:
      break;
  }
  return {title + plain_unit(metric, scenario), false, 1};
}

Axis difference_axis(std::string_view metric, const Json& scenario) {
  Axis axis = axis_of(metric, scenario);
  axis.is_date = false;
  const std::string title = "difference of " + metric_title(metric);
  switch (kind_of(metric)) {
    case Unit::instant:
      return {title + ", hours", false, 3600};
    case Unit::share:
      return {title + ", percentage points", false, 0.01};
    case Unit::duration:
      return {title + ", minutes", false, 60};
    case Unit::minutes:
    case Unit::plain:
      break;
  }
  axis.title = "difference of " + axis.title;
  return axis;
}

Json place_of(const Axis& axis, const LocalClock& clock, double value) {
  if (!std::isfinite(value)) return {};
  return axis.is_date && clock.zone != nullptr ? Json(clock.chart_ms(value)) : Json(value / axis.per_unit);
}

void set_axis(Json& channel, const Axis& axis) {
  channel["axis"]["title"] = axis.title;
  channel["type"] = axis.is_date ? "temporal" : "quantitative";
  if (axis.is_date) {
    Json& scale = channel["scale"];
    if (scale.is_object()) scale.erase("zero");  // which a time scale does not know
    scale["type"] = "utc";
    channel["axis"]["labelExpr"] = "utcFormat(datum.value, utchours(datum.value) || utcminutes(datum.value) ? '%a %H:%M' : '%a %d %b')";
  }
}

void add_places(Json& row, const Axis& axis, const LocalClock& clock, const experiment::Estimate& e) {
  const double half = std::isfinite(e.half_width) ? e.half_width : 0;
  row["mean"] = place_of(axis, clock, e.mean);
  row["low"] = place_of(axis, clock, e.mean - half);
  row["high"] = place_of(axis, clock, e.mean + half);
}

}  // namespace sim::report::page
