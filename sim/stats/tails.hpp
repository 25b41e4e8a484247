#pragma once
// The two ends of a sample that is never kept whole: its least and its greatest values, which is all that a quantile near an end asks for.
//
// Invariants
//   1. The order in which values come does not matter.
//   2. A rank is exact, or refused: what has been dropped is never guessed.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "sim/base/check.hpp"

namespace sim::stats {

class Tails {
 public:
  // Keeps this many values at each end. REQUIRES keep > 0.
  explicit Tails(std::uint32_t keep) : keep_(keep) {}

  void add(double x) {
    ++n_;
    insert(least_, x, std::less<>());
    insert(greatest_, x, std::greater<>());
  }

  std::uint64_t n() const { return n_; }

  // X_(rank), counted from 1. REQUIRES 0 < rank <= n, and at most `keep` from one of the ends.
  double at(std::uint64_t rank) const {
    const std::uint64_t from_top = n_ - rank + 1;
    SIM_CHECK(rank > 0 && rank <= n_ && std::min(rank, from_top) <= keep_, "this rank was not kept");
    return rank <= keep_ ? nth(least_, rank, std::less<>()) : nth(greatest_, from_top, std::greater<>());
  }

 private:
  // A heap with the value that goes first on top.
  template <class Before>
  void insert(std::vector<double>& heap, double x, Before before) {
    if (heap.size() == keep_) {
      if (!before(x, heap.front())) return;
      std::ranges::pop_heap(heap, before);
      heap.pop_back();
    }
    heap.push_back(x);
    std::ranges::push_heap(heap, before);
  }

  template <class Before>
  static double nth(std::vector<double> values, std::uint64_t rank, Before before) {
    const auto wanted = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::ranges::nth_element(values, wanted, before);
    return *wanted;
  }

  std::uint32_t keep_;
  std::uint64_t n_ = 0;
  std::vector<double> least_, greatest_;
};

}  // namespace sim::stats
