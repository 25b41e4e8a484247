#pragma once
// The shipped machine and the reference machine under the same inputs. Every command and every view is compared; the first difference is
// kept together with the history before it.

#include <functional>
#include <string>
#include <vector>

#include "tests/random_scenario.hpp"
#include "tests/reference_machine.hpp"

namespace sim::reference {

// Who tells time to pass: a tick for every deadline that the shipped machine announces, or nobody, so that both catch up by themselves at
// the next input.
enum class Pace { every_deadline, inputs_only };

class TwoMachines {
 public:
  TwoMachines(RandomScenario& scenario, Pace pace);

  // Runs the scenario. Returns nothing, or the history up to the first difference.
  std::string run();
  std::uint64_t dials() const { return dials_; }
  std::uint64_t commands_seen() const { return commands_seen_; }

 private:
  SimTime next() const;
  void instant(SimTime now);
  void feed(SimTime now, const campaign::Input& input, bool last);
  void compare_commands(SimTime now, const campaign::Commands& said);
  void compare_views();
  void differ(const std::string& what);

  RandomScenario& scenario_;
  Pace pace_;
  campaign::Machine machine_;
  ReferenceMachine reference_;
  std::vector<TimedInput> reports_;
  std::size_t next_input_ = 0;
  std::vector<std::function<std::string()>> history_;  // written out only when it is wanted
  std::string difference_;
  std::uint64_t dials_ = 0, commands_seen_ = 0;
};

}  // namespace sim::reference
