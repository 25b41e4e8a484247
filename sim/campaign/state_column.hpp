#pragma once
// One StateId per contact, packed into 1, 2 or 4 bytes as the policy needs: what a contact costs while it waits for nothing.

#include <cstdint>
#include <vector>

#include "sim/campaign/retry_table.hpp"

namespace sim::campaign {

class StateColumn {
 public:
  // REQUIRES bound 256, 65536 or 2^32.
  explicit StateColumn(std::uint64_t bound) : width_(bound == 256 ? 1 : bound == 65536 ? 2 : 4) {}

  void grow(std::size_t size) { bytes_.resize(size * width_); }

  StateId get(std::size_t i) const { return width_ == 1 ? bytes_[i] : get_wide(i); }

  void set(std::size_t i, StateId id) {
    if (width_ == 1) {
      bytes_[i] = static_cast<std::uint8_t>(id);
    } else {
      set_wide(i, id);
    }
  }

  void prefetch(std::size_t i) const { __builtin_prefetch(bytes_.data() + width_ * i, 1); }
  std::size_t bytes() const { return bytes_.capacity(); }

 private:
  // A policy of more than 256 states is rare.
  [[gnu::noinline]] StateId get_wide(std::size_t i) const {
    if (width_ == 2) return static_cast<StateId>(bytes_[2 * i] | bytes_[2 * i + 1] << 8);
    StateId id = 0;
    for (std::size_t b = 4; b-- > 0;) id = id << 8 | bytes_[4 * i + b];
    return id;
  }

  [[gnu::noinline]] void set_wide(std::size_t i, StateId id) {
    for (std::size_t b = 0; b < width_; ++b, id >>= 8) bytes_[width_ * i + b] = static_cast<std::uint8_t>(id);
  }

  std::size_t width_;
  std::vector<std::uint8_t> bytes_;
};

}  // namespace sim::campaign
