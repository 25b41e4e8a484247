#include "sim/world/auditor.hpp"

#include <algorithm>
#include <string_view>

#include "sim/base/check.hpp"
#include "sim/world/auditor_books.hpp"

namespace sim::world {

using audit::CampaignBook;
using audit::Rule;
using campaign::CampaignEvent;
using campaign::CampaignStatus;
using campaign::Command;
using campaign::CommandKind;
using campaign::Input;
using campaign::InputKind;

namespace {

constexpr std::size_t kReported = 20;
constexpr std::string_view kRuleWords[] = {"lines",           "one live attempt per phone",
                                           "legal placement", "attempts end once",
                                           "statuses",        "minutes",
                                           "transitions",     "stopped",
                                           "liveness",        "ignored reports",
                                           "dialogs",         "unique users"};

std::string name(Rule rule) {
  if (rule == Rule::order) return "order of dialing";
  const auto number = static_cast<std::size_t>(rule);
  return "invariant " + std::to_string(number) + " (" + std::string(kRuleWords[number - 1]) + ")";
}

}  // namespace

std::string text(SimTime t) {
  if (t == kNever) return "never";
  return text(t.time_since_epoch());
}
std::string text(Duration d) { return std::to_string(static_cast<double>(us(d)) / 1e6) + " s"; }

Auditor::Auditor(const campaign::AccountConfig& account, std::uint64_t complete_contacts)
    : books_(std::make_unique<Books>(account, complete_contacts)) {}
Auditor::Auditor(Auditor&&) noexcept = default;
Auditor::~Auditor() = default;

void Auditor::reported(SimTime now, const Input& input, const campaign::Commands& commands) {
  if (now < books_->quiet_until && books_->exchange(now, input, commands)) return;
  books_->calm(now) ? books_->reported_in_calm(now, input, commands) : books_->reported(now, input, commands);
}
void Auditor::input(SimTime now, const Input& input) { books_->input(now, input); }
void Auditor::commands(SimTime now, const campaign::Commands& commands) {
  SIM_DCHECK(now == books_->now, "commands come at the instant of their input");
  static_cast<void>(now);
  if (commands.empty()) return;
  books_->calm(now) ? books_->carried_out_in_calm(commands) : books_->carried_out(commands);
}
void Auditor::instant_over(SimTime now) {
  if (now < books_->quiet_until) return;
  books_->calm(now) ? books_->instant_over_in_calm(now) : books_->instant_over(now);
}
void Auditor::finish(SimTime now, const campaign::Machine& machine) { books_->finish(now, machine); }

std::uint64_t Auditor::checks() const { return books_->checks; }
std::uint64_t Auditor::violations() const { return books_->violations; }
const std::vector<metrics::Violation>& Auditor::first_violations() const { return books_->first; }
std::uint64_t Auditor::outside_hours(CampaignId campaign) const { return books_->campaigns[index(campaign)]->outside_hours; }

void Auditor::expect_line(std::uint32_t line) const { __builtin_prefetch(&books_->lines[line], 1); }
void Auditor::expect_call(CampaignId campaign, CallIndex call) const { books_->campaigns[index(campaign)]->contacts.prefetch(call); }

std::size_t Auditor::bytes() const {
  std::size_t sum = books_->lines.capacity() * sizeof(audit::LiveAttempt) + books_->phones.bytes() + books_->turns.bytes();
  for (const auto& c : books_->campaigns) {
    sum += sizeof(CampaignBook) + c->contacts.bytes() + c->last_moments.capacity() * sizeof(audit::LastMoment);
    for (const auto& room : c->rooms) sum += sizeof *room + room->bytes();
  }
  return sum;
}

Auditor::Books::Books(const campaign::AccountConfig& a, std::uint64_t limit)
    : account(a),
      limits_dials(a.start_gap > Duration{0} || a.balance),
      hears_ends(a.balance || a.breaker),
      unlimited(!limits_dials && !hears_ends),
      complete_limit(limit),
      minutes(account),
      users(account, account.zones.front()),
      breaker(account.breaker),
      lines(account.lines) {
  for (const campaign::Zone& zone : account.zones) clocks.emplace_back(zone);
  minutes_out = minutes.out(0);
}

[[gnu::flatten]] void Auditor::Books::reported(SimTime t, const Input& in, const campaign::Commands& said) {
  input(t, in);
  if (!said.empty()) carried_out(said);
}

// Mostly it is the end of an attempt, or a tick, and nothing is owed or was missed.
void Auditor::Books::input(SimTime t, const Input& in) {
  quiet_until = SimTime::min();
  const bool end = in.kind == InputKind::attempt_ended;
  if ((!end && in.kind != InputKind::tick) || debts > 0 || (t != now && !nothing_missed(t))) return any_input(t, in);
  if (t != now) ++checks;
  now = t;
  last_report_ignored = false;
  end ? ended(in, Calls::any) : end_cool_down(t);
}

void Auditor::Books::any_input(SimTime t, const Input& in) {
  arrive(t);
  last_report_ignored = false;
  if (in.kind == InputKind::attempt_ended) return ended(in, Calls::any);
  if (in.kind == InputKind::attempt_answered) return answered(in.attempt);
  end_cool_down(t);
  switch (in.kind) {
    case InputKind::tick:
      return;
    case InputKind::create:
      return create(*in.config);
    case InputKind::buy_minutes:
      return buy(in.amount);
    case InputKind::failure_began:
      return begin_failure(static_cast<std::uint64_t>(in.cause));
    case InputKind::failure_ended:
      return end_failure(static_cast<std::uint64_t>(in.cause));
    default:
      return operate(in);
  }
}

[[gnu::flatten]] void Auditor::Books::carried_out(const campaign::Commands& said) {
  for (const Command& k : said) command(k);
}

void Auditor::Books::any_command(const Command& k) { command(k); }

void Auditor::Books::command(const Command& k) {
  if (k.kind == CommandKind::place_attempt) return placed(k, Calls::any);
  if (k.kind == CommandKind::dialog_recorded) return dialog_recorded(k);
  other_command(k);
}

bool Auditor::Books::known_campaign(const Command& k) {
  const bool known = holds(index(k.campaign) < campaigns.size());
  if (!known) report(Rule::transitions, nullptr, {}, "command for an unknown campaign");
  return known;
}

void Auditor::Books::other_command(const Command& k) {
  calm_until = SimTime::min();
  if (k.kind != CommandKind::refused && k.kind != CommandKind::account_changed && !known_campaign(k)) return;
  switch (k.kind) {
    case CommandKind::campaign_changed:
      return campaign_changed(k);
    case CommandKind::call_changed:
      return call_changed(k);
    case CommandKind::calls_changed:
      return calls_changed(k);
    case CommandKind::attempt_over:
      return attempt_over(k);
    case CommandKind::account_changed:
      return account_changed(k);
    case CommandKind::refused:
      return refused(k);
    case CommandKind::place_attempt:
    case CommandKind::dialog_recorded:
      return;
  }
}

// Time passes; what was due meanwhile, the machine has slept through.
void Auditor::Books::arrive(SimTime t) {
  if (debts > 0) settle();
  if (t == now) return;
  ++checks;
  if (!nothing_missed(t)) pass_time(t);
  now = t;
}

// Whether nothing was due between the last instant and this one.
bool Auditor::Books::nothing_missed(SimTime t) const { return t >= now && wake >= t && calendar >= t; }

// Placement is done: while a line, the rate and the minutes would allow one more dial, no known call may be ready for it.
inline void Auditor::Books::check_idle(SimTime t) {
  if (in_turn != nullptr) turns.find_lines_taken(t);  // unless a look finds one idle
  if (live == account.lines || active.empty() || !minutes.may_dial(live)) return;
  if (t < next_start) {
    wake = std::min(wake, next_start);
  } else if (in_turn == nullptr) {
    check_active(t);
  } else if (const SimTime closes = in_turn->rooms.front()->open_until(t); t < closes) {
    check_turn(t, closes);
  }
}

void Auditor::Books::pass_time(SimTime t) {
  SIM_CHECK(t > now, "time runs forward");
  while (wake < t) {
    const SimTime missed = wake;
    sync(missed);
    check_idle(missed);
  }
  if (calendar == kUnknown) find_calendar();
  if (calendar < t) report_at(calendar, Rule::transitions, nullptr, {}, "a start, an end or a last moment passed unnoticed");
}

// Mostly there is nothing to be looked at but lines without a call.
void Auditor::Books::instant_over(SimTime t) {
  const bool stopped = minutes_out || !failures.empty();
  const bool due = calendar <= t || wake <= t || breaker.cool_until() <= t;
  if (debts > 0 || stopped || due || !touched.empty()) {
    end_instant(t);
  } else {
    check_idle(t);
  }
  if (!unlimited) return;
  if (!complete) {  // of complete books every call is known, so no step is an exchange
    quiet_until = find_quiet();
  } else if (in_turn != nullptr) {
    find_calm(t);
  }
}

void Auditor::Books::end_instant(SimTime t) {
  end_cool_down(t);
  if (debts > 0) settle();
  if (calendar == kUnknown) find_calendar();
  if (calendar <= t) check_calendar(t);
  if (minutes_out || !failures.empty()) check_stopped();
  if (!touched.empty()) check_touched();
  if (wake <= t) sync(t);
  check_idle(t);
}

// What the last input had to lead to and did not.
void Auditor::Books::settle() {
  debts = 0;
  if (owed_dialog.attempt != AttemptId{}) {
    const audit::LiveAttempt& a = lines[line_of(owed_dialog.attempt)];
    const CampaignBook& c = *campaigns[a.campaign];
    owed_dialog.attempt = AttemptId{};
    const Rule rule = c.status == CampaignStatus::deleted ? Rule::dialogs : Rule::minutes;
    report(rule, &c, a.call, [&] { return "no dialog of attempt " + std::to_string(a.number); });
  }
  if (expected.owed) {
    expected.owed = false;
    const CampaignBook* c = expected.campaign < campaigns.size() ? campaigns[expected.campaign].get() : nullptr;
    const char* effect = expected.refusal == campaign::Refusal::none ? "nothing happened" : "it was not refused";
    report(Rule::transitions, c, {},
           [&] { return "command " + std::to_string(static_cast<int>(expected.kind)) + " of the operator: " + effect; });
  }
  if (owed_listing) {
    report(Rule::statuses, campaigns[index(owed_listing->campaign)].get(), {}, "new calls were not reported planned");
    owed_listing.reset();
  }
  for (const campaign::AccountEvent event : owed_events) {
    const Rule rule = event == campaign::AccountEvent::out_of_minutes ? Rule::minutes : Rule::transitions;
    report(rule, nullptr, {}, [&] { return "event " + std::to_string(static_cast<int>(event)) + " of the account was not reported"; });
  }
  owed_events.clear();
}

void Auditor::Books::sync_campaigns(SimTime t) {
  campaigns_wake = kNever;
  for (CampaignBook* c : active) {
    if (c->wake <= t) {
      c->wake = kNever;
      c->idle = false;
      for (const auto& room : c->rooms) c->wake = std::min(c->wake, room->sync(t, c->contacts));
    }
    campaigns_wake = std::min(campaigns_wake, c->wake);
  }
}

void Auditor::Books::check_active(SimTime t) {
  for (CampaignBook* c : active) {
    if (c->lines >= c->config.lines) continue;
    checks += c->rooms.size();
    if (!c->idle) look_into_rooms(t, *c);
  }
}

void Auditor::Books::look_into_rooms(SimTime t, CampaignBook& c) {
  c.idle = true;
  for (const auto& room : c.rooms) {
    const audit::ReadyCall* ready = room->first(c.number, c.contacts, phones);
    if (ready == nullptr) continue;
    c.idle = false;
    report_at(t, Rule::liveness, &c, ready->call, [&] { return "due at " + text(ready->due) + " and not dialed on an idle line"; });
  }
}

void Auditor::Books::find_calendar() {
  calendar = kNever;
  for (const auto& c : campaigns) {
    if (!c->scheduled || c->over) continue;
    calendar = std::min(calendar, c->config.ends);
    if (c->status == CampaignStatus::planned) calendar = std::min(calendar, c->starts);
    if (!c->last_moments.empty()) calendar = std::min(calendar, c->last_moments.front().at);
  }
}

void Auditor::Books::check_calendar(SimTime t) {
  for (const auto& c : campaigns) {
    if (!c->scheduled || c->over) continue;
    if (!holds(c->config.ends > t))
      report(Rule::transitions, c.get(), {}, [&] { return "not finished at its end " + text(c->config.ends); });
    if (!holds(c->status != CampaignStatus::planned || c->starts > t)) {
      report(Rule::transitions, c.get(), {}, [&] { return "not started at " + text(c->starts); });
    }
    while (!c->last_moments.empty() && c->last_moments.front().at <= t) {
      const CallIndex call = c->last_moments.front().call;
      std::ranges::pop_heap(c->last_moments, std::ranges::greater{});
      c->last_moments.pop_back();
      if (!holds(!c->contacts.waits(call, c->contacts.attempts(call)))) {
        report(Rule::transitions, c.get(), call, "still waits after its last moment");
      }
    }
  }
  find_calendar();
}

// Without minutes, and while a failure lasts, nothing is in progress.
void Auditor::Books::check_stopped() {
  for (const CampaignBook* c : active) {
    if (!holds(!minutes_out)) report(Rule::transitions, c, {}, "in progress without minutes");
    if (!holds(failures.empty())) report(Rule::transitions, c, {}, "in progress during a system failure");
  }
}

void Auditor::Books::check_touched() {
  for (const CampaignBook* c : touched) {
    const bool running = c->status == CampaignStatus::in_progress || c->status == CampaignStatus::paused;
    if (!holds(!running || !c->every_call_over())) report(Rule::transitions, c, {}, "every call is over and it is not finished");
    if (!holds(!c->started || c->malformed_open == 0)) report(Rule::transitions, c, {}, "malformed numbers did not end");
  }
  touched.clear();
}

void Auditor::Books::write_down(SimTime t, Rule rule, const CampaignBook* c, std::optional<CallIndex> call, const std::string& what) {
  ++violations;
  if (first.size() >= kReported) return;
  std::string where = name(rule);
  if (c != nullptr) where += ", campaign " + std::to_string(c->number);
  if (call) where += ", call " + std::to_string(*call);
  first.push_back({t, where + ": " + what});
}

}  // namespace sim::world
