#pragma once
// A distribution of durations as a scenario writes it, stretched: the same shape with another mean. All families of the scenario stretch
// with the durations that they are written with; their shapes, deviations of logarithms and weights stay.

#include <optional>

#include "sim/scenario/scenario.hpp"

namespace sim::experiment {

// Empty: the durations stand in a file.
std::optional<scenario::Json> scaled_durations(const scenario::Json& distribution, double factor);

}  // namespace sim::experiment
