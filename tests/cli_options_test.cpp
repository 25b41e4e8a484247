// The command line as the program understands it, and what it says about mistakes.

#include <limits>

#include "sim/cli/command.hpp"
#include "sim/cli/options.hpp"
#include "tests/catch.hpp"

using namespace sim::cli;

namespace {

Invocation run_with(const std::vector<std::string>& words) { return parse_options(words, find_command("run")->options); }

std::string refusal_of(const std::vector<std::string>& words) {
  try {
    run_with(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("options may stand before, between and after the arguments", "[cli]") {
  const Invocation given = run_with({"--seed", "7", "a.json", "--threads=3", "--out", "my/out", "--quiet"});
  CHECK(given.arguments == std::vector<std::string>{"a.json"});
  CHECK(given.common.seed == 7u);
  CHECK(given.common.threads == 3);
  CHECK(given.common.out == std::filesystem::path("my/out"));
  CHECK(given.common.quiet);
  CHECK_FALSE(given.common.replications.has_value());
  CHECK_FALSE(given.help);
}

TEST_CASE("what is left out keeps the scenario's values and takes all cores", "[cli]") {
  const Invocation given = run_with({"a.json"});
  CHECK_FALSE(given.common.seed.has_value());
  CHECK_FALSE(given.common.out.has_value());
  CHECK(given.common.threads >= 1);
  CHECK(given.common.overrides.empty());
  CHECK(given.common.color == ColorChoice::automatic);
}

TEST_CASE("option --set is repeatable and splits at the first =", "[cli]") {
  const Invocation given = run_with({"a.json", "--set", "/account/lines=50", "--set=/name=a=b"});
  REQUIRE(given.common.overrides.size() == 2);
  CHECK(given.common.overrides[0].pointer == "/account/lines");
  CHECK(given.common.overrides[0].value == "50");
  CHECK(given.common.overrides[1].pointer == "/name");
  CHECK(given.common.overrides[1].value == "a=b");
}

TEST_CASE("seeds reach the largest 64-bit number", "[cli]") {
  CHECK(run_with({"a.json", "--seed", "18446744073709551615"}).common.seed == std::numeric_limits<std::uint64_t>::max());
  CHECK(refusal_of({"a.json", "--seed", "18446744073709551616"}) ==
        "--seed: expected a whole number from 0 to 18446744073709551615, got \"18446744073709551616\"");
}

TEST_CASE("a wrong command line says what was expected", "[cli]") {
  CHECK(refusal_of({"a.json", "--calss"}) == "unknown option --calss; did you mean \"--calls\"?");
  CHECK(refusal_of({"a.json", "--cal"}) == "unknown option --cal; did you mean \"--calls\"?");  // never an abbreviation
  CHECK(refusal_of({"a.json", "--threads", "0"}) == "--threads: expected a whole number from 1 to 1024, got \"0\"");
  CHECK(refusal_of({"a.json", "--replications", "ten"}) == "--replications: expected a whole number from 1 to 1000000, got \"ten\"");
  CHECK(refusal_of({"a.json", "--replications", "1.5"}) == "--replications: expected a whole number from 1 to 1000000, got \"1.5\"");
  CHECK(refusal_of({"a.json", "--out"}) == "--out needs a value; write --out DIR");
  CHECK(refusal_of({"a.json", "--out="}) != "");
  CHECK(refusal_of({"a.json", "--quiet=yes"}) == "--quiet takes no value");
  CHECK(refusal_of({"a.json", "--seed", "1", "--seed", "2"}) == "--seed is given more than once");
  CHECK(refusal_of({"a.json", "--color", "red"}) == "--color: unknown word \"red\"; known here: auto, always, never");
  CHECK(refusal_of({"a.json", "--set", "account/lines=5"}) ==
        "--set: expected /json/pointer=VALUE, such as /account/lines=50, got \"account/lines=5\"");
  CHECK(refusal_of({"a.json", "--set", "/account/lines"}) ==
        "--set: expected /json/pointer=VALUE, such as /account/lines=50, got \"/account/lines\"");
}

TEST_CASE("words are quoted so that a shell takes them back", "[cli]") {
  CHECK(shell_quoted("scenarios/a-b_1.json") == "scenarios/a-b_1.json");
  CHECK(shell_quoted("") == "''");
  CHECK(shell_quoted("two words") == "'two words'");
  CHECK(shell_quoted("it's") == "'it'\\''s'");
  CHECK(shell_quoted("/name=$HOME") == "'/name=$HOME'");
}
