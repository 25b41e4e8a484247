#pragma once
// What the auditor writes down about every contact of one campaign: two bytes and the counts on which the policy depends, side by side so
// that an attempt touches one place of memory. The rest are columns that exist only for campaigns that need them.
//
// Invariants
//   1. Attempts and outcomes are counted, not derived: a count of every outcome on which the policy may depend.
//   2. Due times are known of every call while `complete()`, afterwards of the sample alone.

#include <array>
#include <cstdint>
#include <unordered_map>
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

class ContactBook {
 public:
  // One call in `sample` has its due time kept when not all have.
  ContactBook(const campaign::RetryPolicy& policy, std::uint32_t campaign, std::uint32_t sample);

  void add(const campaign::ContactBlock& block, PhoneBook& phones);
  CallIndex size() const { return size_; }

  campaign::CallStatus status(CallIndex call) const { return static_cast<campaign::CallStatus>(row(call)[kBits] & kStatus); }
  void set_status(CallIndex call, campaign::CallStatus status) {
    std::uint8_t& bits = row(call)[kBits];
    bits = static_cast<std::uint8_t>((bits & ~kStatus) | static_cast<unsigned>(status));
  }
  std::uint8_t attempts(CallIndex call) const { return row(call)[kAttempts]; }
  bool malformed(CallIndex call) const { return (row(call)[kBits] & kMalformed) != 0; }
  // REQUIRES the first attempt is over.
  AttemptOutcome last_outcome(CallIndex call) const { return static_cast<AttemptOutcome>(row(call)[kBits] >> kOutcomeShift & kStatus); }
  // Whether the call waits for its attempt number `attempts` + 1.
  bool waits(CallIndex call, std::uint8_t so_far) const {
    const campaign::CallStatus s = status(call);
    return attempts(call) == so_far && (s == campaign::CallStatus::planned || s == campaign::CallStatus::retry_scheduled);
  }

  void prefetch(CallIndex call) const {
    __builtin_prefetch(row(call), 1);
    if (!zones_.empty()) __builtin_prefetch(&zones_[call]);
    if (!dials_of_day_.empty()) __builtin_prefetch(&dials_of_day_[call], 1);
  }
  void placed(CallIndex call) { ++row(call)[kAttempts]; }
  // Writes an outcome down; returns how often this call has had it now, exact as far as its rule can tell.
  unsigned ended(CallIndex call, AttemptOutcome outcome) {
    std::uint8_t& bits = row(call)[kBits];
    bits = static_cast<std::uint8_t>((bits & ~(kStatus << kOutcomeShift)) | index(outcome) << kOutcomeShift);
    const std::uint8_t column = column_[index(outcome)];
    return column == 0 ? 1 : ++row(call)[column];
  }
  // The delay that the last outcome earned. REQUIRES its rule has one.
  const campaign::RetryDelay& last_delay(CallIndex call) const;

  ZoneIndex zone(CallIndex call) const { return zones_.empty() ? zone_ : zones_[call]; }
  PhoneNumber phone(CallIndex call) const { return phones_.empty() ? 0 : phones_[call]; }
  bool has_own() const { return !own_.empty(); }
  OwnTerms own(CallIndex call) const { return own_.empty() ? OwnTerms{} : own_[call]; }
  SimTime not_after(CallIndex call) const { return own_.empty() ? kNever : own_[call].not_after; }
  // Nothing of its own: no priority, no moment, no phone that another contact might have.
  bool plain(CallIndex call) const;

  bool has_dials_of_day() const { return counts_days_; }
  DialsOfDay& dials_of_day(CallIndex call) { return dials_of_day_[call]; }
  Month counted_in(CallIndex call) const { return counted_in_.empty() ? Month{0} : counted_in_[call]; }
  void set_counted(CallIndex call, Month month);

  bool complete() const { return complete_; }
  // Whether the due time of a call is kept.
  bool known(CallIndex call) const { return complete_ || sampled(call); }
  SimTime due(CallIndex call) const { return complete_ ? dues_[call] : sampled_dues_.at(call); }
  void set_due(CallIndex call, SimTime due) { (complete_ ? dues_[call] : sampled_dues_[call]) = due; }
  // From now on only the sample.
  void keep_sample();
  std::size_t bytes() const;

 private:
  // A row is attempts, bits (status, last outcome, malformed), and a count of every outcome whose number matters.
  static constexpr std::size_t kAttempts = 0, kBits = 1, kCounts = 2;
  static constexpr unsigned kStatus = 7, kOutcomeShift = 3, kMalformed = 64;

  bool sampled(CallIndex call) const { return (std::uint64_t{call} * kMix + salt_) >> 32 < sample_bound_; }
  std::uint8_t* row(CallIndex call) { return rows_.data() + row_bytes_ * call; }
  const std::uint8_t* row(CallIndex call) const { return rows_.data() + row_bytes_ * call; }
  static constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15;  // odd, and far from any period of a list

  const campaign::RetryPolicy* policy_;
  std::uint64_t salt_;
  std::uint64_t sample_bound_;
  CallIndex size_ = 0;
  std::size_t row_bytes_ = kCounts;
  std::array<std::uint8_t, kOutcomeCount> column_{};  // of its count within a row; 0: nothing depends on its number
  std::vector<std::uint8_t> rows_;
  ZoneIndex zone_ = 0;  // of all, while zones_ is empty
  std::vector<ZoneIndex> zones_;
  std::vector<PhoneNumber> phones_;
  std::vector<OwnTerms> own_;
  bool counts_days_;
  std::vector<DialsOfDay> dials_of_day_;
  std::vector<Month> counted_in_;
  bool complete_ = true;
  std::vector<SimTime> dues_;
  std::unordered_map<CallIndex, SimTime> sampled_dues_;
};

}  // namespace sim::world::audit
