#include "sim/campaign/call_queue.hpp"

#include <algorithm>
#include <tuple>

namespace sim::campaign {
namespace {

// "a is dialed before b", for heaps whose front is the first to be dialed. Each a type of its own, so that the heaps compare without a
// call.
constexpr auto by_due = [](const WaitingCall& a, const WaitingCall& b) {
  return std::tuple(-std::int64_t{a.priority}, a.due, a.call) < std::tuple(-std::int64_t{b.priority}, b.due, b.call);
};
constexpr auto by_retry = [](const WaitingCall& a, const WaitingCall& b) {
  return std::tuple(-std::int64_t{a.priority}, !a.retry, a.due, a.call) < std::tuple(-std::int64_t{b.priority}, !b.retry, b.due, b.call);
};
constexpr auto by_fresh = [](const WaitingCall& a, const WaitingCall& b) {
  return std::tuple(-std::int64_t{a.priority}, a.retry, a.due, a.call) < std::tuple(-std::int64_t{b.priority}, b.retry, b.due, b.call);
};
constexpr auto by_ready = [](const WaitingCall& a, const WaitingCall& b) {
  return std::tie(a.ready_at, a.call) < std::tie(b.ready_at, b.call);
};
constexpr auto by_last_moment = [](const WaitingCall& a, const WaitingCall& b) {
  return std::tuple(-std::int64_t{a.priority}, a.not_after, a.due, a.call) <
         std::tuple(-std::int64_t{b.priority}, b.not_after, b.due, b.call);
};

bool needs_contact_clock(const CampaignConfig& config) {
  if (config.clock == HoursClock::customer && !config.hours.always_open()) return true;
  if (config.retry.max_attempts_per_day) return true;
  return std::ranges::any_of(config.retry.rules,
                             [](const OutcomeRule& rule) { return std::ranges::any_of(rule.delays, &RetryDelay::day_part); });
}

// Calls visit(less) with what "is dialed before" means in this order.
template <typename Visit>
void with_order(DialOrder order, const Visit& visit) {
  if (order == DialOrder::retries_first) return visit(by_retry);
  if (order == DialOrder::fresh_first) return visit(by_fresh);
  visit(by_due);
}

template <typename Less>
void push(std::vector<WaitingCall>& heap, const WaitingCall& call, Less less) {
  heap.push_back(call);
  std::push_heap(heap.begin(), heap.end(), [less](const WaitingCall& a, const WaitingCall& b) { return less(b, a); });
}

template <typename Less>
void pop(std::vector<WaitingCall>& heap, Less less) {
  std::pop_heap(heap.begin(), heap.end(), [less](const WaitingCall& a, const WaitingCall& b) { return less(b, a); });
  heap.pop_back();
}

template <typename Stale, typename Less>
void drop_stale(std::vector<WaitingCall>& heap, Stale& stale, Less less) {
  while (!heap.empty()) {
    const auto mark = stale.find({heap.front().call, heap.front().attempts});
    if (mark == stale.end()) return;
    stale.erase(mark);
    pop(heap, less);
  }
}

}  // namespace

void SpecialQueue::add(const WaitingCall& call) { push(pending_, call, by_ready); }

void SpecialQueue::ripen(SimTime now, DialOrder order) {
  while (!pending_.empty() && pending_.front().ready_at <= now) {
    const WaitingCall call = pending_.front();
    pop(pending_, by_ready);
    with_order(order, [&](auto less) { push(ready_, call, less); });
    if (order == DialOrder::closing_first && call.not_after != kNever) push(closing_, call, by_last_moment);
  }
  if (!stale_ready_.empty()) with_order(order, [&](auto less) { drop_stale(ready_, stale_ready_, less); });
  if (!stale_closing_.empty()) drop_stale(closing_, stale_closing_, by_last_moment);
}

bool SpecialQueue::by_moment(SimTime group_close) const {
  return !closing_.empty() && closing_.front().priority >= ready_.front().priority && closing_.front().not_after < group_close;
}

const WaitingCall* SpecialQueue::best(SimTime group_close) const {
  if (ready_.empty()) return nullptr;
  return by_moment(group_close) ? &closing_.front() : &ready_.front();
}

WaitingCall SpecialQueue::take(DialOrder order, SimTime group_close) {
  const bool moment = by_moment(group_close);
  const WaitingCall call = moment ? closing_.front() : ready_.front();
  if (moment) {
    pop(closing_, by_last_moment);
  } else {
    with_order(order, [&](auto less) { pop(ready_, less); });
  }
  if (order == DialOrder::closing_first && call.not_after != kNever)
    (moment ? stale_ready_ : stale_closing_).emplace(call.call, call.attempts);
  return call;
}

CallQueue::CallQueue(const CampaignConfig& config, std::size_t delays)
    : clock_(config.clock),
      campaign_zone_(config.zone),
      merge_zones_(!needs_contact_clock(config)),
      order_(config.order),
      ends_(config.ends),
      delays_(delays) {
  if (order_ == DialOrder::retries_first) order_keys_ = {1, 0};
  if (order_ == DialOrder::fresh_first) order_keys_ = {0, 1};
}

std::uint32_t CallQueue::new_group(ZoneIndex zone) {
  if (group_by_zone_.size() <= zone) group_by_zone_.resize(zone + 1u, -1);
  const auto group = static_cast<std::uint32_t>(groups_.size());
  group_by_zone_[zone] = static_cast<std::int32_t>(group);
  groups_.emplace_back(zone, clock_ == HoursClock::campaign ? campaign_zone_ : zone);
  groups_.back().best.group = group;
  groups_.back().lane_of.assign(ZoneGroup::kLaneKinds * delays_, -1);
  return group;
}

void CallQueue::add_ordinary(std::uint32_t group, CallIndex call, bool single_zone) {
  ZoneGroup& g = groups_[group];
  const std::uint64_t at = single_zone ? call : g.positions.size();
  if (!single_zone) g.positions.push_back(call);
  add_stretch(g, {at, at + 1, !single_zone});
}

// Each in a zone of its own: every group gets one stretch.
void CallQueue::add_by_zone(const ContactBlock& block, CallIndex first) {
  std::vector<std::uint64_t> from;
  for (const ZoneGroup& group : groups_) from.push_back(group.positions.size());
  for (std::uint32_t i = 0; i < block.count; ++i) groups_[group_of(block.zones[i])].positions.push_back(first + i);
  from.resize(groups_.size());
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    ZoneGroup& group = groups_[g];
    if (group.positions.size() > from[g]) add_stretch(group, {from[g], group.positions.size(), true});
  }
}

