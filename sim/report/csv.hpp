#pragma once
// Rows of a CSV file, appended to one text. Fields are quoted as RFC 4180 asks; lines end with a line feed alone, as every tool reads.
//
// Invariants
//   1. A number is the shortest text that reads back equal; one that does not exist (not a number, infinite) is an empty field.
//   2. Times are exact: seconds with up to six digits after the point, without trailing zeros.
//   3. No locale, no stream: ten million rows are written at the speed of the disk.

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/time.hpp"
#include "sim/report/local_stamps.hpp"

namespace sim::report {

std::string csv_quoted(std::string_view field);

class CsvRows {
 public:
  explicit CsvRows(std::string_view header) : text_(std::string(header) + "\n") {}

  CsvRows& field(std::string_view word) { return ready(csv_quoted(word)); }
  CsvRows& ready(std::string_view quoted);  // a field that needs no more quoting
  CsvRows& empty() { return ready({}); }
  CsvRows& number(std::int64_t n);
  template <std::unsigned_integral Count>
  CsvRows& number(Count n) {
    return number(static_cast<std::int64_t>(n));
  }
  CsvRows& number(double x);
  CsvRows& seconds(Duration d);
  CsvRows& seconds(SimTime t) { return seconds(t.time_since_epoch()); }
  CsvRows& stamp(SimTime t, LocalStamps& stamps);  // local time
  // Two fields: seconds from the start, local time. Both empty: never.
  CsvRows& instant(SimTime t, LocalStamps& stamps);
  void end_row();

  const std::string& text() const { return text_; }
  void clear() { text_.clear(); }

 private:
  void separate();

  std::string text_;
  bool row_begun_ = false;
};

}  // namespace sim::report
