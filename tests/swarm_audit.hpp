#pragma once
// Plays a case with the shipped machine under the auditor, and judges whether every campaign comes to its end in time once the faults
// have stopped.

#include <string>
#include <vector>

#include "tests/audit_rig.hpp"
#include "tests/swarm_case.hpp"

namespace sim::swarm {

struct Observer {
  world::AuditRig::Tamper tamper;               // a planted bug: what the machine says is changed before anybody hears it
  std::vector<std::string>* history = nullptr;  // gets every input and command
};

Verdict audit(const Case& world, const Observer& observer = {});

// By when a campaign that started from `repaired` on, or before, has to be finished.
SimTime finished_by(const Case& world, const PlannedCampaign& campaign);

}  // namespace sim::swarm
