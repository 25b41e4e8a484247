// Contact files: every column, every mistake with its place, phones across files, and files that are none.

#include "sim/scenario/contact_file.hpp"

#include <sys/stat.h>

#include "sim/scenario/phone_number.hpp"
#include "tests/catch.hpp"
#include "tests/csv_rig.hpp"

namespace sim::scenario {
namespace {

using world::ContactFile;

std::string errors_of(const std::string& text) {
  CsvRig rig;
  CHECK(rig.read_text(text) == nullptr);
  return rig.errors();
}

TEST_CASE("a list of phones is a list of phones and nothing else", "[contacts]") {
  CsvRig rig;
  const auto file = rig.read_text("phone\n+49 30 1234567\n0049301234568\n");
  REQUIRE(file);
  CHECK(file->path == rig.path("contacts.csv"));
  CHECK(file->phones == std::vector<std::string>{"49301234567", "49301234568"});
  CHECK(file->phone_keys == std::vector<PhoneKey>{phone_key("49301234567"), phone_key("49301234568")});
  rig.settle_phones();
  CHECK(file->phone_keys.empty());
  CHECK(file->malformed.empty());
  CHECK(file->customers.empty());
  CHECK(file->zones.empty());
  CHECK(file->priorities.empty());
  CHECK(file->not_before.empty());
  CHECK(file->not_after.empty());
  CHECK(file->script_from.empty());
  CHECK(rig.errors().empty());
}

TEST_CASE("all columns, in any order, empty fields are not given", "[contacts]") {
  CsvRig rig;
  const auto file = rig.read_text(
      "phone,outcomes,not_after,not_before,priority,time_zone,customers\r\n"
      "112,busy 3s; answered 42s after 8s,2026-03-02T18:00,+1h,-7,Europe/Lisbon,cold\r\n"
      "113,,,,,,\r\n"
      "114, no_answer , +2d , 2026-03-01T08:00 , 9 , Europe/Berlin , warm \r\n");
  INFO(rig.errors());
  REQUIRE(file);
  CHECK(file->customers == std::vector<std::uint16_t>{1, ContactFile::kDefaultSegment, 0});
  CHECK(file->zones == std::vector<ZoneIndex>{1, ContactFile::kModelZone, 0});
  CHECK(file->priorities == std::vector<std::int32_t>{-7, 0, 9});
  CHECK(file->not_before == std::vector<SimTime>{SimTime{kHour}, SimTime::min(), SimTime{-kDay}});
  CHECK(file->not_after == std::vector<SimTime>{SimTime{10 * kHour}, kNever, SimTime{2 * kDay}});
  CHECK(file->script_from == std::vector<std::uint32_t>{0, 2, 2, 3});
  REQUIRE(file->scripted.size() == 3);
  CHECK(file->scripted[0].outcome == AttemptOutcome::busy);
  CHECK(file->scripted[0].ring == 3 * kSecond);
  CHECK(file->scripted[1].outcome == AttemptOutcome::answered);
  CHECK(file->scripted[1].talk == 42 * kSecond);
  CHECK(file->scripted[1].ring == 8 * kSecond);
  CHECK(file->scripted[2].outcome == AttemptOutcome::no_answer);
  CHECK(file->scripted[2].ring == kNoLimit);
}

TEST_CASE("columns that say nothing are dropped", "[contacts]") {
  CsvRig rig;
  const auto file = rig.read_text("phone,customers,time_zone,priority,not_before,not_after,outcomes\n112,,,0,,,\n113,,,,,,\n");
  REQUIRE(file);
  CHECK(file->phones.size() == 2);
  CHECK(file->customers.empty());
  CHECK(file->zones.empty());
  CHECK(file->priorities.empty());
  CHECK(file->not_before.empty());
  CHECK(file->not_after.empty());
  CHECK(file->script_from.empty());
}

TEST_CASE("a malformed phone makes a contact that cannot be called, without an error", "[contacts]") {
  CsvRig rig;
  const auto file = rig.read_text("phone,priority\n112,1\nno phone,2\n,3\n12,4\n\"1,2\",5\n");
  REQUIRE(file);
  CHECK(file->phones == std::vector<std::string>{"112", "no phone", "", "12", "1,2"});
  CHECK(file->malformed == std::vector<std::uint8_t>{0, 1, 1, 1, 1});
  CHECK(file->phone_keys == std::vector<PhoneKey>{phone_key("112"), 0, 0, 0, 0});
  CHECK(rig.errors().empty());
}

TEST_CASE("a list of no contacts", "[contacts]") {
  CsvRig rig;
  for (const char* text : {"phone", "phone\n", "phone,priority\r\n\r\n", "\xef\xbb\xbfphone\n"}) {
    CsvRig other;
    const auto file = other.read_text(text);
    REQUIRE(file);
    CHECK(file->phones.empty());
    CHECK(other.errors().empty());
  }
}

TEST_CASE("phones that stand more than once keep their keys", "[contacts]") {
  CsvRig rig;
  rig.write("a.csv", "phone\n112\n113\n+112\nnone\n114\n");
  rig.write("b.csv", "phone\n115\n00114\n");
  rig.write("c.csv", "phone\n116\n117\n");
  const auto a = rig.read("a.csv"), b = rig.read("b.csv"), c = rig.read("c.csv");
  rig.settle_phones();
  CHECK(a->phone_keys == std::vector<PhoneKey>{phone_key("112"), 0, phone_key("112"), 0, phone_key("114")});
  CHECK(b->phone_keys == std::vector<PhoneKey>{0, phone_key("114")});
  CHECK(c->phone_keys.empty());
}

TEST_CASE("a file that is used twice holds everybody twice", "[contacts]") {
  const std::vector<PhoneKey> kept{phone_key("112"), 0, phone_key("113")};
  CsvRig rig;
  const auto first = rig.read_text("phone\n112\nnone\n113\n");
  CHECK(rig.read("../" + rig.path("").parent_path().filename().string() + "/contacts.csv") == first);
  rig.settle_phones();
  CHECK(first->phone_keys == kept);

  CsvRig reaction;
  reaction.write("contacts.csv", "phone\n112\nnone\n113\n");
  const auto again = reaction.read("contacts.csv", ContactUse::repeated);
  reaction.settle_phones();
  CHECK(again->phone_keys == kept);
}

TEST_CASE("scripts that lose a report", "[contacts]") {
  CsvRig rig;
  CHECK(scripts_lost(*rig.read_text("phone,outcomes\n112,busy\n113,answered 1s; lost\n")));
  CsvRig other;
  CHECK_FALSE(scripts_lost(*other.read_text("phone,outcomes\n112,busy\n")));
}

TEST_CASE("every mistake of a row, each at its column", "[contacts]") {
  const std::string header = "phone,customers,time_zone,priority,not_before,not_after,outcomes\n";
  const std::string row = "112,wram,Europe/Berln,high,tomorrow,2026-03-29T02:30,anwsered 42s; busy 3\n";
  const auto under = [&row](std::size_t column) { return row + std::string(column - 1, ' ') + "^\n"; };
  CHECK(errors_of(header + row) ==
        "contacts.csv:2:5: customers: there are no customers \"wram\"; did you mean \"warm\"?\n" + under(5) +
            "contacts.csv:2:10: time_zone: unknown time zone \"Europe/Berln\"; did you mean \"Europe/Berlin\"?\n" + under(10) +
            "contacts.csv:2:23: priority: expected a whole number from -2147483648 to 2147483647, got \"high\"\n" + under(23) +
            "contacts.csv:2:28: not_before: expected an instant such as \"2026-03-02T09:00\" or \"+1d3h\", got \"tomorrow\"\n" + under(28) +
            "contacts.csv:2:37: not_after: \"2026-03-29T02:30\" does not exist in Europe/Berlin: the clock jumps from 2026-03-29T02:00 to "
            "2026-03-29T03:00\n" +
            under(37) + "contacts.csv:2:54: outcomes: unknown outcome \"anwsered\"; did you mean \"answered\"?\n" + under(54) +
            "contacts.csv:2:73: outcomes: expected a duration such as \"42s\", got \"3\"; a unit is missing, did you mean \"3s\"?\n" +
            under(73));
}

TEST_CASE("mistakes in several rows are told in one pass", "[contacts]") {
  CHECK(errors_of("phone,priority,outcomes\n112,2147483648,\n113,1\n114,1.5,\n115,0,busy,\n116,,\"busy; \"\"\"\n\"117,,\n") ==
        "contacts.csv:2:5: priority: expected a whole number from -2147483648 to 2147483647, got \"2147483648\"\n112,2147483648,\n    ^\n"
        "contacts.csv:3:6: expected 3 fields as in the header, got 2\n113,1\n     ^\n"
        "contacts.csv:4:5: priority: expected a whole number from -2147483648 to 2147483647, got \"1.5\"\n114,1.5,\n    ^\n"
        "contacts.csv:5:12: expected 3 fields as in the header, got 4\n115,0,busy,\n           ^\n"
        "contacts.csv:6:13: outcomes: unknown outcome \"\"\"; known here: answered, voicemail, no_answer, busy, rejected, invalid_number, "
        "network_error, lost\n116,,\"busy; \"\"\"\n            ^\n"
        "contacts.csv:7:1: this quote is never closed\n\"117,,\n^\n");
}

TEST_CASE("not_after comes after not_before", "[contacts]") {
  CHECK(errors_of("phone,not_after,not_before\n112,+1h,+1h\n113,+1h,+59m\n114,+1h,+2h\n") ==
        "contacts.csv:2:5: not_after: it must come after not_before; no dial is allowed at not_after\n112,+1h,+1h\n    ^\n"
        "contacts.csv:4:5: not_after: it must come after not_before; no dial is allowed at not_after\n114,+1h,+2h\n    ^\n");
}

TEST_CASE("mistakes in the header", "[contacts]") {
  const std::string header = "phone,prioritty,priority,priority,,zone\n";
  const auto under = [&header](std::size_t column) { return header + std::string(column - 1, ' ') + "^\n"; };
  CHECK(errors_of(header + "112,1,2,3,,\n") ==
        "contacts.csv:1:7: unknown column \"prioritty\"; did you mean \"priority\"?\n" + under(7) +
            "contacts.csv:1:26: priority: this column stands here twice\n" + under(26) + "contacts.csv:1:35: a column without a name\n" +
            under(35) + "contacts.csv:1:36: unknown column \"zone\"; known here: customers, time_zone, not_before, not_after, outcomes\n" +
            under(36));
  CHECK(errors_of("priority\n1\n") == "contacts.csv:1:1: the column phone is missing; it must be the first\npriority\n^\n");
  CHECK(errors_of("priority,phone\n1,112\n") == "contacts.csv:1:10: phone: this column must be the first\npriority,phone\n         ^\n");
  CHECK(errors_of("Phone\n112\n") == "contacts.csv:1:1: unknown column \"Phone\"; did you mean \"phone\"?\nPhone\n^\n");
  CHECK(errors_of("phone;priority\n112;1\n")
            .starts_with("contacts.csv:1:1: unknown column \"phone;priority\"; columns are separated by commas\n"));
}

TEST_CASE("a byte-order mark moves no column", "[contacts]") {
  CHECK(errors_of("\xef\xbb\xbfphone,zone\n").starts_with("contacts.csv:1:7: unknown column \"zone\""));
}

TEST_CASE("files that are no lists", "[contacts]") {
  CHECK(errors_of("") == "contacts.csv:1:1: the file is empty; expected a header line with the names of the columns\n");
  CHECK(errors_of(std::string("phone\n112\0\n", 11)) == "contacts.csv:2:4: a zero byte; this is no text file\n112 \n   ^\n");
  CHECK(errors_of("phone\n\xff\xfe\n") == "contacts.csv:2:1: the file is not valid UTF-8 from here on\n??\n^\n");
  CHECK(errors_of("\xff\xfep").starts_with("contacts.csv:1:1: the file is UTF-16; save it as UTF-8\n"));
}

TEST_CASE("files that cannot be had are mistakes of the scenario", "[contacts]") {
  const auto error_of = [](CsvRig& rig, const std::string& name) {
    CHECK(rig.read(name) == nullptr);
    return rig.errors();
  };
  const std::string excerpt = "\n{\"file\": \"contacts.csv\"}\n         ^\n";
  CsvRig missing;
  missing.write("kontacts.csv", "phone\n");
  CHECK(error_of(missing, "contacts.csv") ==
        "scenario.json:1:10: /file: cannot read \"contacts.csv\": No such file or directory; did you mean \"kontacts.csv\"?" + excerpt);
  CsvRig directory;
  std::filesystem::create_directory(directory.path("contacts.csv"));
  CHECK(error_of(directory, "contacts.csv") == "scenario.json:1:10: /file: cannot read \"contacts.csv\": it is a directory" + excerpt);
  CsvRig pipe;
  REQUIRE(::mkfifo(pipe.path("contacts.csv").c_str(), 0600) == 0);
  CHECK(error_of(pipe, "contacts.csv") == "scenario.json:1:10: /file: cannot read \"contacts.csv\": it is not a regular file" + excerpt);
  CsvRig nameless;
  CHECK(error_of(nameless, "") == "scenario.json:1:10: /file: cannot read \"\": it is a directory" + excerpt);
}

TEST_CASE("a file with mistakes tells them once, however often it is named", "[contacts]") {
  CsvRig rig;
  CHECK(rig.read_text("phone,priority\n112,x\n") == nullptr);
  const std::string once = rig.errors();
  CHECK(rig.read() == nullptr);
  CHECK(rig.errors() == once);
}

TEST_CASE("no more than a thousand mistakes are told, the others are counted", "[contacts]") {
  std::string text = "phone,priority\n";
  for (int row = 0; row < 1500; ++row) text += "112,x\n";
  const std::string errors = errors_of(text);
  CHECK(std::ranges::count(errors, '\n') == 3 * 1000 + 1);
  CHECK(errors.ends_with("and 500 more errors\n"));
}

TEST_CASE("without a clock instants are not understood, but all else is read", "[contacts]") {
  CsvRig rig;
  rig.reader().clock.reset();
  CHECK(rig.read_text("phone,not_before,priority\n112,2026-03-02T18:00,x\n") == nullptr);
  CHECK(rig.errors().starts_with("contacts.csv:2:22: priority: expected"));
}

constexpr std::string_view kSmallFile =
    "phone,customers,time_zone,priority,not_before,not_after,outcomes\r\n"
    "+49 (30) 1-23,warm,Europe/Lisbon,-1,+1h,2026-03-05T18:00,\"no_answer; busy 3s; answered 42s after 8s\"\n"
    "none,,,,,,\"\"\n"
    "\"0049\u00a030123\",cold,Europe/Berlin,7,2026-03-02T09:00,+3d,lost";

// Right or with errors, never both, never neither; and every row has its place in every column.
void read_and_check(const std::string& text) {
  ErrorList errors;
  FileStore files(".");
  Reader reader(errors, files, "scenario.json");
  reader.clock = CsvRig::clock();
  ContactFile file;
  const bool good = read_contact_rows(reader, files.add(SourceText::Kind::file, "contacts.csv", text), CsvRig::words(), file);
  REQUIRE(good == errors.empty());
  for (const Error& error : errors.sorted()) REQUIRE(error.place.starts_with("contacts.csv:"));
  if (!good) return;
  const std::size_t rows = file.phones.size();
  const auto fits = [rows](const auto& column) { return column.empty() || column.size() == rows; };
  REQUIRE(file.phone_keys.size() == rows);
  REQUIRE((fits(file.malformed) && fits(file.customers) && fits(file.zones) && fits(file.priorities)));
  REQUIRE((fits(file.not_before) && fits(file.not_after)));
  REQUIRE((file.script_from.empty() || (file.script_from.size() == rows + 1 && file.script_from.back() == file.scripted.size())));
}

TEST_CASE("the small file is right as it stands", "[contacts]") {
  CsvRig rig;
  const auto file = rig.read_text(std::string(kSmallFile));
  INFO(rig.errors());
  REQUIRE(file);
  CHECK(file->phones == std::vector<std::string>{"4930123", "none", "4930123"});
}

TEST_CASE("every beginning of a file is read or refused", "[contacts]") {
  for (std::size_t length = 0; length <= kSmallFile.size(); ++length) read_and_check(std::string(kSmallFile.substr(0, length)));
}

TEST_CASE("every corruption of one byte is read or refused", "[contacts]") {
  std::string text(kSmallFile);
  for (char& place : text) {
    const char right = place;
    for (int byte = 0; byte < 256; ++byte) {
      place = static_cast<char>(byte);
      read_and_check(text);
    }
    place = right;
  }
}

}  // namespace
}  // namespace sim::scenario
