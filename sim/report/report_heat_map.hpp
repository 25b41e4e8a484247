#pragma once
// A metric over two factors, the deeper the colour the greater the value; of further factors one map for each combination of their levels.

#include <string>
#include <vector>

#include "sim/report/report_grid.hpp"

namespace sim::report::page {

// Of the two factors with the most levels. All maps share their scale; beyond kMostMaps none are drawn. REQUIRES two factors or more.
std::vector<Chart> heat_maps(const Grid& grid, const std::string& metric);

inline constexpr std::size_t kMostMaps = 6;

}  // namespace sim::report::page
