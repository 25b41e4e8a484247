#pragma once
// A priority queue for items that come almost in order, as calls that wait do: it keeps a few sorted runs (as in patience sorting) and puts
// into a heap only what fits behind none of them. An item of a run costs a handful of comparisons, one of the heap a logarithm.
//
// Invariant: every run is sorted by Before; front() is least of all, the earlier pushed among equals of one run.

#include <algorithm>
#include <array>
#include <cstddef>
#include <deque>
#include <span>
#include <vector>

namespace sim::world::audit {

template <typename T, typename Before>
class SortedRuns {
 public:
  bool empty() const { return size_ == 0; }
  // REQUIRES !empty().
  const T& front() const { return least_ == kRuns ? heap_.front() : runs_[least_].front(); }

  void push(const T& item) { put(item, run_for(item)); }
  // REQUIRES items sorted by Before: what follows an item fits behind it in the same run.
  void push_sorted(std::span<const T> items) {
    std::size_t run = kRuns;
    for (const T& item : items) {
      if (run == kRuns) run = run_for(item);
      put(item, run);
    }
  }

  void pop() {
    --size_;
    if (least_ < kRuns) {
      runs_[least_].pop_front();
    } else {
      std::ranges::pop_heap(heap_, After{});
      heap_.pop_back();
    }
    if (begun_ > 1 || size_ == 0 || !heap_.empty()) find_least();
  }

  // Puts an item in the place of front(). REQUIRES !empty(), and that nothing of the same run comes between the two.
  void replace_front(const T& item) {
    if (least_ < kRuns) {
      runs_[least_].front() = item;
    } else {
      std::ranges::pop_heap(heap_, After{});
      heap_.back() = item;
      std::ranges::push_heap(heap_, After{});
    }
    find_least();
  }

  template <typename Visit>
  void each(Visit visit) const {
    for (const auto& run : runs_) std::ranges::for_each(run, visit);
    std::ranges::for_each(heap_, visit);
  }

  // Everything out, in no order.
  std::vector<T> take_all() {
    std::vector<T> items;
    each([&items](const T& item) { items.push_back(item); });
    *this = {};
    return items;
  }
  void push_all(std::vector<T> items) {
    std::ranges::sort(items, Before{});
    push_sorted(items);
  }

  std::size_t bytes() const { return size_ * sizeof(T); }

 private:
  static constexpr std::size_t kRuns = 4;
  struct After {  // heaps of the standard library have the largest in front
    bool operator()(const T& a, const T& b) const { return Before{}(b, a); }
  };

  // The first run that the item fits behind; kRuns: none.
  std::size_t run_for(const T& item) {
    for (std::size_t r = 0; r < begun_; ++r) {
      if (runs_[r].empty() || !Before{}(item, runs_[r].back())) return r;
    }
    return begun_ < kRuns ? begun_++ : kRuns;
  }

  void put(const T& item, std::size_t run) {
    const bool behind = run < kRuns && !runs_[run].empty();
    if (!behind && (empty() || Before{}(item, front()))) least_ = run;
    ++size_;
    if (run < kRuns) return runs_[run].push_back(item);
    heap_.push_back(item);
    std::ranges::push_heap(heap_, After{});
  }

  void find_least() {
    if (size_ == 0) begun_ = 0;
    const T* least = heap_.empty() ? nullptr : &heap_.front();
    least_ = kRuns;
    for (std::size_t r = 0; r < begun_; ++r) {
      if (runs_[r].empty() || (least != nullptr && !Before{}(runs_[r].front(), *least))) continue;
      least = &runs_[r].front();
      least_ = r;
    }
  }

  std::array<std::deque<T>, kRuns> runs_;
  std::vector<T> heap_;
  std::size_t least_ = kRuns;  // the run with the least item, kRuns: the heap
  std::size_t begun_ = 0;      // no run from here on has an item
  std::size_t size_ = 0;
};

}  // namespace sim::world::audit
