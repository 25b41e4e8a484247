// RFC 4180, record by record: what is a field and where it stands, what breaks the rules, and that nothing crashes or goes on for ever.

#include "sim/scenario/csv_reader.hpp"

#include "tests/catch.hpp"

namespace sim::scenario {
namespace {

struct Walk {
  std::string records;  // fields with their offsets: "a@0|b@2\n"
  std::string errors;
  bool good = true;
};

Walk walk(std::string text) {
  const SourceText source(SourceText::Kind::file, "t.csv", std::move(text), 0);
  ErrorList errors;
  CsvReader csv(source, errors);
  Walk out;
  for (const std::vector<CsvField>* record = csv.header(); record != nullptr; record = csv.next()) {
    for (const CsvField& field : *record) {
      out.records += (&field == record->data() ? "" : "|") + std::string(field.text) + "@" + std::to_string(field.offset);
    }
    out.records += "\n";
  }
  for (const Error& error : errors.sorted()) out.errors += error.text() + "\n";
  out.good = csv.good();
  return out;
}

TEST_CASE("records end with LF, CRLF or the end of the text", "[csv]") {
  for (const char* text : {"a,b\nc,d\n", "a,b\nc,d"}) CHECK(walk(text).records == "a@0|b@2\nc@4|d@6\n");
  for (const char* text : {"a,b\r\nc,d\r\n", "a,b\r\nc,d", "a,b\r\nc,d\r"}) CHECK(walk(text).records == "a@0|b@2\nc@5|d@7\n");
}

TEST_CASE("fields may be empty", "[csv]") { CHECK(walk("a,,b\n,,\n\"\",,\n").records == "a@0|@2|b@3\n@5|@6|@7\n@9|@11|@12\n"); }

TEST_CASE("blank lines are no records", "[csv]") { CHECK(walk("\n\r\na\n\n\nb\n\n").records == "a@3\nb@7\n"); }

TEST_CASE("quotes hold commas, line ends and doubled quotes", "[csv]") {
  CHECK(walk("\"a,b\",\"c\nd\"\n").records == "a,b@1|c\nd@7\n");
  CHECK(walk("\"a\r\nb\"\r\nc\r\n").records == "a\r\nb@1\nc@8\n");
  CHECK(walk("\"say \"\"hi\"\"\",\"\"\"\"\nx,\"\"\"y\"\n").records == "say \"hi\"@1|\"@14\nx@18|\"y@21\n");
}

TEST_CASE("blanks belong to a field", "[csv]") { CHECK(walk(" a , b\n").records == " a @0| b@4\n"); }

TEST_CASE("a text without a header", "[csv]") {
  for (const char* text : {"", "\n", "\r\n\n"}) {
    CHECK(walk(text).errors == "t.csv:1:1: the file is empty; expected a header line with the names of the columns\n");
  }
}

TEST_CASE("every record has as many fields as the header", "[csv]") {
  const Walk w = walk("a,b\n1\n1,2,3,4\n1,2\n");
  CHECK(w.records == "a@0|b@2\n1@14|2@16\n");
  CHECK(w.errors ==
        "t.csv:2:2: expected 2 fields as in the header, got 1\n1\n ^\n"
        "t.csv:3:5: expected 2 fields as in the header, got 4\n1,2,3,4\n    ^\n");
  CHECK(walk("a\n1,\n").errors == "t.csv:2:3: expected 1 field as in the header, got 2\n1,\n  ^\n");
  CHECK_FALSE(w.good);
}

TEST_CASE("a broken record is left out and the walk goes on", "[csv]") {
  const Walk w = walk("a,b\nx\"y,2\n\"x\"y,2\n \"x\",2\nx\ry,2\n1,2\n");
  CHECK(w.records == "a@0|b@2\n1@30|2@32\n");
  CHECK(w.errors ==
        "t.csv:2:2: a quote inside a field without quotes; put the field in quotes and double this one\nx\"y,2\n ^\n"
        "t.csv:3:4: a comma or the end of the line must follow a closing quote; a quote inside a field is doubled\n\"x\"y,2\n   ^\n"
        "t.csv:4:2: a blank before an opening quote; it must follow the comma at once\n \"x\",2\n ^\n"
        "t.csv:5:2: a carriage return without a line feed; lines end with LF or CRLF\nx y,2\n ^\n");
}

TEST_CASE("a quote that is never closed ends the walk", "[csv]") {
  const Walk w = walk("a,b\n1,2\n3,\"4\n5,6\n");
  CHECK(w.records == "a@0|b@2\n1@4|2@6\n");
  CHECK(w.errors == "t.csv:3:3: this quote is never closed\n3,\"4\n  ^\n");
}

TEST_CASE("a broken header is the end", "[csv]") {
  const Walk w = walk("a\"\n1\n");
  CHECK(w.records.empty());
  CHECK(w.errors.starts_with("t.csv:1:2: a quote inside a field"));
}

TEST_CASE("a record is at most 64 KiB long", "[csv]") {
  const std::string longest(CsvReader::kLongestRecord - 1, 'x');
  CHECK(walk("a\n" + longest + "\nb\n").good);
  CHECK(walk("a\n" + longest + "x\nb\n").errors.starts_with("t.csv:2:1: this record is longer than 64 KiB\n"));
  CHECK(walk("a\n" + longest + "x\nb\n").records == "a@0\nb@65539\n");
  CHECK(walk("a\n\"" + longest + "\"\nb\n").errors.starts_with("t.csv:2:1: this quote is not closed within 64 KiB\n"));
  CHECK(walk("a\n" + std::string(2 * CsvReader::kLongestRecord, ',')).errors.starts_with("t.csv:2:1: this record is longer"));
}

TEST_CASE("every short text of troublesome characters is walked to its end", "[csv]") {
  constexpr std::string_view kTroubles = "a,\"\n\r ";
  constexpr std::size_t kLength = 6;
  std::size_t texts = 1;
  for (std::size_t i = 0; i < kLength; ++i) texts *= kTroubles.size();
  for (std::size_t n = 0; n < texts; ++n) {
    std::string text;
    for (std::size_t rest = n, i = 0; i < kLength; ++i, rest /= kTroubles.size()) text += kTroubles[rest % kTroubles.size()];
    const Walk w = walk(text);
    REQUIRE(w.good == w.errors.empty());
  }
}

}  // namespace
}  // namespace sim::scenario
