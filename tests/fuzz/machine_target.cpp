// Bytes as the dice of a case of the swarm: configurations, contacts, what the operator does and how bad the link is. The machine must do
// what the reference machine does, in both paces, and keep every invariant.

#include "tests/fuzz/targets.hpp"
#include "tests/swarm_audit.hpp"
#include "tests/two_machines.hpp"

namespace sim::fuzz {

void feed_machine(std::string_view bytes) {
  const swarm::Case world = swarm::case_of(bytes);
  for (const reference::Pace pace : {reference::Pace::every_deadline, reference::Pace::inputs_only}) {
    const swarm::Verdict verdict = reference::TwoMachines(world, pace).run();
    if (!verdict.violation.empty()) throw Finding(verdict.violation);
  }
  if (const swarm::Verdict verdict = swarm::audit(world); !verdict.violation.empty()) throw Finding(verdict.violation);
}

}  // namespace sim::fuzz
