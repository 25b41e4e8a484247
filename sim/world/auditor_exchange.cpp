// The quick way through nearly every step while all lines are taken: a call ends, and the next of its list, or of another, takes its line.
// All that input() and commands() check of such a step is asked at once, of one line and its campaigns, before anything is written down; a
// step of which one answer is not the usual one goes the general way from its beginning. What is written down then is what the general way
// writes.

#include <algorithm>

#include "sim/world/auditor_books.hpp"

namespace sim::world {

using audit::CampaignBook;
using audit::LiveAttempt;
using campaign::Command;
using campaign::CommandKind;
using campaign::Commands;
using campaign::Input;
using campaign::InputKind;

namespace {

constexpr unsigned kOfEnd = 2;  // nothing was missed, and the end is not late

}  // namespace

// REQUIRES unlimited. Until when steps may be exchanges, and nothing be left to see at the end of an instant: while all lines are taken,
// nothing is owed, nobody is stopped, and nothing is due.
SimTime Auditor::Books::find_quiet() {
  const bool stopped = minutes_out || !failures.empty();
  if (live != account.lines || debts > 0 || stopped || !touched.empty()) return SimTime::min();
  one_list = active.size() == 1 && active.front()->one_clock;
  return std::min({wake, calendar, breaker.cool_until()});
}

// REQUIRES t < quiet_until. False: nothing was written down, the step is not an exchange or something is wrong with it.
bool Auditor::Books::exchange(SimTime t, const Input& in, const Commands& said) {
  return one_list ? exchange_among<Lists::one>(t, in, said) : exchange_among<Lists::several>(t, in, said);
}

// Where there is one list, on one clock, less can be wrong.
template <Auditor::Books::Lists kLists>
bool Auditor::Books::exchange_among(SimTime t, const Input& in, const Commands& said) {
  if (in.kind != InputKind::attempt_ended || t <= now) return false;
  const std::uint32_t line = line_of(in.attempt);
  if (line >= account.lines) return false;
  LiveAttempt& a = lines[line];
  CampaignBook& c = *campaigns[a.campaign];
  if (a.attempt != in.attempt || t - a.placed > c.watchdog) return false;
  const bool dialog = picked_up(in.outcome);
  if (said.size() != (dialog ? 2 : 1)) return false;
  const Duration billed = dialog ? minutes.price(in.amount) : Duration{0};
  if (dialog && !says(said.front(), a, in, billed)) return false;
  const Command& dial = said.back();
  const bool moves = index(dial.campaign) != a.campaign;  // the line goes from one campaign to another
  if (moves && (kLists == Lists::one || index(dial.campaign) >= campaigns.size() || !may_give_a_line(c))) return false;
  CampaignBook& taker = kLists == Lists::one ? c : *campaigns[index(dial.campaign)];
  if (t >= taker.exchanges_until || taker.lines + (moves ? 1 : 0) > taker.config.lines || !follows(taker, dial, line)) return false;
  if (kLists == Lists::several && !taker.one_clock && !taker.open_as_synced(dial.call, t)) return false;
  const audit::CallRow over = c.contacts.row(a.call), next = taker.contacts.row(dial.call);
  if (a.counted_in != 0 || over.known() || next.known() || !may_follow(taker, next, dial)) return false;
  now = t;
  last_report_ignored = false;
  checks += kOfEnd + kOfEveryDial + (dialog ? kOfDialog : 0);
  ++c.outcomes[index(in.outcome)];
  if (in.outcome == AttemptOutcome::answered) count_user(c, a);
  if (dialog) {
    minutes.charge(billed, live);
    ++c.picked_up;
    ++c.dialogs;
  }
  const bool retry = count_outcome(c, over, in.outcome);
  c.end(over, in.outcome, retry ? campaign::CallStatus::retry_scheduled : c.terms_of(in.outcome).final);
  if (kLists == Lists::several && moves) {
    --c.lines;
    ++taker.lines;
  }
  take_line(taker, a, next, dial);
  return true;
}

// Whether a dialog says what this attempt was.
bool Auditor::Books::says(const Command& k, const LiveAttempt& a, const Input& in, Duration billed) {
  return k.kind == CommandKind::dialog_recorded && is_of(k, a) && k.attempt == a.attempt && k.outcome == in.outcome &&
         k.talk == in.amount && k.billed == billed;
}

// Whether a command is a dial on this line, whose call has just ended.
bool Auditor::Books::follows(const CampaignBook& c, const Command& k, std::uint32_t line) const {
  if (k.kind != CommandKind::place_attempt || k.attempt != attempt_id(attempts + 1, line)) return false;
  return k.script == c.script && k.call < c.contacts.size();
}

// Whether an end is asked nothing here and does not leave the campaign without a line, which may be its end.
bool Auditor::Books::may_give_a_line(const CampaignBook& c) { return c.plain && !c.ends && c.lines > 1; }

}  // namespace sim::world
