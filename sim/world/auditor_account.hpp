#pragma once
// The auditor's own books of what the account owns beside lines: minutes, unique users, phones, the breaker. Kept from inputs and commands;
// the machine's books are not looked at before the end.

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/outcome.hpp"
#include "sim/base/time.hpp"
#include "sim/campaign/config.hpp"
#include "sim/world/auditor_hours.hpp"

namespace sim::world::audit {

class MinuteBook {
 public:
  explicit MinuteBook(const campaign::AccountConfig& account);

  Duration price(Duration talk) const;
  // Charges an attempt that ends while `live` calls are on lines, itself included.
  void charge(Duration billed, std::uint32_t live);
  void buy(Duration amount);

  // Whether one more call may start beside `live` others.
  bool may_dial(std::uint32_t live) const {
    return !limited_ || (balance() > Duration{0} && balance() - reserve_ * std::int64_t{live} >= reserve_);
  }
  // Whether minutes are out with `live` calls on lines.
  bool out(std::uint32_t live) const {
    if (!limited_) return false;
    return live == 0 ? balance() < std::max(reserve_, Duration{1}) : balance() < Duration{1};
  }

  bool limited() const { return limited_; }
  Duration initial() const { return initial_; }
  Duration balance() const { return initial_ + bought_ - billed_; }
  Duration billed() const { return billed_; }
  Duration bought() const { return bought_; }
  Duration overshoot() const { return overshoot_; }
  // How far below zero the balance may be: calls on lines at the crossing times the longest billed since; nothing with a full reserve.
  Duration overshoot_bound() const;

 private:
  bool limited_;
  campaign::Billing billing_;
  Duration reserve_;
  Duration initial_, billed_{0}, bought_{0}, overshoot_{0};
  std::uint32_t live_at_crossing_ = 0;
  Duration longest_since_crossing_{0}, longest_{0};
};

// Months are numbered on the calendar of the account's zone; 0 is no month.
using Month = std::uint16_t;

class UserBook {
 public:
  // REQUIRES zone outlives this.
  UserBook(const campaign::AccountConfig& account, const campaign::Zone& zone);

  Month month(SimTime now) {
    if (now >= month_known_until_) look_up_month(now);
    return month_;
  }
  // One more in the month that was asked for last.
  void count();
  bool limited() const { return quota_.has_value(); }
  bool used_up(SimTime now) { return quota_ && (month(now), in_month_ >= *quota_); }
  bool counts_dials() const { return counts_dials_; }
  std::uint64_t total() const { return total_; }
  std::uint64_t overshoot() const { return overshoot_; }

 private:
  [[gnu::noinline]] void look_up_month(SimTime now);

  std::optional<std::uint64_t> quota_;
  bool counts_dials_;
  WallClock clock_;
  Month month_ = 0;
  SimTime month_known_until_ = SimTime::min();
  std::uint64_t in_month_ = 0, total_ = 0, overshoot_ = 0;
};

// Phones that have a key, numbered from 1 in the order in which they were seen; 0 is a phone that no other contact has.
using PhoneNumber = std::uint32_t;

struct CallOfCampaign {
  std::uint32_t campaign;
  CallIndex call;
};

class PhoneBook {
 public:
  PhoneNumber number(PhoneKey key);

  bool live(PhoneNumber phone) const { return phone != 0 && live_[phone] != 0; }
  void set_live(PhoneNumber phone) { live_[phone] = 1; }
  // Takes the phone off its line; returns the calls that waited for it.
  std::vector<CallOfCampaign> release(PhoneNumber phone);
  void wait_for(PhoneNumber phone, CallOfCampaign call) { waiting_[phone].push_back(call); }

  Month counted_in(PhoneNumber phone) const { return counted_in_[phone]; }
  void set_counted(PhoneNumber phone, Month month) { counted_in_[phone] = month; }
  std::size_t bytes() const;

 private:
  std::unordered_map<PhoneKey, PhoneNumber> numbers_;
  std::vector<std::uint8_t> live_ = {0};
  std::vector<Month> counted_in_ = {0};
  std::unordered_map<PhoneNumber, std::vector<CallOfCampaign>> waiting_;
};

class BreakerBook {
 public:
  explicit BreakerBook(const std::optional<campaign::Breaker>& breaker) : breaker_(breaker) {}

  bool listens() const { return breaker_.has_value(); }
  // Takes the outcome of an attempt; true when it trips the breaker.
  bool trips(SimTime now, SimTime placed, AttemptOutcome outcome) {
    return listens() && !tripped() && placed >= counts_from_ && hears(now, outcome);
  }
  bool tripped() const { return cool_until_ != kNever; }
  SimTime cool_until() const { return cool_until_; }
  void cooled();

 private:
  struct Heard {
    SimTime at;
    bool failure;
  };
  bool hears(SimTime now, AttemptOutcome outcome);

  std::optional<campaign::Breaker> breaker_;
  std::deque<Heard> heard_;     // of the last window
  std::uint32_t failures_ = 0;  // among them
  SimTime counts_from_ = SimTime::min();
  SimTime cool_until_ = kNever;
};

}  // namespace sim::world::audit
