// The end of a run: what the machine says of itself against the books, and what must add up.

#include <array>
#include <numeric>
#include <span>

#include "sim/world/auditor_books.hpp"

namespace sim::world {

using audit::CampaignBook;
using audit::LiveAttempt;
using audit::Rule;
using campaign::CallStatus;
using campaign::CampaignStatus;

void Auditor::Books::finish(SimTime t, const campaign::Machine& machine) {
  arrive(t);
  if (in_turn != nullptr) end_turns();
  check_attempts();
  compare_account(machine.account());
  if (!holds(machine.campaigns() == campaigns.size())) return report(Rule::transitions, nullptr, {}, "the machine has other campaigns");
  for (const auto& c : campaigns) compare_campaign(*c, machine);
}

// Every attempt has ended once or is live, and none is live that should have ended as lost.
void Auditor::Books::check_attempts() {
  std::uint64_t ended = 0;
  for (const auto& c : campaigns) ended = std::accumulate(c->outcomes.begin(), c->outcomes.end(), ended);
  if (!holds(attempts == ended + live)) {
    report(Rule::attempts, nullptr, {}, [&] { return std::to_string(attempts) + " attempts, of which ended " + std::to_string(ended); });
  }
  for (const LiveAttempt& a : lines) {
    if (a.attempt == AttemptId{}) continue;
    const CampaignBook& c = *campaigns[a.campaign];
    if (!holds(later(a.placed, c.watchdog) >= now))
      report(Rule::attempts, &c, a.call, "still live long after it should have ended as lost");
  }
}

void Auditor::Books::compare_account(const campaign::AccountView& view) {
  const auto same = [this](Rule rule, const char* what, auto found, auto booked) {
    if (!holds(found == booked)) {
      report(rule, nullptr, {},
             [&] { return std::string(what) + " " + std::to_string(found) + ", in the books " + std::to_string(booked); });
    }
  };
  same(Rule::lines, "lines in use", view.lines_in_use, live);
  same(Rule::minutes, "billed us", us(view.billed), us(minutes.billed()));
  same(Rule::minutes, "bought us", us(view.bought), us(minutes.bought()));
  if (minutes.limited()) {
    same(Rule::minutes, "balance us", us(view.balance), us(minutes.balance()));
    same(Rule::minutes, "initial + bought - billed us", us(minutes.initial() + view.bought - view.billed), us(view.balance));
  }
  same(Rule::minutes, "overshoot us", us(view.overshoot), us(minutes.overshoot()));
  same(Rule::minutes, "out of minutes", view.out_of_minutes, minutes_out);
  same(Rule::ignored_reports, "unbilled us", us(view.unbilled), us(unbilled));
  same(Rule::ignored_reports, "reports ignored", view.reports_ignored, reports_ignored);
  same(Rule::unique_users, "unique users", view.unique_users, users.total());
  same(Rule::unique_users, "unique users beyond the quota", view.unique_users_overshoot, users.overshoot());
  if (!holds(users.overshoot() < account.lines)) {
    report(Rule::unique_users, nullptr, {},
           [&] { return std::to_string(users.overshoot()) + " users beyond the quota with " + std::to_string(account.lines) + " lines"; });
  }
  same(Rule::transitions, "refusals", view.commands_refused, refusals);
  same(Rule::transitions, "system failure", view.system_failure, !failures.empty());
}

void Auditor::Books::compare_campaign(const CampaignBook& c, const campaign::Machine& machine) {
  const campaign::CampaignView view = machine.view(CampaignId{c.number});
  if (!holds(view.status == c.status && view.reason == c.reason && view.script == c.script)) {
    report(c.status == CampaignStatus::deleted ? Rule::dialogs : Rule::transitions, &c, {},
           [&] { return "is " + std::string(word(view.status)) + ", in the books " + std::string(word(c.status)); });
  }
  if (!holds(view.lines_in_use == c.lines))
    report(Rule::lines, &c, {}, [&] { return "lines in use " + std::to_string(view.lines_in_use); });
  const auto sum = std::accumulate(view.calls_by_status.begin(), view.calls_by_status.end(), std::uint64_t{0});
  if (!holds(view.calls == c.contacts.size() && sum == (c.scheduled ? view.calls : 0))) {
    report(Rule::statuses, &c, {},
           [&] { return std::to_string(sum) + " calls over all statuses, " + std::to_string(c.contacts.size()) + " added"; });
  }
  for (std::size_t s = 0; s < c.counts.size(); ++s) {
    if (holds(view.calls_by_status[s] == c.counts[s])) continue;
    report(Rule::statuses, &c, {}, [&] {
      return std::to_string(view.calls_by_status[s]) + " calls " + std::string(word(static_cast<CallStatus>(s))) + ", in the books " +
             std::to_string(c.counts[s]);
    });
  }
  if (!holds(!c.over || c.lines > 0 || machine.drained(CampaignId{c.number}))) report(Rule::lines, &c, {}, "over and not drained");
  if (!holds(c.dialogs == c.picked_up)) {
    report(Rule::dialogs, &c, {}, [&] { return std::to_string(c.dialogs) + " dialogs of " + std::to_string(c.picked_up) + " picked up"; });
  }
  if (!c.scheduled) return;
  constexpr CallIndex kTogether = 64;
  std::array<campaign::CallView, kTogether> views;
  const CallIndex together = complete ? kTogether : 1;  // known calls of a sample do not stand side by side
  for (CallIndex from = c.contacts.next_known(0); from < c.contacts.size(); from = c.contacts.next_known(from + together)) {
    const std::span found = std::span(views).first(std::min(together, c.contacts.size() - from));
    machine.views(CampaignId{c.number}, from, found);
    checks += kOfView * found.size();
    for (CallIndex call = from; const campaign::CallView& said : found) {
      if (said != booked(c, call)) dispute_view(c, call, said);
      ++call;
    }
  }
}

campaign::CallView Auditor::Books::booked(const CampaignBook& c, CallIndex call) {
  const audit::CallRow row = c.contacts.row(call);
  const CallStatus status = c.status_of(call);
  return {status, row.attempts(), row.attempts() > (status == CallStatus::in_progress ? 1 : 0), row.last_outcome()};
}

// Reports what the machine says of a call that the books do not.
void Auditor::Books::dispute_view(const CampaignBook& c, CallIndex call, const campaign::CallView& said) {
  const campaign::CallView own = booked(c, call);
  if (said.status != own.status) {
    report(Rule::statuses, &c, call,
           [&] { return "is " + std::string(word(said.status)) + ", in the books " + std::string(word(own.status)); });
  }
  if (said.attempts != own.attempts) {
    report(Rule::attempts, &c, call,
           [&] { return std::to_string(said.attempts) + " attempts, in the books " + std::to_string(own.attempts); });
  }
  if (own.has_outcome && (!said.has_outcome || said.last_outcome != own.last_outcome)) {
    report(Rule::attempts, &c, call, [&] { return "last outcome " + std::string(word(said.last_outcome)); });
  }
}

}  // namespace sim::world
