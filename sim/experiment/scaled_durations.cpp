#include "sim/experiment/scaled_durations.hpp"

#include <cmath>

#include "sim/base/check.hpp"
#include "sim/scenario/times.hpp"

namespace sim::experiment {

using scenario::Json;

std::optional<Json> scaled_durations(const Json& distribution, double factor) {
  if (distribution.is_string()) {
    const auto duration = scenario::parse_duration(distribution.get<std::string>());
    SIM_CHECK(duration.value.has_value(), "a distribution is written with durations, shapes and weights");
    return Json(scenario::duration_text(Duration{std::llround(static_cast<double>(us(*duration.value)) * factor)}));
  }
  if (!distribution.is_structured()) return distribution;
  if (distribution.is_object() && distribution.contains("file")) return std::nullopt;
  Json scaled = distribution;
  for (auto& part : scaled) {
    std::optional<Json> one = scaled_durations(part, factor);
    if (!one) return std::nullopt;
    part = std::move(*one);
  }
  return scaled;
}

}  // namespace sim::experiment
