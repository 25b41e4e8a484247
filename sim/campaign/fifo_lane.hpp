#pragma once
// Calls that wait the same time in the same zone: they become due in the order in which they came, so a queue is enough and no heap is
// needed. Eight bytes a call: blocks carry the due instant of their first entry, entries the distance to it.
//
// Invariants
//   1. Entries are in the order of due, and those that come first in that of (due, call) once front_call() has been asked. push() REQUIRES
//      due >= the last due, and a call that does not wait here already; calls of one instant may come in any order. They are sorted
//      together, when the first of them is wanted: with many lines thousands of calls end in one instant, and to put each in its place at
//      once would take the square of that.
//   2. What sweep() takes away stays stored until settle() has handed it out: a sweep costs the logarithm of the length, and the
//      calls that it concerned are dealt with a few per step.

#include <algorithm>
#include <cstdint>
#include <deque>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/base/close_sort.hpp"
#include "sim/base/ids.hpp"
#include "sim/base/time.hpp"

namespace sim::campaign {

class FifoLane {
 public:
  bool empty() const { return head_ == end_; }
  SimTime front_due() const { return front_due_; }  // kNever when empty
  // Of the call that came last, while it waits; SimTime::min() when none does.
  SimTime last_due() const {
    return empty() ? SimTime::min() : blocks_.back()->base + Duration{blocks_.back()->entries[blocks_.back()->size - 1].after_base_us};
  }
  CallIndex front_call() {
    if (head_ >= sorted_until_) sort_front();
    return front_call_;
  }

  void push(SimTime due, CallIndex call) {
    if (blocks_.empty() || !fits(*blocks_.back(), due)) add_block(due);
    Block& last = *blocks_.back();
    Entry& entry = last.entries[last.size++];
    entry.after_base_us = static_cast<std::uint32_t>(us(due) - us(last.base));
    entry.call = call;
    if (head_ == end_) {
      front_due_ = due;
      front_call_ = call;
    }
    ++end_;
    if (due == front_due_) sorted_until_ = head_;
  }

  // REQUIRES front_call() has been asked.
  void pop() {
    ++head_;
    const Block& front = *blocks_.front();
    const std::uint64_t i = head_ - front.first;
    if (i >= front.size || !swept_.empty()) return leave_block();
    front_due_ = front.base + Duration{front.entries[i].after_base_us};
    front_call_ = front.entries[i].call;
  }

  // The call that will be at the front some pops later, or the front's; for fetching its state ahead.
  CallIndex ahead() const {
    constexpr std::uint64_t kAhead = 16;
    const Block& block = *blocks_.front();
    const std::uint64_t i = head_ + kAhead;
    return swept_.empty() && i < block.first + block.size ? block.entries[i - block.first].call : front_call_;
  }

  // Takes away all that is due at `now`; returns how many.
  std::uint64_t sweep(SimTime now) {
    const std::uint64_t from = head_;
    head_ = first_after(now);
    if (head_ == from) return 0;
    if (!swept_.empty() && swept_.back().second == from) {
      swept_.back().second = head_;
    } else {
      swept_.emplace_back(from, head_);
    }
    load_front();
    return head_ - from;
  }

  // Calls visit(due, call) for every entry that waits.
  template <typename Visit>
  void each(const Visit& visit) const {
    for (std::uint64_t i = head_; i < end_; ++i) {
      const auto [due, call] = at(i);
      visit(due, call);
    }
  }

  bool has_swept() const { return !swept_.empty(); }
  // The next call that a sweep took away. REQUIRES has_swept().
  CallIndex settle() {
    auto& [from, to] = swept_.front();
    const CallIndex call = at(from).second;
    if (++from == to) swept_.pop_front();
    const std::uint64_t stored_from = swept_.empty() ? head_ : swept_.front().first;
    while (!blocks_.empty() && blocks_.front()->first + blocks_.front()->size <= stored_from) blocks_.pop_front();
    return call;
  }

  std::size_t bytes() const { return blocks_.size() * sizeof(Block); }

 private:
  struct Entry {
    std::uint32_t after_base_us;
    CallIndex call;
  };
  static constexpr std::uint32_t kBlockEntries = 252;
  struct Block {
    SimTime base;
    std::uint64_t first;  // number of its first entry in the history of the lane
    std::uint32_t size = 0;
    Entry entries[kBlockEntries];  // the first `size` of them mean something

