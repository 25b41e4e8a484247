#pragma once
// What an Auditor holds, for the files that make it up: auditor.cpp (entry, passing time, liveness), auditor_inputs.cpp (what the operator
// and the account must see happen), auditor_attempts.cpp (what an end does), auditor_commands.cpp (changes of campaigns and calls),
// auditor_placement.cpp (who may be dialed), auditor_finish.cpp (the machine's views). Nobody else includes this header.
//
// The books take the machine's word only where they cannot know better: when they find a breach they report it and follow the machine
// where it can be followed, so that one breach is not reported a thousand times.

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/world/auditor.hpp"
#include "sim/world/auditor_account.hpp"
#include "sim/world/auditor_contacts.hpp"
#include "sim/world/auditor_waiting.hpp"

namespace sim::world {
namespace audit {

// What can be broken: the invariants of the machine under their numbers, and the order of dialing.
enum class Rule : std::uint8_t {
  lines = 1,        // never above the limits, every line released once
  phones,           // one live attempt per phone
  legality,         // campaign, hours, gap, caps, rate, end, quota, own moments, minutes
  attempts,         // each ends exactly once
  statuses,         // sums over statuses
  minutes,          // conservation, bills, overshoot
  transitions,      // the two tables, deadlines, refusals
  stopped,          // no placement after a pause, finish or delete
  liveness,         // no idle line while a call is eligible
  ignored_reports,  // change nothing
  dialogs,          // those of deleted campaigns too
  unique_users,
  order  // who is dialed first
};

struct LiveAttempt {
  AttemptId attempt{};  // 0: the line is free
  std::uint32_t campaign = 0;
  CallIndex call = 0;
  SimTime placed{};
  ScriptId script{};
  std::uint8_t number = 0;
  Month counted_in = 0;  // when this attempt counted its phone
};

struct OwedDialog {
  bool owed = false;
  LiveAttempt attempt;
  AttemptOutcome outcome{};
  Duration talk{0}, billed{0};
};

// What the command of the operator that was given last must lead to.
struct Expected {
  bool owed = false;
  campaign::InputKind kind{};
  std::uint32_t campaign = 0;
  campaign::Refusal refusal{};
};

struct LastMoment {
  SimTime at;
  CallIndex call;
  auto operator<=>(const LastMoment&) const = default;
};

struct CampaignBook {
  CampaignBook(const campaign::CampaignConfig& c, const campaign::AccountConfig& account, std::uint32_t position, std::uint32_t sample);

  std::uint32_t& count(campaign::CallStatus s) { return counts[index(s)]; }
  std::uint32_t count(campaign::CallStatus s) const { return counts[index(s)]; }
  void move(CallIndex call, campaign::CallStatus to) {
    const campaign::CallStatus from = contacts.status(call);
    if (from == campaign::CallStatus::retry_scheduled && waits_with_error(call)) --waiting_errors;
    if (to == campaign::CallStatus::retry_scheduled && waits_with_error(call)) ++waiting_errors;
    --count(from);
    ++count(to);
    contacts.set_status(call, to);
  }
  bool waits_with_error(CallIndex call) const { return kind(contacts.last_outcome(call)) == OutcomeKind::error; }
  bool every_call_over() const {
    return lines == 0 && count(campaign::CallStatus::planned) == 0 && count(campaign::CallStatus::retry_scheduled) == 0 &&
           contacts.size() > 0;
  }
  bool terminal() const { return status == campaign::CampaignStatus::finished || status == campaign::CampaignStatus::deleted; }
  // The room of a contact's clock.
  WaitingRoom& room(CallIndex call, SimTime now) {
    const ZoneIndex zone = config.clock == campaign::HoursClock::campaign ? config.zone : contacts.zone(call);
    return room_of_zone[zone] != nullptr ? *room_of_zone[zone] : make_room(zone, now);
  }
  WaitingRoom& make_room(ZoneIndex zone, SimTime now);
  // The final status after an outcome that is not retried.
  campaign::CallStatus final_status(AttemptOutcome outcome) const {
    const OutcomeKind k = config.retry.voicemail_answers && outcome == AttemptOutcome::voicemail ? OutcomeKind::answered : kind(outcome);
    if (k == OutcomeKind::answered) return campaign::CallStatus::answered;
    return k == OutcomeKind::error ? campaign::CallStatus::technical_error : campaign::CallStatus::completed_without_answer;
  }
  // What counts as the status of a call when the list was finished with one command.
  campaign::CallStatus status_of(CallIndex call) const;

