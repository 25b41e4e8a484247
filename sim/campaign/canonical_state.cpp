// The state of a machine as numbers, for exploring what states there are: what cannot influence anything that is still to come is left
// out, and instants are told as far as they can matter.
//   * Counters, billed time and the numbers of attempts and lines are left out; the balance stays.
//   * Instants to come are distances from now. Due times that have passed matter only by their order, so they are ranks.
//   * Calls that are over are left out. Those that wait keep their order in the list, which breaks ties.

#include <algorithm>
#include <map>

#include "sim/campaign/machine_state.hpp"

namespace sim::campaign {
namespace {

using Words = std::vector<std::int64_t>;

// 0: not to come any more; -1: never.
std::int64_t distance(SimTime t, SimTime now) { return t == kNever ? -1 : t <= now ? 0 : us(t - now); }

// Due times of one campaign. To come: the distance; now: 0; passed: -1 for the newest, -2 for the one before, ...
class DueOrder {
 public:
  DueOrder(const std::map<CallIndex, WaitingCall>& waiting, SimTime fresh_due, SimTime now) : now_(now) {
    for (const auto& [call, w] : waiting) passed_.push_back(w.due);
    passed_.push_back(fresh_due);
    std::erase_if(passed_, [now](SimTime t) { return t >= now; });
    std::ranges::sort(passed_);
    passed_.erase(std::unique(passed_.begin(), passed_.end()), passed_.end());
  }
  std::int64_t rank(SimTime due) const {
    if (due >= now_) return distance(due, now_);
    return std::ranges::lower_bound(passed_, due) - passed_.end();
  }

