#include "sim/scenario/duration_column.hpp"

#include <algorithm>
#include <array>

#include "sim/scenario/csv_file.hpp"

namespace sim::scenario {
namespace {

// "s" of "talk_s"; empty: the name has no unit.
std::string_view unit_of(std::string_view column) {
  constexpr std::array<std::string_view, 6> kUnits{"d", "h", "m", "s", "ms", "us"};
  const std::size_t underscore = column.rfind('_');
  if (underscore == std::string_view::npos) return "";
  const auto unit = std::ranges::find(kUnits, column.substr(underscore + 1));
  return unit == kUnits.end() ? "" : *unit;
}

bool is_number(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos; }

// One field of the column. Empty: an error was recorded.
std::optional<Duration> read_field(const CsvField& field, const std::string& column, const SourceText& source, ErrorList& errors) {
  const std::string_view unit = unit_of(column);
  const bool in_unit = !unit.empty() && is_number(field.text);
  const Parsed<Duration> parsed = in_unit ? parse_duration(std::string(field.text) + std::string(unit)) : parse_duration(field.text);
  if (parsed.value) return parsed.value;
  std::string message = "expected a duration such as \"42s\", got " + in_quotes(field.text);
  if (!parsed.hint.empty()) message += "; " + parsed.hint;
  errors.add(source, field.offset, in_quotes(column), message);
  return std::nullopt;
}

// The position of the column in the header. Empty: an error was recorded.
std::optional<std::size_t> find_column(Reader& reader, const Node& at, const std::string& file, const std::vector<CsvField>& header,
                                       const std::string& column) {
  std::vector<std::string> names;
  for (const CsvField& field : header) names.emplace_back(trimmed(field).text);
  const auto found = std::ranges::find(names, column);
  const auto count = std::ranges::count(names, column);
  if (count == 1) return static_cast<std::size_t>(found - names.begin());
  reader.error(at, in_quotes(file) + (count > 1 ? " has several columns " + in_quotes(column)
                                                : " has no column " + in_quotes(column) + column_hint(names.front(), column, names)));
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<Duration>> read_duration_column(Reader& reader, const Node& at, const std::string& file,
                                                          const std::string& column) {
  const SourceText* const source = open_csv(reader, at, file);
  if (source == nullptr) return std::nullopt;
  CsvReader csv(*source, reader.errors());
  const std::vector<CsvField>* record = csv.header();
  if (record == nullptr) return std::nullopt;
  const std::optional<std::size_t> position = find_column(reader, at, file, *record, column);
  if (!position) return std::nullopt;
  std::vector<Duration> durations;
  bool good = true;
  while ((record = csv.next()) != nullptr) {
    const std::optional<Duration> duration = read_field(trimmed((*record)[*position]), column, *source, reader.errors());
    good = good && duration;
    if (good) durations.push_back(*duration);
  }
  if (!good || !csv.good()) return std::nullopt;
  if (durations.empty()) {
    reader.error(at, in_quotes(file) + " has no rows; expected at least one duration");
    return std::nullopt;
  }
  reader.files().drop_last();
  return durations;
}

}  // namespace sim::scenario
