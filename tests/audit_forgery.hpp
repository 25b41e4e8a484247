#pragma once
// Forgeries for the auditor's tests: what the machine might say and did not, and the names of what that breaks.

#include <algorithm>
#include <set>
#include <string>

#include "tests/audit_rig.hpp"

namespace sim::world {

using enum AttemptOutcome;
using campaign::AccountConfig;
using campaign::CallStatus;
using campaign::CampaignConfig;
using campaign::CampaignStatus;
using campaign::Command;
using campaign::CommandKind;
using campaign::Commands;
using campaign::ContactBlock;
using campaign::InputKind;
using campaign::plain_account;
using campaign::plain_campaign;
using Broken = std::set<std::string>;

inline const Broken kLines{"invariant 1 (lines)"};
inline const Broken kPhones{"invariant 2 (one live attempt per phone)"};
inline const Broken kLegality{"invariant 3 (legal placement)"};
inline const Broken kAttempts{"invariant 4 (attempts end once)"};
inline const Broken kStatuses{"invariant 5 (statuses)"};
inline const Broken kMinutes{"invariant 6 (minutes)"};
inline const Broken kTransitions{"invariant 7 (transitions)"};
inline const Broken kStopped{"invariant 8 (stopped)"};
inline const Broken kLiveness{"invariant 9 (liveness)"};
inline const Broken kIgnoredReports{"invariant 10 (ignored reports)"};
inline const Broken kDialogs{"invariant 11 (dialogs)"};
inline const Broken kUniqueUsers{"invariant 12 (unique users)"};
inline const Broken kOrder{"order of dialing"};

inline CampaignConfig retrying(int delay_s = 100, std::uint8_t attempts = 3) {
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = attempts;
  config.retry.rules[index(busy)] = campaign::after_seconds({delay_s});
  return config;
}

// Takes away what the machine says next of this kind.
inline AuditRig::Tamper without(CommandKind kind) {
  return [kind](Commands& said) { return std::erase_if(said, [kind](const Command& k) { return k.kind == kind; }) > 0; };
}
// Changes it.
template <typename Change>
AuditRig::Tamper with(CommandKind kind, Change change) {
  return [kind, change](Commands& said) {
    const auto found = std::ranges::find(said, kind, &Command::kind);
    if (found != said.end()) change(*found);
    return found != said.end();
  };
}
inline Command dialog(const AuditRig& rig, CallIndex call) {
  Command k = AuditRig::about(CommandKind::dialog_recorded, 0, call);
  k.attempt = rig.attempt.at({0, call});
  k.number = 1;
  return k;
}
inline Command became(std::uint32_t c, CallIndex call, CallStatus status) {
  Command k = AuditRig::about(CommandKind::call_changed, c, call);
  k.status = status;
  return k;
}
inline Command became(CallStatus from, CallStatus status, std::uint32_t count) {
  Command k = AuditRig::about(CommandKind::calls_changed, 0);
  k.from = from;
  k.status = status;
  k.count = count;
  return k;
}
inline Command became(std::uint32_t c, CampaignStatus status, campaign::PauseReason reason = campaign::PauseReason::none) {
  Command k = AuditRig::about(CommandKind::campaign_changed, c);
  k.campaign_status = status;
  k.reason = reason;
  return k;
}

}  // namespace sim::world
