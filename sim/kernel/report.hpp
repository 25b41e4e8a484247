#pragma once
// The entries of the event list: when something is due, before or after what else of that instant, and what. It knows no telephony; a slot
// is whatever its user files under it.

#include <cstdint>

#include "sim/base/time.hpp"

namespace sim::kernel {

// One entry. Compared as one integer of 128 bits: instant, rank, slot.
class Report {
 public:
  __extension__ using Key = unsigned __int128;

  Report() = default;
  // REQUIRES at >= the origin of time.
  Report(SimTime at, std::uint32_t rank, std::uint32_t slot)
      : key_(static_cast<Key>(static_cast<std::uint64_t>(us(at))) << 64 | (std::uint64_t{rank} << 32 | slot)) {}
  SimTime at() const { return at_us(static_cast<std::int64_t>(static_cast<std::uint64_t>(key_ >> 64))); }
  std::uint32_t slot() const { return static_cast<std::uint32_t>(key_); }
  bool operator<(const Report& o) const { return key_ < o.key_; }

 private:
  Key key_ = 0;
};

// An entry whose rank follows from its slot, in half the size.
class OwnReport {
 public:
  static constexpr std::uint32_t rank(std::uint32_t slot) { return 2 * slot + 1; }
  // In the first 203 days, and for a million slots.
  static constexpr bool fits(SimTime at, std::uint32_t slot) {
    return (static_cast<std::uint64_t>(us(at)) >> (64 - kSlotBits) | slot >> kSlotBits) == 0;
  }

  OwnReport() = default;  // to be written
  // REQUIRES fits(at, slot).
  OwnReport(SimTime at, std::uint32_t slot) : key_(static_cast<std::uint64_t>(us(at)) << kSlotBits | slot) {}
  SimTime at() const { return at_us(static_cast<std::int64_t>(key_ >> kSlotBits)); }
  std::uint32_t slot() const { return static_cast<std::uint32_t>(key_ & ((1u << kSlotBits) - 1)); }
  Report whole() const { return {at(), rank(slot()), slot()}; }

 private:
  static constexpr unsigned kSlotBits = 20;

  std::uint64_t key_;
};

}  // namespace sim::kernel
