#pragma once
// Opens CSV files that a scenario names, and looks at their first line.

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/csv_reader.hpp"
#include "sim/scenario/reader.hpp"

namespace sim::scenario {

// The text of a file, without a byte-order mark. Null: an error was recorded, at `at` when the file cannot be had, in the file when it
// is no text.
const SourceText* open_csv(Reader& reader, const Node& at, const std::string& name);

// A field without blanks around it.
CsvField trimmed(const CsvField& field);

// For a header in which a column is not found: "; columns are separated by commas" when something else seems to separate them, else
// the nearest of `known`.
std::string column_hint(std::string_view header_field, std::string_view wanted, const std::vector<std::string>& known);

}  // namespace sim::scenario
