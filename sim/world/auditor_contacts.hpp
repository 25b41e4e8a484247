#pragma once
// What the auditor writes down about every contact of one campaign: two bytes and the counts on which the policy depends, side by side so
// that an attempt touches one place of memory. The rest are columns that exist only for campaigns that need them.
//
// Invariants
//   1. Attempts and outcomes are counted, not derived: a count of every outcome on which the policy may depend.
//   2. Due times are known of every call while `complete()`, afterwards of the sample alone.
//   3. A CallRow is good until contacts are added.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/outcome.hpp"
#include "sim/base/time.hpp"
#include "sim/campaign/config.hpp"
#include "sim/campaign/status.hpp"
#include "sim/world/auditor_account.hpp"

namespace sim::world::audit {

// What a contact has that most have not.
struct OwnTerms {
  SimTime not_before = SimTime::min();
  SimTime not_after = kNever;
  std::int32_t priority = 0;
};

struct DialsOfDay {
  std::int32_t day = INT32_MIN;  // the last on which the call was dialed, on its clock
  std::uint32_t dials = 0;
};

// What is written of one call, where it stands: found once, then asked and changed.
class CallRow {
 public:
  campaign::CallStatus status() const { return static_cast<campaign::CallStatus>(at_[kBits] & kStatus); }
  std::uint8_t attempts() const { return at_[kAttempts]; }
  bool malformed() const { return (at_[kBits] & kMalformed) != 0; }
  // Whether its due time is kept.
  bool known() const { return (at_[kBits] & kKnown) != 0; }
  // REQUIRES the first attempt is over.
  AttemptOutcome last_outcome() const { return static_cast<AttemptOutcome>(at_[kBits] >> kOutcomeShift & kStatus); }
  // Whether the call waits for its attempt number `attempts` + 1.
  bool waits(std::uint8_t so_far) const { return attempts() == so_far && waits(); }
  bool waits() const { return status() == campaign::CallStatus::planned || status() == campaign::CallStatus::retry_scheduled; }

  void set_status(campaign::CallStatus status) {
    at_[kBits] = static_cast<std::uint8_t>((at_[kBits] & ~kStatus) | static_cast<unsigned>(status));
  }
  void set(AttemptOutcome last, campaign::CallStatus status) {
    at_[kBits] =
        static_cast<std::uint8_t>((at_[kBits] & (kMalformed | kKnown)) | index(last) << kOutcomeShift | static_cast<unsigned>(status));
  }
  void placed() { ++at_[kAttempts]; }

 private:
  friend class ContactBook;
  // A row is attempts, bits (status, last outcome, malformed, known), and a count of every outcome whose number matters.
  static constexpr std::size_t kAttempts = 0, kBits = 1, kCounts = 2;
  static constexpr unsigned kStatus = 7, kOutcomeShift = 3, kMalformed = 64, kKnown = 128;

  explicit CallRow(std::uint8_t* at) : at_(at) {}

  std::uint8_t* at_;
};

// The due times of the sample, one after another in the order of the list. Where that of a call stands is counted in a bitmap: nothing is
// searched for, and a list of a billion has a sample of fifteen million.
class SampledDues {
 public:
  // Adds a call behind all that were added.
  void append(CallIndex call, SimTime due) {
    while (words_.size() <= call / kWord) words_.push_back({0, static_cast<std::uint32_t>(dues_.size())});
    words_.back().calls |= std::uint64_t{1} << call % kWord;
    dues_.push_back(due);
  }
  // REQUIRES the call was added.
  SimTime& operator[](CallIndex call) { return dues_[place(call)]; }
  SimTime operator[](CallIndex call) const { return dues_[place(call)]; }
  // The first that was added from `from` on; `none` when there is none.
  CallIndex next(CallIndex from, CallIndex none) const {
    for (std::size_t w = from / kWord; w < words_.size(); ++w) {
      const std::uint64_t rest = w == from / kWord ? words_[w].calls >> from % kWord << from % kWord : words_[w].calls;
      if (rest != 0) return static_cast<CallIndex>(w * kWord + static_cast<unsigned>(std::countr_zero(rest)));
    }
    return none;
  }
  std::size_t bytes() const { return words_.capacity() * sizeof(Word) + dues_.capacity() * sizeof(SimTime); }

 private:
  static constexpr CallIndex kWord = 64;
  struct Word {
    std::uint64_t calls;   // a bit each
    std::uint32_t before;  // calls of all words before
  };
  std::size_t place(CallIndex call) const {
    const Word& word = words_[call / kWord];
    const std::uint64_t below = (std::uint64_t{1} << call % kWord) - 1;
    return word.before + static_cast<unsigned>(std::popcount(word.calls & below));
  }

