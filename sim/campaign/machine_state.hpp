#pragma once
// What a Machine holds, for the files that make it up: machine.cpp (entry), machine_commands.cpp (the operator), machine_reports.cpp
// (what comes from the lines), machine_deadlines.cpp (what time does by itself), machine_placement.cpp (who is dialed next),
// machine_exchange.cpp (the fast path: a call ends and the next of its list takes its line).
// Nobody else includes this header.

#include <set>
#include <unordered_map>
#include <unordered_set>

#include "sim/base/check.hpp"
#include "sim/base/rare_path.hpp"
#include "sim/campaign/account_books.hpp"
#include "sim/campaign/call_queue.hpp"
#include "sim/campaign/machine.hpp"
#include "sim/campaign/retry_table.hpp"
#include "sim/campaign/state_column.hpp"

namespace sim::campaign {

inline constexpr std::uint32_t kNoLine = 0xffffffff;
inline constexpr std::uint32_t kNobody = 0xffffffff;  // no campaign
inline constexpr std::uint32_t kCallsNear = 10'000;   // what is known of so many a cache holds anyhow

// One attempt on one line.
struct Line {
  AttemptId attempt{};  // 0: free
  std::uint32_t campaign = 0;
  CallIndex call = 0;
  StateId state = 0;        // of the call before this attempt
  std::uint32_t group = 0;  // of its queue
  SimTime placed{};
  ScriptId script{};
  bool special = false;
  std::uint16_t counted = 0;                         // the period of the report or dial that counted its user; 0: none yet
  std::uint32_t previous = kNoLine, next = kNoLine;  // of a campaign with a watchdog, in the order of placement
};

// A call that waits until its phone is off the line.
struct ParkedCall {
  std::uint32_t campaign;
  std::uint32_t group;
  WaitingCall call;
};

struct DialsOfDay {
  std::int32_t day = INT32_MIN;
  std::uint32_t dials = 0;
};

struct Campaign {
  Campaign(const CampaignConfig& c)
      : config(c), script(c.script), table(c.retry), states(table.ids_bound()), queue(config, table.delays().size()) {}

  std::uint32_t count(CallStatus s) const { return counts[index(s)]; }
  void move(CallStatus from, CallStatus to, std::uint32_t n = 1) {
    counts[index(from)] -= n;
    counts[index(to)] += n;
  }
  bool every_call_over() const {
    return lines == 0 && count(CallStatus::planned) == 0 && count(CallStatus::retry_scheduled) == 0 && calls > 0;
  }
  bool scheduled() const { return status != CampaignStatus::draft && !(status == CampaignStatus::deleted && !was_scheduled); }

  CampaignConfig config;
  CampaignStatus status = CampaignStatus::draft;
  PauseReason reason = PauseReason::none;
  bool was_scheduled = false;
  bool over = false;  // finished, or deleted while it was not: what waits has its final status by rule, written nowhere
  SimTime starts = kNever;
  ScriptId script{};
  RetryTable table;
  StateColumn states;
  CallQueue queue;
  std::uint32_t calls = 0;
  CallIndex soon = 0;                                    // of a long list: some dials behind the one dialed last, when that was a retry
  std::array<std::uint32_t, kCallStatusCount> counts{};  // of scheduled campaigns
  std::uint32_t waiting_errors = 0;                      // of retry_scheduled: last outcome of kind error
  std::vector<CallIndex> malformed;                      // until the start
  std::uint32_t lines = 0;
  Duration watchdog = kNoLimit;                          // after the placement
  std::uint32_t oldest = kNoLine, newest = kNoLine;      // lines in the order of placement, when there is a watchdog
  SimTime idle_until = SimTime::min();                   // nothing can be dialed before
  std::vector<SimTime> last_close;                       // per zone, when the campaign has an end: no legal instant from there on
  std::vector<DialsOfDay> dials_of_day;                  // per contact, when there is a daily cap
  std::vector<std::uint16_t> counted_in;                 // period per contact, once a counted one waits for a retry
  std::set<std::pair<SimTime, CallIndex>> last_moments;  // of contacts with one, until it comes
  std::unordered_set<CallIndex> special_on_line;         // of contacts with keys of their own
  bool plain = false;                                    // its rules know neither an end, nor days, nor a watchdog
};

struct Machine::State {
  explicit State(AccountConfig a)
      : account(std::move(a)),
        unlimited(!account.balance && !account.unique_users && !account.breaker && account.start_gap == Duration{0}),
        day_clocks(account.zones.size()),
        minutes(account),
        users(account),
        breaker(account.breaker) {
    lines.resize(account.lines);
    free_lines.reserve(account.lines);
    for (std::uint32_t line = account.lines; line-- > 0;) free_lines.push_back(line);
    out_of_minutes = minutes.exhausted(0);
  }

