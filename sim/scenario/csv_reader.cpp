#include "sim/scenario/csv_reader.hpp"

#include <algorithm>
#include <array>

namespace sim::scenario {
namespace {

// Bytes at which a field without quotes ends, well or badly.
constexpr std::array<bool, 256> kEndsPlainField = [] {
  std::array<bool, 256> table{};
  for (const char c : {',', '"', '\n', '\r'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

}  // namespace

CsvReader::CsvReader(const SourceText& source, ErrorList& errors) : source_(source), errors_(errors), text_(source.text()) {
  without_doubles_.reserve(kLongestRecord);  // fields look into it, so it must never move
}

const std::vector<CsvField>* CsvReader::header() {
  while (skip_line_end()) {
  }
  if (at_ == text_.size()) fail(0, "the file is empty; expected a header line with the names of the columns");
  if (!good_ || !read_record()) return nullptr;
  width_ = fields_.size();
  return &fields_;
}

const std::vector<CsvField>* CsvReader::next() {
  while (at_ < text_.size()) {
    if (!skip_line_end() && read_record() && check_width()) return &fields_;
  }
  return nullptr;
}

bool CsvReader::read_record() {
  fields_.clear();
  without_doubles_.clear();
  record_begin_ = at_;
  limit_ = std::min(text_.size(), record_begin_ + kLongestRecord);
  for (;;) {
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    if (!(quoted ? read_quoted_field() : read_plain_field())) return false;
    if (at_ == text_.size() || text_[at_] != ',') break;
    ++at_;
  }
  return true;
}

bool CsvReader::check_width() {
  if (fields_.size() == width_) return true;
  return fail(fields_.size() > width_ ? fields_[width_].offset : at_, "expected " + std::to_string(width_) +
                                                                          (width_ == 1 ? " field" : " fields") + " as in the header, got " +
                                                                          std::to_string(fields_.size()));
}

bool CsvReader::read_plain_field() {
  std::size_t end = at_;
  while (end < limit_ && !kEndsPlainField[static_cast<unsigned char>(text_[end])]) ++end;
  fields_.push_back({text_.substr(at_, end - at_), at_});
  const std::size_t from = at_;
  at_ = end;
  if (end == text_.size()) return true;
  if (end == limit_) return fail(record_begin_, "this record is longer than 64 KiB");
  if (text_[end] == ',' || at_line_end()) return true;
  if (text_[end] == '\r') return fail(end, "a carriage return without a line feed; lines end with LF or CRLF");
  const bool blanks = text_.find_first_not_of(" \t", from) == end;
  return fail(end, blanks ? "a blank before an opening quote; it must follow the comma at once"
                          : "a quote inside a field without quotes; put the field in quotes and double this one");
}

bool CsvReader::read_quoted_field() {
  const std::size_t open = at_;
  std::size_t from = open + 1;
  const std::size_t kept = without_doubles_.size();
  for (;;) {
    const std::size_t quote = std::min(text_.find('"', from), text_.size());
    if (quote >= limit_) return fail_unclosed(open);
    at_ = quote + 1;
    const bool doubled = at_ < text_.size() && text_[at_] == '"';
    if (!doubled) {
      std::string_view text = text_.substr(from, quote - from);
      if (from != open + 1) text = std::string_view(without_doubles_.append(text)).substr(kept);
      fields_.push_back({text, open + 1});
      break;
    }
    without_doubles_.append(text_.substr(from, at_ - from));
    from = at_ + 1;
  }
  if (at_ == text_.size() || text_[at_] == ',' || at_line_end()) return true;
  return fail(at_, "a comma or the end of the line must follow a closing quote; a quote inside a field is doubled");
}

bool CsvReader::at_line_end() const {
  if (at_ >= text_.size()) return false;
  return text_[at_] == '\n' || (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'));
}

bool CsvReader::skip_line_end() {
  if (!at_line_end()) return false;
  if (text_[at_] == '\r') ++at_;
  at_ = std::min(at_ + 1, text_.size());
  return true;
}

bool CsvReader::fail(std::size_t offset, std::string message) {
  good_ = false;
  errors_.add(source_, offset, "", std::move(message));
  at_ = std::min(text_.find('\n', at_), text_.size());
  return false;
}

bool CsvReader::fail_unclosed(std::size_t quote) {
  fail(quote, limit_ == text_.size() ? "this quote is never closed" : "this quote is not closed within 64 KiB");
  at_ = text_.size();
  return false;
}

}  // namespace sim::scenario
