#pragma once
// The event list of what is on the lines: a 4-ary heap of instants. It knows no telephony; a slot is whatever its user files under it.
//
// Invariants
//   1. pop() gives the earliest entry; of one instant, the one with the lowest rank.
//   2. Nothing is allocated once the heap has been as full as it will be.

#include <cstdint>
#include <vector>

#include "sim/base/time.hpp"

namespace sim::kernel {

class ReportHeap {
 public:
  struct Entry {
    std::int64_t at_us;
    std::uint32_t rank;  // order within one instant
    std::uint32_t slot;
    bool before(const Entry& o) const { return at_us != o.at_us ? at_us < o.at_us : rank != o.rank ? rank < o.rank : slot < o.slot; }
  };

  SimTime next() const { return heap_.empty() ? kNever : at_us(heap_.front().at_us); }
  bool empty() const { return heap_.empty(); }
  const Entry& top() const { return heap_.front(); }

  void push(SimTime at, std::uint32_t rank, std::uint32_t slot) {
    const Entry entry{us(at), rank, slot};
    std::size_t i = heap_.size();
    heap_.push_back(entry);
    while (i > 0) {
      const std::size_t parent = (i - 1) / 4;
      if (!entry.before(heap_[parent])) break;
      heap_[i] = heap_[parent];
      i = parent;
    }
    heap_[i] = entry;
  }

  Entry pop() {
    const Entry top = heap_.front();
    const Entry last = heap_.back();
    heap_.pop_back();
    const std::size_t n = heap_.size();
    if (n == 0) return top;
    std::size_t i = 0;
    for (;;) {
      const std::size_t first = 4 * i + 1;
      if (first >= n) break;
      std::size_t least = first;
      const std::size_t end = first + 4 < n ? first + 4 : n;
      for (std::size_t child = first + 1; child < end; ++child) {
        if (heap_[child].before(heap_[least])) least = child;
      }
      if (!heap_[least].before(last)) break;
      heap_[i] = heap_[least];
      i = least;
    }
    heap_[i] = last;
    return top;
  }

 private:
  static SimTime at_us(std::int64_t v) { return sim::at_us(v); }
  std::vector<Entry> heap_;
};

}  // namespace sim::kernel