void CallQueue::add_stretch(ZoneGroup& group, const ZoneGroup::Stretch& s) {
  const bool walking = group.stretch < group.fresh.size();  // a stretch walked to its end is not looked at again
  if (walking && group.fresh.back().listed == s.listed && group.fresh.back().to == s.from) {
    group.fresh.back().to = s.to;
  } else {
    group.fresh.push_back(s);
  }
}

void CallQueue::add(const ContactBlock& block, CallIndex first) {
  add_contacts(block, first);
  for (ZoneGroup& group : groups_) group.forget_best();
}

void CallQueue::add_contacts(const ContactBlock& block, CallIndex first) {
  const bool plain =
      block.phones.empty() && block.priorities.empty() && block.not_before.empty() && block.not_after.empty() && block.malformed.empty();
  if (plain && (block.zones.empty() || merge_zones_)) {  // a range, whatever its length
    if (block.count > 0) groups_[group_of(block.zone)].fresh.push_back({first, std::uint64_t{first} + block.count, false});
    return;
  }
  if (plain) return add_by_zone(block, first);
  for (std::uint32_t i = 0; i < block.count; ++i) {
    if (!block.malformed.empty() && block.malformed[i] != 0) continue;
    const std::uint32_t group = group_of(block.zones.empty() ? block.zone : block.zones[i]);
    SpecialContact contact;
    if (!block.priorities.empty()) contact.priority = block.priorities[i];
    if (!block.not_before.empty()) contact.not_before = block.not_before[i];
    if (!block.not_after.empty()) contact.not_after = block.not_after[i];
    if (!block.phones.empty()) contact.phone = block.phones[i];
    if (contact.priority == 0 && contact.not_before == SimTime::min() && contact.not_after == kNever && contact.phone == 0) {
      add_ordinary(group, first + i, block.zones.empty() || merge_zones_);
      continue;
    }
    specials_.emplace(first + i, contact);
    WaitingCall waiting{first + i, contact.not_before, contact.not_before, contact.priority, contact.not_after, false, 0};
    if (started_) {
      if (contact.not_before == SimTime::min()) waiting.due = fresh_due_;
      waiting.ready_at = std::max(fresh_due_, waiting.due);
      groups_[group].special.add(waiting);
    } else {
      special_fresh_.emplace_back(group, waiting);
    }
  }
}

