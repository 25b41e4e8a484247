#pragma once
// One world of the swarm as plain data: an account, campaigns, contacts, what the operator does and how bad the link is. A seed gives
// everything; each world switches some kinds of rule, command, outcome and fault off and gives others a lot of weight, because a machine
// that meets a little of everything meets no combination often (Groce et al., "Swarm testing", ISSTA 2012).
//
// Invariants
//   1. Equal seeds give equal cases, and equal cases equal histories.
//   2. What becomes of a dial depends on the seed, the contact's id and the number of the attempt alone. So the rest of a case behaves as
//      before when a part of it is taken out, which is what lets a failing case be shrunk.
//   3. Parts are taken out by a mark, so that what is left keeps its place and its name.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/campaign/machine.hpp"

namespace sim::swarm {

struct Contact {
  std::uint32_t id = 0;  // within the case
  ZoneIndex zone = 0;
  PhoneKey phone = 0;
  std::int32_t priority = 0;
  SimTime not_before = SimTime::min();
  SimTime not_after = kNever;
  bool malformed = false;
  bool left_out = false;
};

struct PlannedCampaign {
  campaign::CampaignConfig config;
  SimTime created{};
  std::vector<Contact> contacts;  // added when it is created
  bool left_out = false;
};

// What the operator does, or the carrier. Of the fields of the input those that the kind reads; campaigns are numbered as in the case.
struct Action {
  SimTime at;
  campaign::Input input;
  std::vector<Contact> contacts;  // add_contacts
  bool left_out = false;
};

// What becomes of dials. Percentages where nothing else is said.
struct Link {
  std::array<unsigned, kOutcomeCount> outcomes{};  // weights
  Duration step{0};                                // of ringing and of lateness
  std::uint64_t talk_steps = 1;                    // talk is below so many times 10 s
  unsigned pick_ups = 0;                           // of answers that are reported when they are picked up
  unsigned late = 0, duplicated = 0, lost = 0, of_nobody = 0;

  static constexpr int kRinging = 3, kTalking = 1, kLate = 11;  // steps at most
  // From the dial to the last word on it, when there is one.
  Duration longest_attempt() const {
    return (kRinging + kTalking + (late > 0 ? kLate : 0)) * step + static_cast<std::int64_t>(talk_steps) * 10 * kSecond;
  }
};

struct Case {
  std::uint64_t seed = 0;
  campaign::AccountConfig account;
  std::vector<PlannedCampaign> campaigns;
  std::vector<Action> actions;
  Link link;
  SimTime calm{};            // from here on the link is perfect and everybody helps to bring the campaigns to their end
  SimTime horizon = kNever;  // some worlds end before they are over
  std::uint64_t complete_contacts = ~std::uint64_t{0};  // of the auditor's complete books

  // Of dials that are placed at `at`.
  Link link_at(SimTime at) const;
  // No trace of the faults is left: what was lost is given up, the breaker has forgotten, and the operator resumes what is paused.
  SimTime repaired() const;
};

inline constexpr std::uint32_t kCauses = 2;      // of failures
inline constexpr std::int64_t kClosedDates = 5;  // of one campaign, at most

Case some_case(std::uint64_t seed);
// Bytes decide in place of a seed.
Case case_of(std::string_view bytes);

// What a run of a case says about the machine.
struct Verdict {
  std::string violation;  // the first, with its place; nothing when all is well
  std::string rule;       // that it breaks: "invariant 6 (minutes)"
  std::uint64_t checks = 0, dials = 0;
};

}  // namespace sim::swarm
