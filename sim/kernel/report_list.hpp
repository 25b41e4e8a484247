#pragma once
// The event list of what is on the lines. Entries whose distance from now is one of a few fixed durations come in the order in which they
// are filed, so they wait in FIFO lanes, one per duration; only the rest needs a heap (4-ary). It knows no telephony; a slot is whatever
// its user files under it.
//
// Invariants
//   1. pop() gives the earliest entry; of one instant, the one with the lowest rank.
//   2. Nothing is allocated once the list has been as full as it will be.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/base/time.hpp"

namespace sim::kernel {

// One entry. Compared as one integer of 128 bits: instant, rank, slot.
class Report {
 public:
  __extension__ using Key = unsigned __int128;

  // REQUIRES at >= the origin of time.
  Report(SimTime at, std::uint32_t rank, std::uint32_t slot)
      : key_(static_cast<Key>(static_cast<std::uint64_t>(us(at))) << 64 | (std::uint64_t{rank} << 32 | slot)) {}
  SimTime at() const { return at_us(static_cast<std::int64_t>(static_cast<std::uint64_t>(key_ >> 64))); }
  std::uint32_t slot() const { return static_cast<std::uint32_t>(key_); }
  bool before(const Report& o) const { return key_ < o.key_; }

 private:
  Key key_;
};

class ReportHeap {
 public:
  bool empty() const { return heap_.empty(); }
  const Report& top() const { return heap_.front(); }

  void push(const Report& report) {
    std::size_t i = heap_.size();
    heap_.push_back(report);
    while (i > 0) {
      const std::size_t parent = (i - 1) / 4;
      if (!report.before(heap_[parent])) break;
      heap_[i] = heap_[parent];
      i = parent;
    }
    heap_[i] = report;
  }

  void pop() {
    const Report last = heap_.back();
    heap_.pop_back();
    const std::size_t n = heap_.size();
    if (n == 0) return;
    std::size_t i = 0;
    for (;;) {
      const std::size_t first = 4 * i + 1;
      if (first >= n) break;
      std::size_t least = first;
      const std::size_t end = std::min(first + 4, n);
      for (std::size_t child = first + 1; child < end; ++child) {
        if (heap_[child].before(heap_[least])) least = child;
      }
      if (!heap_[least].before(last)) break;
      heap_[i] = heap_[least];
      i = least;
    }
    heap_[i] = last;
  }

 private:
  std::vector<Report> heap_;
};

// Reports that all come the same time after they are filed. In a ring; those of one instant are put in order when the first is asked for,
// which is when all of them are there.
class ReportLane {
 public:
  explicit ReportLane(Duration delay) : delay_(delay) {}  // REQUIRES delay > 0

  Duration delay() const { return delay_; }
  bool empty() const { return head_ == end_; }
  SimTime next() const { return at(head_).at(); }
  const Report& top() {
    if (head_ == sorted_until_) sort_instant();
    return at(head_);
  }
  void pop() { ++head_; }
  void push(const Report& report) {
    if (end_ - head_ == ring_.size()) grow();
    ring_[end_++ & (ring_.size() - 1)] = report;
  }

 private:
  Report& at(std::uint64_t i) { return ring_[i & (ring_.size() - 1)]; }
  const Report& at(std::uint64_t i) const { return ring_[i & (ring_.size() - 1)]; }

  void sort_instant() {
    sorted_until_ = head_ + 1;
    const SimTime instant = at(head_).at();
    if (sorted_until_ == end_ || at(sorted_until_).at() != instant) return;
    while (sorted_until_ != end_ && at(sorted_until_).at() == instant) ++sorted_until_;
    batch_.clear();
    for (std::uint64_t i = head_; i != sorted_until_; ++i) batch_.push_back(at(i));
    // Lines come off a stack, so what began in one instant mostly stands in falling order.
    if (batch_.front().before(batch_.back())) {
      if (!std::ranges::is_sorted(batch_, &Report::before)) std::ranges::sort(batch_, &Report::before);
    } else {
      std::ranges::reverse(batch_);
      if (!std::ranges::is_sorted(batch_, &Report::before)) std::ranges::sort(batch_, &Report::before);
    }
    for (std::uint64_t i = head_; i != sorted_until_; ++i) at(i) = batch_[i - head_];
  }

  void grow() {
    std::vector<Report> larger(ring_.empty() ? 64 : 2 * ring_.size(), Report(SimTime{}, 0, 0));
    for (std::uint64_t i = head_; i != end_; ++i) larger[i & (larger.size() - 1)] = at(i);
    ring_.swap(larger);
  }

  Duration delay_;
  std::vector<Report> ring_, batch_;
  std::uint64_t head_ = 0, end_ = 0, sorted_until_ = 0;
};

class ReportList {
 public:
  bool empty() const { return next_ == kNever; }
  SimTime next() const { return next_; }

  void push(SimTime at, std::uint32_t rank, std::uint32_t slot) {
    heap_.push({at, rank, slot});
    next_ = std::min(next_, at);
  }

  // The same at now + delay, where few different delays come again and again. REQUIRES now >= that of the last call.
  void push_fixed(SimTime now, Duration delay, std::uint32_t rank, std::uint32_t slot) {
    ReportLane* lane = delay > Duration{0} ? lane_of(delay) : nullptr;
    const SimTime at = now + delay;
    if (lane == nullptr) return push(at, rank, slot);
    lane->push({at, rank, slot});
    next_ = std::min(next_, at);
  }

  // The slot of the earliest. REQUIRES not empty.
  std::uint32_t pop() {
    ReportLane* from = nullptr;
    const Report* best = heap_.empty() || heap_.top().at() != next_ ? nullptr : &heap_.top();
    for (ReportLane& lane : lanes_) {
      if (lane.empty() || lane.next() != next_) continue;
      const Report& top = lane.top();
      if (best != nullptr && best->before(top)) continue;
      best = &top;
      from = &lane;
    }
    const std::uint32_t slot = best->slot();
    from != nullptr ? from->pop() : heap_.pop();
    find_next();
    return slot;
  }

 private:
  static constexpr std::size_t kMostLanes = 4;

  ReportLane* lane_of(Duration delay) {
    for (ReportLane& lane : lanes_) {
      if (lane.delay() == delay) return &lane;
    }
    return lanes_.size() < kMostLanes ? &lanes_.emplace_back(delay) : nullptr;
  }

  void find_next() {
    next_ = heap_.empty() ? kNever : heap_.top().at();
    for (const ReportLane& lane : lanes_) {
      if (!lane.empty()) next_ = std::min(next_, lane.next());
    }
  }

  ReportHeap heap_;
  std::vector<ReportLane> lanes_;
  SimTime next_ = kNever;
};

}  // namespace sim::kernel
