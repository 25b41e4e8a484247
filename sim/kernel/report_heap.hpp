#pragma once
// A 4-ary heap with one entry at the door: the last that came. It gets its place when the next comes, or it fills the gap at the root when
// the first goes, which is less work. Who files it need not wait until it is known when it is due.

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/kernel/report.hpp"

namespace sim::kernel {

class ReportHeap {
 public:
  bool empty() const { return heap_.empty(); }
  const Report& top() const { return heap_.front(); }

  [[gnu::noinline]] void push(const Report& entry) {
    if (heap_.empty()) return heap_.push_back(entry);
    if (waits_) sift_up(newcomer_);
    waits_ = true;
    newcomer_ = entry;
    if (newcomer_ < heap_.front()) std::swap(newcomer_, heap_.front());
  }

  [[gnu::noinline]] void pop() {
    if (waits_) {
      waits_ = false;
      return sift_down(newcomer_);
    }
    const Report last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sift_down(last);
  }

 private:
  void sift_up(const Report& entry) {
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
  void sift_down(const Report& entry) {
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
    const Report* of = heap_.data() + first;
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

  std::vector<Report> heap_;
  Report newcomer_;
  bool waits_ = false;  // the newcomer; then the heap is not empty
};

}  // namespace sim::kernel
