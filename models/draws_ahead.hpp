#pragma once
// Draws made before they are asked for, because several together cost little more than one. Where an attempt reads one draw, those of the
// contacts that are dialed next: a list is dialed row by row, and its retries come in nearly that order, so the draws of neighbouring rows
// are made together, and the other seven are there when they are asked for. Where it reads many, those of the attempt, whatever the order.
//
// Invariants
//   1. of(who, attempt) is the draw of its key, whatever was asked before.
//   2. Rows that are asked for in no order cost one draw each.

#include <array>
#include <cstdint>

#include "models/answer.hpp"
#include "sim/random/philox_abreast.hpp"

namespace models {

// All that the models may read of one attempt beside what few attempts need.
struct AttemptDraws {
  std::array<sim::random::Block, 4> blocks;
  const sim::random::Block& outcome() const { return blocks[0]; }
  const sim::random::Block& traits() const { return blocks[1]; }
  const sim::random::Block& duration() const { return blocks[2]; }
  const sim::random::Block& link() const { return blocks[3]; }
};
// Writes them where they are read: a copy of what is just being drawn would wait until all of it is.
void draw_attempt(Who who, std::uint32_t attempt, AttemptDraws& draws);

// The draws, for one purpose, of neighbours.
class DrawsAhead {
 public:
  explicit DrawsAhead(sim::random::Purpose purpose) : purpose_(purpose) {}

  // The result stands until the next call. REQUIRES who of the same seed and replication in all calls.
  const sim::random::Block& of(Who who, std::uint32_t attempt) {
    Neighbours& n = near_[(attempt + kAttempts * who.list) % near_.size()];
    const std::uint32_t first = who.row & ~(sim::random::kAbreast - 1);
    if (n.first != first || n.list != who.list || n.attempt != attempt) return miss(n, who, attempt);
    return n.blocks[who.row - first];
  }

 private:
  // Several lists are dialed side by side, and the first attempts of one beside its retries.
  static constexpr std::uint32_t kAttempts = 4, kLists = 4;

  struct Neighbours {
    std::uint32_t first = 1;  // a multiple of eight, once there are any
    std::uint32_t list = 0;
    std::uint32_t attempt = 0;
    std::uint32_t asked = 0;  // the row of the last miss
    std::array<sim::random::Block, sim::random::kAbreast> blocks;
  };
  const sim::random::Block& miss(Neighbours& n, Who who, std::uint32_t attempt);

  sim::random::Purpose purpose_;
  std::array<Neighbours, std::size_t{kAttempts} * kLists> near_;
};

}  // namespace models
