#pragma once
// Walks over the records of a CSV text as RFC 4180 has them: fields between commas, quotes around fields that hold commas, quotes or
// line ends, quotes doubled inside. Lines end with LF or CRLF, the last one may have no end; blank lines are no records.
//
// Invariants
//   1. A record that breaks the rules is recorded as an error and left out; the walk goes on in the next line. Only a quote that is
//      never closed ends it, because nobody can say where the next record begins.
//   2. Every record has as many fields as the first one, the header.
//   3. No text makes it slow: a record is at most kLongestRecord bytes long.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/errors.hpp"

namespace sim::scenario {

struct CsvField {
  std::string_view text;   // without its quotes; of doubled quotes one is left
  std::size_t offset = 0;  // where the text begins in the source, after the opening quote
};

class CsvReader {
 public:
  static constexpr std::size_t kLongestRecord = std::size_t{64} << 10;

  // REQUIRES source and errors outlive this.
  CsvReader(const SourceText& source, ErrorList& errors);

  // The fields of the header, at least one. Null: there is none, and an error was recorded. To be called first, once.
  const std::vector<CsvField>* header();
  // The fields of the next record; null: there are no more. They stay until the next call.
  const std::vector<CsvField>* next();
  // Every record so far kept the rules.
  bool good() const { return good_; }

 private:
  bool read_record();
  bool check_width();
  bool read_plain_field();
  bool read_quoted_field();
  bool at_line_end() const;
  bool skip_line_end();
  bool fail(std::size_t offset, std::string message);
  bool fail_unclosed(std::size_t quote);

  const SourceText& source_;
  ErrorList& errors_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t record_begin_ = 0;
  std::size_t limit_ = 0;  // of the record: its end must come before
  bool good_ = true;
  std::size_t width_ = 0;  // fields of the header
  std::vector<CsvField> fields_;
  std::string without_doubles_;  // texts of fields with doubled quotes, one after the other
};

}  // namespace sim::scenario
