#include "sim/report/report_csv.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

#include "sim/report/report_results.hpp"
#include "sim/scenario/csv_reader.hpp"

namespace sim::report::page {
namespace {

std::vector<std::size_t> places_of(const std::vector<scenario::CsvField>& header, std::span<const std::string_view> columns,
                                   const std::filesystem::path& file) {
  std::vector<std::size_t> places;
  for (const std::string_view column : columns) {
    const auto found = std::ranges::find(header, column, &scenario::CsvField::text);
    if (found == header.end()) throw ReadError(file.string() + ": has no column " + std::string(column));
    places.push_back(static_cast<std::size_t>(found - header.begin()));
  }
  return places;
}

}  // namespace

bool read_columns(const std::filesystem::path& file, std::span<const std::string_view> columns, const ReadRecord& read) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return false;
  const scenario::SourceText source(scenario::SourceText::Kind::file, file.string(), {std::istreambuf_iterator<char>(in), {}}, 0);
  scenario::ErrorList errors;
  scenario::CsvReader reader(source, errors);
  if (const auto* header = reader.header(); header != nullptr) {
    const std::vector<std::size_t> places = places_of(*header, columns, file);
    std::vector<std::string_view> fields(columns.size());
    while (const auto* record = reader.next()) {
      for (std::size_t c = 0; c < places.size(); ++c) fields[c] = (*record)[places[c]].text;
      read(fields);
    }
  }
  if (!errors.empty()) throw ReadError(errors.sorted().front().text());
  return true;
}

double number_in(std::string_view field) {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::from_chars(field.data(), field.data() + field.size(), value);
  return value;
}

}  // namespace sim::report::page
