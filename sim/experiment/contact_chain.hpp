#pragma once
// What one contact is expected to cost: attempts, people reached, talk, billed time and time on lines. A call is an absorbing chain over
// the retry table, so its expectations follow from one pass over the states, without simulation.
//
// Invariants
//   1. Exact, but for the midpoint rule over durations and over the spread of reachability, where the same customer meets the same
//      chances at every hour, the carrier works and nothing ends the call early: no hours that bind, no end, no minutes or users at their
//      limit, no lost reports. Elsewhere it is what simple arithmetic would say.
//   2. Ring and set-up limits, longest calls and rounding of bills are those of the campaign. Scripted rows are followed word by word.

#include "sim/world/world_config.hpp"

namespace sim::experiment {

struct Expectation {
  double attempts = 0;
  double answered = 0;  // calls that end so
  double goals = 0;
  double talk_s = 0, billed_s = 0, line_s = 0;

  Expectation& operator+=(const Expectation& other);
  Expectation times(double factor) const;
};

// Of all contacts of the list together, under the policy of the campaign.
Expectation expect(const world::WorldConfig& world, const campaign::CampaignConfig& policy, const world::ContactList& list);

}  // namespace sim::experiment
