#include "sim/scenario/contact_rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <unordered_map>

#include "sim/scenario/csv_file.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/phone_number.hpp"
#include "sim/scenario/scripted_outcome.hpp"

namespace sim::scenario {
namespace {

using world::ContactFile;

enum class Column : std::uint8_t { phone, customers, time_zone, priority, not_before, not_after, outcomes };
constexpr std::array<std::string_view, 7> kColumnWords{"phone",      "customers", "time_zone", "priority",
                                                       "not_before", "not_after", "outcomes"};

constexpr std::string_view word(Column column) { return kColumnWords[static_cast<std::size_t>(column)]; }

std::vector<std::string> columns_but(const std::vector<Column>& taken) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kColumnWords.size(); ++i) {
    if (std::ranges::find(taken, static_cast<Column>(i)) == taken.end()) names.emplace_back(kColumnWords[i]);
  }
  return names;
}

// So that a map of strings can be asked with a piece of the file.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Index>
using WordMap = std::unordered_map<std::string, Index, TextHash, std::equal_to<>>;

template <class T>
void drop_if_all(std::vector<T>& column, T nothing) {
  if (std::ranges::all_of(column, [nothing](T value) { return value == nothing; })) column = {};
}

class RowReader {
 public:
  RowReader(Reader& reader, const SourceText& source, const ContactWords& words, ContactFile& file);
  bool read();

 private:
  bool read_header();
  void add_column(const CsvField& field);
  void add_row(const std::vector<CsvField>& record);
  void add_field(Column column, const CsvField& field);
  void add_phone(const CsvField& field);
  std::uint16_t segment(const CsvField& field);
  ZoneIndex zone(const CsvField& field);
  std::int32_t priority(const CsvField& field);
  SimTime instant(Column column, const CsvField& field, SimTime none);
  void add_script(const CsvField& field);
  void drop_empty_columns();

  // `message()` makes the words; it is not asked when nobody will see them.
  template <class Message>
  void refuse(std::string_view column, std::size_t offset, Message message) {
    good_ = false;
    reader_.errors().full() ? reader_.errors().add(source_, offset, "", "")
                            : reader_.errors().add(source_, offset, std::string(column), message());
  }

  Reader& reader_;
  const SourceText& source_;
  const ContactWords& words_;
  ContactFile& file_;
  CsvReader csv_;
  bool good_ = true;
  std::vector<Column> columns_;  // in the order of the file
  WordMap<std::uint16_t> segments_;
  WordMap<std::optional<ZoneIndex>> zones_;  // those met so far
};

RowReader::RowReader(Reader& reader, const SourceText& source, const ContactWords& words, ContactFile& file)
    : reader_(reader), source_(source), words_(words), file_(file), csv_(source, reader.errors()) {
  for (std::size_t i = 0; i < words.segments.size(); ++i) segments_.emplace(words.segments[i], static_cast<std::uint16_t>(i));
}

bool RowReader::read() {
  if (!read_header()) return false;
  const auto lines = static_cast<std::size_t>(std::ranges::count(source_.text(), '\n'));
  file_.phones.reserve(lines);
  file_.phone_keys.reserve(lines);
  file_.malformed.reserve(lines);
  file_.script_from.push_back(0);
  while (const std::vector<CsvField>* record = csv_.next()) add_row(*record);
  drop_empty_columns();
  return good_ && csv_.good();
}

bool RowReader::read_header() {
  const std::vector<CsvField>* header = csv_.header();
  if (header == nullptr) return false;
  for (const CsvField& field : *header) add_column(trimmed(field));
  const auto phone = std::ranges::find(columns_, Column::phone);
  const bool misspelt = !nearest(header->front().text, {std::string(word(Column::phone))}).empty();
  if (phone == columns_.end() && !misspelt) {
    refuse("", header->front().offset, [] { return "the column phone is missing; it must be the first"; });
  } else if (phone != columns_.end() && phone != columns_.begin()) {
    refuse("phone", (*header)[static_cast<std::size_t>(phone - columns_.begin())].offset, [] { return "this column must be the first"; });
  }
  return good_;
}

void RowReader::add_column(const CsvField& field) {
  const auto known = std::ranges::find(kColumnWords, field.text);
  const auto column = static_cast<Column>(known - kColumnWords.begin());
  if (field.text.empty()) {
    refuse("", field.offset, [] { return "a column without a name"; });
  } else if (known == kColumnWords.end()) {
    refuse("", field.offset,
           [&] { return "unknown column " + in_quotes(field.text) + column_hint(field.text, field.text, columns_but(columns_)); });
  } else if (std::ranges::find(columns_, column) != columns_.end()) {
    refuse(field.text, field.offset, [] { return "this column stands here twice"; });
  }
  columns_.push_back(column);
}

