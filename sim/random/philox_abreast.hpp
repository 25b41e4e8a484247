#pragma once
// The draws of eight contacts in neighbouring rows, made together: a vector register of 256 bits holds the same word of four counters, so
// that eight blocks abreast take the time of three. A processor without AVX2 makes them one by one.
//
// Invariant: each block equals the draw() of its key, bit for bit, on every machine.

#include <array>
#include <cstdint>

#include "sim/random/philox.hpp"

namespace sim::random {

inline constexpr std::uint32_t kAbreast = 8;

// The blocks of contacts first.contact, first.contact + 1, ...; the other parts of the key are the same for all.
std::array<Block, kAbreast> draw_abreast(const DrawKey& first);

}  // namespace sim::random
