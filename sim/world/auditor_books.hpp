#pragma once
// What an Auditor holds, for the files that make it up: auditor.cpp (entry, passing time, liveness), auditor_inputs.cpp (what the operator
// and the account must see happen), auditor_attempts.cpp (what an end does), auditor_commands.cpp (changes of campaigns and calls),
// auditor_placement.cpp (who may be dialed), auditor_turns.cpp (whose turn it is, without a queue), auditor_exchange.cpp (an end and a dial
// at once), auditor_finish.cpp (the machine's views).
// Nobody else includes this header.
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
#include "sim/world/auditor_turns.hpp"
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
  SimTime placed{};
  std::uint32_t campaign = 0;
  CallIndex call = 0;
  ScriptId script{};
  Month counted_in = 0;  // when this attempt counted its phone
  std::uint8_t number = 0;
};
static_assert(sizeof(LiveAttempt) == 32);  // two share a line of the cache

// Of the attempt that ended last; what else it was still stands on its line, which nobody takes while a dialog is owed.
struct OwedDialog {
  AttemptId attempt{};  // 0: none is owed
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

// What was found out about a dial; `lost`: there is no line or call in the books that could follow it.
enum class Dial : std::uint8_t { good, broken, lost };

// The call that a campaign must dial next, and where it waits; null when it has none.
struct FirstCall {
  WaitingRoom* room = nullptr;
  const ReadyCall* call = nullptr;
};

// What an outcome leads to in one campaign, decided once.
struct OutcomeTerms {
  campaign::CallStatus final{};     // when it is not retried
  std::uint8_t attempts_below = 0;  // retried after fewer attempts in all; 0: not, or not any more
  std::uint16_t times_below = 0;    // and after fewer with this outcome
  Duration after = kNoLimit;        // so long after each; kNoLimit: how long depends on more
};

struct CampaignBook {
  CampaignBook(const campaign::CampaignConfig& c, const campaign::AccountConfig& account, std::uint32_t position, std::uint32_t sample);

  std::uint32_t& count(campaign::CallStatus s) { return counts[index(s)]; }
  std::uint32_t count(campaign::CallStatus s) const { return counts[index(s)]; }
  // The status of a call, by something else than an end.
  void move(CallRow call, campaign::CallStatus to) {
    recount(call.status(), to, call.last_outcome());
    call.set_status(to);
  }
  // Its status after an attempt that ended so.
  void end(CallRow call, AttemptOutcome outcome, campaign::CallStatus to) {
    recount(call.status(), to, outcome);
    call.set(outcome, to);
  }
  void recount(campaign::CallStatus from, campaign::CallStatus to, AttemptOutcome last) {
    if (kind(last) == OutcomeKind::error) {
      if (from == campaign::CallStatus::retry_scheduled) --waiting_errors;
      if (to == campaign::CallStatus::retry_scheduled) ++waiting_errors;
    }
    --count(from);
    ++count(to);
  }
  bool every_call_over() const {
    return lines == 0 && count(campaign::CallStatus::planned) == 0 && count(campaign::CallStatus::retry_scheduled) == 0 &&
           contacts.size() > 0;
  }
  bool terminal() const { return status == campaign::CampaignStatus::finished || status == campaign::CampaignStatus::deleted; }
  // The room of a contact's clock.
  WaitingRoom& room(CallIndex call, SimTime now) {
    WaitingRoom* known = room_of_zone[zone_of_hours(call)];
    return known != nullptr ? *known : make_room(zone_of_hours(call), now);
  }
  ZoneIndex zone_of_hours(CallIndex call) const {
    return config.clock == campaign::HoursClock::campaign ? config.zone : contacts.zone(call);
  }
  // Whether this clock was open at the last sync and still is.
  bool open_as_synced(CallIndex call, SimTime now) const {
    const WaitingRoom* room = room_of_zone[zone_of_hours(call)];
    return room != nullptr && now < room->open_until(now);
  }
  WaitingRoom& make_room(ZoneIndex zone, SimTime now);
  const OutcomeTerms& terms_of(AttemptOutcome outcome) const { return terms[index(outcome)]; }
  // A dial needs a close look again.
  void forget_dials() { dials_until = exchanges_until = SimTime::min(); }
  // What counts as the status of a call when the list was finished with one command.
  campaign::CallStatus status_of(CallIndex call) const;