  // machine.cpp
  [[gnu::noinline]] void take_instant(SimTime at, const Input& input, Commands& out);
  void arrive(SimTime at, Commands& out);
  void apply(SimTime at, const Input& input, Commands& out);
  [[gnu::noinline]] void close_instant(SimTime at, Commands& out);
  [[gnu::noinline]] void find_quiet();
  [[gnu::noinline]] void find_live_calls();

  // machine_commands.cpp
  [[gnu::noinline]] void command(SimTime at, const Input& input, Commands& out);
  void create(const CampaignConfig& config);
  void schedule(SimTime at, std::uint32_t c, const Input& input, Commands& out);
  void start(SimTime at, std::uint32_t c, Commands& out);
  [[gnu::noinline]] void pause(std::uint32_t c, PauseReason reason, Commands& out);
  void pause_all(PauseReason reason, Commands& out);
  void resume(SimTime at, std::uint32_t c, const Input& input, Commands& out);
  void finish(std::uint32_t c, Commands& out);
  void remove(std::uint32_t c, Commands& out);
  void add_contacts(SimTime at, std::uint32_t c, const ContactBlock& block, Commands& out);
  void buy(const Input& input);
  void refuse(const Input& input, Refusal why, Commands& out);
  void set_status(std::uint32_t c, CampaignCell to, Commands& out);
  void fail_malformed(std::uint32_t c, Commands& out);
  void finish_when_over(std::uint32_t c, Commands& out) {
    if (campaigns[c].every_call_over()) finish_by_itself(c, out);
  }
  [[gnu::noinline]] void finish_by_itself(std::uint32_t c, Commands& out);
  [[gnu::noinline]] void begin_failure(std::uint64_t cause, Commands& out);
  void end_failure(std::uint64_t cause, Commands& out);
  void check_minutes(Commands& out) {
    if (minutes.limited() && minutes.exhausted(lines_in_use())) run_out_of_minutes(out);
  }
  [[gnu::noinline]] void run_out_of_minutes(Commands& out);

  // machine_reports.cpp
  void answered(SimTime at, AttemptId id);
  void ended(SimTime at, const Input& input, Commands& out);
  void end_attempt(SimTime at, std::uint32_t line, AttemptOutcome outcome, Duration talk, Commands& out);
  void record_dialog(const Line& line, std::uint8_t number, AttemptOutcome outcome, Duration talk, Commands& out);
  StateId settle_outcome(SimTime at, const Line& line, AttemptOutcome outcome);
  std::int64_t today(ZoneIndex zone, SimTime at) { return day_clocks[zone].day(account.zones[zone], at); }
  SimTime due_after(const ZoneGroup& group, const RetryDelay& delay, SimTime at);
  SimTime ready_after(const Campaign& c, const ZoneGroup& group, CallIndex call, SimTime due) const;
  bool legal_before_end(Campaign& c, const ZoneGroup& group, const SpecialContact* special, SimTime ready) const;
  void await(Campaign& c, SimTime ready);
  void release(Campaign& c, std::uint32_t line);
  [[gnu::noinline]] void free_phone(PhoneKey phone);
  void count_user(SimTime at, Line& line);
  bool counted(const Campaign& c, CallIndex call, PhoneKey phone) const;
  std::uint16_t period(SimTime at) { return users.period(at, account.zones.front()); }

  // machine_deadlines.cpp
  [[gnu::noinline]] void run_deadlines(SimTime at, Commands& out);
  void end_cool_down(SimTime at, Commands& out) {
    if (breaker.until() <= at) reset_breaker(out);
  }
  [[gnu::noinline]] void reset_breaker(Commands& out);
  void expire(SimTime at, std::uint32_t c, Commands& out);
  void expire_call(std::uint32_t c, CallIndex call, Commands& out);
  void refresh_hours(SimTime at, std::uint32_t c);
  [[gnu::noinline]] void find_calendar();
  void watch(Campaign& c, std::uint32_t line);
  void unwatch(Campaign& c, std::uint32_t line);
  [[gnu::noinline]] void find_watchdog();

  // machine_placement.cpp
  void place(SimTime at, Commands& out) {
    wake = kNever;
    while (!free_lines.empty() && !active.empty()) {
      if (!minutes.allows_dial(lines_in_use())) return mark(RarePath::reserve_blocks_a_dial);
      if (at < nothing_before) {
        wake = nothing_before;
        return;
      }
      nothing_before = dial_next(at, out);
    }
  }
  [[gnu::noinline]] SimTime dial_next(SimTime at, Commands& out);
  SimTime next_ready() const;
  struct Choice {
    std::uint32_t campaign = 0;
    const Candidate* candidate = nullptr;  // of its queue; null: nobody
  };
  Choice choose(SimTime at);
  const Candidate* next_call(SimTime at, std::uint32_t c);
  [[gnu::noinline]] bool may_be_dialed(std::uint32_t c, const Candidate& candidate);
  bool passes_quota(SimTime at, std::uint32_t c, const Candidate& candidate, Commands& out) {
    return !users.limited() || passes_limit(at, c, candidate, out);
  }
  [[gnu::noinline]] bool passes_limit(SimTime at, std::uint32_t c, const Candidate& candidate, Commands& out);
  void sweep_quota(SimTime at, std::uint32_t c, Commands& out);
  void exceed(std::uint32_t c, const Candidate& candidate, Commands& out);
  void dial(SimTime at, std::uint32_t c, const Candidate& candidate, Commands& out);
  static void look_ahead(Campaign& c, const Candidate& candidate);
  StateId take(Campaign& c, const Candidate& candidate);
  void command_dial(const Line& line, SimTime due, std::uint8_t attempts_before, Commands& out);
  [[gnu::noinline]] void settle_some(int calls);
  [[gnu::noinline]] void remember_period(Campaign& c, CallIndex call, std::uint16_t period);

