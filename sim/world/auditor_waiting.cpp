#include "sim/world/auditor_waiting.hpp"

#include <algorithm>

namespace sim::world::audit {
namespace {

// Heaps of the standard library have the largest in front.
bool readier_last(const WaitingCall& a, const WaitingCall& b) { return a.ready != b.ready ? a.ready > b.ready : a.call > b.call; }
bool earlier_last(const ReadyCall& a, const ReadyCall& b) { return b.before(a); }

}  // namespace

WaitingRoom::WaitingRoom(const campaign::CampaignConfig& config, const campaign::Zone& zone, SimTime now)
    : config_(&config), spans_(config.hours, zone, now), span_{SimTime::min(), SimTime::min()} {}

void WaitingRoom::add(const WaitingCall& call) {
  pending_.push_back(call);
  std::ranges::push_heap(pending_, readier_last);
}

void WaitingRoom::add(const std::vector<WaitingCall>& calls) {
  pending_.insert(pending_.end(), calls.begin(), calls.end());
  std::ranges::make_heap(pending_, readier_last);
  span_.to = SimTime::min();  // the next sync admits them all at once
  open_ = false;
}

SimTime WaitingRoom::sync(SimTime now, const ContactBook& contacts) {
  if (now >= span_.to || !open_) {
    span_ = spans_.at_or_after(now);
    open_ = span_.contains(now);
    if (open_) reopen(now, contacts);
  }
  if (!open_) return span_.from;
  while (!pending_.empty() && pending_.front().ready <= now) {
    const WaitingCall call = pending_.front();
    std::ranges::pop_heap(pending_, readier_last);
    pending_.pop_back();
    if (!contacts.waits(call.call, call.attempts)) continue;
    ready_.push_back(ready_call(call, contacts));
    std::ranges::push_heap(ready_, earlier_last);
  }
  return pending_.empty() ? span_.to : std::min(span_.to, pending_.front().ready);
}

// Everything in one go: a list may become dialable as a whole. What was left over from the span before gets the key of this one.
void WaitingRoom::reopen(SimTime now, const ContactBook& contacts) {
  std::erase_if(ready_, [&](const ReadyCall& r) { return !contacts.waits(r.call, r.attempts); });
  for (ReadyCall& r : ready_) r.key = key(r.call, r.attempts, contacts);
  const auto due = std::ranges::partition(pending_, [now](const WaitingCall& w) { return w.ready > now; });
  for (const WaitingCall& w : due) {
    if (contacts.waits(w.call, w.attempts)) ready_.push_back(ready_call(w, contacts));
  }
  pending_.erase(due.begin(), due.end());
  std::ranges::make_heap(pending_, readier_last);
  std::ranges::make_heap(ready_, earlier_last);
}

ReadyCall WaitingRoom::ready_call(const WaitingCall& call, const ContactBook& contacts) const {
  return {key(call.call, call.attempts, contacts), contacts.due(call.call), call.call, contacts.own(call.call).priority, call.attempts};
}

std::int64_t WaitingRoom::key(CallIndex call, std::uint8_t attempts, const ContactBook& contacts) const {
  switch (config_->order) {
    case campaign::DialOrder::due_time:
      return 0;
    case campaign::DialOrder::retries_first:
      return attempts > 0 ? 0 : 1;
    case campaign::DialOrder::fresh_first:
      return attempts > 0 ? 1 : 0;
    case campaign::DialOrder::closing_first:
      return us(std::min({span_.to, config_->ends, contacts.own(call).not_after}));
  }
  return 0;
}

const ReadyCall* WaitingRoom::first(std::uint32_t campaign, const ContactBook& contacts, PhoneBook& phones) {
  if (!open_) return nullptr;
  for (; !ready_.empty(); drop_first()) {
    const ReadyCall& front = ready_.front();
    if (!contacts.waits(front.call, front.attempts)) continue;
    const PhoneNumber phone = contacts.phone(front.call);
    if (!phones.live(phone)) return &front;
    phones.wait_for(phone, {campaign, front.call});
  }
  return nullptr;
}

void WaitingRoom::drop_first() {
  std::ranges::pop_heap(ready_, earlier_last);
  ready_.pop_back();
}

std::vector<CallIndex> WaitingRoom::ready(const ContactBook& contacts, campaign::CallStatus status) const {
  std::vector<CallIndex> calls;
  if (!open_) return calls;
  for (const ReadyCall& r : ready_) {
    if (contacts.waits(r.call, r.attempts) && contacts.status(r.call) == status) calls.push_back(r.call);
  }
  return calls;
}

void WaitingRoom::tidy(const ContactBook& contacts) {
  std::erase_if(ready_, [&](const ReadyCall& r) { return !contacts.waits(r.call, r.attempts); });
  std::ranges::make_heap(ready_, earlier_last);
}

void WaitingRoom::keep_known(const ContactBook& contacts) {
  std::erase_if(ready_, [&](const ReadyCall& r) { return !contacts.known(r.call); });
  std::erase_if(pending_, [&](const WaitingCall& w) { return !contacts.known(w.call); });
  std::ranges::make_heap(ready_, earlier_last);
  std::ranges::make_heap(pending_, readier_last);
}

}  // namespace sim::world::audit
