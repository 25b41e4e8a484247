#pragma once
// Several draws made together: a vector register of 256 bits holds the same word of four counters, so that four blocks abreast take the
// time of two, eight that of three. A processor without AVX2 makes them one by one.
//
// Invariant: each block equals the draw() of its key, bit for bit, on every machine.

#include <array>
#include <cstdint>

#include "sim/random/philox.hpp"

namespace sim::random {

inline constexpr std::uint32_t kAbreast = 8;

// The blocks of contacts first.contact, first.contact + 1, ...; the other parts of the key are the same for all.
std::array<Block, kAbreast> draw_abreast(const DrawKey& first);

// What else than the contact a draw is for.
struct DrawFor {
  std::uint16_t attempt;
  Purpose purpose;
};

// Four blocks of one contact, written to `blocks`: the draws of `key` with attempt and purpose as in `what`.
void draw_four(const DrawKey& key, const std::array<DrawFor, 4>& what, std::array<Block, 4>& blocks);

}  // namespace sim::random