  // What every attempt asks for stands first and together.
  campaign::CampaignStatus status = campaign::CampaignStatus::draft;
  campaign::PauseReason reason = campaign::PauseReason::none;
  bool scheduled = false;  // at some time: its calls have statuses
  bool started = false;
  bool over = false;      // nothing of it will be dialed any more
  bool one_clock = true;  // all its calls wait in one room
  bool idle = false;      // as of the last look no room had a call that may be dialed; only sync() brings one
  ScriptId script{};
  std::uint32_t number;
  std::uint32_t lines = 0;
  bool plain = true;                     // a dial is asked nothing that not every dial is asked: terms, phones, a quota, dials that count
  bool ends = false;                     // at some time, or some call does: a retry can come too late
  SimTime dials_until = SimTime::min();  // a dial before needs no look at status, end and hours; see Books::good_at_a_glance
  SimTime exchanges_until = SimTime::min();  // the same where an end is asked nothing either; see Books::exchange
  Duration watchdog;
  std::array<std::uint32_t, campaign::kCallStatusCount> counts{};
  std::uint32_t waiting_errors = 0;  // of retry_scheduled: the last outcome is an error
  std::uint32_t malformed_open = 0;
  bool errors_known = true;  // not after the quota ended retries of which only the number was said
  std::uint64_t picked_up = 0, dialogs = 0, outside_hours = 0;
  std::array<std::uint64_t, kOutcomeCount> outcomes{};
  std::array<OutcomeTerms, kOutcomeCount> terms;
  campaign::CampaignConfig config;
  ContactBook contacts;
  const std::vector<campaign::Zone>* zones;
  SimTime starts = kNever;
  std::vector<std::unique_ptr<WaitingRoom>> rooms;
  std::vector<WaitingRoom*> room_of_zone;  // null: none yet
  SimTime wake = kNever;                   // when sync is needed, while in progress
  std::vector<LastMoment> last_moments;    // heap, earliest in front, of known calls
};

}  // namespace audit

struct Auditor::Books {
  Books(const campaign::AccountConfig& a, std::uint64_t limit);

  // What happens with every attempt is decided in place. What does not is kept out of it by [[gnu::noinline]]: it would take registers, and
  // a place on the stack for each, away from the rest.

  // Of a call in turn less can be wrong while it is calm: its campaign is in progress, the only one with contacts, inside its hours, plain,
  // on one clock and known call by call; nothing but lines limits the account, and nothing but calls is due.
  enum class Calls : std::uint8_t { in_turn, any };
  bool calm(SimTime t) const { return t < calm_until; }

  // auditor.cpp
  [[gnu::noinline]] void reported(SimTime t, const campaign::Input& in, const campaign::Commands& said);
  void input(SimTime t, const campaign::Input& in);
  void carried_out(const campaign::Commands& said);
  [[gnu::noinline]] void any_input(SimTime t, const campaign::Input& in);
  void command(const campaign::Command& k);
  [[gnu::noinline, gnu::flatten]] void any_command(const campaign::Command& k);
  bool known_campaign(const campaign::Command& k);
  [[gnu::noinline]] void other_command(const campaign::Command& k);
  bool nothing_missed(SimTime t) const;
  void arrive(SimTime t);
  void pass_time(SimTime t);
  [[gnu::noinline]] void instant_over(SimTime t);
  [[gnu::noinline]] void end_instant(SimTime t);
  [[gnu::noinline]] void settle();
  void sync(SimTime t) {
    if (campaigns_wake <= t) sync_campaigns(t);
    wake = campaigns_wake;
  }
  [[gnu::noinline]] void sync_campaigns(SimTime t);
  void check_idle(SimTime t);
  void check_active(SimTime t);
  [[gnu::noinline]] void look_into_rooms(SimTime t, audit::CampaignBook& c);
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
  void look_over(audit::CampaignBook& c) const;
  void keep_sample();
  void enqueue(audit::CampaignBook& c, CallIndex from);
  void fulfil();
  [[gnu::noinline]] void begin_failure(std::uint64_t cause);
  void end_failure(std::uint64_t cause);
  void end_cool_down(SimTime t) {
    if (breaker.cool_until() <= t) reset_breaker();
  }
  [[gnu::noinline]] void reset_breaker();
  void look_at_minutes() {
    if (minutes.out(live)) minutes_are_out();
  }
  [[gnu::noinline]] void minutes_are_out();
  void owe(campaign::AccountEvent event);

