// Changes of campaigns and calls: each must be one of the tables and have a cause that the books know.

#include <algorithm>

#include "sim/world/auditor_books.hpp"

namespace sim::world {

using audit::CampaignBook;
using audit::Rule;
using campaign::CallStatus;
using campaign::CampaignEvent;
using campaign::CampaignStatus;
using campaign::Command;
using campaign::InputKind;
using campaign::PauseReason;

namespace {

std::string change(std::string_view from, std::string_view to) { return std::string(from) + " to " + std::string(to); }
std::string change(const Command& k) { return change(word(k.from), word(k.status)); }

}  // namespace

void Auditor::Books::refused(const Command& k) {
  ++refusals;
  const bool due = expected.owed && expected.kind == k.input && expected.campaign == index(k.campaign) && expected.refusal == k.why;
  if (!holds(due)) report(Rule::transitions, nullptr, {}, [&] { return "refused as " + std::string(word(k.why)) + " against the table"; });
  fulfil();
}

void Auditor::Books::account_changed(const Command& k) {
  end_cool_down(now);
  const bool due = !owed_events.empty() && owed_events.front() == k.event;
  const Rule rule = k.event == campaign::AccountEvent::out_of_minutes ? Rule::minutes : Rule::transitions;
  if (!holds(due))
    return report(rule, nullptr, {},
                  [&] { return "event " + std::to_string(static_cast<int>(k.event)) + " of the account without a cause"; });
  owed_events.pop_front();
  --debts;
}

void Auditor::Books::campaign_changed(const Command& k) {
  CampaignBook& c = *campaigns[index(k.campaign)];
  const CampaignStatus from = c.status;
  const std::optional<CampaignEvent> event = cause(c, k);
  const campaign::CampaignCell to{k.campaign_status, k.reason};
  if (!holds(event.has_value())) {
    report(Rule::transitions, &c, {},
           [&] { return change(word(from), word(to.to)) + " " + std::string(word(to.reason)) + " without a cause"; });
  } else if (!holds(cell(from, *event) == to)) {
    report(Rule::transitions, &c, {}, [&] { return change(word(from), word(to.to)) + " is not in the table"; });
  }
  c.status = to.to;
  c.reason = to.reason;
  calendar = kUnknown;
  c.forget_dials();
  enter(c, from);
}

bool Auditor::Books::asked_for(const CampaignBook& c, InputKind kind) const {
  return expected.owed && expected.kind == kind && expected.campaign == c.number && expected.refusal == campaign::Refusal::none;
}

// The event that leads there, if the books know that it happened.
std::optional<CampaignEvent> Auditor::Books::cause(const CampaignBook& c, const Command& k) const {
  const auto when = [](bool happened, CampaignEvent event) { return happened ? std::optional(event) : std::nullopt; };
  switch (k.campaign_status) {
    case CampaignStatus::draft:
      return {};
    case CampaignStatus::planned:
      return when(asked_for(c, InputKind::schedule), CampaignEvent::schedule);
    case CampaignStatus::in_progress:
      if (asked_for(c, InputKind::resume)) return CampaignEvent::resume;
      return when(c.starts <= now, CampaignEvent::start_due);
    case CampaignStatus::paused:
      if (k.reason == PauseReason::manual) return when(asked_for(c, InputKind::pause), CampaignEvent::pause);
      if (k.reason == PauseReason::out_of_minutes) return when(minutes_out, CampaignEvent::minutes_out);
      return when(!failures.empty() && !minutes_out, CampaignEvent::failure_began);
    case CampaignStatus::finished:
      if (asked_for(c, InputKind::finish) || asked_for(c, InputKind::remove)) return CampaignEvent::finish;
      if (c.config.ends <= now) return CampaignEvent::end_time;
      return when(c.every_call_over(), CampaignEvent::every_call_over);
    case CampaignStatus::deleted:
      return when(asked_for(c, InputKind::remove), CampaignEvent::remove);
  }
  return {};
}

// What the new status brings with it.
void Auditor::Books::enter(CampaignBook& c, CampaignStatus from) {
  static constexpr InputKind kAsked[] = {InputKind::tick,  InputKind::schedule, InputKind::resume,
                                         InputKind::pause, InputKind::finish,   InputKind::remove};  // by status
  if (asked_for(c, kAsked[index(c.status)])) fulfil();
  std::erase(active, &c);
  campaigns_wake = SimTime::min();
  if (c.status == CampaignStatus::in_progress) {
    active.insert(std::ranges::upper_bound(active, c.number, {}, &CampaignBook::number), &c);
    if (from == CampaignStatus::planned) {
      c.started = true;
      enqueue(c, 0);
      if (minutes_out) look_at_minutes();
    }
    c.wake = now;
    wake = now;
  }
  if (!c.terminal() || !c.scheduled) return touched.push_back(&c);
  if (&c == in_turn) end_turns();
  c.over = true;
  for (audit::OutcomeTerms& terms : c.terms) terms.attempts_below = 0;
  if (!holds(c.count(CallStatus::planned) == 0 && c.count(CallStatus::retry_scheduled) == 0)) {
    report(Rule::statuses, &c, {}, "finished with calls that wait");
  }
}

void Auditor::Books::calls_changed(const Command& k) {
  CampaignBook& c = *campaigns[index(k.campaign)];
  if (k.status == CallStatus::planned) return listed(c, k);
  if (!holds(allowed(k.from, k.status))) return report(Rule::transitions, &c, {}, [&] { return "calls went from " + change(k); });
  k.status == CallStatus::plan_limit_exceeded ? swept(c, k) : finished_list(c, k);
}

void Auditor::Books::listed(CampaignBook& c, const Command& k) {
  const bool due = owed_listing && owed_listing->campaign == k.campaign;
  if (!holds(due)) return report(Rule::transitions, &c, {}, "calls became planned that nobody added");
  if (!holds(owed_listing->count == k.count)) {
    report(Rule::statuses, &c, {},
           [&] { return std::to_string(k.count) + " calls became planned, not " + std::to_string(owed_listing->count); });
  }
  owed_listing.reset();
  --debts;
}

// The quota ended whatever could be dialed now, has nothing of its own and was never counted: what is not ended call by call. Which
// calls these are follows from the books.
void Auditor::Books::swept(CampaignBook& c, const Command& k) {
  if (wake <= now) sync(now);
  if (!holds(c.status == CampaignStatus::in_progress && users.used_up(now))) {
    return report(Rule::transitions, &c, {}, "plan limit exceeded while the quota is not used up");
  }
  std::uint32_t found = 0, errors = 0;
  for (const auto& room : c.rooms) {
    for (const CallIndex call : room->ready(c.contacts, k.from)) {
      const bool by_queue = k.from == CallStatus::planned ||
                            (!c.contacts.delay_after(call, c.contacts.last_outcome(call)).day_part && !c.contacts.has_dials_of_day());
      if (!by_queue || !c.contacts.plain(call) || c.contacts.counted_in(call) != 0) continue;
      ++found;
      if (k.from == CallStatus::retry_scheduled && kind(c.contacts.last_outcome(call)) == OutcomeKind::error) ++errors;
      c.contacts.row(call).set_status(CallStatus::plan_limit_exceeded);
    }
    room->tidy(c.contacts);
  }
  if (!holds(complete ? found == k.count : found <= k.count && k.count <= c.count(k.from))) {
    report(Rule::statuses, &c, {},
           [&] { return std::to_string(k.count) + " calls went beyond the quota, the books know of " + std::to_string(found); });
  }
  const std::uint32_t moved = std::min(k.count, c.count(k.from));
  c.count(k.from) -= moved;
  c.count(k.status) += moved;
  c.waiting_errors -= errors;
  if (k.from == CallStatus::retry_scheduled && found != k.count) c.errors_known = false;
  if (c.every_call_over()) touched.push_back(&c);
}

// A finish gives everything that waits its final status by rule.
void Auditor::Books::finished_list(CampaignBook& c, const Command& k) {
  const bool finishing = asked_for(c, InputKind::finish) || asked_for(c, InputKind::remove) || c.config.ends <= now;
  if (!holds(finishing && !c.terminal()))
    return report(Rule::transitions, &c, {}, [&] { return "calls went from " + change(k) + " without a finish"; });
  std::uint32_t all = c.count(k.from);
  const bool retries = k.from == CallStatus::retry_scheduled;
  if (retries && c.errors_known) all = k.status == CallStatus::technical_error ? c.waiting_errors : all - c.waiting_errors;
  if (!holds(retries && !c.errors_known ? k.count <= all : k.count == all)) {
    report(Rule::statuses, &c, {},
           [&] { return std::to_string(k.count) + " calls went from " + change(k) + ", not " + std::to_string(all); });
  }
  const std::uint32_t moved = std::min(k.count, c.count(k.from));
  c.count(k.from) -= moved;
  c.count(k.status) += moved;
  if (k.status == CallStatus::technical_error) c.waiting_errors = 0;
}

void Auditor::Books::call_changed(const Command& k) {
  CampaignBook& c = *campaigns[index(k.campaign)];
  if (!holds(k.call < c.contacts.size())) return report(Rule::transitions, &c, k.call, "no such call");
  const CallStatus from = c.status_of(k.call);
  if (!holds(allowed(from, k.status))) return report(Rule::transitions, &c, k.call, [&] { return change(word(from), word(k.status)); });
  if (!holds(call_change_has_cause(c, k.call, k.status))) {
    report(Rule::transitions, &c, k.call, [&] { return change(word(from), word(k.status)) + " without a cause"; });
  }
  if (from == CallStatus::planned && c.contacts.malformed(k.call)) --c.malformed_open;
  c.move(c.contacts.row(k.call), k.status);
  if (c.every_call_over()) touched.push_back(&c);
}

bool Auditor::Books::call_change_has_cause(CampaignBook& c, CallIndex call, CallStatus to) {
  if (!c.scheduled || c.over) return false;
  const CallStatus from = c.contacts.status(call);
  if (to == CallStatus::plan_limit_exceeded) {
    if (wake <= now) sync(now);
    const bool due = !c.contacts.known(call) || c.contacts.due(call) <= now;
    return c.status == CampaignStatus::in_progress && users.used_up(now) && !counted(c, call, users.month(now)) && due;
  }
  if (to == CallStatus::technical_error && from == CallStatus::planned) return c.started && c.contacts.malformed(call);
  if (c.contacts.own(call).not_after > now || c.contacts.malformed(call)) return false;
  return to == (from == CallStatus::planned ? CallStatus::not_dialed : c.terms_of(c.contacts.last_outcome(call)).final);
}

}  // namespace sim::world
