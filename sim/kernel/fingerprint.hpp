#pragma once
// One hash over the integer history of a run: two runs with the same fingerprint did the same things at the same times in the same order.

#include <cstdint>

namespace sim::kernel {

__extension__ typedef unsigned __int128 Wide;

class Fingerprint {
 public:
  // The order of words matters.
  void add(std::uint64_t word) { state_ = folded(state_ ^ word, kFirst) ^ kSecond; }
  // Three words with one multiplication that has to wait for the one before. The third is folded beside it: put in as it is, it could be
  // undone by a word that comes next.
  void add(std::uint64_t first, std::uint64_t second, std::uint64_t third) {
    state_ = folded(state_ ^ first, kFirst ^ second ^ folded(third, kSecond));
  }
  std::uint64_t value() const { return state_; }

 private:
  static constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15, kSecond = 0xA0761D6478BD642F;

  // Multiply and fold, the mixing step of wyhash.
  static std::uint64_t folded(std::uint64_t a, std::uint64_t b) {
    const auto product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }

  std::uint64_t state_ = 0xE7037ED1A0B428DBu;
};

}  // namespace sim::kernel
