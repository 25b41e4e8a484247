#pragma once
// Reads columns of the CSV files that a run has written, record by record, by name.
//
// Invariants
//   1. A file may be larger than memory: a block of it is held at a time. Only for the place of an error is it read as a whole.

#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/csv_reader.hpp"

namespace sim::report::page {

// Stops when its caller does. What is wrong with a file is thrown as a ReadError: it lacks a column, or breaks the rules of CSV.
class ColumnReader {
 public:
  ColumnReader(std::filesystem::path file, std::span<const std::string_view> columns);
  ColumnReader(const ColumnReader&) = delete;

  // There is such a file. Without one there are no records.
  bool found() const { return found_; }
  // The fields of the next record in the order of the columns, until the next call; none when there are no more.
  std::span<const std::string_view> next();

 private:
  void read_header(std::span<const std::string_view> columns);
  bool read_block();
  std::string first_error() const;

  std::filesystem::path file_;
  std::ifstream in_;
  bool found_;
  std::string header_;               // with its line end; stands before each block, so that a reader of the block knows the columns
  std::string rest_;                 // the record that the last block has the beginning of
  std::vector<std::size_t> places_;  // of the columns
  scenario::ErrorList errors_;
  std::optional<scenario::SourceText> block_;
  std::optional<scenario::CsvReader> records_;
  std::vector<std::string_view> fields_;
};

using ReadRecord = std::function<void(std::span<const std::string_view>)>;

// Calls `read` with the fields of the named columns of each record. False: there is no such file. Throws ReadError.
bool read_columns(const std::filesystem::path& file, std::span<const std::string_view> columns, const ReadRecord& read);

// A field as a number; an empty one is not a number.
double number_in(std::string_view field);

}  // namespace sim::report::page
