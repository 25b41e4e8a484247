// What the auditor writes down when the operator or the carrier acts, and what it then waits to see.

#include <algorithm>

#include "sim/world/auditor_books.hpp"

namespace sim::world {

using audit::CampaignBook;
using campaign::AccountEvent;
using campaign::CallStatus;
using campaign::CampaignEvent;
using campaign::CampaignStatus;
using campaign::ContactBlock;
using campaign::Input;
using campaign::InputKind;
using campaign::Refusal;

void Auditor::Books::create(const campaign::CampaignConfig& config) {
  const auto number = static_cast<std::uint32_t>(campaigns.size());
  campaigns.push_back(std::make_unique<CampaignBook>(config, account, number, kSample));
  if (!complete) campaigns.back()->contacts.keep_sample();
  look_over(*campaigns.back());
}

// What all its calls have in common, decided when they are added.
void Auditor::Books::look_over(CampaignBook& c) const {
  c.one_clock = c.config.clock == campaign::HoursClock::campaign || c.contacts.one_zone();
  c.plain = c.contacts.all_plain() && !users.limited() && !users.counts_dials();
  c.ends = c.config.ends != kNever || c.contacts.has_own();
  c.forget_dials();
}

void Auditor::Books::buy(Duration amount) {
  minutes.buy(amount);
  if (minutes.out(live)) return;
  minutes_out = false;
  announced = false;
}

void Auditor::Books::operate(const Input& in) {
  expected = {true, in.kind, index(in.campaign), refusal(in)};
  ++debts;
  if (expected.refusal != Refusal::none) return;
  CampaignBook& c = *campaigns[expected.campaign];
  switch (in.kind) {
    case InputKind::change_script:
      c.script = in.script;
      return fulfil();
    case InputKind::add_contacts:
      add_contacts(c, *in.contacts);
      return fulfil();
    case InputKind::schedule:
      return schedule(c, in.at);
    default:
      return;
  }
}

// What the operator asked for has been seen.
void Auditor::Books::fulfil() {
  if (!expected.owed) return;
  expected.owed = false;
  --debts;
}

Refusal Auditor::Books::refusal(const Input& in) const {
  if (index(in.campaign) >= campaigns.size()) return Refusal::unknown_campaign;
  const CampaignBook& c = *campaigns[index(in.campaign)];
  const auto by_table = [&](CampaignEvent event) { return cell(c.status, event).refusal; };
  const auto first_of = [](Refusal a, Refusal b) { return a != Refusal::none ? a : b; };
  switch (in.kind) {
    case InputKind::schedule:
      return first_of(by_table(CampaignEvent::schedule), in.at < c.config.ends ? Refusal::none : Refusal::after_end);
    case InputKind::pause:
      return first_of(by_table(CampaignEvent::pause), c.reason == campaign::PauseReason::manual ? Refusal::already_paused : Refusal::none);
    case InputKind::resume: {
      const Refusal failing = failures.empty() ? Refusal::none : Refusal::system_failure;
      return first_of(by_table(CampaignEvent::resume), minutes_out ? Refusal::no_minutes : failing);
    }
    case InputKind::finish:
      return by_table(CampaignEvent::finish);
    case InputKind::remove:
      return by_table(CampaignEvent::remove);
    case InputKind::change_script:
      return c.status == CampaignStatus::deleted ? Refusal::deleted : Refusal::none;
    default:
      if (c.status == CampaignStatus::deleted) return Refusal::deleted;
      return c.status == CampaignStatus::finished ? Refusal::already_finished : Refusal::none;
  }
}

void Auditor::Books::schedule(CampaignBook& c, SimTime at) {
  c.starts = at;
  calendar = kUnknown;
  if (c.scheduled) return;
  c.scheduled = true;
  c.count(CallStatus::planned) = c.contacts.size();
  if (c.contacts.size() == 0) return;
  owed_listing.emplace().campaign = CampaignId{c.number};
  owed_listing->count = c.contacts.size();
  ++debts;
}

void Auditor::Books::add_contacts(CampaignBook& c, const ContactBlock& block) {
  if (in_turn != nullptr) leave_turns();
  contacts += block.count;
  if (complete && contacts > complete_limit) keep_sample();
  const CallIndex from = c.contacts.size();
  c.contacts.add(block, phones);
  for (CallIndex call = from; call < c.contacts.size() && !block.malformed.empty(); ++call) {
    if (c.contacts.malformed(call)) ++c.malformed_open;
  }
  for (CallIndex call = from; call < c.contacts.size() && !block.not_after.empty(); ++call) {
    const SimTime last = c.contacts.own(call).not_after;
    if (last == kNever || c.contacts.malformed(call) || !c.contacts.known(call)) continue;
    c.last_moments.push_back({last, call});
    std::ranges::push_heap(c.last_moments, std::ranges::greater{});
  }
  calendar = kUnknown;
  look_over(c);
  if (!c.scheduled || block.count == 0) return;
  c.count(CallStatus::planned) += block.count;
  owed_listing.emplace().campaign = CampaignId{c.number};
  owed_listing->count = block.count;
  ++debts;
  touched.push_back(&c);
  if (c.started) enqueue(c, from);
}

// Too many contacts for complete books.
void Auditor::Books::keep_sample() {
  complete = false;
  for (const auto& c : campaigns) {
    c->contacts.keep_sample();
    for (const auto& room : c->rooms) room->keep_known(c->contacts);
    std::erase_if(c->last_moments, [&](const audit::LastMoment& m) { return !c->contacts.known(m.call); });
    std::ranges::make_heap(c->last_moments, std::ranges::greater{});
  }
}

// First attempts of a campaign that has started, from a position of its list on.
void Auditor::Books::enqueue(CampaignBook& c, CallIndex from) {
  wake_at(c, now);
  if (from == 0 && takes_turns(c)) return begin_turns(c);
  if (complete && c.contacts.all_plain() && c.one_clock && c.malformed_open == 0) {
    c.contacts.set_dues(from, c.starts);
    if (from < c.contacts.size()) c.room(from, now).add_fresh(c.starts, from, c.contacts.size());
    return;
  }
  for (CallIndex call = c.contacts.next_known(from); call < c.contacts.size(); call = c.contacts.next_known(call + 1)) {
    if (c.contacts.malformed(call) || c.contacts.status(call) != CallStatus::planned) continue;
    const SimTime own = c.contacts.own(call).not_before;
    const SimTime due = own == SimTime::min() ? c.starts : own;
    c.contacts.set_due(call, due);
    c.room(call, now).add(std::max(due, c.starts), call, 0);
  }
}

void Auditor::Books::begin_failure(std::uint64_t cause) {
  if (failures.empty()) owe(AccountEvent::system_failure);
  failures.insert(cause);
}

void Auditor::Books::end_failure(std::uint64_t cause) {
  if (failures.erase(cause) > 0 && failures.empty()) owe(AccountEvent::system_failure_over);
}

void Auditor::Books::reset_breaker() {
  breaker.cooled();
  end_failure(kBreakerCause);
}

// Said once per crossing: from the moment they are out until a purchase brings them back.
void Auditor::Books::minutes_are_out() {
  minutes_out = true;
  if (!announced) owe(AccountEvent::out_of_minutes);
  announced = true;
}

void Auditor::Books::owe(AccountEvent event) {
  owed_events.push_back(event);
  ++debts;
}

}  // namespace sim::world
