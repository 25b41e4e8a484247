// What the field tables make: the key reference in scenarios/README.md and the schema that the scenarios name for editors. And the README
// has a row for every file. After a change of the tables:
//   DIALSIM_WRITE_KEYS=1 build/release/tests/dialsim_tests "[keys]"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>

#include "sim/scenario/scenario.hpp"
#include "tests/catch.hpp"

namespace sim::scenario {
namespace {

std::filesystem::path scenarios() { return std::filesystem::path(DIALSIM_SOURCE) / "scenarios"; }

std::string text_of(const std::filesystem::path& name) {
  std::ifstream file(scenarios() / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string readme() { return text_of("README.md"); }

// The first lines that differ, empty when none do: nobody wants to read both texts.
std::pair<std::string, std::string> first_difference(const std::string& have, const std::string& want) {
  std::istringstream have_lines(have), want_lines(want);
  std::string line, wanted;
  for (;;) {
    const bool more = static_cast<bool>(std::getline(have_lines, line));
    const bool more_wanted = static_cast<bool>(std::getline(want_lines, wanted));
    if (!more) line = "(the end)";
    if (!more_wanted) wanted = "(the end)";
    if (line != wanted) return {line, wanted};
    if (!more) return {};
  }
}

}  // namespace

TEST_CASE("scenarios/README.md: the key reference is that of the field tables", "[keys]") {
  const std::string begin = "<!-- keys begin -->\n", end = "<!-- keys end -->";
  const std::string text = readme();
  const std::size_t from = text.find(begin), to = text.find(end);
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  const std::size_t keys = from + begin.size();
  if (std::getenv("DIALSIM_WRITE_KEYS") != nullptr) {
    std::ofstream(scenarios() / "README.md", std::ios::binary) << text.substr(0, keys) << key_reference() << text.substr(to);
    return;
  }
  INFO("write it anew with DIALSIM_WRITE_KEYS=1");
  const auto [line, wanted] = first_difference(text.substr(keys, to - keys), key_reference());
  CHECK(line == wanted);
}

TEST_CASE("scenarios/schema: the schema is that of the field tables, and every scenario names it", "[keys]") {
  const std::filesystem::path name = std::filesystem::path("schema") / "dialsim.schema.json";
  const std::string wanted = schema().dump(2) + "\n";
  if (std::getenv("DIALSIM_WRITE_KEYS") != nullptr) std::ofstream(scenarios() / name, std::ios::binary) << wanted;
  INFO("write it anew with DIALSIM_WRITE_KEYS=1");
  CHECK(first_difference(text_of(name), wanted) == std::pair<std::string, std::string>());
  for (const auto& entry : std::filesystem::directory_iterator(scenarios())) {
    if (entry.path().extension() != ".json") continue;
    INFO(entry.path().filename());
    CHECK(text_of(entry.path()).find("  \"$schema\": \"" + name.string() + "\",\n") != std::string::npos);
  }
}

TEST_CASE("scenarios/README.md: every file has a row", "[keys]") {
  const std::string text = readme();
  for (const auto& entry : std::filesystem::directory_iterator(scenarios())) {
    if (entry.path().extension() != ".json") continue;
    const std::string row = "| [" + entry.path().stem().string() + "](" + entry.path().filename().string() + ") |";
    INFO(row);
    CHECK(text.find(row) != std::string::npos);
  }
}

}  // namespace sim::scenario