  // machine_exchange.cpp
  void exchange_or_take(SimTime at, const Input& input, Commands& out);
  bool end_of_exchange(SimTime at, const Input& input, Commands& out);
  std::uint32_t find_exchanging() const;
  bool is_exchange(SimTime at, const Input& input) const;
  void free_exchanged(Campaign& c, std::uint32_t line, Commands& out);
  [[gnu::noinline]] void fill_lines(SimTime at, std::uint32_t ended, Commands& out);
  void end_exchanged(SimTime at, Campaign& c, Line& line, const Input& input, Commands& out);
  void dial_exchanged(SimTime at, Campaign& c, std::uint32_t line, const Candidate& candidate, Commands& out);

  // canonical_state.cpp
  void append_campaign(std::uint32_t c, std::vector<std::int64_t>& words) const;

  std::uint32_t lines_in_use() const { return account.lines - static_cast<std::uint32_t>(free_lines.size()); }
  bool is_live(AttemptId id) const { return line_of(id) < account.lines && lines[line_of(id)].attempt == id && id != AttemptId{}; }

  AccountConfig account;
  bool unlimited;                    // but in lines: no balance, quota, breaker or rate
  std::vector<DayClock> day_clocks;  // per zone of the account
  Minutes minutes;
  UniqueUsers users;
  BreakerWindow breaker;
  std::vector<Campaign> campaigns;
  std::vector<std::uint32_t> active;  // in progress, in the order of creation
  std::vector<Line> lines;
  std::vector<std::uint32_t> free_lines;  // a stack
  std::uint64_t attempts = 0;
  SimTime now = SimTime::min();
  bool owed = false;                    // the instant `now` is not closed
  SimTime next_start = SimTime::min();  // the rate allows no start before
  // Placement has nothing to do before and then has, if a line is free and minutes allow a dial: with a rate most dials have an instant of
  // their own, and most ends come to one without a dial. The past when that is to be found out: after a dial, when a campaign, its windows
  // or its line limit let others be dialed than before, when a phone comes off its line. The end of a call only adds that of its retry.
  SimTime nothing_before = SimTime::min();
  SimTime wake = kNever;      // when placement has something to do by itself
  SimTime calendar = kNever;  // earliest start, end, last moment or window change
  bool calendar_known = false;
  SimTime watchdog = kNever;  // when the machine gives up the first line
  bool watchdog_known = true;
  SimTime quiet_until = kNever;        // when the instant is closed: of calendar, watchdog and breaker ...
  SimTime deadline = kNever;           // ... and placement
  std::uint32_t exchanging = kNobody;  // the campaign whose calls machine_exchange.cpp may exchange
  bool out_of_minutes = false;
  bool announced = false;            // that minutes are out
  std::set<std::uint64_t> failures;  // causes; kBreakerCause is the breaker
  std::uint64_t openings = 0;        // how often a campaign was started, stopped or looked at whether its windows are open
  std::uint64_t reports_ignored = 0, refused = 0;
  Duration unbilled{0};
  std::unordered_map<PhoneKey, std::vector<ParkedCall>> phones;  // live, with the calls that wait for it
  bool unsettled = false;                                        // a sweep left calls whose state is not written yet
  std::uint64_t steps = 0;
  std::uint64_t live_at = ~std::uint64_t{0};     // the step for which live_calls was made
  std::unordered_set<std::uint64_t> live_calls;  // for view(campaign, call)

  static constexpr std::uint64_t kBreakerCause = ~std::uint64_t{0};
};

[[gnu::noinline]] inline void grow(Commands& out) { out.reserve(2 * out.size() + 16); }

// A new last command, to be filled in before the next is added.
inline Command& add_command(Commands& out, CommandKind kind, std::uint32_t campaign, CallIndex call = 0) {
  if (out.size() == out.capacity()) [[unlikely]]
    grow(out);
  if (out.size() == out.capacity()) __builtin_unreachable();  // so that nothing of the vector's own growth is compiled in here
  Command& command = out.emplace_back();
  command.kind = kind;
  command.campaign = CampaignId{campaign};
  command.call = call;
  return command;
}

}  // namespace sim::campaign
