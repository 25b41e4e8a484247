#pragma once
// What one contact is expected to cost: attempts, people reached, talk, billed time and time on lines. A call is an absorbing chain over
// the retry table, so its expectations follow from one pass over the states, without simulation.
//
// Invariants
//   1. Exact to at least six digits where is_exact() says so: the same customer meets the same chances at every hour, the carrier works and
//      nothing ends a call early. Elsewhere it is what simple arithmetic would say.
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

// The expectations of this campaign are those of the simulation if every call runs to its end: no odds by the hour, no outage, no lost or
// late report, no end, no minutes, users or breaker at a limit, no operator, no contact's last moment. Whether every call does run to its
// end before the horizon is for the caller to look at.
bool is_exact(const world::WorldConfig& world, const world::CampaignSpec& campaign);

}  // namespace sim::experiment
