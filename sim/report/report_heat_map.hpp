#pragma once
// A metric over two factors, the deeper the colour the greater the value; of further factors one map for each combination of their levels.

#include <string>
#include <vector>

#include "sim/report/report_grid.hpp"

namespace sim::report::page {

inline constexpr std::size_t kMostMaps = 6;  // of a metric

// Of the two factors with the most levels. All maps share their scale; only the first kMostMaps are drawn. REQUIRES two factors or more.
std::vector<Chart> heat_maps(const Grid& grid, const std::string& metric);
// What is not drawn and where it stands instead; empty: every map is drawn. REQUIRES two factors or more.
std::string left_out_words(const Grid& grid);

}  // namespace sim::report::page
