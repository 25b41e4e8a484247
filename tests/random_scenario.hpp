#pragma once
// Small random campaigns for tests that compare two machines: an account, campaigns, contacts, what the operator does, and what becomes
// of each dial. A seed gives everything. Each scenario switches some kinds of rule off and others on heavily; instants lie on a coarse
// grid, so that much happens at the same time.

#include <cstdint>
#include <deque>
#include <random>
#include <vector>

#include "sim/campaign/machine.hpp"

namespace sim::reference {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  bool percent(unsigned p) { return below(100) < p; }
  Duration multiple(std::uint64_t n, Duration of) { return static_cast<std::int64_t>(below(n)) * of; }

 private:
  std::mt19937_64 random_;
};

// Something that is fed to a machine. Inputs of one instant are fed in the order of (class, line).
struct TimedInput {
  SimTime at;
  campaign::Input input;
};

class RandomScenario {
 public:
  explicit RandomScenario(std::uint64_t seed);

  const campaign::AccountConfig& account() const { return account_; }
  // In order of time; what they point to lives as long as the scenario.
  const std::vector<TimedInput>& operator_inputs() const { return inputs_; }
  // The reports of an attempt that is placed now: usually its end, perhaps more, perhaps none.
  std::vector<TimedInput> reports(SimTime now, AttemptId attempt);
  SimTime end() const { return end_; }

 private:
  campaign::CampaignConfig some_campaign();
  campaign::ContactBlock some_contacts(std::uint64_t at_most);
  void add_command(std::uint32_t campaigns);
  void feed(SimTime at, campaign::InputKind kind, std::uint32_t campaign, SimTime when = {});

  Dice dice_;
  Duration grid_;  // of instants
  bool shared_phones_, own_terms_, many_zones_, faulty_link_, pick_ups_, hours_;
  campaign::AccountConfig account_;
  std::deque<campaign::CampaignConfig> campaigns_;
  std::deque<campaign::ContactBlock> blocks_;
  std::vector<TimedInput> inputs_;
  SimTime end_;
};

}  // namespace sim::reference
