#pragma once
// Keyed random numbers: every draw is a pure function of (seed, replication, contact, attempt, purpose, index).
// The generator is Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC'11).
//
// Invariants
//   1. No state: the same key gives the same block, in whatever order, on whatever thread.
//   2. A new purpose, policy, line or thread shifts nobody else's numbers.
//   3. key = (seed low, seed high), counter = (contact, attempt << 16 | purpose, replication, index).

#include <array>
#include <cstdint>

namespace sim::random {

using Block = std::array<std::uint32_t, 4>;

constexpr Block philox(Block counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
               static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return counter;
}

// What a draw is for. A number is never reused and never changes its meaning: results of old seeds depend on it.
enum class Purpose : std::uint16_t {
  outcome = 1,
  duration = 2,
  retry_delay = 3,
  contact_traits = 4,
  failures = 5,
  link = 6,
  operator_reaction = 7,
  goal = 8,
  set_up = 9,
  link_delay = 10
};

struct DrawKey {
  std::uint64_t seed;
  std::uint32_t replication;
  std::uint32_t contact;
  std::uint16_t attempt;
  Purpose purpose;
  std::uint32_t index = 0;  // the list in the high half, further blocks of one draw in the low half
};

constexpr Block draw(const DrawKey& k) {
  return philox({k.contact, std::uint32_t{k.attempt} << 16 | static_cast<std::uint32_t>(k.purpose), k.replication, k.index},
                {static_cast<std::uint32_t>(k.seed), static_cast<std::uint32_t>(k.seed >> 32)});
}

// In the open interval (0, 1), exact in binary64 and symmetric: the complement of every value is a value.
constexpr double open_uniform(std::uint32_t high, std::uint32_t low) {
  const std::uint64_t bits = (std::uint64_t{high} << 32 | low) >> 12;
  return (static_cast<double>(bits) + 0.5) * 0x1p-52;
}

}  // namespace sim::random
