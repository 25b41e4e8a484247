#pragma once
// What would happen in an attempt: the models of customers, scripts and carrier compiled into integer thresholds and samplers, asked with
// the keyed draws of one contact. Value in, value out.
//
// Invariants
//   1. The answer depends on who is called, the number of the attempt and the setting; never on what was asked before.
//   2. What a draw is for has a word of its own: whether a person answers is the same word under every policy, and a policy that
//      changes an outcome leaves every other draw alone. Ring and talk rise in their uniforms.
//   3. Discrete outcomes compare 32-bit words with thresholds out of 2^32.

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "models/carrier.hpp"
#include "models/customer.hpp"
#include "models/script.hpp"
#include "sim/random/philox.hpp"

namespace models {

// Whose draws these are. Passed by value: where it is asked for, its parts are in registers.
struct Who {
  std::uint64_t seed;
  std::uint32_t replication;
  std::uint32_t list;  // 0 .. 65535
  std::uint32_t row;
};

// The key of a draw for one attempt; what a contact is like has attempt 0.
constexpr sim::random::DrawKey attempt_key(Who who, std::uint32_t attempt, sim::random::Purpose purpose) {
  return {who.seed, who.replication, who.row, static_cast<std::uint16_t>(attempt), purpose, who.list << 16};
}

struct AttemptSetting {
  Who who;
  std::uint16_t segment = 0;
  std::uint16_t script = 0;
  std::uint32_t attempt = 1;  // of the call, from 1 to 255
  sim::Duration local{0};     // civil time at the customer, since 1970-01-01T00:00
  int hour = 0;               // of that
  int last_failed_hour = -1;  // clock hour of the last failed attempt; -1: none
  bool carrier_down = false;
  sim::Duration ring_timeout = sim::kNoLimit;
  sim::Duration max_call = sim::kNoLimit;
};

// Time on the line = set_up + ring + talk.
struct AttemptSample {
  sim::AttemptOutcome outcome{};
  sim::Duration set_up{0}, ring{0}, talk{0};
  bool goal = false;
  bool drawn = false;  // some time was drawn; else attempts with this outcome all last as long
};

struct LinkFaults {
  bool late = false, duplicated = false, lost = false;
  sim::Duration late_by{0};
};

class Answers {
 public:
  Answers(std::vector<CustomerModel> customers, std::vector<ScriptModel> scripts, CarrierModel carrier);

  // Somebody's odds depend on the hour; or on the hour of the last failed attempt.
  bool reads_clock() const { return reads_clock_; }
  bool remembers_hours() const { return remembers_hours_; }

  // `traits` as in sample().
  sim::ZoneIndex zone(std::uint16_t segment, const sim::random::Block& traits) const;
  // Some contacts of a segment differ from the others, so that sample() needs their traits.
  bool reads_traits() const { return reads_traits_; }
  // `outcome` is the draw of this attempt for Purpose::outcome, `traits` that of the contact (attempt 0) for Purpose::contact_traits.
  // Whoever asks makes them, because draws for neighbouring contacts are made together (draws_ahead.hpp).
  // `duration` may be that of this attempt for Purpose::duration, where the draws of one attempt are made together; null: made when read.
  AttemptSample sample(const AttemptSetting& setting, const sim::random::Block& outcome, const sim::random::Block& traits,
                       const sim::random::Block* duration = nullptr) const;
  // `words` is the draw of this attempt for Purpose::link.
  LinkFaults link(Who who, std::uint32_t attempt, const sim::random::Block& words) const {
    LinkFaults faults;
    faults.late = words[0] < late_;
    faults.duplicated = words[1] < duplicated_;
    faults.lost = words[2] < lost_;
    if (faults.late || faults.duplicated) faults.late_by = drawn_delay(who, attempt);
    return faults;
  }
  // The n-th spell of working and the outage after it. REQUIRES random outages.
  std::pair<sim::Duration, sim::Duration> outage(std::uint64_t seed, std::uint32_t replication, std::uint32_t n) const;
  // How long the operator takes to react: rule and how often it fired before.
  sim::Duration reaction(const sim::random::Distribution& after, std::uint64_t seed, std::uint32_t replication, std::uint32_t rule,
                         std::uint32_t n) const;

 private:
  using Threshold = std::uint64_t;  // a 32-bit word below it is a yes; 2^32 is always
  struct Bounds {
    Threshold yes, maybe;  // from the second on it is a no
  };
  struct Segment {                  // what every attempt reads comes first
    bool all_valid, answers_alike;  // nobody's number is wrong; all answer with the same probability at all times
    Threshold valid, reachable;
    std::array<Threshold, 3> unanswered;  // cumulative: voicemail, no_answer, busy
    // How long an attempt with this outcome rings: kDrawn, or what needs no draw; kNoLimit is until the timeout.
    std::array<sim::Duration, sim::kOutcomeCount> ring;
    std::vector<double> spread;  // the quantiles at 0, 1 / kCells, ..., 1 where reachability is spread
    // For each cell between them what decides without the quantile; [1]: in the hour of the last failed attempt. Empty when odds depend on
    // the hour.
    std::array<std::vector<Bounds>, 2> bounds;
    std::vector<Threshold> zones;  // cumulative
    CustomerModel model;
  };
  struct Script {
    ScriptModel model;
    Threshold goal;
  };
  struct RingAndTalk {
    sim::Duration ring, talk;
  };
  static constexpr sim::Duration kDrawn{-1};
  static constexpr unsigned kCellBits = 8;
  static constexpr std::size_t kCells = std::size_t{1} << kCellBits;

  static Bounds bounds(const double* cell, double multiplier);
  static bool person_answers(const Segment& segment, const AttemptSetting& setting, const sim::random::Block& words,
                             const sim::random::Block& traits);
  sim::AttemptOutcome outcome(const Segment& segment, const AttemptSetting& setting, const sim::random::Block& words,
                              const sim::random::Block& traits) const;
  static Segment compiled(CustomerModel model);
  static RingAndTalk drawn_time(const Segment& segment, const Script& script, sim::AttemptOutcome outcome, Who who, std::uint32_t attempt);
  static RingAndTalk time_of(const Segment& segment, const Script& script, sim::AttemptOutcome outcome, const sim::random::Block& words);
  sim::Duration drawn_set_up(Who who, std::uint32_t attempt) const;
  [[gnu::noinline]] sim::Duration drawn_delay(Who who, std::uint32_t attempt) const;  // of a report
  static const sim::random::Distribution* ring(const CustomerModel& model, sim::AttemptOutcome outcome);

  std::vector<Segment> segments_;
  std::vector<Script> scripts_;
  CarrierModel carrier_;
  bool sets_up_at_once_;
  bool reads_clock_ = false, remembers_hours_ = false, reads_traits_ = false;
  Threshold network_error_;
  Threshold late_, duplicated_, lost_;  // reports
};

}  // namespace models
