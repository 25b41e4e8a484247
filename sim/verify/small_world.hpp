#pragma once
// A world small enough that all its states can be visited: an account, one or two campaigns with up to four contacts, what their calls
// can lead to, and what the operator and the carrier may do at any time. Between inputs time passes in equal units.
//
// Invariants
//   1. Every duration and instant of a world is a multiple of its unit, so that the distances between instants stay few.
//   2. What would grow for ever is bounded: contacts are added up to a number, minutes are bought only when few are left.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/machine.hpp"
#include "sim/verify/log.hpp"

namespace sim::verify {

struct SmallCampaign {
  campaign::CampaignConfig config;
  campaign::ContactBlock contacts;      // at its creation
  campaign::ContactBlock more;          // by each add_contacts
  std::uint32_t most_calls = 4;         // no add_contacts that would pass it
  Duration starts_later = 2 * kMinute;  // the other choice of schedule, beside now
};

struct SmallEnd {
  AttemptOutcome outcome{};
  Duration talk{0};
};

struct SmallWorld {
  std::string name;
  std::string what;  // one line for people
  campaign::AccountConfig account;
  std::vector<SmallCampaign> campaigns;
  std::vector<SmallEnd> ends;               // how an attempt may end; at least one
  std::vector<campaign::InputKind> inputs;  // of the operator and the carrier, followed up: see Choice::probe
  Duration unit = kMinute;
  std::optional<Duration> period;  // in which the hours repeat; empty: nothing depends on the clock
  std::uint32_t causes = 1;        // of failures
  Duration purchase = kMinute;
  Duration bought_below = kMinute;  // minutes are bought only at a lower balance
  bool pick_ups = false;            // are reported
  bool several_inputs = false;      // a report and something else within one instant
  bool deep = false;                // large: explored only when asked for
  // How an input reaches the machine; tests plant bugs here.
  void (*feed)(campaign::Machine&, Fed&) = feed_machine;
};

// The shipped worlds, each about one subject.
std::vector<SmallWorld> small_worlds();

}  // namespace sim::verify
