#pragma once
// The shipped machine and the reference machine under the same inputs. Every command and every view is compared.

#include <string>
#include <vector>

#include "tests/reference_machine.hpp"
#include "tests/swarm_play.hpp"

namespace sim::reference {

// Who tells time to pass: a tick for every deadline that the shipped machine announces, or nobody, so that both catch up by themselves at
// the next input.
enum class Pace { every_deadline, inputs_only };

class TwoMachines {
 public:
  TwoMachines(const swarm::Case& world, Pace pace);

  // Runs the case. The violation is the first difference.
  swarm::Verdict run(std::vector<std::string>* history = nullptr);
  std::uint64_t commands_seen() const { return commands_seen_; }

 private:
  void instant(SimTime now);
  void feed(SimTime now, const campaign::Input& input, bool last);
  void compare_commands(SimTime now, const campaign::Commands& said);
  void compare_views();

  const swarm::Case& case_;
  swarm::Play play_;
  Pace pace_;
  campaign::Machine machine_;
  ReferenceMachine reference_;
  std::vector<std::string>* history_ = nullptr;
  std::string difference_;
  std::uint64_t dials_ = 0, commands_seen_ = 0;
};

}  // namespace sim::reference
