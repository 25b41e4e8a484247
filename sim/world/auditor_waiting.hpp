#pragma once
// The calls of one campaign that wait on one clock, as far as the auditor knows them: a queue by the instant from which they may be dialed,
// and a queue of those that may be dialed now, in the order in which they must be.
//
// Invariants
//   1. Entries are never searched for. One whose call has been dialed or ended since is dropped when it comes to the front.
//   2. While the room is open, no entry whose instant has come stays in the first queue after sync().

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/time.hpp"
#include "sim/campaign/config.hpp"
#include "sim/world/auditor_contacts.hpp"
#include "sim/world/auditor_hours.hpp"
#include "sim/world/auditor_runs.hpp"

namespace sim::world::audit {

// One call, or several that stand side by side in the list and have nothing of their own: then `call` is the first of them.
struct WaitingCall {
  SimTime ready;  // no dial before, whatever the hours
  CallIndex call;
  std::uint8_t attempts;   // so far
  std::uint32_t more = 0;  // calls behind the first
  struct Before {
    bool operator()(const WaitingCall& a, const WaitingCall& b) const { return a.ready < b.ready; }
  };
};

// The same of those that may be dialed now. A call is dialed before any other of its key and due time with a higher number; so others
// come before or after all that stand here together, and never between them.
struct ReadyCall {
  std::int64_t key;  // of the campaign's order, smaller first
  SimTime due;
  CallIndex call;
  std::int32_t priority;
  std::uint8_t attempts;
  std::uint32_t more = 0;
  // Those behind the first. REQUIRES more > 0.
  ReadyCall rest() const { return {key, due, call + 1, priority, attempts, more - 1}; }
  struct Before {
    bool operator()(const ReadyCall& a, const ReadyCall& b) const {
      if (a.priority != b.priority) return a.priority > b.priority;
      if (a.key != b.key) return a.key < b.key;
      return a.due != b.due ? a.due < b.due : a.call < b.call;
    }
  };
};

// Calls that may be dialed now, first the one that must be. Those that came last are mostly dialed before others come: they are taken from
// where they were put in order, and only what is left of them when the next come goes to the runs.
class ReadyCalls {
 public:
  bool empty() const { return !front_in_batch_ && runs_.empty(); }
  // REQUIRES !empty(), as pop().
  const ReadyCall& front() const { return front_in_batch_ ? batch_[next_] : runs_.front(); }
  void pop() {
    const bool more = front().more > 0;
    if (front_in_batch_ && more) {
      batch_[next_] = batch_[next_].rest();
    } else if (front_in_batch_) {
      ++next_;
    } else if (more) {
      runs_.replace_front(runs_.front().rest());
    } else {
      runs_.pop();
    }
    find_front();
  }
  // Adds what `fill` puts into an empty vector, in any order.
  template <typename Fill>
  void add(const Fill& fill) {
    if (next_ < batch_.size()) runs_.push_sorted(std::span(batch_).subspan(next_));
    batch_.clear();
    next_ = 0;
    fill(batch_);
    put_in_order();
    find_front();
  }
  // One by one, in no order.
  template <typename Visit>
  void each(const Visit& visit) const {
    const auto visit_each = [&visit](const ReadyCall& calls) {
      ReadyCall one = calls;
      one.more = 0;
      for (std::uint32_t i = 0; i <= calls.more; ++i, ++one.call) visit(one);
    };
    runs_.each(visit_each);
    std::ranges::for_each(std::span(batch_).subspan(next_), visit_each);
  }
  // Everything out, in no order.
  std::vector<ReadyCall> take_all() {
    std::vector<ReadyCall> calls;
    each([&calls](const ReadyCall& call) { calls.push_back(call); });
    *this = {};
    return calls;
  }
  void push_all(std::vector<ReadyCall> calls) {
    runs_.push_all(std::move(calls));
    find_front();
  }
  std::size_t bytes() const { return runs_.bytes() + batch_.capacity() * sizeof(ReadyCall); }