  campaign::CampaignConfig config;
  const std::vector<campaign::Zone>* zones;
  std::uint32_t number;
  campaign::CampaignStatus status = campaign::CampaignStatus::draft;
  campaign::PauseReason reason = campaign::PauseReason::none;
  bool scheduled = false;  // at some time: its calls have statuses
  bool started = false;
  bool over = false;  // nothing of it will be dialed any more
  SimTime starts = kNever;
  ScriptId script{};
  Duration watchdog;
  ContactBook contacts;
  std::array<std::uint32_t, campaign::kCallStatusCount> counts{};
  std::uint32_t waiting_errors = 0;  // of retry_scheduled: the last outcome is an error
  bool errors_known = true;          // not after the quota ended retries of which only the number was said
  std::uint32_t malformed_open = 0;
  std::uint32_t lines = 0;
  std::uint64_t picked_up = 0, dialogs = 0, outside_hours = 0;
  std::array<std::uint64_t, kOutcomeCount> outcomes{};
  std::vector<std::unique_ptr<WaitingRoom>> rooms;
  std::vector<WaitingRoom*> room_of_zone;  // null: none yet
  SimTime wake = kNever;                   // when sync is needed, while in progress
  std::vector<LastMoment> last_moments;    // heap, earliest in front, of known calls
};

}  // namespace audit

struct Auditor::Books {
  Books(const campaign::AccountConfig& a, std::uint64_t limit);

  // auditor.cpp
  void input(SimTime t, const campaign::Input& in);
  void command(const campaign::Command& k);
  void arrive(SimTime t);
  void instant_over(SimTime t);
  void settle();
  void sync(SimTime t);
  void check_idle(SimTime t);
  void check_calendar(SimTime t);
  void find_calendar();
  void check_touched();
  void check_stopped();
  bool holds(bool condition) {
    ++checks;
    return condition;
  }
  // `what` is a text or makes one. Texts are made only when something is broken, and out of the way of everything else.
  template <typename What>
  [[gnu::cold, gnu::noinline]] void report(audit::Rule rule, const audit::CampaignBook* c, std::optional<CallIndex> call,
                                           const What& what) {
    report_at(now, rule, c, call, what);
  }
  template <typename What>
  [[gnu::cold, gnu::noinline]] void report_at(SimTime t, audit::Rule rule, const audit::CampaignBook* c, std::optional<CallIndex> call,
                                              const What& what) {
    if constexpr (std::is_invocable_v<What>) {
      write_down(t, rule, c, call, what());
    } else {
      write_down(t, rule, c, call, what);
    }
  }
  void write_down(SimTime t, audit::Rule rule, const audit::CampaignBook* c, std::optional<CallIndex> call, const std::string& what);

  // auditor_inputs.cpp
  void create(const campaign::CampaignConfig& config);
  void buy(Duration amount);
  void operate(const campaign::Input& in);
  campaign::Refusal refusal(const campaign::Input& in) const;
  void schedule(audit::CampaignBook& c, SimTime at);
  void add_contacts(audit::CampaignBook& c, const campaign::ContactBlock& block);
  void keep_sample();
  void enqueue(audit::CampaignBook& c, CallIndex from);
  void fulfil();
  void begin_failure(std::uint64_t cause);
  void end_failure(std::uint64_t cause);
  void end_cool_down(SimTime t);
  void look_at_minutes() {
    if (minutes.out(live)) minutes_are_out();
  }
  void minutes_are_out();
  void owe(campaign::AccountEvent event);

  // auditor_attempts.cpp
  void answered(AttemptId id);
  void ended(const campaign::Input& in);
  bool live_attempt(AttemptId id) const;
  void end_attempt(std::uint32_t line, AttemptOutcome outcome, Duration talk);
  void settle_call(audit::CampaignBook& c, const audit::LiveAttempt& a, AttemptOutcome outcome);
  bool may_retry(const audit::CampaignBook& c, CallIndex call, AttemptOutcome outcome, unsigned n) const;
  SimTime due_after_end(const audit::CampaignBook& c, CallIndex call) const;
  SimTime ready_after(audit::CampaignBook& c, CallIndex call, SimTime due) const;
  void charge(audit::CampaignBook& c, const audit::LiveAttempt& a, AttemptOutcome outcome, Duration talk);
  void release(audit::CampaignBook& c, audit::LiveAttempt& a);
  void wait(audit::CampaignBook& c, CallIndex call, SimTime ready);
  void count_user(audit::LiveAttempt& a);
  bool counted(const audit::CampaignBook& c, CallIndex call);
  void attempt_over(const campaign::Command& k);
  void dialog_recorded(const campaign::Command& k);

