#pragma once
// What the account owns besides lines: the minute balance, the unique-user quota, the breaker's window. Three small values that the
// machine asks and tells; none of them knows a campaign.

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "sim/base/outcome.hpp"
#include "sim/base/rare_path.hpp"
#include "sim/base/time.hpp"
#include "sim/campaign/config.hpp"

namespace sim::campaign {

// Exact books of talk time. Invariant: initial + bought = billed + balance.
class Minutes {
 public:
  Minutes(const AccountConfig& account) : limited_(account.balance), billing_(account.billing), reserve_(account.reserve) {
    if (limited_) balance_ = *limited_;
  }

  // Rounded up to the increment, at least the minimum.
  Duration price(Duration talk) const {
    const std::int64_t steps = (us(talk) + us(billing_.increment) - 1) / us(billing_.increment);
    return std::max(billing_.minimum, steps * billing_.increment);
  }
  void charge(Duration billed) {
    billed_ += billed;
    if (limited_) balance_ -= billed;
    overshoot_ = std::max(overshoot_, -balance_);
  }
  void buy(Duration amount) {
    bought_ += amount;
    if (limited_) balance_ += amount;
  }

  bool limited() const { return limited_.has_value(); }
  // Out of minutes: nothing left, or too little to start the first call.
  bool exhausted(std::uint32_t live) const { return limited_ && (balance_ <= Duration{0} || (live == 0 && balance_ < reserve_)); }
  bool allows_dial(std::uint32_t live) const {
    return !limited_ || (balance_ > Duration{0} && (reserve_ == Duration{0} || balance_ / reserve_ > std::int64_t{live}));
  }

  Duration balance() const { return balance_; }
  Duration billed() const { return billed_; }
  Duration bought() const { return bought_; }
  Duration overshoot() const { return overshoot_; }

 private:
  std::optional<Duration> limited_;
  Billing billing_;
  Duration reserve_;
  Duration balance_{0}, billed_{0}, bought_{0}, overshoot_{0};
};

// Distinct phones per calendar month of the account's zone.
class UniqueUsers {
 public:
  explicit UniqueUsers(const AccountConfig& account) : quota_(account.unique_users), on_(account.counted_on) {}

  CountedOn counted_on() const { return on_; }
  bool limited() const { return quota_.has_value(); }

  // Brings the period up to date. Returns its number, from 1, never 0 and never the number of another period within 200 years.
  std::uint16_t period(SimTime now, const Zone& zone);
  bool used_up() const { return quota_ && in_period_ >= *quota_; }
  void count() {
    ++in_period_;
    ++total_;
    if (!quota_ || in_period_ <= *quota_) return;
    mark(RarePath::quota_exceeded_by_calls_on_line);
    overshoot_ = std::max(overshoot_, in_period_ - *quota_);
  }

  // Phones that several contacts share.
  bool counted(PhoneKey phone) const {
    const auto it = shared_.find(phone);
    return it != shared_.end() && it->second == period_;
  }
  void remember(PhoneKey phone) { shared_[phone] = period_; }

  std::uint64_t total() const { return total_; }
  std::uint64_t overshoot() const { return overshoot_; }
  // What can still matter, for Machine::append_canonical_state.
  void append_state(std::vector<std::int64_t>& words) const;

 private:
  std::optional<std::uint64_t> quota_;
  CountedOn on_;
  std::uint16_t period_ = 0;
  SimTime checked_until_ = SimTime::min();
  std::uint64_t in_period_ = 0, total_ = 0, overshoot_ = 0;
  std::unordered_map<PhoneKey, std::uint16_t> shared_;
};

// The outcomes of the last `window`.
class BreakerWindow {
 public:
  explicit BreakerWindow(const std::optional<Breaker>& breaker) : breaker_(breaker) {}

  // Takes an outcome; true when the breaker trips on it. Attempts placed before the last reset do not count.
  bool add(SimTime now, SimTime placed, AttemptOutcome outcome) {
    if (!breaker_) return false;
    if (placed < counts_from_) return mark(RarePath::breaker_skips_an_old_attempt), false;
    return !tripped() && trips(now, outcome);
  }
  bool tripped() const { return until_ != kNever; }
  SimTime until() const { return until_; }  // kNever when not tripped
  void reset();                             // the cool-down is over
  SimTime counts_from() const { return counts_from_; }
  void append_state(SimTime now, std::vector<std::int64_t>& words) const;

 private:
  bool trips(SimTime now, AttemptOutcome outcome);

  std::optional<Breaker> breaker_;
  std::deque<std::pair<SimTime, bool>> outcomes_;
  std::uint32_t failures_ = 0;
  SimTime counts_from_ = SimTime::min();
  SimTime until_ = kNever;
};

}  // namespace sim::campaign
