#include "sim/report/report_csv.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>

#include "sim/report/report_results.hpp"

namespace sim::report::page {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;

// Where the last record that is whole ends: after the last line end outside of quotes. REQUIRES a text that begins with a record.
std::size_t end_of_whole_records(std::string_view text) {
  std::size_t end = text.size();
  bool quoted = std::ranges::count(text, '"') % 2 != 0;
  for (std::size_t i = text.size(); i-- > 0;) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\n' && !quoted) return i + 1;
  }
  return end;
}

scenario::SourceText source_of(const std::filesystem::path& file, std::string text) {
  return {scenario::SourceText::Kind::file, file.string(), std::move(text), 0};
}

}  // namespace

ColumnReader::ColumnReader(std::filesystem::path file, std::span<const std::string_view> columns)
    : file_(std::move(file)), in_(file_, std::ios::binary), found_(in_.is_open()) {
  if (found_) read_header(columns);
}

void ColumnReader::read_header(std::span<const std::string_view> columns) {
  std::string line;
  while (std::getline(in_, line)) {
    if (!line.empty() && line != "\r") break;
  }
  header_ = line + "\n";
  const scenario::SourceText source = source_of(file_, line);
  scenario::CsvReader reader(source, errors_);
  const std::vector<scenario::CsvField>* header = reader.header();
  if (header == nullptr) throw ReadError(first_error());
  for (const std::string_view column : columns) {
    const auto found = std::ranges::find(*header, column, &scenario::CsvField::text);
    if (found == header->end()) throw ReadError(file_.string() + ": has no column " + std::string(column));
    places_.push_back(static_cast<std::size_t>(found - header->begin()));
  }
  fields_.resize(columns.size());
}

std::span<const std::string_view> ColumnReader::next() {
  while (found_) {
    const std::vector<scenario::CsvField>* record = records_ ? records_->next() : nullptr;
    if (!errors_.empty()) throw ReadError(first_error());
    if (record != nullptr) {
      for (std::size_t c = 0; c < places_.size(); ++c) fields_[c] = (*record)[places_[c]].text;
      return fields_;
    }
    if (!read_block()) break;
  }
  return {};
}

bool ColumnReader::read_block() {
  std::string text = header_ + rest_;
  const std::size_t before = text.size();
  text.resize(before + kBlock);
  in_.read(text.data() + before, static_cast<std::streamsize>(kBlock));
  text.resize(before + static_cast<std::size_t>(in_.gcount()));
  if (text.size() == header_.size()) return false;
  const std::size_t end = in_ ? end_of_whole_records(text) : text.size();
  rest_.assign(text, end);
  text.resize(end);
  block_.emplace(source_of(file_, std::move(text)));
  records_.emplace(*block_, errors_);
  records_->header();
  return true;
}

std::string ColumnReader::first_error() const {
  std::ifstream in(file_, std::ios::binary);
  const scenario::SourceText whole = source_of(file_, {std::istreambuf_iterator<char>(in), {}});
  scenario::ErrorList errors;
  scenario::CsvReader records(whole, errors);
  for (const auto* record = records.header(); record != nullptr && errors.empty();) record = records.next();
  return errors.empty() ? file_.string() + ": changes while it is read" : errors.sorted().front().text();
}

bool read_columns(const std::filesystem::path& file, std::span<const std::string_view> columns, const ReadRecord& read) {
  ColumnReader records(file, columns);
  for (auto fields = records.next(); !fields.empty(); fields = records.next()) read(fields);
  return records.found();
}

double number_in(std::string_view field) {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::from_chars(field.data(), field.data() + field.size(), value);
  return value;
}

}  // namespace sim::report::page
