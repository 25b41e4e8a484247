#include "sim/verify/ways_out.hpp"

#include <algorithm>

namespace sim::verify {
namespace {

constexpr unsigned kBits = 7;
constexpr std::uint32_t kMore = 1u << kBits;  // another byte follows

}  // namespace

void WaysOut::add(std::vector<std::uint32_t> successors) {
  std::ranges::sort(successors);
  successors.erase(std::unique(successors.begin(), successors.end()), successors.end());
  std::uint32_t last = 0;
  for (const std::uint32_t to : successors) {
    std::uint32_t rest = to - last;
    for (; rest >= kMore; rest >>= kBits) bytes_.push_back(static_cast<std::uint8_t>(rest | kMore));
    bytes_.push_back(static_cast<std::uint8_t>(rest));
    last = to;
  }
  begins_.push_back(bytes_.size());
}

bool WaysOut::leads_to(std::uint32_t state, const std::vector<bool>& marked) const {
  std::uint32_t to = 0;
  for (std::uint64_t i = begins_[state]; i < begins_[state + 1]; ++i) {
    std::uint32_t difference = 0;
    for (unsigned shift = 0;; shift += kBits, ++i) {
      difference |= (bytes_[i] & (kMore - 1)) << shift;
      if ((bytes_[i] & kMore) == 0) break;
    }
    to += difference;
    if (marked[to]) return true;
  }
  return false;
}

std::optional<std::uint32_t> WaysOut::first_without(std::vector<bool>& can_end) const {
  for (bool changed = true; changed;) {
    changed = false;
    for (auto state = static_cast<std::uint32_t>(begins_.size() - 1); state-- > 0;) {
      if (can_end[state] || !leads_to(state, can_end)) continue;
      can_end[state] = true;
      changed = true;
    }
  }
  const auto without = std::ranges::find(can_end, false);
  if (without == can_end.end()) return std::nullopt;
  return static_cast<std::uint32_t>(without - can_end.begin());
}

}  // namespace sim::verify
