#pragma once
// The nearer future as a turning wheel of many more buckets than entries, each with room for one. The bucket of an instant is found by a
// shift, the next that is taken in a bitmap: neither filing nor taking asks how two entries compare, which nobody could foresee. An entry
// that finds its bucket taken, or is due further ahead than one turn, has no place here: of a few hundred, about one in twenty. (A calendar
// queue keeps those too, and so has to be tuned to them. R. Brown: "Calendar queues", CACM 31 (10), 1988.)
//
// Invariant: all entries are due within one turn of the instant that came with the last push, and none before it.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/kernel/report.hpp"

namespace sim::kernel {

class ReportWheel {
 public:
  // For about so many entries at a time.
  explicit ReportWheel(std::uint32_t entries)
      : size_(std::clamp(std::bit_ceil(std::uint64_t{entries} * kBucketsEach), kFewest, kMost)),
        shift_(static_cast<unsigned>(kTurnBits - std::countr_zero(size_))),
        buckets_(std::make_unique_for_overwrite<OwnReport[]>(size_)),
        taken_(size_ / kWord),
        words_(taken_.size() / kWord) {}

  SimTime next() const { return next_; }  // kNever when empty
  // REQUIRES not empty, as pop().
  const OwnReport& top() const { return buckets_[first_]; }

  // False: it has no place here. REQUIRES that all entries are due at or after `now`, this one too.
  bool push(SimTime now, const OwnReport& report) {
    const std::uint64_t number = number_of(report.at());
    if (number - number_of(now) >= size_) return false;
    const std::uint64_t bucket = number & (size_ - 1), word = bucket / kWord, bit = std::uint64_t{1} << bucket % kWord;
    if ((taken_[word] & bit) != 0) return false;
    taken_[word] |= bit;
    words_[word / kWord] |= std::uint64_t{1} << word % kWord;
    buckets_[bucket] = report;
    if (report.at() < next_) {
      next_ = report.at();
      first_ = bucket;
    }
    return true;
  }

  void pop() {
    const std::uint64_t word = first_ / kWord;
    taken_[word] &= ~(std::uint64_t{1} << first_ % kWord);
    const std::uint64_t behind = taken_[word] >> first_ % kWord;
    if (behind != 0) {
      first_ += static_cast<unsigned>(std::countr_zero(behind));
    } else if (!go_to_next_word(word)) {
      next_ = kNever;
      return;
    }
    next_ = buckets_[first_].at();
  }

 private:
  static constexpr std::uint64_t kWord = 64;
  static constexpr std::uint64_t kBucketsEach = 32, kFewest = kWord * kWord, kMost = 1 << 18;
  static constexpr int kTurnBits = 28;  // of microseconds: four and a half minutes, and most calls are shorter

  std::uint64_t number_of(SimTime at) const { return static_cast<std::uint64_t>(us(at)) >> shift_; }

  // The word itself comes last, for what is due nearly a turn ahead. False: there is nothing.
  bool go_to_next_word(std::uint64_t word) {
    std::uint64_t w = word / kWord;
    if (taken_[word] == 0) words_[w] &= ~(std::uint64_t{1} << word % kWord);
    std::uint64_t rest = words_[w] & ~std::uint64_t{1} << word % kWord;
    for (std::size_t looked_at = 0; rest == 0; ++looked_at) {
      if (looked_at == words_.size()) return false;
      w = (w + 1) & (words_.size() - 1);
      rest = words_[w];
    }
    word = w * kWord + static_cast<unsigned>(std::countr_zero(rest));
    first_ = word * kWord + static_cast<unsigned>(std::countr_zero(taken_[word]));
    return true;
  }

  std::uint64_t size_;  // a power of two, as that of the maps
  unsigned shift_;      // from an instant to the number of its bucket, counted from the origin of time
  std::unique_ptr<OwnReport[]> buckets_;
  std::vector<std::uint64_t> taken_;  // a bit for each bucket ...
  std::vector<std::uint64_t> words_;  // ... and for each word of those, when it has one
  std::uint64_t first_ = 0;           // the bucket of the earliest
  SimTime next_ = kNever;
};

}  // namespace sim::kernel
