#pragma once
// Counts of whole nanoseconds in buckets that grow with the value: 32 to each doubling, so a quantile is right within 3.2 % at every
// size (the layout of HdrHistogram, G. Tene).

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace sim::stats {

class LatencyHistogram {
 public:
  void add(std::uint64_t ns) {
    ++counts_[bucket_of(ns)];
    ++n_;
    max_ = std::max(max_, ns);
  }

  std::uint64_t n() const { return n_; }
  std::uint64_t max() const { return max_; }
  // The upper end of the bucket that holds the q-quantile, never above the maximum. REQUIRES 0 < q <= 1. 0 when empty.
  std::uint64_t quantile(double q) const {
    const double rank = q * static_cast<double>(n_);
    std::uint64_t below = 0;
    for (std::size_t b = 0; b < kBuckets && n_ > 0; ++b) {
      below += counts_[b];
      if (static_cast<double>(below) >= rank && below > 0) return std::min(upper_end(b), max_);
    }
    return max_;
  }

 private:
  static constexpr unsigned kBits = 5;
  static constexpr std::size_t kBuckets = (64 - kBits) * (std::size_t{1} << kBits) + (std::size_t{1} << kBits);

  // Below 64 each value has a bucket of its own.
  static std::size_t bucket_of(std::uint64_t ns) {
    const int shift = std::max(static_cast<int>(std::bit_width(ns)) - static_cast<int>(kBits) - 1, 0);
    return (static_cast<std::size_t>(shift) << kBits) + static_cast<std::size_t>(ns >> shift);
  }
  static std::uint64_t upper_end(std::size_t bucket) {
    const std::size_t shift = bucket < (2u << kBits) ? 0 : (bucket >> kBits) - 1;
    const std::uint64_t mantissa = bucket - (shift << kBits);
    return ((mantissa + 1) << shift) - 1;
  }

  std::array<std::uint64_t, kBuckets> counts_{};
  std::uint64_t n_ = 0, max_ = 0;
};

}  // namespace sim::stats
