#pragma once
// One hash over the integer history of a run: two runs with the same fingerprint did the same things at the same times in the same order.

#include <cstdint>

namespace sim::kernel {

__extension__ typedef unsigned __int128 Wide;

class Fingerprint {
 public:
  // Multiply and fold (the mixing step of wyhash); the order of words matters.
  void add(std::uint64_t word) { state_ = folded(word, 0) ^ 0xA0761D6478BD642Fu; }
  // Three words with one multiplication: each has to wait for the one before.
  void add(std::uint64_t first, std::uint64_t second, std::uint64_t third) { state_ = folded(first, second) ^ third; }
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t folded(std::uint64_t first, std::uint64_t second) const {
    const auto product = static_cast<Wide>(state_ ^ first) * (0x9E3779B97F4A7C15u ^ second);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }

  std::uint64_t state_ = 0xE7037ED1A0B428DBu;
};

}  // namespace sim::kernel
