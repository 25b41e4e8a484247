#include "sim/kernel/fingerprint.hpp"

#include <array>
#include <cstdint>
#include <set>

#include "tests/catch.hpp"

namespace sim::kernel {
namespace {

using Words = std::array<std::uint64_t, 3>;

// Of two reports with these words: what comes after a word must not hide it.
std::uint64_t of(const Words& first, const Words& second) {
  Fingerprint fingerprint;
  fingerprint.add(first[0], first[1], first[2]);
  fingerprint.add(second[0], second[1], second[2]);
  return fingerprint.value();
}

TEST_CASE("a fingerprint differs by every bit of every word", "[kernel]") {
  const Words words{3'600'000'000, 0x17'000003'11, 0}, others{3'630'000'000, 0x18'000004'13, 12'500'000};
  std::set<std::uint64_t> seen{of(words, others), of(others, words)};
  for (std::size_t word = 0; word < 3; ++word) {
    for (unsigned bit = 0; bit < 64; ++bit) {
      Words changed = words;
      changed[word] ^= std::uint64_t{1} << bit;
      seen.insert(of(changed, others));
    }
  }
  CHECK(seen.size() == 2 + 3 * 64);
}

// A longer talk and another call after it, say.
TEST_CASE("a change of a word is not undone by the same change of the next", "[kernel]") {
  const Words words{3'600'000'000, 0x17'000003'11, 12'500'000};
  std::set<std::uint64_t> seen;
  for (unsigned bit = 0; bit < 64; ++bit) {
    const std::uint64_t change = std::uint64_t{1} << bit;
    seen.insert(of({words[0] ^ change, words[1] ^ change, words[2]}, words));
    seen.insert(of({words[0], words[1] ^ change, words[2] ^ change}, words));
    seen.insert(of({words[0], words[1], words[2] ^ change}, {words[0] ^ change, words[1], words[2]}));
  }
  seen.insert(of(words, words));
  CHECK(seen.size() == 1 + 3 * 64);
}

TEST_CASE("a fingerprint differs by the place of a word", "[kernel]") {
  std::set<std::uint64_t> seen;
  for (const Words& words : {Words{1, 2, 3}, Words{1, 3, 2}, Words{2, 1, 3}, Words{2, 3, 1}, Words{3, 1, 2}, Words{3, 2, 1}}) {
    seen.insert(of(words, {}));
    seen.insert(of({}, words));
    Fingerprint one_by_one;
    for (const std::uint64_t word : words) one_by_one.add(word);
    seen.insert(one_by_one.value());
  }
  CHECK(seen.size() == 18);
}

}  // namespace
}  // namespace sim::kernel
