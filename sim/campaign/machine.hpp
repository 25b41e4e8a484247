#pragma once
// The campaign state machine: every rule of campaigns, calls, retries, calling hours, minutes, unique users and pauses. It reads no
// clock, draws no number and does no I/O: time comes in with every input, what must be done goes out as commands.
//
// Invariants
//   1. step() REQUIRES now >= the previous now. Within one instant inputs come in the order of InputClass.
//   2. Placement happens once per instant, last: accept() takes an input of an instant in which more will follow, step() ends the instant.
//   3. After step(now), next_deadline() > now.
//   4. No step looks at every contact of a list. What one instant changes for a whole list is one command with a count.
//   5. A refusal is a command to the caller; nothing is silent.
//   6. A Machine is a value: a copy is a fork of the run.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/outcome.hpp"
#include "sim/base/time.hpp"
#include "sim/campaign/config.hpp"
#include "sim/campaign/status.hpp"

namespace sim::campaign {

// The order of inputs within one instant, each with its reason.
enum class InputClass : std::uint8_t {
  report,         // by line: what has already happened on the lines comes before what anybody decides about it
  failure_ended,  // before begins, so that one outage which ends as another begins leaves no gap to dial in
  failure_began,  // before commands, so that a resume in the same instant is refused rather than undone
  command,        // before deadlines, so that an operator who acts at the end time is heard
  tick
};

enum class InputKind : std::uint8_t {
  tick,
  create,
  schedule,
  pause,
  resume,
  finish,
  remove,  // the command `delete`
  add_contacts,
  change_script,
  buy_minutes,
  failure_began,
  failure_ended,
  attempt_answered,
  attempt_ended
};

struct Input {
  InputKind kind = InputKind::tick;
  AttemptOutcome outcome{};        // attempt_ended
  ScriptId script{};               // change_script
  CampaignId campaign{};           // every command on a campaign
  FailureCause cause{};            // failure_*
  AttemptId attempt{};             // attempt_*
  Duration amount{0};              // talk of attempt_ended, minutes bought (> 0)
  SimTime at{};                    // schedule
  const CampaignConfig* config{};  // create; read during the step only
  const ContactBlock* contacts{};  // add_contacts; read during the step only
};

enum class CommandKind : std::uint8_t {
  place_attempt,     // dial: campaign, call, attempt, number, script
  campaign_changed,  // campaign, status, reason
  call_changed,      // one call, by a rule other than its own placement or end: campaign, call, status
  calls_changed,     // `count` calls of the campaign at once: from status `from` to `status`
  dialog_recorded,   // campaign, call, attempt, number, outcome, script, at (placed), talk, billed
  attempt_over,      // the machine ended an attempt by itself (lost): campaign, call, attempt
  account_changed,   // event
  refused            // input, campaign, why
};

enum class AccountEvent : std::uint8_t { out_of_minutes, system_failure, system_failure_over };

struct Command {
  CommandKind kind{};
  CallStatus from{};                 // calls_changed
  CallStatus status{};               // call_changed, calls_changed
  CampaignStatus campaign_status{};  // campaign_changed
  PauseReason reason{};              // campaign_changed
  AttemptOutcome outcome{};          // dialog_recorded
  Refusal why{};                     // refused
  AccountEvent event{};              // account_changed
  InputKind input{};                 // refused
  std::uint8_t number = 0;           // of the attempt within its call, from 1
  ScriptId script{};
  CampaignId campaign{};
  CallIndex call{};
  std::uint32_t count = 0;  // calls_changed
  AttemptId attempt{};
  SimTime at{};
  Duration talk{0};
  Duration billed{0};
};

using Commands = std::vector<Command>;

// What one campaign looks like now.
struct CampaignView {
  CampaignStatus status{};
  PauseReason reason{};
  std::uint32_t calls = 0;
  std::array<std::uint32_t, kCallStatusCount> calls_by_status{};  // all 0 in a draft, whose calls have no status yet
  std::uint32_t lines_in_use = 0;
  ScriptId script{};
  bool open = false;  // in progress, and some zone of its contacts inside calling hours
};

struct CallView {
  CallStatus status{};
  std::uint8_t attempts = 0;
  bool has_outcome = false;
  AttemptOutcome last_outcome{};
  friend bool operator==(const CallView&, const CallView&) = default;
};

struct AccountView {
  std::uint32_t lines_in_use = 0;
  Duration balance{0};
  Duration bought{0};  // without the initial balance
  Duration billed{0};
  Duration overshoot{0};           // the deepest point below zero
  Duration unbilled{0};            // talk of reports that came for an attempt that was over
  std::uint64_t unique_users = 0;  // phones counted, summed over the periods
  std::uint64_t unique_users_overshoot = 0;
  std::uint64_t reports_ignored = 0;
  std::uint64_t commands_refused = 0;
  bool system_failure = false;
  bool out_of_minutes = false;
};

class Machine {
 public:
  explicit Machine(AccountConfig account);
  Machine(const Machine&);
  Machine& operator=(const Machine&);
  Machine(Machine&&) noexcept;
  Machine& operator=(Machine&&) noexcept;
  ~Machine();

  // Feeds the last input of an instant and appends what must be done.
  void step(SimTime now, const Input& input, Commands& commands);
  // Feeds an input of an instant in which more will follow.
  void accept(SimTime now, const Input& input, Commands& commands);

  // The earliest time at which a tick would do something; kNever when only an input can.
  SimTime next_deadline() const;

  std::size_t campaigns() const;
  CampaignView view(CampaignId campaign) const;
  CallView view(CampaignId campaign, CallIndex call) const;
  // The same of calls that stand side by side. REQUIRES that the campaign has from + calls.size() of them or more.
  void views(CampaignId campaign, CallIndex from, std::span<CallView> calls) const;
  AccountView account() const;
  // Changes whenever CampaignView::open of some campaign does.
  std::uint64_t openings() const;
  // The campaign is finished or deleted and none of its calls is on a line.
  bool drained(CampaignId campaign) const;
  // Appends the state as numbers, for exploring all states there are (canonical_state.cpp): machines with equal numbers behave alike from
  // here on, but for the names of attempts and lines. Phases of the clock are not in it: whoever uses calling hours, daily caps, times of
  // day or a quota adds where now stands in the day, week or month. Walks through all calls.
  void append_canonical_state(std::vector<std::int64_t>& words) const;
  // Memory in use for contacts and queues.
  std::size_t bytes() const;

  // A call that is likely to be dialed some dials later, for callers whose books of a list no cache holds: of a list of more than 10,000.
  // REQUIRES contacts.
  CallIndex dialed_soon(CampaignId campaign) const;
  // Hints without effect, for callers with more lines than a cache holds: a report from this line, for this call, will come soon.
  void expect_line(std::uint32_t line) const;
  void expect_call(CampaignId campaign, CallIndex call) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sim::campaign
