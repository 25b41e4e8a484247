// Files that are broken, strange or made to harm: errors, never a crash, never a hang.

#include "tests/scenario_example.hpp"
#include "tests/scenario_rig.hpp"

namespace sim::scenario {
namespace {

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

// One error, which begins like this.
void check_refused(const std::string& text, const std::string& beginning) {
  const ScenarioRig rig;
  const Loaded loaded = rig.load_text(text);
  const std::string all = rig.told(loaded);
  CHECK(loaded.errors.size() == 1);
  CHECK(all.substr(0, beginning.size()) == beginning);
}

}  // namespace

TEST_CASE("hostile: no file, a directory, nothing in it", "[scenario]") {
  const ScenarioRig rig;
  CHECK(rig.told(load(rig.path("nowhere.json"), {})) == "nowhere.json: cannot read the scenario: No such file or directory\n");
  CHECK(rig.told(load(rig.path(""), {})).ends_with(": cannot read the scenario: it is a directory\n"));
  check_refused("", "s.json:1:1: the file is empty; expected a JSON object\n");
  check_refused(" \n// nothing\n", "s.json:1:1: the file is empty; expected a JSON object\n");
}

TEST_CASE("hostile: not a scenario", "[scenario]") {
  check_refused("[]", "s.json:1:1: expected an object, got an empty list\n");
  check_refused("17", "s.json:1:1: expected an object, got the number 17\n");
  check_refused("null", "s.json:1:1: expected an object, got null\n");
  check_refused("start: 2026", "s.json:1:1: expected a value, got the word \"start\"; texts stand in double quotes\n");
}

TEST_CASE("hostile: cut off anywhere", "[scenario]") {
  const ScenarioRig rig;
  const std::string whole(kExample);
  for (std::size_t length = 1; length + 2 < whole.size(); length += 41) {
    const Loaded loaded = rig.load_text(whole.substr(0, length));
    CHECK_FALSE(loaded.scenario);
    CHECK(loaded.errors.size() == 1);
  }
}

TEST_CASE("hostile: any byte changed", "[scenario]") {
  const ScenarioRig rig;
  for (std::size_t i = 0; i < kExample.size(); i += 23) {
    std::string text(kExample);
    text[i] = static_cast<char>(i % 2 == 0 ? '{' : '9');
    const Loaded loaded = rig.load_text(text);
    CHECK(loaded.scenario.has_value() == loaded.errors.empty());
  }
}

TEST_CASE("hostile: depth and size", "[scenario]") {
  check_refused(repeated("[", 100'000), "s.json:1:65: ");
  check_refused(repeated("{\"a\":", 100'000), "s.json:1:321: ");
  check_refused("[" + repeated("[],", 3'400'000) + "[]]", "s.json:1:5999999: ");  // 10 MB
}

TEST_CASE("hostile: bytes that are no text", "[scenario]") {
  std::string binary;
  for (int i = 0; i < 10'000; ++i) binary += static_cast<char>(i * 37 % 251);
  CHECK_FALSE(ScenarioRig().load_text(binary).scenario);
  check_refused("{\"name\": \"a\xff\"}", "s.json:1:12: the file is not valid UTF-8 from here on\n");
  check_refused("\xef\xbb\xbf{}", "s.json:1:1: the file begins with a byte-order mark; save it as UTF-8 without one\n");
  check_refused(std::string("{\"name\": \"a\0b\"}", 15), "s.json:1:12: /name: a text must not hold control characters");
}

TEST_CASE("hostile: numbers beyond everything", "[scenario]") {
  const auto lines = [](const std::string& number) {
    return "{\"start\": \"2026-03-02T08:00\", \"campaigns\": [{\"name\": \"a\"}],\n\"account\": {\"lines\": " + number + "}}";
  };
  for (const std::string& number :
       {std::string("1e999999"), std::string("-1e999999"), "1" + repeated("0", 100'000), std::string("1e-999999")}) {
    check_refused(lines(number), "s.json:2:22: /account/lines: expected a whole number from 1 to 16777216, got the number ");
  }
}

TEST_CASE("hostile: duplicate keys", "[scenario]") {
  check_refused(small("", ",\n\"seed\": 1,\n\"seed\": 2"), "s.json:6:1: /seed: this key was already given in line 5\n");
}

TEST_CASE("hostile: nothing but unknown keys", "[scenario]") {
  std::string text = "{";
  for (int i = 0; i < 200'000; ++i) text += "\"key" + std::to_string(i) + "\": 1, ";
  const Loaded loaded = ScenarioRig().load_text(text + "\"start\": \"2026-03-02T08:00\"}");
  CHECK_FALSE(loaded.scenario);
  REQUIRE(loaded.errors.size() == 1001);
  CHECK(loaded.errors.back().message == "and 199002 more errors");
}

}  // namespace sim::scenario
