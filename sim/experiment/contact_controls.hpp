#pragma once
// Control variates of a scenario: what the contact chain expects of a campaign exactly, beside what its replications happened to give.
// Attempts, people reached, talk and time on lines are the controls; minutes billed, money, time to the end and the like are sharpened.
//
// Invariants
//   1. Which controls there are and what they sharpen follows from the scenario, never from which interval comes out narrower: a choice
//      after the fact would make intervals cover less often than they say.
//   2. Nothing is sharpened where the chain is not exact, where a replication ended before its campaigns did, or below kLeastControlled.

#include <optional>
#include <span>
#include <vector>

#include "sim/experiment/contact_chain.hpp"
#include "sim/experiment/record.hpp"
#include "sim/stats/control_variates.hpp"

namespace sim::experiment {

inline constexpr std::size_t kLeastControlled = 20;  // replications

class ContactControls {
 public:
  // REQUIRES both outlive it.
  ContactControls(const world::WorldConfig& world, const MetricSet& set, std::span<const ReplicationRecord> records);

  // [campaign]; empty: the chain is not exact here.
  const std::vector<Expectation>& expected() const { return expected_; }
  // Empty: not one of the metrics that are sharpened, or no controls.
  std::optional<stats::ControlledMean> sharpened(const MetricRef& metric) const;

 private:
  const MetricSet& set_;
  std::span<const ReplicationRecord> records_;
  std::vector<Expectation> expected_;
};

}  // namespace sim::experiment
