#pragma once
// From which states an end can be reached. What a state leads to is kept as differences in bytes of seven bits, two or three bytes each,
// and read from the last state to the first until nothing changes: a search forward mostly finds states with greater numbers, so a few
// passes do.

#include <cstdint>
#include <optional>
#include <vector>

namespace sim::verify {

class WaysOut {
 public:
  // What the next state leads to, in any order and as often as it likes; states are added in the order of their numbers.
  void add(std::vector<std::uint32_t> successors);

  // The first state from which none of those marked can be reached; marks all from which one can. REQUIRES a mark per state added.
  std::optional<std::uint32_t> first_without(std::vector<bool>& can_end) const;

 private:
  bool leads_to(std::uint32_t state, const std::vector<bool>& marked) const;

  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint64_t> begins_ = {0};  // of each state's bytes, and where the next will begin
};

}  // namespace sim::verify
