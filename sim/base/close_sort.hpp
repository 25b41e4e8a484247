#pragma once
// Sorts different numbers that stand close together, as lines and positions in a list mostly do: each is a bit of a map, which is read from
// its lowest word on. No branch depends on how two numbers compare, which is what costs the time where their order cannot be foreseen.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/check.hpp"

namespace sim {

class CloseSort {
 public:
  // REQUIRES no two of them are equal.
  void operator()(std::span<std::uint32_t> numbers) {
    if (numbers.size() < 2) return;
    std::uint32_t least = numbers.front(), greatest = least;
    for (const std::uint32_t number : numbers) {
      least = std::min(least, number);
      greatest = std::max(greatest, number);
    }
    const std::uint32_t first = least / kWord, words = greatest / kWord - first + 1;
    if (words / kWordsEach > numbers.size()) return static_cast<void>(std::ranges::sort(numbers));
    map_.resize(words);
    for (const std::uint32_t number : numbers) map_[number / kWord - first] |= std::uint64_t{1} << number % kWord;
    const bool all_read = read(first, numbers) == numbers.end();
    SIM_CHECK(all_read, "no number comes twice");
    map_.clear();
  }

 private:
  static constexpr std::uint32_t kWord = 64;
  // Words of the map for each number. There comparing takes two thirds of the time for 8 numbers, and twice the time for 128.
  static constexpr std::uint32_t kWordsEach = 4;

  // Puts what is in the map into `numbers`; returns where it ends.
  std::span<std::uint32_t>::iterator read(std::uint32_t first, std::span<std::uint32_t> numbers) const {
    auto next = numbers.begin();
    for (std::uint32_t base = first * kWord; std::uint64_t word : map_) {
      for (; word != 0; word &= word - 1) *next++ = base + static_cast<std::uint32_t>(std::countr_zero(word));
      base += kWord;
    }
    return next;
  }

  std::vector<std::uint64_t> map_;  // empty between calls
};

}  // namespace sim
