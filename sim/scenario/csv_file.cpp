#include "sim/scenario/csv_file.hpp"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "sim/scenario/nearest.hpp"

namespace sim::scenario {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// A pipe or a device would be waited for.
bool is_special(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) && !std::filesystem::is_directory(status);
}

bool is_ascii(std::string_view text) {
  const auto any = std::reduce(text.begin(), text.end(), '\0', [](char a, char b) { return static_cast<char>(a | b); });
  return static_cast<unsigned char>(any) < 0x80;
}

bool is_text(const SourceText& source, ErrorList& errors) {
  const std::string_view all = source.text();
  if (all.starts_with("\xff\xfe") || all.starts_with("\xfe\xff")) {
    errors.add(source, 0, "", "the file is UTF-16; save it as UTF-8");
    return false;
  }
  if (const std::size_t nul = all.find('\0'); nul != std::string_view::npos) {
    errors.add(source, nul, "", "a zero byte; this is no text file");
    return false;
  }
  const std::size_t broken = is_ascii(all) ? std::string_view::npos : find_invalid_utf8(all);
  if (broken != std::string_view::npos) errors.add(source, broken, "", "the file is not valid UTF-8 from here on");
  return broken == std::string_view::npos;
}

}  // namespace

const SourceText* open_csv(Reader& reader, const Node& at, const std::string& name) {
  const std::filesystem::path path = reader.files().resolve(name).lexically_normal();
  FileText file = is_special(path) ? FileText{"", "it is not a regular file"} : read_file(path, kLargestTable);
  if (!file.problem.empty()) {
    reader.error(at, "cannot read " + in_quotes(name) + ": " + file.problem);
    return nullptr;
  }
  if (file.bytes.starts_with(kByteOrderMark)) file.bytes.erase(0, kByteOrderMark.size());
  const SourceText& source = reader.files().add(SourceText::Kind::file, path.string(), std::move(file.bytes));
  return is_text(source, reader.errors()) ? &source : nullptr;
}

CsvField trimmed(const CsvField& field) {
  const std::size_t from = field.text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {"", field.offset};
  const std::size_t to = field.text.find_last_not_of(" \t") + 1;
  return {field.text.substr(from, to - from), field.offset + from};
}

std::string column_hint(std::string_view header_field, std::string_view wanted, const std::vector<std::string>& known) {
  if (header_field.find_first_of(";\t|") != std::string_view::npos) return "; columns are separated by commas";
  return suggestion(wanted, known);
}

}  // namespace sim::scenario