void RowReader::add_row(const std::vector<CsvField>& record) {
  const CsvField* not_after = nullptr;
  for (std::size_t i = 0; i < record.size(); ++i) {
    add_field(columns_[i], trimmed(record[i]));
    if (columns_[i] == Column::not_after) not_after = &record[i];
  }
  file_.script_from.push_back(static_cast<std::uint32_t>(file_.scripted.size()));
  if (not_after == nullptr || file_.not_before.empty() || file_.not_before.back() < file_.not_after.back()) return;
  refuse(word(Column::not_after), trimmed(*not_after).offset,
         [] { return "it must come after not_before; no dial is allowed at not_after"; });
}

void RowReader::add_field(Column column, const CsvField& field) {
  switch (column) {
    case Column::phone:
      return add_phone(field);
    case Column::customers:
      return file_.customers.push_back(segment(field));
    case Column::time_zone:
      return file_.zones.push_back(zone(field));
    case Column::priority:
      return file_.priorities.push_back(priority(field));
    case Column::not_before:
      return file_.not_before.push_back(instant(column, field, SimTime::min()));
    case Column::not_after:
      return file_.not_after.push_back(instant(column, field, kNever));
    case Column::outcomes:
      return add_script(field);
  }
}

void RowReader::add_phone(const CsvField& field) {
  std::optional<std::string> phone = normalised_phone(field.text);
  file_.malformed.push_back(phone ? 0 : 1);
  file_.phone_keys.push_back(phone ? phone_key(*phone) : 0);
  file_.phones.push_back(phone ? std::move(*phone) : std::string(field.text));
}

std::uint16_t RowReader::segment(const CsvField& field) {
  if (field.text.empty()) return ContactFile::kDefaultSegment;
  const auto known = segments_.find(field.text);
  if (known != segments_.end()) return known->second;
  refuse(word(Column::customers), field.offset,
         [&] { return "there are no customers " + in_quotes(field.text) + suggestion(field.text, words_.segments); });
  return ContactFile::kDefaultSegment;
}

ZoneIndex RowReader::zone(const CsvField& field) {
  if (field.text.empty()) return ContactFile::kModelZone;
  auto known = zones_.find(field.text);
  if (known == zones_.end()) {
    const std::string name(field.text);
    known = zones_.emplace(name, words_.zone(name)).first;
  }
  if (!known->second) {
    refuse(word(Column::time_zone), field.offset,
           [&] { return "unknown time zone " + in_quotes(field.text) + suggestion(field.text, zone_names()); });
  }
  return known->second.value_or(ContactFile::kModelZone);
}

std::int32_t RowReader::priority(const CsvField& field) {
  std::int32_t value = 0;
  if (field.text.empty()) return value;
  const char* const end = field.text.data() + field.text.size();
  const auto read = std::from_chars(field.text.data(), end, value);
  if (read.ec == std::errc{} && read.ptr == end) return value;
  refuse(word(Column::priority), field.offset,
         [&] { return "expected a whole number from -2147483648 to 2147483647, got " + in_quotes(field.text); });
  return 0;
}

SimTime RowReader::instant(Column column, const CsvField& field, SimTime none) {
  if (field.text.empty() || !reader_.clock) return none;
  const Parsed<SimTime> parsed = reader_.clock->read(field.text);
  if (!parsed.value) refuse(word(column), field.offset, [&] { return parsed.hint; });
  return parsed.value.value_or(none);
}

void RowReader::add_script(const CsvField& field) {
  if (field.text.empty()) return;
  for (const ScriptMistake& mistake : read_script(field.text, file_.scripted)) {
    refuse(word(Column::outcomes), field.offset + mistake.at, [&] { return mistake.message; });
  }
}

void RowReader::drop_empty_columns() {
  drop_if_all(file_.malformed, std::uint8_t{0});
  drop_if_all(file_.customers, ContactFile::kDefaultSegment);
  drop_if_all(file_.zones, ContactFile::kModelZone);
  drop_if_all(file_.priorities, std::int32_t{0});
  drop_if_all(file_.not_before, SimTime::min());
  drop_if_all(file_.not_after, kNever);
  if (file_.scripted.empty()) file_.script_from = {};
}

}  // namespace

bool read_contact_rows(Reader& reader, const SourceText& source, const ContactWords& words, ContactFile& file) {
  return RowReader(reader, source, words, file).read();
}

}  // namespace sim::scenario
