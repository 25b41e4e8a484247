// Columns of measured durations.

#include "tests/catch.hpp"
#include "tests/csv_rig.hpp"

namespace sim::scenario {
namespace {

using Durations = std::vector<Duration>;

TEST_CASE("durations with units, and plain numbers in the unit of the column", "[durations]") {
  CsvRig rig;
  CHECK(rig.durations("talk\n8s\n 1m30s \n\"500ms\"\n", "talk") == Durations{8 * kSecond, 90 * kSecond, kSecond / 2});
  CHECK(rig.durations("id,talk_s,goal\n1,8,0\n2,0.25,1\n3,2m,1\n", "talk_s") == Durations{8 * kSecond, kSecond / 4, 2 * kMinute});
  CHECK(rig.durations("ring_ms\n1500\n", "ring_ms") == Durations{kSecond * 3 / 2});
  CHECK(rig.durations("\xef\xbb\xbftalk_s\r\n8\r\n", "talk_s") == Durations{8 * kSecond});
  CHECK(rig.errors().empty());
}

TEST_CASE("all mistakes of a column are told", "[durations]") {
  CsvRig rig;
  CHECK_FALSE(rig.durations("id,talk\n1,42\n2,\n3,8s,9s\n4,-3s\n5,soon\n", "talk"));
  CHECK(rig.errors() ==
        "talk.csv:2:3: \"talk\": expected a duration such as \"42s\", got \"42\"; a unit is missing, did you mean \"42s\"?\n1,42\n  ^\n"
        "talk.csv:3:3: \"talk\": expected a duration such as \"42s\", got \"\"\n2,\n  ^\n"
        "talk.csv:4:6: expected 2 fields as in the header, got 3\n3,8s,9s\n     ^\n"
        "talk.csv:5:3: \"talk\": expected a duration such as \"42s\", got \"-3s\"; a duration cannot be negative\n4,-3s\n  ^\n"
        "talk.csv:6:3: \"talk\": expected a duration such as \"42s\", got \"soon\"\n5,soon\n  ^\n");
}

std::string error_of(const std::string& text, const std::string& column) {
  CsvRig rig;
  CHECK_FALSE(rig.durations(text, column));
  const std::string errors = rig.errors();
  return errors.substr(0, errors.find('\n'));
}

TEST_CASE("columns that are not there", "[durations]") {
  CHECK(error_of("id,talk_s\n1,8\n", "talks") ==
        "scenario.json:1:10: /file: \"talk.csv\" has no column \"talks\"; did you mean \"talk_s\"?");
  CHECK(error_of("id;talk_s\n1;8\n", "talk_s") ==
        "scenario.json:1:10: /file: \"talk.csv\" has no column \"talk_s\"; columns are separated by commas");
  CHECK(error_of("t,t\n1s,1s\n", "t") == "scenario.json:1:10: /file: \"talk.csv\" has several columns \"t\"");
  CHECK(error_of("talk_s\n", "talk_s") == "scenario.json:1:10: /file: \"talk.csv\" has no rows; expected at least one duration");
  CHECK(error_of("", "talk_s") == "talk.csv:1:1: the file is empty; expected a header line with the names of the columns");
}

}  // namespace
}  // namespace sim::scenario
