#pragma once
// A second campaign machine, written from the rules alone: slow, plain, and independent of the first. It keeps every call in a list and
// looks at all of them whenever it wants to know something. Tests feed both machines the same inputs and compare every command.
//
// Invariants
//   1. It shares words, ids, times, configuration values, inputs and commands with sim/campaign, and nothing that decides anything.
//   2. Each command carries the instant at which it came out, so that a deadline which is kept too late is seen.
//   3. Nothing is kept that can be counted: lines in use, statuses, users of the month are counted in the lists each time.

#include <array>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "sim/campaign/machine.hpp"

namespace sim::reference {

struct TimedCommand {
  SimTime at;
  campaign::Command command;
};

class ReferenceMachine {
 public:
  explicit ReferenceMachine(campaign::AccountConfig account);

  // As Machine: an input of an instant in which more will follow, and the last one.
  void accept(SimTime now, const campaign::Input& input);
  void step(SimTime now, const campaign::Input& input);
  // Everything said since the last call.
  std::vector<TimedCommand> take() { return std::exchange(said_, {}); }

  std::size_t campaigns() const { return campaigns_.size(); }
  campaign::CampaignView view(CampaignId campaign) const;
  campaign::CallView view(CampaignId campaign, CallIndex call) const;
  campaign::AccountView account() const;

 private:
  struct Call {
    ZoneIndex zone = 0;
    PhoneKey phone = 0;
    std::int32_t priority = 0;
    SimTime not_before = SimTime::min(), not_after = kNever;
    bool malformed = false;
    campaign::CallStatus status = campaign::CallStatus::planned;
    std::vector<AttemptOutcome> outcomes;  // of the attempts that are over
    std::vector<SimTime> dials;
    SimTime due{};              // of the next attempt, when a retry is scheduled
    bool timed_by_day = false;  // that due time is a time of day
  };
  struct Campaign {
    campaign::CampaignConfig config;
    campaign::CampaignStatus status = campaign::CampaignStatus::draft;
    campaign::PauseReason reason = campaign::PauseReason::none;
    bool scheduled = false;  // once
    SimTime starts = kNever;
    ScriptId script{};
    std::vector<Call> calls;
    bool in(campaign::CampaignStatus s) const { return status == s; }
    bool running() const { return in(campaign::CampaignStatus::in_progress) || in(campaign::CampaignStatus::paused); }
    bool over() const { return in(campaign::CampaignStatus::finished) || in(campaign::CampaignStatus::deleted); }
  };
  struct Attempt {
    AttemptId id{};
    std::uint32_t campaign = 0;
    CallIndex call = 0;
    SimTime placed{};
    ScriptId script{};
    bool picked_up = false;  // reported before the end
  };
  using User = std::pair<PhoneKey, std::uint64_t>;  // a phone, or (0, a contact that nobody else shares)
  struct BreakerOutcome {
    SimTime at;
    bool failed;
  };

  // reference_machine.cpp
  void arrive(SimTime now);
  void close();
  void run_deadlines();
  void expire(std::uint32_t c);
  void end_cool_down();
  SimTime next_instant() const;
  campaign::Command& say(campaign::CommandKind kind, std::uint32_t c = 0, CallIndex call = 0);
  Duration patience(const Campaign& c) const;

  // reference_operator.cpp
  void apply(const campaign::Input& input);
  void operate(const campaign::Input& input);
  campaign::Refusal refusal(const campaign::Input& input) const;
  void schedule(std::uint32_t c, SimTime at);
  void start(std::uint32_t c);
  void finish(std::uint32_t c);
  void add(std::uint32_t c, const campaign::ContactBlock& block);
  void change_status(std::uint32_t c, campaign::CampaignStatus to, campaign::PauseReason reason = campaign::PauseReason::none);
  void pause_everything(campaign::PauseReason reason);
  void fail_malformed(std::uint32_t c);
  void finish_when_over(std::uint32_t c);
  void say_moved(std::uint32_t c, campaign::CallStatus from, campaign::CallStatus to, std::uint32_t count);
  void failure_begins(std::uint64_t cause);
  void failure_ends(std::uint64_t cause);
  bool minutes_are_out() const;
  void look_at_minutes();

  // reference_attempts.cpp
  void picked_up(AttemptId id);
  void ended(const campaign::Input& input);
  void end(std::size_t live, AttemptOutcome outcome, Duration talk);
  void settle(Campaign& c, Call& call, AttemptOutcome outcome);
  bool retried(const Campaign& c, Call& call, AttemptOutcome outcome);
  campaign::CallStatus final_status(const Campaign& c, AttemptOutcome outcome) const;
  void watch_carrier(SimTime placed, AttemptOutcome outcome);

  // reference_placement.cpp
  void place();
  std::optional<std::uint32_t> campaign_to_dial() const;
  std::optional<CallIndex> call_to_dial(std::uint32_t c) const;
  bool can_be_dialed(std::uint32_t c, CallIndex call) const;
  bool dialed_before(std::uint32_t c, CallIndex a, CallIndex b) const;
  SimTime closing_of(const Campaign& c, const Call& call) const;
  SimTime due_of(const Campaign& c, const Call& call) const;
  const campaign::Zone& zone_of(const Call& call) const { return account_.zones[call.zone]; }
  const campaign::Zone& hours_zone(const Campaign& c, const Call& call) const;
  bool day_is_full(const Campaign& c, const Call& call, SimTime at) const;
  void dial(std::uint32_t c, CallIndex call);
  User user_of(std::uint32_t c, CallIndex call) const;
  void count_user(std::uint32_t c, CallIndex call);
  bool counted(std::uint32_t c, CallIndex call) const;
  std::uint64_t users_of_month() const;
  bool has_own_terms(const Campaign& c, const Call& call) const;
  bool ever_counted(std::uint32_t c, CallIndex call) const;
  void exceed(std::uint32_t c, CallIndex call);

  std::uint32_t lines_of(std::uint32_t c) const;
  std::uint32_t count(const Campaign& c, campaign::CallStatus status) const;

  campaign::AccountConfig account_;
  std::vector<Campaign> campaigns_;
  std::vector<Attempt> live_;              // in the order of placement
  std::vector<std::uint32_t> free_lines_;  // the last is taken next
  std::uint64_t attempts_ = 0;
  SimTime now_ = SimTime::min();
  bool open_instant_ = false;
  SimTime last_start_ = SimTime::min();
  Duration balance_{0}, bought_{0}, billed_{0}, unbilled_{0}, overshoot_{0};
  bool out_of_minutes_ = false, minutes_announced_ = false;
  std::set<std::uint64_t> failures_;
  std::vector<BreakerOutcome> outcomes_;
  SimTime breaker_until_ = kNever, breaker_counts_from_ = SimTime::min();
  std::set<std::pair<std::int64_t, User>> users_;  // by month
  std::uint64_t users_overshoot_ = 0;
  std::uint64_t ignored_ = 0, refused_ = 0;
  std::vector<TimedCommand> said_;

  static constexpr std::uint64_t kBreaker = ~std::uint64_t{0};
};

}  // namespace sim::reference
