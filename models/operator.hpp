#pragma once
// The person at the desk: actions at set times, and reactions to events of the account.

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/time.hpp"
#include "sim/random/distribution.hpp"

namespace models {

enum class ActionKind : std::uint8_t { schedule, pause, resume, finish, remove, add_contacts, change_script, buy_minutes };

struct Action {
  ActionKind kind{};
  std::optional<sim::CampaignId> campaign;  // empty: "*", the campaigns that the reason of the reaction paused
  sim::SimTime at{};                        // schedule; SimTime::min(): when the action is carried out
  sim::ScriptId script{};                   // change_script
  sim::Duration minutes{0};                 // buy_minutes
  std::uint32_t contacts = 0;               // add_contacts: index into WorldConfig::added
};

enum class Trigger : std::uint8_t { time, out_of_minutes, system_failure, system_failure_over };

struct OperatorRule {
  Trigger trigger{};
  sim::SimTime at{};                // Trigger::time
  sim::random::Distribution after;  // reactions
  std::vector<Action> actions;
};

}  // namespace models
