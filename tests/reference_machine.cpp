#include "tests/reference_machine.hpp"

#include <algorithm>

#include "tests/reference_clock.hpp"

namespace sim::reference {

using campaign::CallStatus;
using campaign::CampaignStatus;
using campaign::Command;
using campaign::CommandKind;
using campaign::Input;
using campaign::InputKind;

ReferenceMachine::ReferenceMachine(campaign::AccountConfig account) : account_(std::move(account)) {
  balance_ = account_.balance.value_or(Duration{0});
  for (std::uint32_t line = account_.lines; line > 0; --line) free_lines_.push_back(line - 1);
  out_of_minutes_ = minutes_are_out();
}

void ReferenceMachine::accept(SimTime now, const Input& input) {
  arrive(now);
  apply(input);
}

void ReferenceMachine::step(SimTime now, const Input& input) {
  accept(now, input);
  close();
}

// Everything that time does by itself before `now`, instant by instant.
void ReferenceMachine::arrive(SimTime now) {
  if (now > now_ && open_instant_) close();
  for (SimTime next = next_instant(); next < now; next = next_instant()) {
    now_ = next;
    close();
  }
  now_ = now;
  open_instant_ = true;
}

void ReferenceMachine::close() {
  end_cool_down();
  run_deadlines();
  place();
  open_instant_ = false;
}

void ReferenceMachine::run_deadlines() {
  const auto n = static_cast<std::uint32_t>(campaigns_.size());
  for (std::uint32_t c = 0; c < n; ++c) {
    if ((campaigns_[c].running() || campaigns_[c].in(CampaignStatus::planned)) && campaigns_[c].config.ends <= now_) finish(c);
  }
  for (std::uint32_t c = 0; c < n; ++c) expire(c);
  for (std::uint32_t c = 0; c < n; ++c) {
    if (campaigns_[c].in(CampaignStatus::planned) && campaigns_[c].starts <= now_) start(c);
  }
  for (std::uint32_t c = 0; c < n; ++c) {
    for (;;) {
      const auto silent = std::ranges::find_if(live_, [&](const Attempt& a) {
        return a.campaign == c && patience(campaigns_[c]) != kNoLimit && a.placed + patience(campaigns_[c]) <= now_;
      });
      if (silent == live_.end()) break;
      say(CommandKind::attempt_over, c, silent->call).attempt = silent->id;
      end(static_cast<std::size_t>(silent - live_.begin()), AttemptOutcome::lost, Duration{0});
    }
  }
}

// How long a line may stay silent.
Duration ReferenceMachine::patience(const Campaign& c) const {
  if (c.config.ring_timeout == kNoLimit || c.config.max_call == kNoLimit) return kNoLimit;
  return account_.set_up_limit + c.config.ring_timeout + c.config.max_call + c.config.grace;
}

// Calls that wait and whose last moment has come, the earliest moment first.
void ReferenceMachine::expire(std::uint32_t c) {
  Campaign& campaign = campaigns_[c];
  if (!campaign.scheduled || campaign.over()) return;
  std::vector<std::pair<SimTime, CallIndex>> late;
  for (CallIndex i = 0; i < campaign.calls.size(); ++i) {
    const Call& call = campaign.calls[i];
    const bool waits = call.status == CallStatus::planned || call.status == CallStatus::retry_scheduled;
    if (waits && !call.malformed && call.not_after <= now_) late.emplace_back(call.not_after, i);
  }
  std::ranges::sort(late);
  for (const auto& [moment, i] : late) {
    Call& call = campaign.calls[i];
    call.status = call.outcomes.empty()                              ? CallStatus::not_dialed
                  : kind(call.outcomes.back()) == OutcomeKind::error ? CallStatus::technical_error
                                                                     : CallStatus::completed_without_answer;
    say(CommandKind::call_changed, c, i).status = call.status;
  }
  if (!late.empty()) finish_when_over(c);
}

void ReferenceMachine::end_cool_down() {
  if (breaker_until_ > now_) return;
  breaker_counts_from_ = breaker_until_;
  breaker_until_ = kNever;
  outcomes_.clear();
  failure_ends(kBreaker);
}

// The next instant at which anything might happen by itself; there may be nothing to do then.
SimTime ReferenceMachine::next_instant() const {
  SimTime next = kNever;
  const auto consider = [&](SimTime t) {
    if (t > now_) next = std::min(next, t);
  };
  consider(breaker_until_);
  if (last_start_ != SimTime::min()) consider(last_start_ + account_.start_gap);
  for (const Attempt& a : live_) {
    const Duration patient = patience(campaigns_[a.campaign]);
    if (patient != kNoLimit) consider(a.placed + patient);
  }
  for (const Campaign& c : campaigns_) {
    if (!c.scheduled || c.over()) continue;
    consider(c.starts);
    consider(c.config.ends);
    for (const Call& call : c.calls) {
      if (is_final(call.status) || call.malformed) continue;
      consider(call.not_after);
      if (!c.in(CampaignStatus::in_progress)) continue;
      consider(due_of(c, call));
      consider(next_turn(c.config.hours, hours_zone(c, call), now_));
      if (c.config.retry.max_attempts_per_day) consider(next_turn(c.config.hours, zone_of(call), now_));
    }
  }
  return next;
}

Command& ReferenceMachine::say(CommandKind kind, std::uint32_t c, CallIndex call) {
  Command& command = said_.emplace_back(TimedCommand{now_, {}}).command;
  command.kind = kind;
  command.campaign = CampaignId{c};
  command.call = call;
  return command;
}

std::uint32_t ReferenceMachine::lines_of(std::uint32_t c) const {
  return static_cast<std::uint32_t>(std::ranges::count(live_, c, &Attempt::campaign));
}

std::uint32_t ReferenceMachine::count(const Campaign& c, CallStatus status) const {
  return static_cast<std::uint32_t>(std::ranges::count(c.calls, status, &Call::status));
}

campaign::CampaignView ReferenceMachine::view(CampaignId id) const {
  const Campaign& c = campaigns_[index(id)];
  campaign::CampaignView view{c.status, c.reason, static_cast<std::uint32_t>(c.calls.size()), {}, lines_of(index(id)), c.script, false};
  for (std::size_t s = 0; s < campaign::kCallStatusCount && c.scheduled; ++s)
    view.calls_by_status[s] = count(c, static_cast<CallStatus>(s));
  view.open = c.in(CampaignStatus::in_progress) && std::ranges::any_of(c.calls, [&](const Call& call) {
                return !call.malformed && is_open(c.config.hours, hours_zone(c, call), now_);
              });
  return view;
}

campaign::CallView ReferenceMachine::view(CampaignId id, CallIndex i) const {
  const Call& call = campaigns_[index(id)].calls[i];
  campaign::CallView view{call.status, static_cast<std::uint8_t>(call.dials.size()), !call.outcomes.empty(), {}};
  if (view.has_outcome) view.last_outcome = call.outcomes.back();
  return view;
}

campaign::AccountView ReferenceMachine::account() const {
  campaign::AccountView view;
  view.lines_in_use = static_cast<std::uint32_t>(live_.size());
  view.balance = balance_;
  view.bought = bought_;
  view.billed = billed_;
  view.overshoot = overshoot_;
  view.unbilled = unbilled_;
  view.unique_users = users_.size();
  view.unique_users_overshoot = users_overshoot_;
  view.reports_ignored = ignored_;
  view.commands_refused = refused_;
  view.system_failure = !failures_.empty();
  view.out_of_minutes = out_of_minutes_;
  return view;
}

}  // namespace sim::reference
