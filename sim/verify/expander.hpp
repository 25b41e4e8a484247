#pragma once
// Tries every choice in one state of a small world, under the complete audit, and says what it leads to.
//
// A machine is copied, and audited from the beginning, for every choice that changes the state. Most choices do not need that:
//   * What changes nothing (refused commands, void reports) is fed one after the other to the same machine and audited together with the
//     change that follows: each once, in the same state.
//   * Most of that is refused or void when time has passed, too: it is fed within one instant, and must leave what time alone does.
//
// Invariants
//   1. Reports for attempts that are not live leave the state as it is; a command on a campaign has an effect or is refused; no deadline
//      of the machine lies in the past; neither the machine nor the auditor throws.
//   2. A finding is looked for again without what was fed before it, so its history has nothing that the finding does not need.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/verify/choice.hpp"
#include "sim/verify/effects.hpp"
#include "sim/verify/small_world.hpp"
#include "sim/verify/state_set.hpp"

namespace sim::verify {

struct Successor {
  Digest digest;
  Choice choice;       // the first that leads there
  bool over = false;   // everything is
  bool helps = false;  // some choice that leads there does
};

struct Expansion {
  std::vector<Successor> successors;  // other states, each once, in the order of the choices; not of probes
  std::uint64_t transitions = 0;
  std::uint64_t checks = 0;
  EffectCounts effects;  // of single inputs within the instant
  std::string wrong;     // empty: nothing
  Path path_to_wrong;
};

class Expander {
 public:
  // REQUIRES world outlives this.
  explicit Expander(const SmallWorld& world) : world_(world) {}

  // REQUIRES nothing is wrong along the path.
  Expansion expand(const Path& path);

  // What is wrong at the end of a path under the audit; empty: nothing. Leaves what was fed in the log.
  std::string try_path(const Path& path, std::vector<Fed>& log);

 private:
  struct Before;  // the state in which choices are tried

  void try_choices(const Before& before, Expansion& into);
  Digest try_one(const Choice& choice, const Before& before, Fork& fork, Expansion& into);
  void try_idle(const std::vector<Move>& moves, const Digest& after_time, const Before& before, Fork& fork, Expansion& into);
  void begin_again(const Before& before, Fork& fork);
  void audit_tried(const Fork& fork, Expansion& into);
  void find_least(const Before& before, Expansion& into);
  Digest digest_of(const Fork& fork);

  const SmallWorld& world_;
  std::vector<Fed> log_;  // along the path, then of what was tried
  Path tried_;            // since the last audit; nothing but perhaps the last changes the state
  std::vector<std::int64_t> words_;
};

}  // namespace sim::verify
