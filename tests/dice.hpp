#pragma once
// Dice for tests that draw small worlds: cheap, the same on every machine, and decided by a seed or by bytes that a fuzzer makes up.

#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string_view>
#include <vector>

#include "sim/base/time.hpp"

namespace sim::swarm {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  // Each decision takes a byte, so that a change of one byte is a small change. When they are used up, zeros.
  // REQUIRES that the bytes outlive this.
  explicit Dice(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t below(std::uint64_t n) {
    if (!bytes_) return random_() % n;
    if (bytes_->empty()) return 0;
    const auto byte = static_cast<unsigned char>(bytes_->front());
    bytes_->remove_prefix(1);
    return byte % n;
  }
  std::uint32_t up_to(std::uint32_t n) { return 1 + static_cast<std::uint32_t>(below(n)); }
  bool percent(unsigned p) { return below(100) < p; }
  Duration multiple(std::uint64_t n, Duration of) { return static_cast<std::int64_t>(below(n)) * of; }

  // How much of each of n kinds: some are off, the others have anything between a little and a lot.
  template <std::size_t N>
  std::array<unsigned, N> weights() {
    std::array<unsigned, N> weights{};
    for (unsigned& w : weights) w = percent(35) ? 0 : up_to(100);
    if (sum(weights) == 0) weights[below(N)] = 1;
    return weights;
  }
  // An index with a probability in proportion to its weight. REQUIRES some weight above 0.
  template <std::size_t N>
  std::size_t pick(const std::array<unsigned, N>& weights) {
    std::uint64_t at = below(sum(weights));
    std::size_t i = 0;
    for (; at >= weights[i]; ++i) at -= weights[i];
    return i;
  }
  // Off for some worlds, heavy for others: a percentage.
  unsigned dose(unsigned off) { return percent(off) ? 0 : 10 * up_to(10); }

 private:
  template <std::size_t N>
  static std::uint64_t sum(const std::array<unsigned, N>& weights) {
    std::uint64_t total = 0;
    for (const unsigned w : weights) total += w;
    return total;
  }

  std::mt19937_64 random_;
  std::optional<std::string_view> bytes_;
};

}  // namespace sim::swarm
