#pragma once
// The event list of what is on the lines. Entries whose distance from now is one of a few fixed durations come in the order in which they
// are filed, so they wait in FIFO lanes, one per duration; only the rest needs a heap (4-ary), of words as small as the entries allow. It
// knows no telephony; a slot is whatever its user files under it.
//
// Invariants
//   1. pop() gives the earliest entry; of one instant, the one with the lowest rank.
//   2. Nothing is allocated once the list has been as full as it will be.

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/base/close_sort.hpp"
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

// An entry whose rank follows from its slot, in half the size and compared in one instruction.
class OwnReport {
 public:
  static constexpr std::uint32_t rank(std::uint32_t slot) { return 2 * slot + 1; }
  // In the first 203 days, and for a million slots.
  static constexpr bool fits(SimTime at, std::uint32_t slot) {
    return (static_cast<std::uint64_t>(us(at)) >> (64 - kSlotBits) | slot >> kSlotBits) == 0;
  }

  OwnReport() = default;
  // REQUIRES fits(at, slot).
  OwnReport(SimTime at, std::uint32_t slot) : key_(static_cast<std::uint64_t>(us(at)) << kSlotBits | slot) {}
  SimTime at() const { return at_us(static_cast<std::int64_t>(key_ >> kSlotBits)); }
  std::uint32_t slot() const { return static_cast<std::uint32_t>(key_ & ((1u << kSlotBits) - 1)); }
  auto operator<=>(const OwnReport&) const = default;  // the earlier, then the lower rank first
  Report whole() const { return {at(), rank(slot()), slot()}; }

 private:
  static constexpr unsigned kSlotBits = 20;

  std::uint64_t key_ = 0;
};

// A 4-ary heap with one entry at the door: the last that came. It gets its place when the next comes, or it fills the gap at the root when
// the first goes, which is less work. Who files it need not wait until it is known when it is due.
template <typename Entry>
class ReportHeap {
 public:
  bool empty() const { return heap_.empty(); }
  const Entry& top() const { return heap_.front(); }

  void push(const Entry& entry) {
    if (heap_.empty()) return heap_.push_back(entry);
    if (waits_) sift_up(newcomer_);
    waits_ = true;
    newcomer_ = entry;
    if (newcomer_ < heap_.front()) std::swap(newcomer_, heap_.front());
  }

  void pop() {
    if (waits_) {
      waits_ = false;
      return sift_down(newcomer_);
    }
    const Entry last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sift_down(last);
  }

 private:
  void sift_up(const Entry& entry) {
    std::size_t i = heap_.size();
    heap_.push_back(entry);
    while (i > 0) {
      const std::size_t parent = (i - 1) / 4;
      if (!(entry < heap_[parent])) break;
      heap_[i] = heap_[parent];
      i = parent;
    }
    heap_[i] = entry;
  }

  // Into the gap at the root.
  void sift_down(const Entry& entry) {
    const std::size_t n = heap_.size();
    std::size_t i = 0;
    for (;;) {
      const std::size_t first = 4 * i + 1;
      if (first >= n) break;
      const std::size_t least = first + 4 <= n ? least_of_four(first) : least_of(first, n);
      if (!(heap_[least] < entry)) break;
      heap_[i] = heap_[least];
      i = least;
    }
    heap_[i] = entry;
  }

  // Which it is cannot be foreseen, so it is computed instead of branched for.
  std::size_t least_of_four(std::size_t first) const {
    const Entry* of = heap_.data() + first;
    const std::size_t a = std::size_t{of[1] < of[0]};
    const std::size_t b = 2 + std::size_t{of[3] < of[2]};
    const std::size_t b_is_less{of[b] < of[a]};
    return first + (a ^ ((a ^ b) & (0 - b_is_less)));
  }

  std::size_t least_of(std::size_t first, std::size_t end) const {
    std::size_t least = first;
    for (std::size_t child = first + 1; child < end; ++child) {
      if (heap_[child] < heap_[least]) least = child;
    }
    return least;
  }

  std::vector<Entry> heap_;
  Entry newcomer_;
  bool waits_ = false;  // the newcomer; then the heap is not empty
};

// Own reports that all come the same time after they are filed. In a ring; those of one instant are put in order when the first is asked
// for, which is when all of them are there.
class ReportLane {
 public:
  SimTime next() const { return next_; }  // kNever when empty
  // REQUIRES not empty, as pop().
  const OwnReport& top() {
    if (head_ == sorted_until_) {
      sorted_until_ = head_ + 1;
      if (sorted_until_ != end_ && at(sorted_until_).at() == next_) sort_instant();
    }
    return at(head_);
  }
  void pop() {
    ++head_;
    next_ = head_ == end_ ? kNever : at(head_).at();
  }
  // An entry that comes soon after the first. REQUIRES not empty.
  const OwnReport& soon() const { return ring_[std::min(head_ + kSoon, end_ - 1) & mask_]; }
  // REQUIRES the slot is not in the lane for the same instant.
  void push(const OwnReport& report) {
    if (head_ == end_) next_ = report.at();
    if (end_ - head_ == ring_.size()) grow();
    at(end_++) = report;
  }

 private:
  static constexpr std::uint64_t kSoon = 2;

  OwnReport& at(std::uint64_t i) { return ring_[i & mask_]; }

