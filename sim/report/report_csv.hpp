#pragma once
// Reads columns of the CSV files that a run has written, record by record, by name.

#include <filesystem>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace sim::report::page {

using ReadRecord = std::function<void(std::span<const std::string_view>)>;

// Calls `read` with the fields of the named columns of each record. False: there is no such file. Throws ReadError when it lacks a column
// or breaks the rules of CSV.
bool read_columns(const std::filesystem::path& file, std::span<const std::string_view> columns, const ReadRecord& read);

// A field as a number; an empty one is not a number.
double number_in(std::string_view field);

}  // namespace sim::report::page
