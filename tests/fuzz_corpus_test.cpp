// Every input that the fuzzer found worth keeping, and every one that once was a finding, again.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/catch.hpp"
#include "tests/fuzz/targets.hpp"

namespace sim::fuzz {
namespace {

void feed_corpus(const std::string& name) {
  const auto target = std::ranges::find(kTargets, name, &Target::name);
  REQUIRE(target != kTargets.end());
  std::size_t fed = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(DIALSIM_SOURCE) / "tests/fuzz/corpus" / name)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    INFO(entry.path());
    CHECK_NOTHROW(target->feed(bytes));
    ++fed;
  }
  CHECK(fed > 0);
}

TEST_CASE("corpus of the fuzzer: scenario", "[fuzz]") { feed_corpus("scenario"); }
TEST_CASE("corpus of the fuzzer: contacts", "[fuzz]") { feed_corpus("contacts"); }
TEST_CASE("corpus of the fuzzer: durations", "[fuzz]") { feed_corpus("durations"); }
TEST_CASE("corpus of the fuzzer: results", "[fuzz]") { feed_corpus("results"); }
TEST_CASE("corpus of the fuzzer: machine", "[fuzz]") { feed_corpus("machine"); }
TEST_CASE("corpus of the fuzzer: trace", "[fuzz]") { feed_corpus("trace"); }

}  // namespace
}  // namespace sim::fuzz