void CallQueue::start(SimTime due) {
  fresh_due_ = due;
  started_ = true;
  for (auto& [group, waiting] : special_fresh_) {
    if (waiting.due == SimTime::min()) waiting.due = due;
    waiting.ready_at = std::max(due, waiting.due);
    groups_[group].special.add(waiting);
  }
  special_fresh_.clear();
  for (ZoneGroup& group : groups_) group.forget_best();
}

std::int32_t CallQueue::new_lane(ZoneGroup& group, ZoneGroup::LaneKind kind) {
  group.lanes.push_back({{}, kind});
  group.forget_best();  // no lane is the only one any more
  return static_cast<std::int32_t>(group.lanes.size() - 1);
}

void CallQueue::retry(std::uint32_t group, std::uint16_t delay, ZoneGroup::LaneKind kind, SimTime due, CallIndex call) {
  ZoneGroup& g = groups_[group];
  std::int32_t& lane = g.lane_of[lane_index(delay, kind)];
  if (lane < 0) lane = new_lane(g, kind);
  g.lanes[static_cast<std::size_t>(lane)].calls.push(due, call);
  if (static_cast<std::uint32_t>(lane) != g.best.lane) g.others_from = std::min(g.others_from, due);
  if (!g.leads || due <= g.best.due) g.best_known_until = std::min(g.best_known_until, due);
}

void CallQueue::retry_special(std::uint32_t group, const WaitingCall& call) {
  groups_[group].special.add(call);
  groups_[group].forget_best();
}

SimTime CallQueue::closing(const ZoneGroup& group) const { return std::min(group.changes, ends_); }

// Of one group, and until when that is so. What is the best so far stands in variables, not in a Candidate: to build those, compare them
// and copy the better one is most of what placing a call would cost. Nobody is due at kNever.
void CallQueue::find_best(ZoneGroup& group, SimTime now) {
  SimTime due = kNever, others = kNever;
  CallIndex call = 0;
  std::uint32_t from_lane = kNoLane, l = 0;
  for (ZoneGroup::Lane& lane : group.lanes) {
    const std::uint32_t number = l++;
    const SimTime lane_due = lane.calls.front_due();
    if (lane_due > due || lane_due == kNever) {
      others = std::min(others, lane_due);
      continue;
    }
    // Who is due later is not asked for: calls that are due in one instant are put in order then, and more of them may come until then.
    const CallIndex lane_call = lane_due <= now ? lane.calls.front_call() : 0;
    const bool first = lane_due < due || lane_call < call;
    others = first ? due : lane_due;
    if (!first) continue;
    due = lane_due;
    call = lane_call;
    from_lane = number;
  }
  const SimTime close = order_ == DialOrder::closing_first ? closing(group) : kNever;
  const bool fresh = group.stretch != group.fresh.size();
  const bool lanes_alone = !fresh && group.special.empty();
  Candidate& best = group.best;
  best.order = order_key(true, close);
  best.due = due <= now || lanes_alone ? due : kNever;
  best.call = call;
  best.priority = 0;
  best.source = CallSource::lane;
  best.lane = from_lane;
  group.leads = lanes_alone;
  group.others_from = others;
  group.best_known_until = due <= now ? kNever : due;
  if (fresh) find_best_fresh(group, close);
  if (!group.special.empty()) find_best_special(group, now, close);
}

// The first that was never dialed, if it goes before the best of the lanes. A retry is due after the start of the campaign, so in the order
// of due times he leads unless one is due in that very instant.
void CallQueue::find_best_fresh(ZoneGroup& group, SimTime close) {
  Candidate& best = group.best;
  const std::int64_t order = order_key(false, close);
  const SimTime first_retry = std::min(best.due, group.best_known_until);
  const bool leads = order != best.order ? order < best.order : fresh_due_ < first_retry;
  const CallIndex call = first_fresh(group);
  const bool before = order != best.order ? order < best.order : std::tie(fresh_due_, call) < std::tie(best.due, best.call);
  if (best.due != kNever && !before) return;
  best.order = order;
  best.due = fresh_due_;
  best.call = call;
  best.source = CallSource::fresh;
  best.lane = kNoLane;
  if (!leads || !group.special.empty()) return;
  group.leads = true;
  group.best_known_until = kNever;
}

