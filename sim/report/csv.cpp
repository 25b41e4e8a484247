#include "sim/report/csv.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace sim::report {

std::string csv_quoted(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

void CsvRows::separate() {
  if (row_begun_) text_ += ',';
  row_begun_ = true;
}

CsvRows& CsvRows::ready(std::string_view quoted) {
  separate();
  text_ += quoted;
  return *this;
}

CsvRows& CsvRows::number(std::int64_t n) {
  const fmt::format_int text(n);
  return ready({text.data(), text.size()});
}

CsvRows& CsvRows::number(double x) {
  separate();
  if (std::isfinite(x)) fmt::format_to(std::back_inserter(text_), "{}", x);
  return *this;
}

CsvRows& CsvRows::seconds(Duration d) {
  separate();
  append_seconds(d, text_);
  return *this;
}

CsvRows& CsvRows::stamp(SimTime t, LocalStamps& stamps) {
  separate();
  stamps.append(t, text_);
  return *this;
}

CsvRows& CsvRows::instant(SimTime t, LocalStamps& stamps) { return t == kNever ? empty().empty() : seconds(t).stamp(t, stamps); }

void CsvRows::end_row() {
  text_ += '\n';
  row_begun_ = false;
}

}  // namespace sim::report
