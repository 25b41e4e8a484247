#pragma once
// A machine that is driven by numbers, for tests that draw them: every sequence of moves is a legal sequence of inputs, so a move can be
// taken out of a counterexample and the rest still means something. Beside the machine stands a plain ledger that states each invariant in
// a few lines, without any of the auditor's ways to be quick.

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/audit_rig.hpp"

namespace sim::properties {

using Move = std::array<unsigned, 5>;    // what, how long after the last, and three choices; each 0 .. 9
using Terms = std::array<unsigned, 18>;  // rules of the account and of the campaigns, each 0 .. 9; 0 leaves a rule out

// The history as it should be. Every broken statement is written down with the number of its invariant.
class Ledger {
 public:
  Ledger(const campaign::AccountConfig& account, const campaign::CampaignConfig& config, unsigned phones)
      : account_(account), config_(config), phones_(phones) {}

  void fed(SimTime now, const campaign::Input& input);
  void said(SimTime now, const campaign::Command& command);
  // Compares what the machine shows between instants.
  void compare(const campaign::Machine& machine);
  const std::string& broken() const { return broken_; }
  bool live(AttemptId attempt) const { return live_.contains(attempt); }

 private:
  using Call = std::pair<std::uint32_t, CallIndex>;
  struct Attempt {
    Call call;
    bool counted = false;
  };

  void require(bool holds, const char* statement) {
    if (!holds && broken_.empty()) broken_ = statement;
  }
  void placed(SimTime now, const campaign::Command& command);
  void over(std::map<AttemptId, Attempt>::iterator attempt, AttemptOutcome outcome);
  void count(Attempt& attempt);
  void changed(const campaign::Command& command);
  void compare_calls(const campaign::Machine& machine, std::uint32_t c);
  // Distinct contacts have numbers of their own; those with a phone share it.
  std::uint64_t person(const Call& call) const {
    return phones_ > 0 ? call.second % phones_ : 1000 * (std::uint64_t{call.first} + 1) + call.second;
  }

  campaign::AccountConfig account_;
  campaign::CampaignConfig config_;
  unsigned phones_;
  std::map<AttemptId, Attempt> live_;
  std::map<Call, std::uint8_t> attempts_;
  std::map<Call, campaign::CallStatus> final_;
  std::map<std::uint32_t, campaign::CampaignStatus> status_;
  std::set<std::uint64_t> users_;
  std::uint64_t placed_ = 0, ended_ = 0, picked_up_ = 0, dialogs_ = 0;
  std::optional<SimTime> last_start_;
  Duration billed_{0}, bought_{0}, longest_billed_{0};
  std::string broken_;
};

class Session {
 public:
  explicit Session(const Terms& terms);

  void make(const Move& move);
  // The input that a move is now.
  campaign::Input input_of(const Move& move);
  void feed(SimTime at, const campaign::Input& input);
  SimTime now() const { return now_; }
  // What is wrong, by the ledger or by the auditor.
  std::string broken() const { return !ledger_.broken().empty() ? ledger_.broken() : rig_.first_violation(); }
  const campaign::Machine& machine() const { return rig_.machine; }
  const Ledger& ledger() const { return ledger_; }
  const campaign::AccountConfig& account() const { return account_; }

 private:
  static campaign::AccountConfig account_of(const Terms& terms);
  static campaign::CampaignConfig config_of(const Terms& terms);
  campaign::ContactBlock contacts_of(std::uint32_t first, std::uint32_t count) const;

  campaign::AccountConfig account_;
  campaign::CampaignConfig config_;
  unsigned phones_;
  Ledger ledger_;
  world::AuditRig rig_;
  SimTime now_{};
  std::vector<AttemptId> attempts_;  // all so far
  campaign::ContactBlock added_;     // by the last add_contacts
};

}  // namespace sim::properties
