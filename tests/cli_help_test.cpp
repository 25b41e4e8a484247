// Help: every command says what it does, with an example and its exit statuses, in 80 columns.

#include <sstream>

#include "sim/cli/command.hpp"
#include "sim/cli/help.hpp"
#include "sim/cli/replay.hpp"
#include "sim/report/plain_text.hpp"
#include "tests/catch.hpp"

using namespace sim::cli;
using Catch::Matchers::Contains;

namespace {

std::size_t longest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t longest = 0;
  for (std::string line; std::getline(lines, line);) longest = std::max(longest, sim::report::width(line));
  return longest;
}

}  // namespace

TEST_CASE("the overview names every command and the options everywhere", "[cli]") {
  const std::string text = overview();
  for (const Command& command : commands()) CHECK_THAT(text, Contains(std::string(command.help)));
  for (const char* option : {"--out", "--seed", "--replications", "--threads", "--set", "--quiet", "--color", "--help", "--version"}) {
    CHECK_THAT(text, Contains(option));
  }
  CHECK(longest_line(text) <= 80);
}

TEST_CASE("the help of a command has its usage, options, an example and exit statuses", "[cli]") {
  for (const Command& command : commands()) {
    CAPTURE(command.name);
    const std::string text = help_of(command);
    CHECK_THAT(text, Catch::Matchers::StartsWith("Usage: dialsim " + std::string(command.name)));
    CHECK_THAT(text, Contains("Example:\n  dialsim " + std::string(command.name)));
    CHECK_THAT(text, Contains("Exit status:\n  0 "));
    for (const Option& option : command.options) CHECK_THAT(text, Contains("--" + std::string(option.name)));
    CHECK(longest_line(text) <= 80);
  }
}

TEST_CASE("commands are found by their whole name only", "[cli]") {
  REQUIRE(find_command("run") != nullptr);
  CHECK(find_command("ru") == nullptr);
  CHECK(find_command("") == nullptr);
}

TEST_CASE("a replication is replayed with everything that shaped it", "[cli]") {
  sim::scenario::Scenario scenario;
  scenario.file = "my runs/a.json";
  scenario.world.seed = 42;
  const std::vector<std::string> words{"my runs/a.json", "--set", "/account/lines=5", "--until", "+1d", "--threads", "4"};
  const Invocation given = parse_options(words, find_command("run")->options);
  CHECK(replay_command(scenario, given, 3) ==
        "dialsim run 'my runs/a.json' --seed 42 --replications 1 --replication 3 --trace --set /account/lines=5 --until +1d");
}