  // auditor_commands.cpp
  void refused(const campaign::Command& k);
  void account_changed(const campaign::Command& k);
  void campaign_changed(const campaign::Command& k);
  std::optional<campaign::CampaignEvent> cause(const audit::CampaignBook& c, const campaign::Command& k) const;
  bool asked_for(const audit::CampaignBook& c, campaign::InputKind kind) const;
  void enter(audit::CampaignBook& c, campaign::CampaignStatus from);
  void calls_changed(const campaign::Command& k);
  void listed(audit::CampaignBook& c, const campaign::Command& k);
  void swept(audit::CampaignBook& c, const campaign::Command& k);
  void finished_list(audit::CampaignBook& c, const campaign::Command& k);
  void call_changed(const campaign::Command& k);
  bool call_change_has_cause(audit::CampaignBook& c, CallIndex call, campaign::CallStatus to);
  bool ended_by_list(const audit::CampaignBook& c, CallIndex call) const;

  // auditor_placement.cpp
  void placed(const campaign::Command& k);
  bool check_line(const campaign::Command& k);
  void check_account(const audit::CampaignBook& c, CallIndex call);
  void check_campaign(const audit::CampaignBook& c, const campaign::Command& k);
  bool check_call(audit::CampaignBook& c, const campaign::Command& k);
  void check_terms(audit::CampaignBook& c, CallIndex call);
  void check_order(audit::CampaignBook& c, const campaign::Command& k);
  audit::WaitingRoom* first_room(audit::CampaignBook& c);
  void put_on_line(audit::CampaignBook& c, const campaign::Command& k);

  // auditor_finish.cpp
  void finish(SimTime t, const campaign::Machine& machine);
  void compare_account(const campaign::AccountView& view);
  void compare_campaign(const audit::CampaignBook& c, const campaign::Machine& machine);
  void compare_call(const audit::CampaignBook& c, CallIndex call, const campaign::CallView& view);
  void check_attempts();

  campaign::AccountConfig account;
  std::uint64_t complete_limit;
  bool complete = true;
  std::uint64_t contacts = 0;
  std::vector<audit::WallClock> clocks;  // per zone
  audit::MinuteBook minutes;
  audit::UserBook users;
  audit::PhoneBook phones;
  audit::BreakerBook breaker;
  std::vector<std::unique_ptr<audit::CampaignBook>> campaigns;
  std::vector<audit::CampaignBook*> active;  // in progress, in the order of creation
  std::vector<audit::LiveAttempt> lines;
  std::uint32_t live = 0;
  std::uint64_t attempts = 0;
  SimTime now = SimTime::min();
  SimTime next_start = SimTime::min();  // by the rate
  SimTime wake = kNever;                // earliest of the campaigns in progress and of the rate
  SimTime calendar = kNever;            // earliest start, end or last moment
  bool calendar_known = true;
  bool minutes_out = false;
  bool announced = false;  // that they are
  std::set<std::uint64_t> failures;
  std::vector<audit::CampaignBook*> touched;  // in this instant: they may be over
  std::uint64_t refusals = 0, reports_ignored = 0;
  Duration unbilled{0};

  std::uint32_t debts = 0;  // of what follows: what must come before anything else happens
  audit::OwedDialog owed_dialog;
  audit::Expected expected;
  std::optional<campaign::Command> owed_listing;
  std::deque<campaign::AccountEvent> owed_events;
  bool last_report_ignored = false;

  std::uint64_t checks = 0;
  std::uint64_t violations = 0;
  std::vector<metrics::Violation> first;

  static constexpr std::uint64_t kBreakerCause = ~std::uint64_t{0};
};

// For texts.
std::string text(SimTime t);
std::string text(Duration d);

}  // namespace sim::world