 private:
  // Retries of one instant mostly come in rising or falling order, as the lines that their calls had.
  void put_in_order() {
    constexpr ReadyCall::Before before;
    if (batch_.size() > 1 && before(batch_.back(), batch_.front())) std::ranges::reverse(batch_);
    if (!std::ranges::is_sorted(batch_, before)) std::ranges::sort(batch_, before);
  }
  void find_front() { front_in_batch_ = next_ < batch_.size() && (runs_.empty() || ReadyCall::Before{}(batch_[next_], runs_.front())); }

  SortedRuns<ReadyCall, ReadyCall::Before> runs_;
  std::vector<ReadyCall> batch_;  // in order
  std::size_t next_ = 0;          // of the batch
  bool front_in_batch_ = false;
};

class WaitingRoom {
 public:
  // REQUIRES config and zone outlive this.
  WaitingRoom(const campaign::CampaignConfig& config, const campaign::Zone& zone, SimTime now);

  // Adds a call; sync() before the next first().
  void add(SimTime ready, CallIndex call, std::uint8_t attempts) { pending_.push({ready, call, attempts}); }
  // The same of many, in any order.
  void add_all(std::vector<WaitingCall> calls) { pending_.push_all(std::move(calls)); }
  // The same of calls that were never dialed and stand side by side, up to `to`. REQUIRES from < to and ContactBook::all_plain.
  void add_fresh(SimTime ready, CallIndex from, CallIndex to) { pending_.push({ready, from, 0, to - from - 1}); }
  // Brings hours and heaps up to `now`. Returns when that will be needed again.
  SimTime sync(SimTime now, const ContactBook& contacts);

  bool open_at(SimTime now) { return span_.contains(now) || spans_.at_or_after(now).contains(now); }
  // Until when it is known to be open; the past when it is closed or that has not been asked.
  SimTime open_until(SimTime now) const { return span_.contains(now) ? span_.to : SimTime::min(); }
  // The first instant at or after t inside calling hours; kNever when there is none.
  SimTime next_open(SimTime t) { return std::max(t, spans_.at_or_after(t).from); }

  // The call to be dialed first; null when none may be. Calls whose phone is on a line are handed over to `phones`.
  const ReadyCall* first(std::uint32_t campaign, const ContactBook& contacts, PhoneBook& phones) {
    if (!open_ || ready_.empty()) return nullptr;
    return may_be_dialed(ready_.front(), contacts, phones) ? &ready_.front() : find_first(campaign, contacts, phones);
  }
  // Whether a call is that one. REQUIRES it waits for its attempt number `attempts` + 1, and its phone is on no line.
  bool is_first(CallIndex call, std::uint8_t attempts) const {
    return open_ && !ready_.empty() && ready_.front().call == call && ready_.front().attempts == attempts;
  }
  void drop_first() { ready_.pop(); }
  // All that may be dialed now and has this status.
  std::vector<CallIndex> ready(const ContactBook& contacts, campaign::CallStatus status) const;
  // Forgets entries of calls that do not wait any more.
  void tidy(const ContactBook& contacts);
  // Forgets calls that are not known any more.
  void keep_known(const ContactBook& contacts);
  std::size_t bytes() const { return pending_.bytes() + ready_.bytes(); }

 private:
  static bool may_be_dialed(const ReadyCall& call, const ContactBook& contacts, const PhoneBook& phones) {
    return contacts.waits(call.call, call.attempts) && !phones.live(contacts.phone(call.call));
  }
  const ReadyCall* find_first(std::uint32_t campaign, const ContactBook& contacts, PhoneBook& phones);
  void rekey(const ContactBook& contacts);
  void move_ready(SimTime now, const ContactBook& contacts);
  ReadyCall ready_call(const WaitingCall& call, const ContactBook& contacts) const;
  std::int64_t key(CallIndex call, std::uint8_t attempts, const ContactBook& contacts) const;

  const campaign::CampaignConfig* config_;
  OpenSpans spans_;
  Span span_;          // the open one, or the next
  bool open_ = false;  // as of the last sync
  SortedRuns<WaitingCall, WaitingCall::Before> pending_;
  ReadyCalls ready_;
};

}  // namespace sim::world::audit
