// What the operator and the account do: the campaign table of the rules, row by row.

#include <algorithm>

#include "tests/reference_machine.hpp"

namespace sim::reference {

using campaign::AccountEvent;
using campaign::CallStatus;
using campaign::CampaignStatus;
using campaign::Command;
using campaign::CommandKind;
using campaign::Input;
using campaign::InputKind;
using campaign::PauseReason;
using campaign::Refusal;

void ReferenceMachine::apply(const Input& input) {
  if (input.kind == InputKind::attempt_answered) return picked_up(input.attempt);
  if (input.kind == InputKind::attempt_ended) return ended(input);
  end_cool_down();  // an end of failure: after the reports of its instant, before everything else
  switch (input.kind) {
    case InputKind::tick:
      return;
    case InputKind::failure_began:
      return failure_begins(static_cast<std::uint64_t>(input.cause));
    case InputKind::failure_ended:
      return failure_ends(static_cast<std::uint64_t>(input.cause));
    case InputKind::create:
      campaigns_.push_back({.config = *input.config, .script = input.config->script});
      return;
    case InputKind::buy_minutes:
      bought_ += input.amount;
      if (account_.balance) balance_ += input.amount;
      if (!minutes_are_out()) out_of_minutes_ = minutes_announced_ = false;
      return;
    default:
      return operate(input);
  }
}

void ReferenceMachine::operate(const Input& input) {
  const std::uint32_t c = index(input.campaign);
  if (const Refusal why = refusal(input); why != Refusal::none) {
    ++refused_;
    Command& command = say(CommandKind::refused, c);
    command.input = input.kind;
    command.why = why;
    return;
  }
  switch (input.kind) {
    case InputKind::schedule:
      return schedule(c, input.at);
    case InputKind::pause:
      return change_status(c, CampaignStatus::paused, PauseReason::manual);
    case InputKind::resume:
      return change_status(c, CampaignStatus::in_progress);
    case InputKind::finish:
      return finish(c);
    case InputKind::remove:
      if (!campaigns_[c].in(CampaignStatus::draft) && !campaigns_[c].in(CampaignStatus::finished)) finish(c);
      return change_status(c, CampaignStatus::deleted);
    case InputKind::change_script:
      campaigns_[c].script = input.script;
      return;
    default:
      return add(c, *input.contacts);
  }
}

Refusal ReferenceMachine::refusal(const Input& input) const {
  const InputKind what = input.kind;
  if (index(input.campaign) >= campaigns_.size()) return Refusal::unknown_campaign;
  const Campaign& c = campaigns_[index(input.campaign)];
  if (c.in(CampaignStatus::deleted)) return Refusal::deleted;
  if (what == InputKind::remove || what == InputKind::change_script) return Refusal::none;
  if (c.in(CampaignStatus::finished)) return Refusal::already_finished;
  if (what == InputKind::add_contacts) return Refusal::none;
  if (what == InputKind::schedule) {
    if (c.running()) return Refusal::already_started;
    return input.at >= c.config.ends ? Refusal::after_end : Refusal::none;
  }
  if (c.in(CampaignStatus::draft)) return Refusal::not_scheduled;
  if (what == InputKind::finish) return Refusal::none;
  if (what == InputKind::pause) {
    if (c.in(CampaignStatus::planned)) return Refusal::not_running;
    return c.in(CampaignStatus::paused) && c.reason == PauseReason::manual ? Refusal::already_paused : Refusal::none;
  }
  if (!c.in(CampaignStatus::paused)) return Refusal::not_paused;
  if (out_of_minutes_) return Refusal::no_minutes;
  return failures_.empty() ? Refusal::none : Refusal::system_failure;
}

void ReferenceMachine::schedule(std::uint32_t c, SimTime at) {
  Campaign& campaign = campaigns_[c];
  campaign.starts = at;
  if (!campaign.scheduled) {
    campaign.scheduled = true;
    say_moved(c, CallStatus::planned, CallStatus::planned, static_cast<std::uint32_t>(campaign.calls.size()));
  }
  change_status(c, CampaignStatus::planned);
  if (at > now_) return;
  expire(c);
  start(c);
}

void ReferenceMachine::start(std::uint32_t c) {
  change_status(c, CampaignStatus::in_progress);
  fail_malformed(c);
  if (out_of_minutes_) {
    change_status(c, CampaignStatus::paused, PauseReason::out_of_minutes);
    look_at_minutes();
  } else if (!failures_.empty()) {
    change_status(c, CampaignStatus::paused, PauseReason::system_failure);
  }
  finish_when_over(c);
}

void ReferenceMachine::finish(std::uint32_t c) {
  Campaign& campaign = campaigns_[c];
  std::uint32_t fresh = 0, errors = 0, unanswered = 0;
  for (Call& call : campaign.calls) {
    if (call.status == CallStatus::planned) {
      call.status = CallStatus::not_dialed;
      ++fresh;
    } else if (call.status == CallStatus::retry_scheduled) {
      const bool error = kind(call.outcomes.back()) == OutcomeKind::error;
      call.status = error ? CallStatus::technical_error : CallStatus::completed_without_answer;
      ++(error ? errors : unanswered);
    }
  }
  say_moved(c, CallStatus::planned, CallStatus::not_dialed, fresh);
  say_moved(c, CallStatus::retry_scheduled, CallStatus::technical_error, errors);
  say_moved(c, CallStatus::retry_scheduled, CallStatus::completed_without_answer, unanswered);
  change_status(c, CampaignStatus::finished);
}

void ReferenceMachine::add(std::uint32_t c, const campaign::ContactBlock& block) {
  Campaign& campaign = campaigns_[c];
  for (std::uint32_t i = 0; i < block.count; ++i) {
    Call call;
    call.zone = block.zones.empty() ? block.zone : block.zones[i];
    if (!block.phones.empty()) call.phone = block.phones[i];
    if (!block.priorities.empty()) call.priority = block.priorities[i];
    if (!block.not_before.empty()) call.not_before = block.not_before[i];
    if (!block.not_after.empty()) call.not_after = block.not_after[i];
    call.malformed = !block.malformed.empty() && block.malformed[i] != 0;
    campaign.calls.push_back(call);
  }
  if (!campaign.scheduled) return;
  say_moved(c, CallStatus::planned, CallStatus::planned, block.count);
  if (campaign.in(CampaignStatus::planned) || block.count == 0) return;
  fail_malformed(c);
  finish_when_over(c);
}

void ReferenceMachine::change_status(std::uint32_t c, CampaignStatus to, PauseReason reason) {
  campaigns_[c].status = to;
  campaigns_[c].reason = reason;
  Command& command = say(CommandKind::campaign_changed, c);
  command.campaign_status = to;
  command.reason = reason;
}

void ReferenceMachine::pause_everything(PauseReason reason) {
  for (std::uint32_t c = 0; c < campaigns_.size(); ++c) {
    if (campaigns_[c].in(CampaignStatus::in_progress)) change_status(c, CampaignStatus::paused, reason);
  }
}

void ReferenceMachine::fail_malformed(std::uint32_t c) {
  for (CallIndex i = 0; i < campaigns_[c].calls.size(); ++i) {
    Call& call = campaigns_[c].calls[i];
    if (!call.malformed || call.status != CallStatus::planned) continue;
    call.status = CallStatus::technical_error;
    say(CommandKind::call_changed, c, i).status = call.status;
  }
}

void ReferenceMachine::finish_when_over(std::uint32_t c) {
  const Campaign& campaign = campaigns_[c];
  const bool all_over = std::ranges::all_of(campaign.calls, [](const Call& call) { return is_final(call.status); });
  if (campaign.running() && !campaign.calls.empty() && all_over) change_status(c, CampaignStatus::finished);
}

void ReferenceMachine::say_moved(std::uint32_t c, CallStatus from, CallStatus to, std::uint32_t count) {
  if (count == 0) return;
  Command& command = say(CommandKind::calls_changed, c);
  command.from = from;
  command.status = to;
  command.count = count;
}

void ReferenceMachine::failure_begins(std::uint64_t cause) {
  const bool known = !failures_.empty();
  failures_.insert(cause);
  if (known) return;
  pause_everything(PauseReason::system_failure);
  say(CommandKind::account_changed).event = AccountEvent::system_failure;
}

void ReferenceMachine::failure_ends(std::uint64_t cause) {
  if (failures_.erase(cause) == 0 || !failures_.empty()) return;
  say(CommandKind::account_changed).event = AccountEvent::system_failure_over;
}

// Nothing left or, with nothing on the line, too little to begin a call.
bool ReferenceMachine::minutes_are_out() const {
  if (!account_.balance) return false;
  return balance_ <= Duration{0} || (live_.empty() && balance_ < account_.reserve);
}

void ReferenceMachine::look_at_minutes() {
  if (!minutes_are_out()) return;
  out_of_minutes_ = true;
  if (minutes_announced_) return;
  minutes_announced_ = true;
  pause_everything(PauseReason::out_of_minutes);
  say(CommandKind::account_changed).event = AccountEvent::out_of_minutes;
}

}  // namespace sim::reference
