#pragma once
// Visits every reachable state of a small world, breadth first, over the shipped machine itself.
//
// Invariants
//   1. A state is the path that led to it first, so the path to any finding is a shortest one; the machine is made again by taking the
//      path. What is kept of a state is a few bytes.
//   2. Every state is reached under the complete audit (sim/world/auditor.hpp), its views compared with the auditor's books. Choices that
//      lead to a state known already are audited too.
//   3. Reports for attempts that are not live leave the state as it is; no deadline of the machine lies in the past.
//   4. From every state an end can be reached by what helps: time, reports, resume, minutes, repair, contacts.

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/verify/choice.hpp"
#include "sim/verify/small_world.hpp"

namespace sim::verify {

struct Finding {
  std::string what;
  std::vector<std::string> history;  // lines for people, from the beginning
};

struct ExplorerOptions {
  std::uint64_t most_states = 10'000'000;
  const std::atomic<bool>* stop = nullptr;
};

struct Exploration {
  std::uint64_t states = 0;
  std::uint64_t transitions = 0;
  std::uint64_t finals = 0;  // states in which everything is over
  std::uint64_t depth = 0;   // of the state farthest from the beginning
  std::uint64_t checks = 0;  // of the auditor
  bool complete = false;     // not stopped, and not more states than allowed
  std::optional<Finding> finding;
};

Exploration explore(const SmallWorld& world, const ExplorerOptions& options);

}  // namespace sim::verify
