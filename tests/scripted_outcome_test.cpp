// The little language of the `outcomes` column.

#include "sim/scenario/scripted_outcome.hpp"

#include "sim/scenario/times.hpp"
#include "tests/catch.hpp"

namespace sim::scenario {
namespace {

// "busy ring 3s; answered talk 42s ring 8s", then the mistakes as "\n@12: message".
std::string read(std::string_view text) {
  std::vector<world::ScriptedOutcome> script;
  const std::vector<ScriptMistake> mistakes = read_script(text, script);
  std::string out;
  for (const world::ScriptedOutcome& o : script) {
    out += (out.empty() ? "" : "; ") + std::string(word(o.outcome));
    if (o.talk != Duration{0}) out += " talk " + duration_text(o.talk);
    if (o.ring != Duration{0}) out += " ring " + (o.ring == kNoLimit ? "limit" : duration_text(o.ring));
  }
  if (!mistakes.empty()) out.clear();
  for (const ScriptMistake& mistake : mistakes) out += "@" + std::to_string(mistake.at) + ": " + mistake.message + "\n";
  return out;
}

TEST_CASE("outcomes with their durations", "[outcomes]") {
  CHECK(read("no_answer; busy 3s; answered 42s") == "no_answer ring limit; busy ring 3s; answered talk 42s");
  CHECK(read("answered 42s after 8s") == "answered talk 42s ring 8s");
  CHECK(read("voicemail 1m 30s after 1.5s") == "voicemail talk 1m30s ring 1s500ms");
  CHECK(read("answered;voicemail;busy;rejected;invalid_number;network_error;lost") ==
        "answered; voicemail; busy; rejected; invalid_number; network_error; lost");
  CHECK(read("no_answer 20s;network_error 2s") == "no_answer ring 20s; network_error ring 2s");
  CHECK(read("no_answer 0s") == "no_answer");
  CHECK(read("answered after 8s") == "answered ring 8s");
  CHECK(read("  busy   3s  ;  rejected  ") == "busy ring 3s; rejected");
}

TEST_CASE("mistakes in outcomes, each at its place", "[outcomes]") {
  CHECK(read("bussy 3s; answred; answered 42") ==
        "@0: unknown outcome \"bussy\"; did you mean \"busy\"?\n"
        "@10: unknown outcome \"answred\"; did you mean \"answered\"?\n"
        "@28: expected a duration such as \"42s\", got \"42\"; a unit is missing, did you mean \"42s\"?\n");
  CHECK(
      read("hung_up") ==
      "@0: unknown outcome \"hung_up\"; known here: answered, voicemail, no_answer, busy, rejected, invalid_number, network_error, lost\n");
  CHECK(read("busy;;busy") == "@5: expected an outcome, got nothing\n");
  CHECK(read("busy;") == "@5: expected an outcome, got nothing\n");
  CHECK(read("answered 42s after") == "@18: expected a duration such as \"42s\", got \"\"\n");
  CHECK(read("answered 42s for 8s") == "@9: expected a duration such as \"42s\", got \"42s for 8s\"\n");
  CHECK(read("busy 3s after 8s") == "@8: only answered and voicemail are picked up after some ringing\n");
  CHECK(read("lost 3s") == "@5: lost has no duration: no report comes, the line is held until the attempt is given up\n");
  CHECK(read("busy -3s") == "@5: expected a duration such as \"42s\", got \"-3s\"; a duration cannot be negative\n");
}

TEST_CASE("a script is at most as long as a call has attempts", "[outcomes]") {
  std::string script = "busy";
  for (std::size_t n = 1; n < kLongestScript; ++n) script += ";busy";
  CHECK(read(script).ends_with("busy"));
  CHECK(read(script + ";busy") == "@1275: more than 255 outcomes; no call has more attempts\n");
}

}  // namespace
}  // namespace sim::scenario