  // REQUIRES more than one entry of the first instant.
  [[gnu::noinline]] void sort_instant() {
    slots_.clear();
    for (sorted_until_ = head_; sorted_until_ != end_ && at(sorted_until_).at() == next_; ++sorted_until_) {
      slots_.push_back(at(sorted_until_).slot());
    }
    sort_(slots_);
    for (std::uint64_t i = head_; const std::uint32_t slot : slots_) at(i++) = {next_, slot};
  }

  void grow() {
    std::vector<OwnReport> larger(ring_.empty() ? 64 : 2 * ring_.size(), OwnReport{});
    for (std::uint64_t i = head_; i != end_; ++i) larger[i & (larger.size() - 1)] = at(i);
    ring_.swap(larger);
    mask_ = ring_.size() - 1;
  }

  std::vector<OwnReport> ring_;
  std::uint64_t mask_ = 0;  // the size of the ring is a power of two
  std::uint64_t head_ = 0, end_ = 0, sorted_until_ = 0;
  SimTime next_ = kNever;
  CloseSort sort_;
  std::vector<std::uint32_t> slots_;
};

class ReportList {
 public:
  bool empty() const { return next_ == kNever; }
  SimTime next() const { return next_; }
  // The slot of an entry that pop() will give soon, for who wants to have near what belongs to it. REQUIRES not empty.
  std::uint32_t soon() const { return from_ < kMostLanes ? lanes_[from_].soon().slot() : first_of_heap(from_); }

  void push(SimTime at, std::uint32_t rank, std::uint32_t slot) {
    heap_.push({at, rank, slot});
    note(at, kHeap);
  }

  // The same for a rank of OwnReport::rank(slot), which most entries have.
  void push_own(SimTime at, std::uint32_t slot) {
    if (!OwnReport::fits(at, slot)) return push(at, OwnReport::rank(slot), slot);
    own_.push({at, slot});
    note(at, kOwn);
  }

  // The same at now + delay, where few different delays come again and again. REQUIRES now >= that of the last call, and that the slot is
  // not filed for that instant already.
  void push_own_fixed(SimTime now, Duration delay, std::uint32_t slot) {
    const std::size_t lane = delay > Duration{0} ? lane_of(delay) : kMostLanes;
    const SimTime at = now + delay;
    if (lane == kMostLanes || !OwnReport::fits(at, slot)) return push_own(at, slot);
    lanes_[lane].push({at, slot});
    note(at, lane);
  }

  // The slot of the earliest. REQUIRES not empty.
  std::uint32_t pop() {
    const std::size_t from = tied_ ? first_of_tied() : from_;
    std::uint32_t slot = 0;
    if (from == kOwn) {
      slot = own_.top().slot();
      own_.pop();
    } else if (from == kHeap) {
      slot = heap_.top().slot();
      heap_.pop();
    } else {
      slot = lanes_[from].top().slot();
      lanes_[from].pop();
    }
    find_next();
    return slot;
  }

 private:
  static constexpr std::size_t kMostLanes = 4;
  static constexpr std::size_t kOwn = kMostLanes, kHeap = kMostLanes + 1;  // not lanes

  std::uint32_t first_of_heap(std::size_t which) const { return which == kOwn ? own_.top().slot() : heap_.top().slot(); }

  std::size_t lane_of(Duration delay) {
    std::size_t lane = 0;
    while (lane < used_ && delays_[lane] != delay) ++lane;
    if (lane == used_ && lane < kMostLanes) delays_[used_++] = delay;
    return lane;
  }

  // Somewhere the earliest entry is now due at `at`.
  void note(SimTime at, std::size_t where) {
    if (at > next_) return;
    tied_ = at == next_ && (tied_ || where != from_);
    if (at == next_) return;
    next_ = at;
    from_ = where;
  }

  void find_next() {
    next_ = own_.empty() ? kNever : own_.top().at();
    from_ = kOwn;
    tied_ = false;
    for (std::size_t l = 0; l < used_; ++l) look_at(lanes_[l].next(), l);
    if (!heap_.empty()) look_at(heap_.top().at(), kHeap);
  }

  void look_at(SimTime at, std::size_t where) {
    if (at > next_) return;
    tied_ = at == next_;
    next_ = at;
    from_ = where;
  }

  // Several hold an entry of the same instant: the lowest rank of them.
  [[gnu::noinline]] std::size_t first_of_tied() {
    std::size_t from = kHeap;
    Report best{kNever, 0, 0};
    const auto consider = [&](const Report& first, std::size_t where) {
      if (first.at() != next_ || !(first < best)) return;
      best = first;
      from = where;
    };
    if (!heap_.empty()) consider(heap_.top(), kHeap);
    if (!own_.empty()) consider(own_.top().whole(), kOwn);
    for (std::size_t l = 0; l < used_; ++l) {
      if (lanes_[l].next() == next_) consider(lanes_[l].top().whole(), l);
    }
    return from;
  }

  ReportHeap<OwnReport> own_;
  ReportHeap<Report> heap_;                    // of ranks and instants that do not fit there
  std::array<Duration, kMostLanes> delays_{};  // of the lanes
  std::array<ReportLane, kMostLanes> lanes_;
  std::size_t used_ = 0;
  SimTime next_ = kNever;
  std::size_t from_ = kOwn;  // where an entry of next_ is ...
  bool tied_ = false;        // ... and it may not be the only place
};

}  // namespace sim::kernel