  // auditor_attempts.cpp
  void answered(AttemptId id);
  void ended(const campaign::Input& in, Calls calls);
  bool live_attempt(AttemptId id) const;
  void end_attempt(std::uint32_t line, AttemptOutcome outcome, Duration talk, Calls calls);
  [[gnu::noinline]] void report_late(const audit::CampaignBook& c, CallIndex call);
  [[gnu::noinline]] void ignore(const campaign::Input& in);
  static bool count_outcome(const audit::CampaignBook& c, audit::CallRow call, AttemptOutcome outcome);
  bool settle_call(audit::CampaignBook& c, const audit::LiveAttempt& a, AttemptOutcome outcome, Calls calls);
  [[gnu::noinline]] void settle_retry(audit::CampaignBook& c, const audit::LiveAttempt& a, AttemptOutcome outcome);
  void expect_retry(audit::CampaignBook& c, CallIndex call, SimTime due, SimTime ready);
  SimTime due_after_end(const audit::CampaignBook& c, CallIndex call, AttemptOutcome outcome) const;
  SimTime ready_after(audit::CampaignBook& c, CallIndex call, SimTime due) const;
  void charge(audit::CampaignBook& c, const audit::LiveAttempt& a, AttemptOutcome outcome, Duration talk);
  [[gnu::noinline]] void check_overshoot(const audit::CampaignBook& c, CallIndex call);
  [[gnu::noinline]] void end_further(audit::CampaignBook& c, const audit::LiveAttempt& a);
  void release(audit::PhoneNumber phone);
  void wait(audit::CampaignBook& c, CallIndex call, SimTime ready) {
    c.room(call, now).add(ready, call, c.contacts.attempts(call));
    if (ready < c.wake) wake_at(c, ready);
  }
  [[gnu::noinline]] void wake_at(audit::CampaignBook& c, SimTime t);
  void count_user(audit::CampaignBook& c, audit::LiveAttempt& a);
  bool counted(const audit::CampaignBook& c, CallIndex call, audit::Month month) const;
  void attempt_over(const campaign::Command& k);
  static bool is_of(const campaign::Command& k, const audit::LiveAttempt& a);
  bool as_owed(const campaign::Command& k) const;
  void dialog_recorded(const campaign::Command& k);
  [[gnu::noinline]] void dispute(const campaign::Command& k);
  void paid();

  // auditor_exchange.cpp
  enum class Lists : std::uint8_t { one, several };
  bool exchange(SimTime t, const campaign::Input& in, const campaign::Commands& said);
  template <Lists kLists>
  [[gnu::noinline, gnu::flatten]] bool exchange_among(SimTime t, const campaign::Input& in, const campaign::Commands& said);
  SimTime find_quiet();
  static bool says(const campaign::Command& k, const audit::LiveAttempt& a, const campaign::Input& in, Duration billed);
  bool follows(const audit::CampaignBook& c, const campaign::Command& k, std::uint32_t line) const;
  static bool may_give_a_line(const audit::CampaignBook& c);

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

