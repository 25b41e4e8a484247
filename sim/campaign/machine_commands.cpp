// What the operator and the account do to campaigns: every cell of the campaign table.

#include <algorithm>

#include "sim/campaign/machine_state.hpp"

namespace sim::campaign {

void Machine::State::command(SimTime at, const Input& input, Commands& out) {
  if (input.kind == InputKind::create) return create(*input.config);
  if (input.kind == InputKind::buy_minutes) return buy(input);
  const std::uint32_t c = index(input.campaign);
  if (c >= campaigns.size()) return refuse(input, Refusal::unknown_campaign, out);
  Campaign& campaign = campaigns[c];
  const auto refused_by_table = [&](CampaignEvent event) {
    const Refusal why = cell(campaign.status, event).refusal;
    if (why != Refusal::none) refuse(input, why, out);
    return why != Refusal::none;
  };
  switch (input.kind) {
    case InputKind::schedule:
      if (!refused_by_table(CampaignEvent::schedule)) schedule(at, c, input, out);
      return;
    case InputKind::pause:
      if (refused_by_table(CampaignEvent::pause)) return;
      if (campaign.reason == PauseReason::manual) return refuse(input, Refusal::already_paused, out);
      if (campaign.reason != PauseReason::none) mark(RarePath::automatic_pause_made_manual);
      return pause(c, PauseReason::manual, out);
    case InputKind::resume:
      if (!refused_by_table(CampaignEvent::resume)) resume(at, c, input, out);
      return;
    case InputKind::finish:
      if (!refused_by_table(CampaignEvent::finish)) finish(c, out);
      return;
    case InputKind::remove:
      if (!refused_by_table(CampaignEvent::remove)) remove(c, out);
      return;
    case InputKind::change_script:
      if (campaign.status == CampaignStatus::deleted) return refuse(input, Refusal::deleted, out);
      if (campaign.lines > 0) mark(RarePath::change_of_script_with_calls_on_line);
      campaign.script = input.script;
      return;
    default:
      if (campaign.status == CampaignStatus::deleted) return refuse(input, Refusal::deleted, out);
      if (campaign.status == CampaignStatus::finished) return refuse(input, Refusal::already_finished, out);
      return add_contacts(at, c, *input.contacts, out);
  }
}

void Machine::State::refuse(const Input& input, Refusal why, Commands& out) {
  ++refused;
  Command& command = add_command(out, CommandKind::refused, index(input.campaign));
  command.input = input.kind;
  command.why = why;
}

void Machine::State::create(const CampaignConfig& config) {
  Campaign& c = campaigns.emplace_back(config);
  c.watchdog = sum(sum(account.set_up_limit, config.ring_timeout), sum(config.max_call, config.grace));
  const bool days = config.retry.max_attempts_per_day || std::ranges::any_of(c.table.delays(), &RetryDelay::day_part);
  c.plain = config.ends == kNever && c.watchdog == kNoLimit && !days;
}

void Machine::State::schedule(SimTime at, std::uint32_t c, const Input& input, Commands& out) {
  Campaign& campaign = campaigns[c];
  if (input.at >= campaign.config.ends) mark(RarePath::schedule_after_end);
  if (input.at >= campaign.config.ends) return refuse(input, Refusal::after_end, out);
  if (campaign.was_scheduled) mark(RarePath::schedule_again);
  if (input.at < at) mark(RarePath::schedule_in_the_past);
  campaign.starts = input.at;
  if (!campaign.was_scheduled) {
    campaign.was_scheduled = true;
    campaign.counts[index(CallStatus::planned)] = campaign.calls;
    if (campaign.calls > 0) add_command(out, CommandKind::calls_changed, c).count = campaign.calls;
  }
  set_status(c, cell(campaign.status, CampaignEvent::schedule), out);
  if (input.at <= at) start(at, c, out);
}

void Machine::State::start(SimTime at, std::uint32_t c, Commands& out) {
  Campaign& campaign = campaigns[c];
  expire(at, c, out);
  campaign.queue.start(campaign.starts);
  set_status(c, cell(campaign.status, CampaignEvent::start_due), out);
  fail_malformed(c, out);
  refresh_hours(at, c);
  if (out_of_minutes) {
    mark(failures.empty() ? RarePath::start_without_minutes : RarePath::start_without_minutes_during_failure);
    pause(c, PauseReason::out_of_minutes, out);
    check_minutes(out);
  } else if (!failures.empty()) {
    mark(RarePath::start_during_failure);
    pause(c, PauseReason::system_failure, out);
  }
  finish_when_over(c, out);
  if (campaign.over) mark(RarePath::start_of_a_list_that_is_over);
}

void Machine::State::fail_malformed(std::uint32_t c, Commands& out) {
  Campaign& campaign = campaigns[c];
  for (const CallIndex call : campaign.malformed) {
    campaign.states.set(call, campaign.table.settled(0, CallStatus::technical_error));
    campaign.move(CallStatus::planned, CallStatus::technical_error);
    Command& failed = add_command(out, CommandKind::call_changed, c, call);
    failed.status = CallStatus::technical_error;
  }
  campaign.malformed.clear();
}

void Machine::State::pause(std::uint32_t c, PauseReason reason, Commands& out) {
  if (campaigns[c].lines > 0) mark(RarePath::pause_with_calls_on_line);
  set_status(c, {CampaignStatus::paused, reason, Refusal::none}, out);
}

void Machine::State::pause_all(PauseReason reason, Commands& out) {
  const std::vector<std::uint32_t> in_progress = active;
  for (const std::uint32_t c : in_progress) pause(c, reason, out);
}

void Machine::State::resume(SimTime at, std::uint32_t c, const Input& input, Commands& out) {
  if (out_of_minutes) mark(RarePath::resume_without_minutes);
  if (out_of_minutes) return refuse(input, Refusal::no_minutes, out);
  if (!failures.empty()) mark(RarePath::resume_during_failure);
  if (!failures.empty()) return refuse(input, Refusal::system_failure, out);
  set_status(c, cell(campaigns[c].status, CampaignEvent::resume), out);
  refresh_hours(at, c);
}

// What waits gets its final status by rule: nobody walks through the list.
void Machine::State::finish(std::uint32_t c, Commands& out) {
  Campaign& campaign = campaigns[c];
  const auto settle = [&](CallStatus from, CallStatus to, std::uint32_t n) {
    if (n == 0) return;
    campaign.move(from, to, n);
    Command& changed = add_command(out, CommandKind::calls_changed, c);
    changed.from = from;
    changed.status = to;
    changed.count = n;
  };
  const std::uint32_t errors = campaign.waiting_errors;
  settle(CallStatus::planned, CallStatus::not_dialed, campaign.count(CallStatus::planned));
  settle(CallStatus::retry_scheduled, CallStatus::technical_error, errors);
  settle(CallStatus::retry_scheduled, CallStatus::completed_without_answer, campaign.count(CallStatus::retry_scheduled));
  campaign.waiting_errors = 0;
  campaign.over = true;
  if (campaign.lines > 0) mark(RarePath::finish_with_calls_on_line);
  if (campaign.status == CampaignStatus::planned) mark(RarePath::finish_before_start);
  set_status(c, {CampaignStatus::finished, PauseReason::none, Refusal::none}, out);
}

void Machine::State::remove(std::uint32_t c, Commands& out) {
  Campaign& campaign = campaigns[c];
  if (campaign.lines > 0) mark(RarePath::delete_with_calls_on_line);
  if (campaign.status == CampaignStatus::draft) mark(RarePath::delete_of_a_draft);
  if (campaign.status != CampaignStatus::draft && campaign.status != CampaignStatus::finished) finish(c, out);
  set_status(c, cell(campaign.status, CampaignEvent::remove), out);
}

void Machine::State::set_status(std::uint32_t c, CampaignCell to, Commands& out) {
  Campaign& campaign = campaigns[c];
  if (campaign.status == CampaignStatus::in_progress) std::erase(active, c);
  campaign.status = to.to;
  campaign.reason = to.reason;
  if (to.to == CampaignStatus::in_progress) active.insert(std::ranges::upper_bound(active, c), c);
  campaign.idle_until = SimTime::min();
  calendar_known = false;
  ++openings;
  Command& changed = add_command(out, CommandKind::campaign_changed, c);
  changed.campaign_status = to.to;
  changed.reason = to.reason;
}

void Machine::State::finish_by_itself(std::uint32_t c, Commands& out) {
  const CampaignCell to = cell(campaigns[c].status, CampaignEvent::every_call_over);
  if (to.to == campaigns[c].status) return;
  if (campaigns[c].status == CampaignStatus::paused) mark(RarePath::finished_while_paused);
  campaigns[c].over = true;
  set_status(c, to, out);
}

void Machine::State::add_contacts(SimTime at, std::uint32_t c, const ContactBlock& block, Commands& out) {
  Campaign& campaign = campaigns[c];
  const CallIndex first = campaign.calls;
  campaign.calls += block.count;
  campaign.states.grow(campaign.calls);
  campaign.queue.add(block, first);
  if (campaign.config.retry.max_attempts_per_day) campaign.dials_of_day.resize(campaign.calls);
  if (!campaign.counted_in.empty()) campaign.counted_in.resize(campaign.calls);
  for (std::uint32_t i = 0; i < block.malformed.size(); ++i) {
    if (block.malformed[i] != 0) campaign.malformed.push_back(first + i);
  }
  for (std::uint32_t i = 0; i < block.not_after.size(); ++i) {
    const bool malformed = !block.malformed.empty() && block.malformed[i] != 0;
    if (block.not_after[i] != kNever && !malformed) campaign.last_moments.emplace(block.not_after[i], first + i);
  }
  calendar_known = false;
  campaign.idle_until = SimTime::min();
  if (!campaign.was_scheduled || block.count == 0) return;
  campaign.counts[index(CallStatus::planned)] += block.count;
  Command& planned = add_command(out, CommandKind::calls_changed, c);
  planned.count = block.count;
  if (campaign.status == CampaignStatus::planned) return;
  mark(RarePath::contacts_added_in_mid_campaign);
  fail_malformed(c, out);
  refresh_hours(at, c);
  finish_when_over(c, out);
}

void Machine::State::buy(const Input& input) {
  minutes.buy(input.amount);
  if (minutes.exhausted(lines_in_use())) return mark(RarePath::too_few_minutes_bought);
  out_of_minutes = false;
  announced = false;
}

// Out of minutes is an event: once per crossing, for the account.
void Machine::State::run_out_of_minutes(Commands& out) {
  out_of_minutes = true;
  if (announced) return;
  announced = true;
  if (minutes.balance() == Duration{0}) mark(RarePath::minutes_exactly_zero);
  if (minutes.balance() < Duration{0}) mark(RarePath::minutes_below_zero);
  if (minutes.balance() > Duration{0}) mark(RarePath::minutes_below_the_reserve);
  if (!failures.empty()) mark(RarePath::minutes_out_during_failure);
  pause_all(PauseReason::out_of_minutes, out);
  Command& event = add_command(out, CommandKind::account_changed, 0);
  event.event = AccountEvent::out_of_minutes;
}

void Machine::State::begin_failure(std::uint64_t cause, Commands& out) {
  const bool first = failures.empty();
  failures.insert(cause);
  if (out_of_minutes) mark(RarePath::failure_without_minutes);
  if (!first) return mark(RarePath::failure_causes_overlap);
  pause_all(PauseReason::system_failure, out);
  Command& event = add_command(out, CommandKind::account_changed, 0);
  event.event = AccountEvent::system_failure;
}

void Machine::State::end_failure(std::uint64_t cause, Commands& out) {
  if (failures.erase(cause) == 0) return;
  if (!failures.empty()) return mark(RarePath::failure_cause_left);
  Command& event = add_command(out, CommandKind::account_changed, 0);
  event.event = AccountEvent::system_failure_over;
}

}  // namespace sim::campaign