    Block(SimTime due, std::uint64_t number) : base(due), first(number) {}
  };
  // A block that is copied with the lane. The table of blocks holds addresses: to move it when it grows is what the longest step does, and
  // a deque moves eight bytes for 64 addresses.
  class OwnBlock {
   public:
    explicit OwnBlock(std::unique_ptr<Block> block) : block_(std::move(block)) {}
    OwnBlock(const OwnBlock& other) : block_(std::make_unique<Block>(*other.block_)) {}
    OwnBlock& operator=(const OwnBlock& other) {
      *block_ = *other.block_;
      return *this;
    }
    OwnBlock(OwnBlock&&) noexcept = default;
    OwnBlock& operator=(OwnBlock&&) noexcept = default;
    ~OwnBlock() = default;
    Block& operator*() const { return *block_; }
    Block* operator->() const { return block_.get(); }

   private:
    std::unique_ptr<Block> block_;
  };

  [[gnu::noinline]] void add_block(SimTime due) { blocks_.emplace_back(std::make_unique<Block>(due, end_)); }

  static bool fits(const Block& block, SimTime due) {
    return block.size < kBlockEntries && us(due) - us(block.base) <= std::int64_t{0xffffffff};
  }

  std::deque<OwnBlock>::const_iterator block_of(std::uint64_t i) const {
    std::size_t low = 0;
    for (std::size_t high = blocks_.size(); high - low > 1;) {
      const std::size_t middle = (low + high) / 2;
      (blocks_[middle]->first <= i ? low : high) = middle;
    }
    return blocks_.begin() + static_cast<std::ptrdiff_t>(low);
  }

  std::pair<SimTime, CallIndex> at(std::uint64_t i) const {
    const Block& block = i < blocks_.front()->first + blocks_.front()->size ? *blocks_.front() : **block_of(i);
    const Entry& e = block.entries[i - block.first];
    return {block.base + Duration{e.after_base_us}, e.call};
  }

  // Puts the calls that are due at the instant of the front into the order of the list.
  void sort_front() {
    sorted_until_ = head_ + 1;
    if (sorted_until_ == end_) return;
    const Block& front = *blocks_.front();
    const std::uint64_t second = sorted_until_ - front.first;
    const bool alone = second < front.size && front.base + Duration{front.entries[second].after_base_us} != front_due_;
    if (!alone) sort_instant();
  }

  [[gnu::noinline]] void sort_instant() {
    if (at(sorted_until_).first != front_due_) return;
    each_of_front([this](Entry& e) { run_.push_back(e.call); });
    sorted_until_ = head_ + run_.size();
    sort_(run_);
    each_of_front([next = run_.begin()](Entry& e) mutable { e.call = *next++; });
    front_call_ = run_.front();
    run_.clear();
  }

  // Calls visit(entry) for all that is due at the instant of the front.
  template <typename Visit>
  void each_of_front(Visit visit) {
    std::uint64_t i = head_;
    for (auto at = block_of(i); at != blocks_.end(); ++at) {
      Block& block = **at;
      for (; i < block.first + block.size; ++i) {
        Entry& e = block.entries[i - block.first];
        if (block.base + Duration{e.after_base_us} != front_due_) return;
        visit(e);
      }
    }
  }

  std::uint64_t first_after(SimTime now) const {
    std::uint64_t low = head_;
    for (std::uint64_t high = end_; low < high;) {
      const std::uint64_t middle = low + (high - low) / 2;
      if (at(middle).first <= now) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  // The front has moved beyond the first block, or what a sweep took away is still stored there.
  [[gnu::noinline]] void leave_block() {
    if (swept_.empty()) blocks_.pop_front();
    load_front();
  }

  void load_front() {
    if (empty()) {
      front_due_ = kNever;
      return;
    }
    std::tie(front_due_, front_call_) = at(head_);
  }

  std::deque<OwnBlock> blocks_;
  std::uint64_t head_ = 0, end_ = 0;  // numbers of entries: next to take, next to come
  std::deque<std::pair<std::uint64_t, std::uint64_t>> swept_;
  std::uint64_t sorted_until_ = 0;  // entries from the front up to here are in the order of (due, call)
  std::vector<CallIndex> run_;      // empty between calls
  CloseSort sort_;
  SimTime front_due_ = kNever;
  CallIndex front_call_ = 0;
};

}  // namespace sim::campaign
