// The books of a campaign that has the account to itself and dials plain calls by due time: nobody stands in a queue, each comes in its
// turn. Whatever that is not made for, and whatever is wrong, ends it; from then on its calls wait in rooms like those of all others.

#include "sim/world/auditor_turns.hpp"

#include <algorithm>
#include <utility>

#include "sim/world/auditor_books.hpp"

namespace sim::world {

using audit::CampaignBook;
using audit::Rule;
using campaign::Command;
using campaign::CommandKind;

// Whether a campaign that starts dials its calls in the order in which they become due, and each retry becomes due after it was put down.
bool Auditor::Books::takes_turns(const CampaignBook& c) const {
  const bool alone = campaigns.size() == 1 && complete && c.contacts.size() > 0;
  const bool by_due_time = c.config.order == campaign::DialOrder::due_time && c.plain && c.one_clock && c.malformed_open == 0;
  return alone && by_due_time && std::ranges::all_of(c.terms, [](const audit::OutcomeTerms& terms) {
           return terms.attempts_below == 0 || (terms.after > Duration{0} && terms.after != kNoLimit);
         });
}

// REQUIRES takes_turns().
void Auditor::Books::begin_turns(CampaignBook& c) {
  c.contacts.set_dues(0, c.starts);
  c.room(0, now);
  turns = {c.starts, c.contacts.size()};
  in_turn = &c;
}

// Of each call that still waits it is found out whether it should have been dialed before. REQUIRES in_turn, as what follows.
void Auditor::Books::end_turns() {
  if (turns.next_due() != kNever) check_turns();
  in_turn = nullptr;
  turns = {};
  calm_until = SimTime::min();
}

// REQUIRES unlimited. Until when it is calm, unless a command comes that is neither a dial nor a dialog.
void Auditor::Books::find_calm(SimTime t) {
  turns_close = in_turn->rooms.front()->open_until(t);  // the room, in which no call waits, wakes no sooner
  const bool runs = in_turn->status == campaign::CampaignStatus::in_progress && failures.empty();
  calm_until = runs ? std::min(calendar, turns_close) : SimTime::min();
}

// REQUIRES calm. Mostly it is the end of an attempt, and nothing is owed.
[[gnu::flatten]] void Auditor::Books::reported_in_calm(SimTime t, const campaign::Input& in, const campaign::Commands& said) {
  if (in.kind != campaign::InputKind::attempt_ended || debts > 0 || t < now) return reported(t, in, said);
  if (t != now) ++checks;
  now = t;
  last_report_ignored = false;
  ended(in, Calls::in_turn);
  for (const Command& k : said) command_in_calm(k);
}

// Mostly there is nothing to be looked at but lines without a call.
void Auditor::Books::instant_over_in_calm(SimTime t) {
  if (debts > 0 || !touched.empty()) return instant_over(t);
  check_turn(t, turns_close);
}

[[gnu::flatten]] void Auditor::Books::carried_out_in_calm(const campaign::Commands& said) {
  for (const Command& k : said) command_in_calm(k);
}

// The command before may have been the end of the calm.
void Auditor::Books::command_in_calm(const Command& k) {
  if (k.kind == CommandKind::place_attempt && calm(now) && index(k.campaign) == in_turn->number) return placed(k, Calls::in_turn);
  if (k.kind == CommandKind::dialog_recorded) return dialog_recorded(k);
  any_command(k);
}

// The calls that wait go on to do so in a room.
void Auditor::Books::leave_turns() {
  CampaignBook& c = *in_turn;
  end_turns();
  std::vector<audit::WaitingCall> waiting;
  for (CallIndex call = 0; call < c.contacts.size(); ++call) {
    if (c.contacts.row(call).waits()) waiting.push_back({c.contacts.due(call), call, c.contacts.attempts(call)});
  }
  c.rooms.front()->add_all(std::move(waiting));
  wake_at(c, now);
}

void Auditor::Books::check_turns() {
  const CampaignBook& c = *in_turn;
  for (CallIndex call = 0; call < c.contacts.size(); ++call) {
    if (!c.contacts.row(call).waits()) continue;
    const SimTime due = c.contacts.due(call);
    if (!holds(!turns.late(due, now))) {
      report(Rule::liveness, &c, call, [due] { return "due at " + text(due) + " and not dialed on a line that was idle"; });
    }
    if (!holds(!turns.passed_over(due, call))) report(Rule::order, &c, call, "was passed over");
  }
}

// Whether a good dial came in its turn. False: nothing was found out.
bool Auditor::Books::take_turn(const Command& k) {
  const SimTime due = in_turn->contacts.due(k.call);
  if (k.at != due || due > now || turns.late(due, now) || !turns.take(due, k.call)) return false;
  checks += kOfOrder;
  return true;
}

// Placement is done, and there is a line for the campaign of which the calls come in turn: nobody may be due.
void Auditor::Books::call_in_turn_waits(SimTime t) {
  CampaignBook& c = *in_turn;
  leave_turns();
  sync(t);
  look_into_rooms(t, c);
}

}  // namespace sim::world
