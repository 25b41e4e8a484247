#include "models/draws_ahead.hpp"

namespace models {

using sim::random::Block;
using sim::random::kAbreast;

void draw_attempt(Who who, std::uint32_t attempt, AttemptDraws& draws) {
  using sim::random::Purpose;
  const auto n = static_cast<std::uint16_t>(attempt);
  sim::random::draw_four(attempt_key(who, attempt, Purpose::outcome),
                         {{{n, Purpose::outcome}, {0, Purpose::contact_traits}, {n, Purpose::duration}, {n, Purpose::link}}}, draws.blocks);
}

// Neighbours are drawn when the last miss was near: then the rows come in an order.
const Block& DrawsAhead::miss(Neighbours& n, Who who, std::uint32_t attempt) {
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
  const std::uint32_t at = who.row - n.first;
  who.row = n.first;
  n.blocks = sim::random::draw_abreast(attempt_key(who, attempt, purpose_));
  return n.blocks[at];
}

}  // namespace models