  // auditor_placement.cpp
  void placed(const campaign::Command& k, Calls calls);
  bool good_at_a_glance(const audit::CampaignBook& c, const campaign::Command& k, Calls calls) const;
  static bool may_follow(const audit::CampaignBook& c, audit::CallRow call, const campaign::Command& k);
  [[gnu::noinline]] audit::Dial look_closely(audit::CampaignBook& c, const campaign::Command& k);
  [[gnu::noinline]] void look_further(audit::CampaignBook& c, const campaign::Command& k, audit::Dial found);
  bool check_line(const campaign::Command& k);
  void check_account(const audit::CampaignBook& c, CallIndex call);
  void check_campaign(const audit::CampaignBook& c, const campaign::Command& k);
  bool check_call(audit::CampaignBook& c, const campaign::Command& k);
  void check_terms(audit::CampaignBook& c, CallIndex call);
  bool first_of_all(audit::CampaignBook& c, const campaign::Command& k);
  void check_order(audit::CampaignBook& c, const campaign::Command& k, SimTime due);
  audit::FirstCall first_call(const audit::CampaignBook& c);
  [[gnu::noinline]] audit::FirstCall first_of_rooms(const audit::CampaignBook& c);
  [[gnu::noinline]] void count_on_line(audit::CampaignBook& c, audit::LiveAttempt& a);
  void put_on_line(audit::CampaignBook& c, const campaign::Command& k, Calls calls);
  void take_line(audit::CampaignBook& c, audit::LiveAttempt& a, audit::CallRow call, const campaign::Command& k);

  // auditor_turns.cpp
  bool takes_turns(const audit::CampaignBook& c) const;
  void begin_turns(audit::CampaignBook& c);
  [[gnu::noinline]] void end_turns();
  [[gnu::noinline]] void leave_turns();
  void check_turns();
  bool take_turn(const campaign::Command& k);
  [[gnu::noinline]] void find_calm(SimTime t);
  [[gnu::noinline]] void reported_in_calm(SimTime t, const campaign::Input& in, const campaign::Commands& said);
  [[gnu::noinline]] void carried_out_in_calm(const campaign::Commands& said);
  void command_in_calm(const campaign::Command& k);
  [[gnu::noinline]] void instant_over_in_calm(SimTime t);
  // Until `closes` nothing but lines forbids a dial.
  void check_turn(SimTime t, SimTime closes) {
    if (live == account.lines || in_turn->lines >= in_turn->config.lines) return turns.find_lines_taken(t);
    ++checks;
    turns.next_due() > t ? turns.find_line_idle(closes) : call_in_turn_waits(t);
  }
  [[gnu::noinline]] void call_in_turn_waits(SimTime t);

  // auditor_finish.cpp
  void finish(SimTime t, const campaign::Machine& machine);
  void compare_account(const campaign::AccountView& view);
  void compare_campaign(const audit::CampaignBook& c, const campaign::Machine& machine);
  static campaign::CallView booked(const audit::CampaignBook& c, CallIndex call);
  [[gnu::noinline]] void dispute_view(const audit::CampaignBook& c, CallIndex call, const campaign::CallView& said);
  void check_attempts();

  campaign::AccountConfig account;
  bool limits_dials;  // by a rate or by minutes
  bool hears_ends;    // they are charged against minutes that may run out, or a breaker listens
  bool unlimited;     // neither
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
  audit::CampaignBook* in_turn = nullptr;  // its calls come in turn; null: those of all campaigns wait in rooms
  audit::Turns turns;
  SimTime turns_close = SimTime::min();  // when it is calm: the end of the campaign's hours
  SimTime calm_until = SimTime::min();   // see Calls
  std::uint32_t live = 0;
  std::uint64_t attempts = 0;
  SimTime now = SimTime::min();
  SimTime next_start = SimTime::min();   // by the rate
  SimTime wake = kNever;                 // earliest of the campaigns in progress and of the rate
  SimTime campaigns_wake = kNever;       // of the campaigns alone; the past when it is to be found
  SimTime calendar = kNever;             // earliest start, end or last moment; kUnknown: to be found
  SimTime quiet_until = SimTime::min();  // before, steps may be exchanges and an instant ends with nothing to see; see find_quiet()
  bool one_list = false;                 // then: of one campaign, on one clock
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

  static constexpr unsigned kOfEveryDial = 16;  // checks of a good dial in look_closely()
  static constexpr unsigned kOfOrder = 3;       // and of one of a known call, in look_further()
  static constexpr unsigned kOfDialog = 5;      // and of a good dialog in dispute()
  static constexpr unsigned kOfView = 3;        // and of what the machine says of a call at the end
  static constexpr std::uint64_t kBreakerCause = ~std::uint64_t{0};
  static constexpr SimTime kUnknown = SimTime::min();
};

// For texts.
std::string text(SimTime t);
std::string text(Duration d);

}  // namespace sim::world
