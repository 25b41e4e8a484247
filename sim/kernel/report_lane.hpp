#pragma once
// Own reports that all come the same time after they are filed. In a ring; those of one instant are put in order when the first is asked
// for, which is when all of them are there.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/base/close_sort.hpp"
#include "sim/kernel/report.hpp"

namespace sim::kernel {

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

}  // namespace sim::kernel