 private:
  SimTime now_;
  std::vector<SimTime> passed_;
};

// When a user was counted: never, in an earlier period, in this one.
std::int64_t counted_code(std::uint16_t counted, std::uint16_t period) { return counted == 0 ? 0 : counted != period ? 1 : 2; }

// How long a line has been in use, and after which others, matters only to the watchdog.
void add_line(const Line& line, std::uint16_t period, bool watched, bool before_reset, std::uint32_t place_in_order, SimTime now,
              Words& words) {
  words.insert(words.end(), {index(line.script), counted_code(line.counted, period), before_reset ? 1 : 0});
  if (watched) words.insert(words.end(), {us(now - line.placed), place_in_order});
}

void add_call_state(const CallState& state, Words& words) {
  words.push_back(state.attempts);
  words.push_back(static_cast<std::int64_t>(state.last));
  for (const std::uint8_t count : state.counts) words.push_back(count);
}

void add_terms(const SpecialContact* special, SimTime now, Words& words) {
  if (special == nullptr) return;
  words.insert(words.end(), {special->priority, distance(special->not_before, now), distance(special->not_after, now),
                             static_cast<std::int64_t>(special->phone)});
}

// The lines of a campaign by call, each with its place in the order of placement, which is that of the attempts' numbers.
std::map<CallIndex, std::pair<std::uint32_t, std::uint32_t>> lines_by_call(const std::vector<Line>& lines, std::uint32_t c) {
  std::vector<AttemptId> placed;
  for (const Line& line : lines) {
    if (line.attempt != AttemptId{} && line.campaign == c) placed.push_back(line.attempt);
  }
  std::ranges::sort(placed);
  std::map<CallIndex, std::pair<std::uint32_t, std::uint32_t>> found;
  std::uint32_t place = 0;
  for (const AttemptId id : placed) found[lines[line_of(id)].call] = {line_of(id), place++};
  return found;
}

// Days before yesterday count as one; some zone may still be in yesterday.
void add_dials(const DialsOfDay& dials, std::int64_t today, Words& words) {
  const bool current = dials.day >= today - 1;
  words.insert(words.end(), {current ? dials.day - today : -2, current ? std::int64_t{dials.dials} : 0});
}

}  // namespace

void CallQueue::list_waiting(std::map<CallIndex, WaitingCall>& waiting, const std::function<bool(const WaitingCall&)>& current) const {
  const auto add = [&](const WaitingCall& w) {
    if (current(w)) waiting[w.call] = w;
  };
  for (const ZoneGroup& group : groups_) {
    for (const ZoneGroup::Lane& lane : group.lanes) {
      lane.calls.each([&](SimTime due, CallIndex call) { waiting[call] = {.call = call, .due = due, .ready_at = due, .retry = true}; });
    }
    group.special.each(add);
  }
  for (const auto& [group, w] : special_fresh_) add(w);
}

void UniqueUsers::append_state(Words& words) const {
  if (!quota_) return;
  words.push_back(static_cast<std::int64_t>(in_period_));
  Words phones;
  for (const auto& [phone, period] : shared_) {
    if (period == period_) phones.push_back(static_cast<std::int64_t>(phone));
  }
  std::ranges::sort(phones);
  words.insert(words.end(), phones.begin(), phones.end());
}

void BreakerWindow::append_state(SimTime now, Words& words) const {
  if (!breaker_) return;
  words.push_back(distance(until_, now));
  for (const auto& [at, failed] : outcomes_) {
    if (!tripped() && at > now - breaker_->window) words.insert(words.end(), {us(now - at), failed ? 1 : 0});
  }
}

void Machine::append_canonical_state(Words& words) const {
  State& s = *state_;
  while (s.unsettled) s.settle_some(1 << 20);
  if (s.now != SimTime::min()) s.period(s.now);  // else a count of last month would look like one of this month
  words.insert(words.end(), {s.owed, s.out_of_minutes, s.announced, distance(s.next_start, s.now), us(s.minutes.balance())});
  for (const std::uint64_t cause : s.failures) words.push_back(static_cast<std::int64_t>(cause));
  words.push_back(kNoLine);
  s.users.append_state(words);
  s.breaker.append_state(s.now, words);
  for (std::uint32_t c = 0; c < s.campaigns.size(); ++c) s.append_campaign(c, words);
}

void Machine::State::append_campaign(std::uint32_t c, Words& words) const {
  const Campaign& campaign = campaigns[c];
  const auto live = lines_by_call(lines, c);
  const std::uint16_t period = const_cast<State*>(this)->period(now);
  std::map<CallIndex, WaitingCall> waiting;
  const auto current = [&](const WaitingCall& w) {
    const CallState& state = campaign.table.state(campaign.states.get(w.call));
    return !is_final(state.status) && state.attempts == w.attempts && !live.contains(w.call);
  };
  campaign.queue.list_waiting(waiting, current);
  for (const auto& [phone, parked] : phones) {
    for (const ParkedCall& p : parked) {
      if (p.campaign == c && current(p.call)) waiting[p.call.call] = p.call;
    }
  }
  const DueOrder due_order(waiting, campaign.starts, now);
  words.insert(words.end(), {-2, static_cast<std::int64_t>(campaign.status), static_cast<std::int64_t>(campaign.reason),
                             campaign.was_scheduled, campaign.over, campaign.calls > 0, index(campaign.script),
                             due_order.rank(campaign.starts), distance(campaign.config.ends, now)});
  for (CallIndex call = 0; call < campaign.calls; ++call) {
    const CallState& state = campaign.table.state(campaign.states.get(call));
    const auto line = live.find(call);
    if (is_final(state.status) || (campaign.over && line == live.end())) continue;
    words.insert(words.end(), {-3, static_cast<std::int64_t>(state.status)});
    add_call_state(state, words);
    add_terms(campaign.queue.special(call), now, words);
    if (line != live.end()) {
      const Line& l = lines[line->second.first];
      words.push_back(-4);
      add_line(l, period, campaign.watchdog != kNoLimit, l.placed < breaker.counts_from(), line->second.second, now, words);
    } else if (const auto w = waiting.find(call); w != waiting.end()) {
      words.insert(words.end(), {-5, due_order.rank(w->second.due), distance(w->second.ready_at, now)});
    } else {
      words.push_back(std::ranges::find(campaign.malformed, call) != campaign.malformed.end() ? -6 : -7);  // fresh
    }
    if (!campaign.counted_in.empty() && campaign.counted_in[call] != 0) words.push_back(counted_code(campaign.counted_in[call], period));
    if (!campaign.dials_of_day.empty()) add_dials(campaign.dials_of_day[call], day_of(account.zones.front().local(now)), words);
  }
}

}  // namespace sim::campaign
