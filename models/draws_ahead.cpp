#include "models/draws_ahead.hpp"

namespace models {

using sim::random::Block;
using sim::random::kAbreast;

// Neighbours are drawn when the last miss was near: then the rows come in an order.
const Block& DrawsAhead::miss(Neighbours& n, const Who& who, std::uint32_t attempt) {
  const std::uint32_t distance = who.row - n.asked;
  n.asked = who.row;
  if (distance > 4 * kAbreast) {
    n.first = 1;
    n.blocks.front() = sim::random::draw(attempt_key(who, attempt, purpose_));
    return n.blocks.front();
  }
  n.first = who.row & ~(kAbreast - 1);
  n.list = who.list;
  n.attempt = attempt;
  Who first = who;
  first.row = n.first;
  n.blocks = sim::random::draw_abreast(attempt_key(first, attempt, purpose_));
  return n.blocks[who.row - n.first];
}

}  // namespace models
