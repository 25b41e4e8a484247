// What the end of an attempt does to its call, its line, the minutes, the users and the breaker, by the auditor's own reckoning.

#include <algorithm>

#include "sim/world/auditor_books.hpp"

namespace sim::world {

using audit::CampaignBook;
using audit::LiveAttempt;
using audit::Rule;
using campaign::CallStatus;
using campaign::Command;

bool Auditor::Books::live_attempt(AttemptId id) const {
  return id != AttemptId{} && line_of(id) < account.lines && lines[line_of(id)].attempt == id;
}

void Auditor::Books::answered(AttemptId id) {
  last_report_ignored = !live_attempt(id);
  if (last_report_ignored) {
    ++reports_ignored;
  } else if (!users.counts_dials()) {
    LiveAttempt& a = lines[line_of(id)];
    count_user(*campaigns[a.campaign], a);
  }
}

void Auditor::Books::ended(const campaign::Input& in, Calls calls) {
  if (!live_attempt(in.attempt)) return ignore(in);
  end_attempt(line_of(in.attempt), in.outcome, in.amount, calls);
}

void Auditor::Books::ignore(const campaign::Input& in) {
  last_report_ignored = true;
  ++reports_ignored;
  if (picked_up(in.outcome)) unbilled += in.amount;
}

void Auditor::Books::end_attempt(std::uint32_t line, AttemptOutcome outcome, Duration talk, Calls calls) {
  const bool turn = calls == Calls::in_turn;
  LiveAttempt& a = lines[line];
  CampaignBook& c = turn ? *in_turn : *campaigns[a.campaign];
  ++checks;
  if (now - a.placed > c.watchdog) report_late(c, a.call);
  if (outcome == AttemptOutcome::answered && !users.counts_dials()) count_user(c, a);
  ++c.outcomes[index(outcome)];
  if (picked_up(outcome)) charge(c, a, outcome, talk);
  a.attempt = AttemptId{};
  --live;
  --c.lines;
  if (!settle_call(c, a, outcome, calls)) settle_retry(c, a, outcome);
  if ((!turn && !c.plain) || c.lines == 0) end_further(c, a);
  if (turn || !hears_ends) return;
  look_at_minutes();
  if (breaker.trips(now, a.placed, outcome)) begin_failure(kBreakerCause);
}

void Auditor::Books::report_late(const CampaignBook& c, CallIndex call) {
  report(Rule::attempts, &c, call, "heard of after it should have ended as lost");
}

// What not every end leads to.
void Auditor::Books::end_further(CampaignBook& c, const LiveAttempt& a) {
  if (!c.plain) release(c.contacts.phone(a.call));
  if (c.every_call_over()) touched.push_back(&c);
}

// Counts an outcome; true when the call may be dialed again after it, if that is not too late.
bool Auditor::Books::count_outcome(const CampaignBook& c, audit::CallRow call, AttemptOutcome outcome) {
  const audit::OutcomeTerms& terms = c.terms_of(outcome);
  const unsigned n = c.contacts.count(call, outcome);
  return call.attempts() < terms.attempts_below && n < terms.times_below;
}

// False when it is retried and somebody asks for more than how long after the end.
bool Auditor::Books::settle_call(CampaignBook& c, const LiveAttempt& a, AttemptOutcome outcome, Calls calls) {
  const bool turn = calls == Calls::in_turn;
  const audit::CallRow call = c.contacts.row(a.call);
  const audit::OutcomeTerms& terms = c.terms_of(outcome);
  const bool retry = count_outcome(c, call, outcome);
  const bool wanted = retry && (turn || call.known());
  if (retry && (c.ends || a.counted_in != 0)) return false;
  if (wanted && !turn && (!c.plain || terms.after == kNoLimit)) return false;
  c.end(call, outcome, retry ? CallStatus::retry_scheduled : terms.final);
  if (!wanted) return true;
  const SimTime due = later(now, terms.after);
  expect_retry(c, a.call, due, due);
  return true;
}

// Of a known call, which may be dialed again from `ready` on.
void Auditor::Books::expect_retry(CampaignBook& c, CallIndex call, SimTime due, SimTime ready) {
  c.contacts.set_due(call, due);
  if (in_turn == nullptr) return wait(c, call, ready);
  turns.fits(due) ? turns.add(due) : leave_turns();
}

// One that may come too late, or of which more is written down than that it waits.
void Auditor::Books::settle_retry(CampaignBook& c, const LiveAttempt& a, AttemptOutcome outcome) {
  const SimTime end = std::min(c.config.ends, c.contacts.not_after(a.call));
  const SimTime due = due_after_end(c, a.call, outcome);
  const SimTime ready = ready_after(c, a.call, due);
  const bool in_time = end == kNever || (ready < end && c.room(a.call, now).next_open(ready) < end);
  c.end(c.contacts.row(a.call), outcome, in_time ? CallStatus::retry_scheduled : c.terms_of(outcome).final);
  if (!in_time) return;
  if (a.counted_in != 0) c.contacts.set_counted(a.call, a.counted_in);
  if (c.contacts.known(a.call)) expect_retry(c, a.call, due, ready);
}

SimTime Auditor::Books::due_after_end(const CampaignBook& c, CallIndex call, AttemptOutcome outcome) const {
  const campaign::RetryDelay& delay = c.contacts.delay_after(call, outcome);
  if (!delay.day_part) return later(now, delay.after);
  const audit::WallClock& clock = clocks[c.contacts.zone(call)];
  return std::max(now, clock.first_showing((clock.day(now) + delay.days) * kDay + delay.at));
}

// Not before midnight when the day of the last dial has had its fill.
SimTime Auditor::Books::ready_after(CampaignBook& c, CallIndex call, SimTime due) const {
  if (!c.contacts.has_dials_of_day()) return due;
  const audit::DialsOfDay& today = c.contacts.dials_of_day(call);
  if (today.dials < *c.config.retry.max_attempts_per_day) return due;
  return std::max(due, clocks[c.contacts.zone(call)].first_showing((today.day + 1) * kDay));
}

void Auditor::Books::charge(CampaignBook& c, const LiveAttempt& a, AttemptOutcome outcome, Duration talk) {
  const Duration billed = minutes.price(talk);
  minutes.charge(billed, live);
  ++c.picked_up;
  if (minutes.limited()) check_overshoot(c, a.call);
  owed_dialog.attempt = a.attempt;
  owed_dialog.outcome = outcome;
  owed_dialog.talk = talk;
  owed_dialog.billed = billed;
  ++debts;
}

void Auditor::Books::check_overshoot(const CampaignBook& c, CallIndex call) {
  if (!holds(-minutes.balance() <= minutes.overshoot_bound())) {
    report(Rule::minutes, &c, call, [&] { return "balance " + text(minutes.balance()) + ", below -" + text(minutes.overshoot_bound()); });
  }
}

// The calls that waited for a phone wait for nothing else.
void Auditor::Books::release(audit::PhoneNumber phone) {
  if (phone == 0) return;
  for (const audit::CallOfCampaign& waiting : phones.release(phone)) {
    CampaignBook& owner = *campaigns[waiting.campaign];
    if (!owner.contacts.known(waiting.call)) continue;  // it began to wait when the books were still complete
    if (owner.contacts.waits(waiting.call, owner.contacts.attempts(waiting.call))) wait(owner, waiting.call, now);
  }
}

// The rooms of a campaign are looked at next at t. A call that is ready after c.wake need not wake anybody: it is found then.
void Auditor::Books::wake_at(CampaignBook& c, SimTime t) {
  c.wake = t;
  if (c.status != campaign::CampaignStatus::in_progress) return;
  wake = std::min(wake, t);
  campaigns_wake = std::min(campaigns_wake, t);
}

// Counts the phone of a live attempt, once a month: that of its first report.
void Auditor::Books::count_user(CampaignBook& c, LiveAttempt& a) {
  if (a.counted_in != 0) return;
  a.counted_in = users.month(now);
  if (counted(c, a.call, a.counted_in)) return;
  users.count();
  if (const audit::PhoneNumber phone = c.contacts.phone(a.call); phone != 0) phones.set_counted(phone, a.counted_in);
}

bool Auditor::Books::counted(const CampaignBook& c, CallIndex call, audit::Month month) const {
  const audit::PhoneNumber phone = c.contacts.phone(call);
  return (phone != 0 ? phones.counted_in(phone) : c.contacts.counted_in(call)) == month;
}

void Auditor::Books::attempt_over(const Command& k) {
  const CampaignBook& c = *campaigns[index(k.campaign)];
  if (!holds(live_attempt(k.attempt))) return report(Rule::attempts, &c, k.call, "an attempt ended that was not live");
  const LiveAttempt& a = lines[line_of(k.attempt)];
  if (!holds(a.campaign == c.number && a.call == k.call)) report(Rule::attempts, &c, k.call, "ended an attempt of another call");
  const SimTime due = later(a.placed, campaigns[a.campaign]->watchdog);
  if (!holds(due == now)) report(Rule::attempts, &c, k.call, [&] { return "given up at " + text(now) + ", not at " + text(due); });
  end_attempt(line_of(k.attempt), AttemptOutcome::lost, Duration{0}, Calls::any);
}

// Whether a dialog says what the attempt was of which one is owed.
bool Auditor::Books::as_owed(const Command& k) const {
  const LiveAttempt& a = lines[line_of(owed_dialog.attempt)];
  return owed_dialog.attempt != AttemptId{} && k.attempt == owed_dialog.attempt && is_of(k, a) && k.outcome == owed_dialog.outcome;
}

// Whether a dialog names the call of an attempt, and what was true of it from its beginning.
bool Auditor::Books::is_of(const Command& k, const LiveAttempt& a) {
  return index(k.campaign) == a.campaign && k.call == a.call && k.number == a.number && k.script == a.script && k.at == a.placed;
}

void Auditor::Books::dialog_recorded(const Command& k) {
  if (!as_owed(k) || k.talk != owed_dialog.talk || k.billed != owed_dialog.billed) return dispute(k);
  checks += kOfDialog;
  paid();
}

// Finds out one by one what is wrong with a dialog.
void Auditor::Books::dispute(const Command& k) {
  if (!known_campaign(k)) return;
  const CampaignBook& c = *campaigns[index(k.campaign)];
  if (!holds(owed_dialog.attempt != AttemptId{})) {
    return report(last_report_ignored ? Rule::ignored_reports : Rule::attempts, &c, k.call, "a dialog of an attempt that did not end now");
  }
  if (!holds(as_owed(k))) report(Rule::dialogs, &c, k.call, "the dialog does not say what the attempt was");
  if (!holds(k.talk == owed_dialog.talk))
    report(Rule::minutes, &c, k.call, [&] { return "talk " + text(k.talk) + ", reported " + text(owed_dialog.talk); });
  if (!holds(k.billed == owed_dialog.billed)) {
    report(Rule::minutes, &c, k.call, [&] { return "billed " + text(k.billed) + " instead of " + text(owed_dialog.billed); });
  }
  paid();
}

// The dialog that was owed has come, whatever it said.
void Auditor::Books::paid() {
  ++campaigns[lines[line_of(owed_dialog.attempt)].campaign]->dialogs;
  owed_dialog.attempt = AttemptId{};
  --debts;
}

}  // namespace sim::world
