#include "sim/campaign/machine.hpp"

#include <algorithm>

#include "sim/campaign/machine_state.hpp"

namespace sim::campaign {
namespace {

constexpr int kSettledPerStep = 64;

}  // namespace

Machine::Machine(AccountConfig account) : state_(std::make_unique<State>(std::move(account))) {}
Machine::Machine(const Machine& other) : state_(std::make_unique<State>(*other.state_)) {}
Machine& Machine::operator=(const Machine& other) {
  if (this == &other) return *this;
  if (state_) {
    *state_ = *other.state_;  // in the memory that is there
  } else {
    state_ = std::make_unique<State>(*other.state_);
  }
  return *this;
}
Machine::Machine(Machine&&) noexcept = default;
Machine& Machine::operator=(Machine&&) noexcept = default;
Machine::~Machine() = default;

void Machine::step(SimTime now, const Input& input, Commands& commands) {
  if (state_->exchanging == kNobody) return state_->take_instant(now, input, commands);
  state_->exchange_or_take(now, input, commands);
}

void Machine::accept(SimTime now, const Input& input, Commands& commands) {
  if (state_->exchanging != kNobody && state_->end_of_exchange(now, input, commands)) return;
  state_->exchanging = kNobody;  // until the instant is closed
  state_->arrive(now, commands);
  state_->apply(now, input, commands);
}

[[gnu::flatten]] void Machine::State::take_instant(SimTime at, const Input& input, Commands& out) {
  arrive(at, out);
  apply(at, input, out);
  close_instant(at, out);
}

SimTime Machine::next_deadline() const { return state_->owed ? state_->now : state_->deadline; }

std::size_t Machine::campaigns() const { return state_->campaigns.size(); }

CampaignView Machine::view(CampaignId campaign) const {
  const Campaign& c = state_->campaigns[index(campaign)];
  CampaignView view{c.status, c.reason, c.calls, c.counts, c.lines, c.script, false};
  view.open = c.status == CampaignStatus::in_progress && std::ranges::any_of(c.queue.groups(), &ZoneGroup::open);
  return view;
}

CallView Machine::view(CampaignId campaign, CallIndex call) const {
  CallView view;
  views(campaign, call, {&view, 1});
  return view;
}

void Machine::views(CampaignId campaign, CallIndex from, std::span<CallView> calls) const {
  State& s = *state_;  // what is looked up late is no change
  while (s.unsettled) s.settle_some(1 << 20);
  if (s.live_at != s.steps) s.find_live_calls();
  const Campaign& c = s.campaigns[index(campaign)];
  for (CallIndex call = from; CallView & view : calls) {
    const CallState& state = c.table.state(c.states.get(call++));
    view = {state.status, state.attempts, state.attempts > 0, state.last};
    if (!c.over || is_final(state.status)) continue;
    view.status = state.status == CallStatus::planned ? CallStatus::not_dialed : final_status_of(kind(state.last));
  }
  if (s.live_calls.empty()) return;
  for (std::uint64_t call = std::uint64_t{index(campaign)} << 32 | from; CallView & view : calls) {
    if (!s.live_calls.contains(call++)) continue;
    view.status = CallStatus::in_progress;
    ++view.attempts;
  }
}

void Machine::State::find_live_calls() {
  live_calls.clear();
  for (const Line& line : lines) {
    if (line.attempt != AttemptId{}) live_calls.insert(std::uint64_t{line.campaign} << 32 | line.call);
  }
  live_at = steps;
}

AccountView Machine::account() const {
  const State& s = *state_;
  AccountView view;
  view.lines_in_use = s.lines_in_use();
  view.balance = s.minutes.balance();
  view.bought = s.minutes.bought();
  view.billed = s.minutes.billed();
  view.overshoot = s.minutes.overshoot();
  view.unbilled = s.unbilled;
  view.unique_users = s.users.total();
  view.unique_users_overshoot = s.users.overshoot();
  view.reports_ignored = s.reports_ignored;
  view.commands_refused = s.refused;
  view.system_failure = !s.failures.empty();
  view.out_of_minutes = s.out_of_minutes;
  return view;
}

std::uint64_t Machine::openings() const { return state_->openings; }

bool Machine::drained(CampaignId campaign) const {
  const Campaign& c = state_->campaigns[index(campaign)];
  return (c.status == CampaignStatus::finished || c.status == CampaignStatus::deleted) && c.lines == 0;
}

std::size_t Machine::bytes() const {
  std::size_t sum = state_->lines.capacity() * sizeof(Line);
  for (const Campaign& c : state_->campaigns) {
    sum += c.states.bytes() + c.queue.bytes() + c.dials_of_day.capacity() * sizeof(DialsOfDay) + c.counted_in.capacity() * 2;
  }
  return sum;
}

CallIndex Machine::dialed_soon(CampaignId campaign) const { return state_->campaigns[index(campaign)].soon; }
void Machine::expect_line(std::uint32_t line) const { __builtin_prefetch(&state_->lines[line], 1); }
void Machine::expect_call(CampaignId campaign, CallIndex call) const { state_->campaigns[index(campaign)].states.prefetch(call); }

// Time may have passed since the last input: whatever was due in between happens first, each at its own instant.
void Machine::State::arrive(SimTime at, Commands& out) {
  SIM_CHECK(at >= now, "time runs forward");
  if (at > now && owed) close_instant(now, out);
  while (deadline < at) {
    now = deadline;
    close_instant(now, out);
  }
  now = at;
  owed = true;
  ++steps;
}

void Machine::State::apply(SimTime at, const Input& input, Commands& out) {
  if (input.kind == InputKind::attempt_ended) return ended(at, input, out);
  if (input.kind == InputKind::attempt_answered) return answered(at, input.attempt);
  end_cool_down(at, out);
  switch (input.kind) {
    case InputKind::tick:
      return;
    case InputKind::failure_began:
      return begin_failure(static_cast<std::uint64_t>(input.cause), out);
    case InputKind::failure_ended:
      return end_failure(static_cast<std::uint64_t>(input.cause), out);
    default:
      return command(at, input, out);
  }
}

// Mostly nothing is due but calls, and nothing happened that changes until when that is so.
void Machine::State::close_instant(SimTime at, Commands& out) {
  const bool quiet = calendar_known && at < quiet_until;
  if (!quiet) {
    end_cool_down(at, out);
    if (!calendar_known || calendar <= at || watchdog <= at) run_deadlines(at, out);
  }
  place(at, out);
  if (unsettled) settle_some(kSettledPerStep);
  if (!quiet || !calendar_known || !watchdog_known) find_quiet();
  deadline = std::min(quiet_until, wake);
  exchanging = find_exchanging();
  if (exchanging != kNobody) nothing_before = SimTime::min();  // an exchange does not keep it
  owed = false;
}

// Until when nothing is due but calls.
void Machine::State::find_quiet() {
  if (!calendar_known) find_calendar();
  if (!watchdog_known) find_watchdog();
  quiet_until = std::min({calendar, breaker.until(), watchdog});
}

}  // namespace sim::campaign
