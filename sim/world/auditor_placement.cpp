// Whether a dial was legal, and whether it was the right one.

#include <algorithm>

#include "sim/world/auditor_books.hpp"

namespace sim::world {

using audit::CampaignBook;
using audit::LiveAttempt;
using audit::Rule;
using campaign::CallStatus;
using campaign::CampaignStatus;
using campaign::Command;

// Nearly every dial is good, and asking everything at once is quick. What is wrong with one that is not, looking closely finds out one by
// one.
void Auditor::Books::placed(const Command& k, Calls calls) {
  const bool turn = calls == Calls::in_turn;
  if (!turn && index(k.campaign) >= campaigns.size()) return static_cast<void>(known_campaign(k));
  if (debts > 0) settle();
  if (!turn && wake <= now) sync(now);
  CampaignBook& c = turn ? *in_turn : *campaigns[index(k.campaign)];
  audit::Dial found = audit::Dial::good;
  if (good_at_a_glance(c, k, calls)) {
    checks += kOfEveryDial;
  } else {
    found = look_closely(c, k);
  }
  if (found == audit::Dial::lost) return;
  const bool asked_more = turn || !c.plain || c.contacts.known(k.call);
  if (asked_more && (found != audit::Dial::good || !(turn ? take_turn(k) : first_of_all(c, k)))) look_further(c, k, found);
  put_on_line(c, k, calls);
  if (!turn && !c.plain) count_on_line(c, lines[line_of(k.attempt)]);
}

// Whether all that look_closely() checks holds. False also when it is not known until when the campaign may dial.
bool Auditor::Books::good_at_a_glance(const CampaignBook& c, const Command& k, Calls calls) const {
  const std::uint32_t line = line_of(k.attempt);
  if (line >= account.lines || lines[line].attempt != AttemptId{} || number_of(k.attempt) != attempts + 1) return false;
  if (calls == Calls::any && limits_dials && (now < next_start || !minutes.may_dial(live))) return false;
  if (calls == Calls::any && now >= c.dials_until) return false;
  if (c.lines >= c.config.lines || k.script != c.script || k.call >= c.contacts.size()) return false;
  if (!may_follow(c, c.contacts.row(k.call), k)) return false;
  if (calls == Calls::in_turn) return true;
  return (c.plain || !phones.live(c.contacts.phone(k.call))) && (c.one_clock || c.open_as_synced(k.call, now));
}

// Whether a call waits for the dial that a command says.
bool Auditor::Books::may_follow(const CampaignBook& c, audit::CallRow call, const Command& k) {
  if (!call.waits() || c.count(call.status()) == 0) return false;
  return call.attempts() < c.config.retry.max_attempts && k.number == call.attempts() + 1;
}

audit::Dial Auditor::Books::look_closely(CampaignBook& c, const Command& k) {
  ++checks;  // the campaign exists
  if (!check_line(k)) return audit::Dial::lost;
  const std::uint64_t before = violations;
  check_account(c, k.call);
  check_campaign(c, k);
  if (!c.scheduled || c.over || !check_call(c, k)) return audit::Dial::lost;
  audit::WaitingRoom& room = c.room(k.call, now);
  if (!holds(room.open_at(now))) {
    ++c.outside_hours;
    report(Rule::legality, &c, k.call, "dialed outside calling hours");
  }
  if (violations > before) return audit::Dial::broken;
  c.dials_until = c.one_clock ? std::min(c.config.ends, room.open_until(now)) : c.config.ends;
  if (unlimited && c.plain && !c.ends) c.exchanges_until = c.dials_until;
  return audit::Dial::good;
}

// What not every dial is asked.
void Auditor::Books::look_further(CampaignBook& c, const Command& k, audit::Dial found) {
  const std::uint64_t before = violations;
  if (in_turn != nullptr) {
    leave_turns();
    sync(now);
  }
  if (!c.plain) check_terms(c, k.call);
  if (!c.contacts.known(k.call)) return;
  const SimTime due = c.contacts.due(k.call);
  if (!holds(due <= now)) report(Rule::legality, &c, k.call, [due] { return "dialed before it is due at " + text(due); });
  if (found == audit::Dial::good && violations == before) check_order(c, k, due);
}

// False when there is no line that the books could put it on.
bool Auditor::Books::check_line(const Command& k) {
  const CampaignBook& c = *campaigns[index(k.campaign)];
  const std::uint32_t line = line_of(k.attempt);
  if (!holds(line < account.lines && lines[line].attempt == AttemptId{})) {
    report(Rule::lines, &c, k.call, [&] { return "dialed on line " + std::to_string(line) + ", which is taken or does not exist"; });
    return false;
  }
  if (!holds(number_of(k.attempt) == attempts + 1)) {
    report(Rule::attempts, &c, k.call,
           [&] { return "is attempt " + std::to_string(number_of(k.attempt)) + " after " + std::to_string(attempts); });
  }
  attempts = number_of(k.attempt);
  return true;
}

void Auditor::Books::check_account(const CampaignBook& c, CallIndex call) {
  if (!holds(now >= next_start))
    report(Rule::legality, &c, call, [&] { return "dialed before " + text(next_start) + ", which the rate allows"; });
  if (!holds(minutes.may_dial(live)))
    report(Rule::legality, &c, call, [&] { return "dialed without minutes: balance " + text(minutes.balance()); });
}

void Auditor::Books::check_campaign(const CampaignBook& c, const Command& k) {
  if (!holds(c.status == CampaignStatus::in_progress)) {
    const bool stopped = c.status == CampaignStatus::paused || c.terminal();
    report(stopped ? Rule::stopped : Rule::legality, &c, k.call, [&] { return "dialed while " + std::string(word(c.status)); });
  }
  if (!holds(now < c.config.ends)) report(Rule::legality, &c, k.call, [&] { return "dialed at or after the end " + text(c.config.ends); });
  if (!holds(c.lines < c.config.lines)) {
    report(Rule::lines, &c, k.call, [&] { return "more lines than the " + std::to_string(c.config.lines) + " of the campaign"; });
  }
  if (!holds(k.script == c.script)) {
    report(Rule::legality, &c, k.call,
           [&] { return "script " + std::to_string(index(k.script)) + " instead of " + std::to_string(index(c.script)); });
  }
}

// False when the call is in no state to be followed on a line.
bool Auditor::Books::check_call(CampaignBook& c, const Command& k) {
  if (!holds(k.call < c.contacts.size())) {
    report(Rule::legality, &c, k.call, "no such call");
    return false;
  }
  const CallStatus status = c.contacts.status(k.call);
  const std::uint8_t so_far = c.contacts.attempts(k.call);
  if (!holds(status != CallStatus::in_progress)) {
    report(Rule::phones, &c, k.call, "dialed while it is on a line");
    return false;
  }
  if (!holds(!is_final(status) && so_far < c.config.retry.max_attempts)) {
    const bool capped = so_far > 0 && (status == CallStatus::completed_without_answer || status == CallStatus::technical_error);
    report(capped || !is_final(status) ? Rule::legality : Rule::transitions, &c, k.call,
           [&] { return "dialed after " + std::to_string(so_far) + " attempts, " + std::string(word(status)); });
    return false;
  }
  if (!holds(c.count(status) > 0)) {  // beyond the sample it may have ended in a list of which only the number was said
    report(Rule::statuses, &c, k.call, [&] { return "dialed, but no call is " + std::string(word(status)); });
    return false;
  }
  if (!holds(k.number == so_far + 1)) report(Rule::attempts, &c, k.call, [&] { return "numbered " + std::to_string(k.number); });
  if (!holds(!phones.live(c.contacts.phone(k.call)))) report(Rule::phones, &c, k.call, "another call to this phone is on a line");
  return true;
}

void Auditor::Books::check_terms(CampaignBook& c, CallIndex call) {
  if (c.contacts.has_own()) {
    const audit::OwnTerms own = c.contacts.own(call);
    if (!holds(own.not_before <= now && now < own.not_after)) report(Rule::legality, &c, call, "dialed outside its own moments");
  }
  if (users.limited() && !holds(!users.used_up(now) || counted(c, call, users.month(now))))
    report(Rule::legality, &c, call, "dialed beyond the quota");
  if (c.contacts.has_dials_of_day()) {
    const audit::DialsOfDay& today = c.contacts.dials_of_day(call);
    const bool full = today.day == clocks[c.contacts.zone(call)].day(now) && today.dials >= *c.config.retry.max_attempts_per_day;
    if (!holds(!full)) report(Rule::legality, &c, call, [&] { return "dialed more than " + std::to_string(today.dials) + " times today"; });
  }
}

// Whether a good dial of a known call went by the order of the one campaign in progress, on its one clock. False: nothing was found out.
bool Auditor::Books::first_of_all(CampaignBook& c, const Command& k) {
  if (in_turn != nullptr) return take_turn(k);
  if (!c.plain || active.size() != 1 || c.rooms.size() != 1) return false;
  audit::WaitingRoom& room = *c.rooms.front();
  const SimTime due = c.contacts.due(k.call);
  if (due > now || k.at != due || !room.is_first(k.call, c.contacts.attempts(k.call))) return false;
  checks += kOfOrder;
  room.drop_first();
  return true;
}

// Of all campaigns and calls that could have had the line. REQUIRES a legal dial of a known call, due then.
void Auditor::Books::check_order(CampaignBook& c, const Command& k, SimTime due) {
  if (!holds(k.at == due))
    report(Rule::order, &c, k.call, [&k, due] { return "said to be due at " + text(k.at) + ", it is at " + text(due); });
  for (CampaignBook* other : active) {
    if (other == &c || other->lines >= other->config.lines || other->idle || first_call(*other).call == nullptr) continue;
    const std::uint64_t mine = c.lines * other->config.share, theirs = other->lines * c.config.share;
    const bool before = other->config.priority != c.config.priority ? other->config.priority < c.config.priority
                        : mine != theirs                            ? mine < theirs
                                                                    : c.number < other->number;
    if (!holds(before)) report(Rule::order, &c, k.call, [&] { return "the line was campaign " + std::to_string(other->number) + "'s"; });
  }
  const audit::FirstCall due_first = first_call(c);
  if (due_first.call == nullptr) return;
  if (!holds(due_first.call->call == k.call))
    return report(Rule::order, &c, k.call, [&] { return "dialed before call " + std::to_string(due_first.call->call); });
  due_first.room->drop_first();
}

// Most campaigns have one room.
audit::FirstCall Auditor::Books::first_call(const CampaignBook& c) {
  if (c.rooms.size() != 1) return first_of_rooms(c);
  audit::WaitingRoom* room = c.rooms.front().get();
  return {room, room->first(c.number, c.contacts, phones)};
}

audit::FirstCall Auditor::Books::first_of_rooms(const CampaignBook& c) {
  audit::FirstCall best;
  for (const auto& room : c.rooms) {
    const audit::ReadyCall* call = room->first(c.number, c.contacts, phones);
    if (call == nullptr || (best.call != nullptr && !audit::ReadyCall::Before{}(*call, *best.call))) continue;
    best = {room.get(), call};
  }
  return best;
}

void Auditor::Books::put_on_line(CampaignBook& c, const Command& k, Calls calls) {
  ++live;
  ++c.lines;
  if (calls == Calls::any && limits_dials) next_start = later(now, account.start_gap);
  take_line(c, lines[line_of(k.attempt)], c.contacts.row(k.call), k);
}

void Auditor::Books::take_line(CampaignBook& c, LiveAttempt& a, audit::CallRow call, const Command& k) {
  a.attempt = k.attempt;
  a.placed = now;
  a.campaign = c.number;
  a.call = k.call;
  a.script = c.script;
  a.counted_in = 0;
  a.number = static_cast<std::uint8_t>(call.attempts() + 1);
  attempts = number_of(k.attempt);
  c.move(call, CallStatus::in_progress);
  call.placed();
}

// For the terms of which not every dial is asked.
void Auditor::Books::count_on_line(CampaignBook& c, LiveAttempt& a) {
  if (const audit::PhoneNumber phone = c.contacts.phone(a.call); phone != 0) phones.set_live(phone);
  if (c.contacts.has_dials_of_day()) {
    audit::DialsOfDay& today = c.contacts.dials_of_day(a.call);
    const auto day = static_cast<std::int32_t>(clocks[c.contacts.zone(a.call)].day(now));
    if (today.day != day) today = {day, 0};
    ++today.dials;
  }
  if (users.counts_dials()) count_user(c, a);
}

}  // namespace sim::world
