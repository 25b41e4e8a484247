#pragma once
// What a user of the machine decides beforehand: the account, the campaigns with their policies, the contacts. Plain values; whoever
// builds them has validated them (sim/scenario does, with an error for every mistake).

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/outcome.hpp"
#include "sim/base/time.hpp"
#include "sim/campaign/calling_hours.hpp"

namespace sim::campaign {

// Pauses every campaign when the carrier fails: more than `failure_ratio` of the outcomes of the last `window` are network_error or
// lost, and there are at least `min_outcomes` of them.
struct Breaker {
  double failure_ratio = 0.5;
  Duration window = 120 * kSecond;
  std::uint32_t min_outcomes = 5;
  Duration cool_down = 10 * kMinute;  // > 0
};

struct Billing {
  Duration increment = kSecond;  // > 0; talk is rounded up to it
  Duration minimum{0};
};

enum class CountedOn : std::uint8_t { answered, dialed };

struct AccountConfig {
  std::uint32_t lines = 1;          // 1 .. kMaxLines
  Duration start_gap{0};            // least time between two starts: ceil(10^6 / calls per second) microseconds; 0 is no limit
  std::optional<Duration> balance;  // talk time bought so far; empty: unlimited
  Billing billing;
  Duration reserve{0};                        // a dial needs this much unreserved balance
  std::optional<std::uint64_t> unique_users;  // per calendar month of zone 0; empty: unlimited
  CountedOn counted_on = CountedOn::answered;
  std::optional<Breaker> breaker;
  Duration set_up_limit{0};
  std::vector<Zone> zones{Zone{}};  // the account's own first
};

// A delay after an attempt: a duration, or a time of day some days later on the contact's clock.
struct RetryDelay {
  Duration after{0};
  bool day_part = false;
  std::uint16_t days = 0;
  Duration at{0};  // local time of day, when day_part
  friend bool operator==(const RetryDelay&, const RetryDelay&) = default;
};

struct OutcomeRule {
  std::vector<RetryDelay> delays;        // the n-th after the n-th attempt with this outcome, the last repeats; none: not retried
  std::optional<std::uint8_t> attempts;  // after this many attempts with this outcome, not retried
};

struct RetryPolicy {
  std::uint8_t max_attempts = 1;  // 1 .. 255, the first dial included
  std::optional<std::uint8_t> max_attempts_per_day;
  std::array<OutcomeRule, kOutcomeCount> rules;
  bool voicemail_answers = false;
};

enum class DialOrder : std::uint8_t { due_time, retries_first, fresh_first, closing_first };
enum class HoursClock : std::uint8_t { customer, campaign };

struct CampaignConfig {
  std::uint32_t lines = 1;
  std::int32_t priority = 0;        // higher first
  std::uint64_t share = 1'000'000;  // in millionths, > 0
  DialOrder order = DialOrder::due_time;
  HoursClock clock = HoursClock::customer;
  ZoneIndex zone = 0;  // of the campaign
  CallingHours hours;
  SimTime ends = kNever;
  Duration ring_timeout = kNoLimit;
  Duration max_call = kNoLimit;
  Duration grace{0};
  RetryPolicy retry;
  ScriptId script{};
};

// Contacts that are added together. A column is empty when no contact of the block needs it.
struct ContactBlock {
  std::uint32_t count = 0;
  ZoneIndex zone = 0;  // of every contact, when `zones` is empty
  std::vector<ZoneIndex> zones;
  std::vector<PhoneKey> phones;  // empty: every contact distinct from every other of the account; 0: this one is
  std::vector<std::int32_t> priorities;
  std::vector<SimTime> not_before;      // SimTime::min(): none
  std::vector<SimTime> not_after;       // kNever: none; the first instant at which a dial is too late
  std::vector<std::uint8_t> malformed;  // 1: this number cannot be called
};

}  // namespace sim::campaign