  std::vector<Word> words_;
  std::vector<SimTime> dues_;
};

class ContactBook {
 public:
  // One call in `sample` has its due time kept when not all have.
  ContactBook(const campaign::RetryPolicy& policy, std::uint32_t campaign, std::uint32_t sample);

  void add(const campaign::ContactBlock& block, PhoneBook& phones);
  CallIndex size() const { return size_; }

  CallRow row(CallIndex call) { return CallRow{rows_.data() + row_bytes_ * call}; }
  const CallRow row(CallIndex call) const { return const_cast<ContactBook*>(this)->row(call); }
  campaign::CallStatus status(CallIndex call) const { return row(call).status(); }
  std::uint8_t attempts(CallIndex call) const { return row(call).attempts(); }
  bool malformed(CallIndex call) const { return row(call).malformed(); }
  AttemptOutcome last_outcome(CallIndex call) const { return row(call).last_outcome(); }
  bool waits(CallIndex call, std::uint8_t so_far) const { return row(call).waits(so_far); }

  void prefetch(CallIndex call) const {
    __builtin_prefetch(rows_.data() + row_bytes_ * call, 1);
    if (!zones_.empty()) __builtin_prefetch(&zones_[call]);
    if (!dials_of_day_.empty()) __builtin_prefetch(&dials_of_day_[call], 1);
  }
  // Counts an outcome; returns how often this call has had it now, 1 when nothing depends on it.
  unsigned count(CallRow call, AttemptOutcome outcome) const {
    const std::uint8_t column = column_[index(outcome)];
    return column == 0 ? 1 : ++call.at_[column];
  }
  // The delay that a call earned with its last outcome. REQUIRES its rule has one.
  const campaign::RetryDelay& delay_after(CallIndex call, AttemptOutcome last) const;

  // No contact has a phone that another might have, terms of its own, or a cap for each day.
  bool all_plain() const { return all_plain_; }
  ZoneIndex zone(CallIndex call) const { return zones_.empty() ? zone_ : zones_[call]; }
  bool one_zone() const { return zones_.empty(); }
  PhoneNumber phone(CallIndex call) const { return phones_.empty() ? 0 : phones_[call]; }
  bool has_own() const { return !own_.empty(); }
  OwnTerms own(CallIndex call) const { return own_.empty() ? OwnTerms{} : own_[call]; }
  SimTime not_after(CallIndex call) const { return own_.empty() ? kNever : own_[call].not_after; }
  // Nothing of its own: no priority, no moment, no phone that another contact might have.
  bool plain(CallIndex call) const;

  bool has_dials_of_day() const { return counts_days_; }
  DialsOfDay& dials_of_day(CallIndex call) { return dials_of_day_[call]; }
  const DialsOfDay& dials_of_day(CallIndex call) const { return dials_of_day_[call]; }
  Month counted_in(CallIndex call) const { return counted_in_.empty() ? Month{0} : counted_in_[call]; }
  void set_counted(CallIndex call, Month month);

  bool complete() const { return complete_; }
  // Whether the due time of a call is kept.
  bool known(CallIndex call) const { return row(call).known(); }
  // The first known call from `from` on; size() when there is none.
  CallIndex next_known(CallIndex from) const { return complete_ ? std::min(from, size_) : sampled_dues_.next(from, size_); }
  SimTime due(CallIndex call) const { return complete_ ? dues_[call] : sampled_dues_[call]; }
  void set_due(CallIndex call, SimTime due) { (complete_ ? dues_[call] : sampled_dues_[call]) = due; }
  // Of all from `from` on. REQUIRES complete().
  void set_dues(CallIndex from, SimTime due) { std::fill(dues_.begin() + from, dues_.end(), due); }
  // From now on only the sample.
  void keep_sample();
  std::size_t bytes() const;

 private:
  void know(CallIndex from);
  bool sampled(CallIndex call) const { return (std::uint64_t{call} * kMix + salt_) >> 32 < sample_bound_; }
  static constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15;  // odd, and far from any period of a list

  std::vector<std::uint8_t> rows_;
  std::size_t row_bytes_ = CallRow::kCounts;
  std::array<std::uint8_t, kOutcomeCount> column_{};  // of its count within a row; 0: nothing depends on its number
  CallIndex size_ = 0;
  bool all_plain_ = true;
  bool counts_days_;
  bool complete_ = true;
  std::uint64_t salt_;
  std::uint64_t sample_bound_;
  const campaign::RetryPolicy* policy_;
  ZoneIndex zone_ = 0;  // of all, while zones_ is empty
  std::vector<ZoneIndex> zones_;
  std::vector<PhoneNumber> phones_;
  std::vector<OwnTerms> own_;
  std::vector<DialsOfDay> dials_of_day_;
  std::vector<Month> counted_in_;
  std::vector<SimTime> dues_;
  SampledDues sampled_dues_;
};

}  // namespace sim::world::audit
