#pragma once
// One column of a CSV file as durations, for distributions of measured values. A field is a duration ("42s", "1m30s"), or a plain number
// when the name of the column ends with its unit ("talk_s", "ring_ms").

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/reader.hpp"

namespace sim::scenario {

// In the order of the rows, at least one. Empty: errors were recorded; those of the file as a whole, and of a column that it has not, at
// the node that names them.
std::optional<std::vector<Duration>> read_duration_column(Reader& reader, const Node& at, const std::string& file,
                                                          const std::string& column);

}  // namespace sim::scenario
