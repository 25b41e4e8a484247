// What time does by itself: ends, last moments, windows, starts, and lines from which nothing was ever heard.

#include <algorithm>

#include "sim/campaign/machine_state.hpp"

namespace sim::campaign {

// The order is part of the contract: who ends at an instant is not dialed in it, and a campaign that starts finds its windows open.
void Machine::State::run_deadlines(SimTime at, Commands& out) {
  // Every change of a campaign comes here, since it leaves the calendar unknown: who waited may have been stopped, another may have come.
  nothing_before = SimTime::min();
  if (!calendar_known) find_calendar();
  if (calendar <= at) {
    const auto n = static_cast<std::uint32_t>(campaigns.size());
    for (std::uint32_t c = 0; c < n; ++c) {
      if (campaigns[c].config.ends > at || cell(campaigns[c].status, CampaignEvent::end_time).to == campaigns[c].status) continue;
      if (campaigns[c].lines > 0) mark(RarePath::end_time_with_calls_on_line);
      finish(c, out);
    }
    for (std::uint32_t c = 0; c < n; ++c) expire(at, c, out);
    for (const std::uint32_t c : active) refresh_hours(at, c);
    for (std::uint32_t c = 0; c < n; ++c) {
      if (campaigns[c].status == CampaignStatus::planned && campaigns[c].starts <= at) start(at, c, out);
    }
    calendar_known = false;
    find_calendar();
  }
  if (watchdog > at) return;  // it may be that of a line that is free by now, never a later one
  for (std::uint32_t c = 0; c < campaigns.size(); ++c) {
    while (campaigns[c].oldest != kNoLine && later(lines[campaigns[c].oldest].placed, campaigns[c].watchdog) <= at) {
      const std::uint32_t line = campaigns[c].oldest;
      mark(campaigns[c].over ? RarePath::attempt_given_up_after_finish : RarePath::attempt_given_up);
      Command& over = add_command(out, CommandKind::attempt_over, c, lines[line].call);
      over.attempt = lines[line].attempt;
      end_attempt(at, line, AttemptOutcome::lost, Duration{0}, out);
    }
  }
}

void Machine::State::reset_breaker(Commands& out) {
  breaker.reset();
  end_failure(kBreakerCause, out);
}

// Contacts whose last moment has passed. A draft's calls have no status that could end; those of a finished campaign have ended.
void Machine::State::expire(SimTime at, std::uint32_t c, Commands& out) {
  Campaign& campaign = campaigns[c];
  if (!campaign.was_scheduled || campaign.over || campaign.last_moments.empty()) return;
  bool any = false;
  while (!campaign.last_moments.empty() && campaign.last_moments.begin()->first <= at) {
    const CallIndex call = campaign.last_moments.begin()->second;
    campaign.last_moments.erase(campaign.last_moments.begin());
    expire_call(c, call, out);
    any = true;
  }
  if (any) finish_when_over(c, out);
}

void Machine::State::expire_call(std::uint32_t c, CallIndex call, Commands& out) {
  Campaign& campaign = campaigns[c];
  const StateId id = campaign.states.get(call);
  const CallState state = campaign.table.state(id);
  if (campaign.special_on_line.contains(call)) return mark(RarePath::last_moment_on_line);  // ends by its outcome
  if (is_final(state.status)) return;
  const bool undialed = state.status == CallStatus::planned;
  mark(undialed ? RarePath::last_moment_before_the_first_dial : RarePath::last_moment_while_waiting_for_a_retry);
  const CallStatus to = undialed ? CallStatus::not_dialed : final_status_of(kind(state.last));
  campaign.states.set(call, campaign.table.settled(id, to));
  campaign.move(state.status, to);
  if (state.status == CallStatus::retry_scheduled && kind(state.last) == OutcomeKind::error) --campaign.waiting_errors;
  Command& changed = add_command(out, CommandKind::call_changed, c, call);
  changed.status = to;
}

void Machine::State::refresh_hours(SimTime at, std::uint32_t c) {
  Campaign& campaign = campaigns[c];
  const CallingHours& hours = campaign.config.hours;
  for (ZoneGroup& group : campaign.queue.groups()) {
    if (group.open && group.changes > at) continue;
    const Zone& zone = account.zones[group.hours_zone];
    group.open = hours.open(zone, at);
    group.changes = group.open ? hours.next_close(zone, at) : hours.next_open(zone, at);
    group.forget_best();  // the order may go by when it closes
  }
  campaign.idle_until = SimTime::min();
  calendar_known = false;
  ++openings;
}

void Machine::State::find_calendar() {
  calendar = kNever;
  for (const Campaign& c : campaigns) {
    if (!c.was_scheduled || c.over) continue;
    if (c.status == CampaignStatus::planned) calendar = std::min(calendar, c.starts);
    calendar = std::min(calendar, c.config.ends);
    if (!c.last_moments.empty()) calendar = std::min(calendar, c.last_moments.begin()->first);
    if (c.status != CampaignStatus::in_progress) continue;
    for (const ZoneGroup& group : c.queue.groups()) calendar = std::min(calendar, group.changes);
  }
  calendar_known = true;
}

// The line comes last of those that the watchdog of its campaign looks at.
void Machine::State::watch(Campaign& c, std::uint32_t l) {
  lines[l].previous = c.newest;
  lines[l].next = kNoLine;
  if (c.newest == kNoLine) watchdog_known = false;
  (c.newest == kNoLine ? c.oldest : lines[c.newest].next) = l;
  c.newest = l;
}

void Machine::State::unwatch(Campaign& c, std::uint32_t l) {
  const Line& line = lines[l];
  if (line.previous == kNoLine) watchdog_known = false;
  (line.previous == kNoLine ? c.oldest : lines[line.previous].next) = line.next;
  (line.next == kNoLine ? c.newest : lines[line.next].previous) = line.previous;
}

void Machine::State::find_watchdog() {
  watchdog = kNever;
  for (const Campaign& c : campaigns) {
    if (c.oldest != kNoLine) watchdog = std::min(watchdog, later(lines[c.oldest].placed, c.watchdog));
  }
  watchdog_known = true;
}

}  // namespace sim::campaign
