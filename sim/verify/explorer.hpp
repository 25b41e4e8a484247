#pragma once
// Visits every reachable state of a small world, breadth first, over the shipped machine itself.
//
// Invariants
//   1. A state is the path that led to it first, so the path to any finding is a shortest one; the machine is made again by taking the
//      path. What is kept of a state is some dozens of bytes: a digest, the state before and the choice, and what it leads to.
//   2. Every state is reached under the complete audit (sim/world/auditor.hpp), its views compared with the auditor's books. Choices that
//      lead to a state known already, or change nothing, are audited too.
//   3. Every kind of input is fed in every state: see Choice::probe.
//   4. From every state an end can be reached by what helps: time, reports, resume, minutes, repair, contacts.
//   5. States get their numbers in one order, so counts and findings are the same for any number of threads.

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>

#include "sim/verify/effects.hpp"
#include "sim/verify/finding.hpp"
#include "sim/verify/small_world.hpp"

namespace sim::verify {

struct Exploration {
  std::uint64_t states = 0;
  std::uint64_t expanded = 0;  // in which every choice has been tried
  std::uint64_t transitions = 0;
  std::uint64_t finals = 0;  // states in which everything is over
  std::uint64_t depth = 0;   // of the state farthest from the beginning
  std::uint64_t checks = 0;  // of the auditor
  EffectCounts effects;
  bool complete = false;  // not stopped, and not more states than allowed
  std::optional<Finding> finding;
};

struct ExplorerOptions {
  std::uint64_t most_states = 10'000'000;
  unsigned threads = 1;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const Exploration& so_far)> progress;
};

Exploration explore(const SmallWorld& world, const ExplorerOptions& options);

}  // namespace sim::verify
