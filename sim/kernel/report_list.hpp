#pragma once
// The event list of what is on the lines, in three parts by what is known of an entry. Where its distance from now is one of a few fixed
// durations, entries come in the order in which they are filed, and wait in FIFO lanes, one per duration. Most of the rest finds a bucket
// of its own in the wheel. What has none waits in a heap.
//
// Invariants
//   1. pop() gives the earliest entry; of one instant, the one with the lowest rank.
//   2. Nothing is allocated once the list has been as full as it will be.

#include <algorithm>
#include <array>
#include <cstdint>

#include "sim/kernel/report.hpp"
#include "sim/kernel/report_heap.hpp"
#include "sim/kernel/report_lane.hpp"
#include "sim/kernel/report_wheel.hpp"

namespace sim::kernel {

class ReportList {
 public:
  // For about so many entries at a time.
  explicit ReportList(std::uint32_t entries) : wheel_(entries) {}

  bool empty() const { return next_ == kNever; }
  SimTime next() const { return next_; }
  // The slot of an entry that pop() will give soon, for who wants to have near what belongs to it. REQUIRES not empty.
  std::uint32_t soon() const {
    if (from_ < kMostLanes) return lanes_[from_].soon().slot();
    return from_ == kWheel ? wheel_.top().slot() : heap_.top().slot();
  }

  void push(SimTime at, std::uint32_t rank, std::uint32_t slot) {
    heap_.push({at, rank, slot});
    note(at, kHeap);
  }

  // The same for a rank of OwnReport::rank(slot), which most entries have.
  void push_own(SimTime at, std::uint32_t slot) {
    if (!OwnReport::fits(at, slot) || !wheel_.push(taken_until_, {at, slot})) return push(at, OwnReport::rank(slot), slot);
    note(at, kWheel);
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
    taken_until_ = next_;
    if (from == kWheel) {
      slot = wheel_.top().slot();
      wheel_.pop();
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
  static constexpr std::size_t kWheel = kMostLanes, kHeap = kMostLanes + 1;  // not lanes

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
    next_ = wheel_.next();
    from_ = kWheel;
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
    if (wheel_.next() == next_) consider(wheel_.top().whole(), kWheel);
    for (std::size_t l = 0; l < used_; ++l) {
      if (lanes_[l].next() == next_) consider(lanes_[l].top().whole(), l);
    }
    return from;
  }

  ReportWheel wheel_;
  ReportHeap heap_;                            // what has no place in the wheel
  std::array<Duration, kMostLanes> delays_{};  // of the lanes
  std::array<ReportLane, kMostLanes> lanes_;
  std::size_t used_ = 0;
  SimTime next_ = kNever;
  SimTime taken_until_{};      // all that waits is due at or after the last that was taken
  std::size_t from_ = kWheel;  // where an entry of next_ is ...
  bool tied_ = false;          // ... and it may not be the only place
};

}  // namespace sim::kernel