// The best of those with keys of their own, if it is better than the best of the others.
void CallQueue::find_best_special(ZoneGroup& group, SimTime now, SimTime close) {
  group.special.ripen(now, order_);
  group.best_known_until = std::min(group.best_known_until, group.special.next_ready());
  const WaitingCall* w = group.special.best(close);
  if (w == nullptr) return;
  const std::int64_t order = order_key(w->retry, std::min(close, w->not_after));
  const Candidate special{order, w->due, w->call, w->priority, CallSource::special, group.best.group, kNoLane};
  if (group.best.due == kNever || special.before(group.best)) group.best = special;
}

const Candidate* CallQueue::next(SimTime now) {
  const Candidate* best = nullptr;
  for (ZoneGroup& group : groups_) {
    if (!group.open) continue;
    const Candidate* mine = next_of(group, now);
    if (mine != nullptr && (best == nullptr || mine->before(*best))) best = mine;
  }
  return best;
}

void CallQueue::take(const Candidate& c) {
  ZoneGroup& group = groups_[c.group];
  if (c.source == CallSource::fresh) return take_fresh(group);
  if (c.source == CallSource::lane) return take_from_lane(group, group.lanes[c.lane].calls);
  take_special(c);
}

void CallQueue::take_from_lane(ZoneGroup& group, FifoLane& lane) {
  lane.pop();
  if (!group.leads || lane.front_due() >= group.others_from) return group.forget_best();
  group.best.due = lane.front_due();
  group.best.call = lane.front_call();
}

void CallQueue::take_fresh(ZoneGroup& group) {
  ZoneGroup::Stretch& s = group.fresh[group.stretch];
  if (++s.from == s.to) {
    ++group.stretch;
    group.forget_best();
  } else if (group.leads) {
    group.best.call = first_fresh(group);
  } else {
    group.forget_best();
  }
}

WaitingCall CallQueue::take_special(const Candidate& c) {
  ZoneGroup& group = groups_[c.group];
  group.forget_best();
  return group.special.take(order_, order_ == DialOrder::closing_first ? closing(group) : kNever);
}

CallIndex CallQueue::ahead(const Candidate& c) const { return groups_[c.group].lanes[c.lane].calls.ahead(); }

SimTime CallQueue::next_ready() const {
  SimTime next = kNever;
  for (const ZoneGroup& group : groups_) {
    if (group.open) next = std::min(next, std::min(group.best.due, group.best_known_until));
  }
  return next;
}

const SpecialContact* CallQueue::special(CallIndex call) const {
  if (specials_.empty()) return nullptr;
  const auto it = specials_.find(call);
  return it == specials_.end() ? nullptr : &it->second;
}

std::uint64_t CallQueue::sweep_fresh() {
  std::uint64_t swept = 0;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    ZoneGroup& group = groups_[g];
    if (!group.open) continue;
    group.forget_best();
    for (; group.stretch < group.fresh.size(); ++group.stretch) {
      const ZoneGroup::Stretch& s = group.fresh[group.stretch];
      swept += s.to - s.from;
      swept_fresh_.emplace_back(static_cast<std::uint32_t>(g), s);
    }
  }
  return swept;
}

CallQueue::Swept CallQueue::sweep_retries(SimTime now) {
  Swept swept;
  for (ZoneGroup& group : groups_) {
    if (!group.open) continue;
    group.forget_best();
    for (ZoneGroup::Lane& lane : group.lanes) {
      if (!lane.kind.counted) (lane.kind.error ? swept.errors : swept.others) += lane.calls.sweep(now);
    }
  }
  return swept;
}

std::optional<CallIndex> CallQueue::settle() {
  if (!swept_fresh_.empty()) {
    auto& [g, s] = swept_fresh_.back();
    const CallIndex call = s.listed ? groups_[g].positions[s.from] : static_cast<CallIndex>(s.from);
    if (++s.from == s.to) swept_fresh_.pop_back();
    return call;
  }
  for (ZoneGroup& group : groups_) {
    for (ZoneGroup::Lane& lane : group.lanes) {
      if (lane.calls.has_swept()) return lane.calls.settle();
    }
  }
  return std::nullopt;
}

std::size_t CallQueue::bytes() const {
  std::size_t sum = 0;
  for (const ZoneGroup& group : groups_) {
    sum += group.positions.capacity() * sizeof(CallIndex) + group.special.bytes();
    for (const ZoneGroup::Lane& lane : group.lanes) sum += lane.calls.bytes();
  }
  return sum;
}

}  // namespace sim::campaign
