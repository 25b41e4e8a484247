#include "sim/world/auditor_waiting.hpp"

#include <algorithm>
#include <utility>

namespace sim::world::audit {

namespace {

constexpr std::size_t kBatch = 1024;

}  // namespace

WaitingRoom::WaitingRoom(const campaign::CampaignConfig& config, const campaign::Zone& zone, SimTime now)
    : config_(&config), spans_(config.hours, zone, now), span_{SimTime::min(), SimTime::min()} {}

SimTime WaitingRoom::sync(SimTime now, const ContactBook& contacts) {
  if (now >= span_.to || !open_) {
    span_ = spans_.at_or_after(now);
    open_ = span_.contains(now);
    if (open_ && config_->order == campaign::DialOrder::closing_first) rekey(contacts);
  }
  if (!open_) return span_.from;
  while (!pending_.empty() && pending_.front().ready <= now) move_ready(now, contacts);
  return pending_.empty() ? span_.to : std::min(span_.to, pending_.front().ready);
}

// One batch of those whose instant has come. Put in order together, they need no heap; one by one, the many calls that end in one instant,
// in the order of their lines, would. A batch is small beside a list, so that it costs no memory.
void WaitingRoom::move_ready(SimTime now, const ContactBook& contacts) {
  ready_.add([&](std::vector<ReadyCall>& batch) {
    for (; !pending_.empty() && pending_.front().ready <= now && batch.size() < kBatch; pending_.pop()) {
      const WaitingCall& call = pending_.front();
      if (call.more > 0 || contacts.waits(call.call, call.attempts)) batch.push_back(ready_call(call, contacts));
    }
  });
}

// What was left over from the span before closes with this one.
void WaitingRoom::rekey(const ContactBook& contacts) {
  std::vector<ReadyCall> left = ready_.take_all();
  for (ReadyCall& r : left) r.key = key(r.call, r.attempts, contacts);
  ready_.push_all(std::move(left));
}

ReadyCall WaitingRoom::ready_call(const WaitingCall& call, const ContactBook& contacts) const {
  const bool plain = contacts.all_plain();
  const SimTime due = plain ? call.ready : contacts.due(call.call);
  const std::int32_t priority = plain ? 0 : contacts.own(call.call).priority;
  return {key(call.call, call.attempts, contacts), due, call.call, priority, call.attempts, call.more};
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

// The one in front has ended since, or its phone is on a line.
const ReadyCall* WaitingRoom::find_first(std::uint32_t campaign, const ContactBook& contacts, PhoneBook& phones) {
  for (; !ready_.empty(); drop_first()) {
    const ReadyCall& front = ready_.front();
    if (may_be_dialed(front, contacts, phones)) return &front;
    if (contacts.waits(front.call, front.attempts)) phones.wait_for(contacts.phone(front.call), {campaign, front.call});
  }
  return nullptr;
}

std::vector<CallIndex> WaitingRoom::ready(const ContactBook& contacts, campaign::CallStatus status) const {
  std::vector<CallIndex> calls;
  if (!open_) return calls;
  ready_.each([&](const ReadyCall& r) {
    if (contacts.waits(r.call, r.attempts) && contacts.status(r.call) == status) calls.push_back(r.call);
  });
  return calls;
}

void WaitingRoom::tidy(const ContactBook& contacts) {
  std::vector<ReadyCall> left = ready_.take_all();
  std::erase_if(left, [&](const ReadyCall& r) { return !contacts.waits(r.call, r.attempts); });
  ready_.push_all(std::move(left));
}

void WaitingRoom::keep_known(const ContactBook& contacts) {
  std::vector<WaitingCall> waiting;
  for (const WaitingCall& calls : pending_.take_all()) {
    for (std::uint32_t i = 0; i <= calls.more; ++i) {
      if (contacts.known(calls.call + i)) waiting.push_back({calls.ready, calls.call + i, calls.attempts});
    }
  }
  pending_.push_all(std::move(waiting));
  std::vector<ReadyCall> ready = ready_.take_all();
  std::erase_if(ready, [&](const ReadyCall& r) { return !contacts.known(r.call); });
  ready_.push_all(std::move(ready));
}

}  // namespace sim::world::audit
