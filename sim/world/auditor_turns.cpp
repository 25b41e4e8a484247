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
