#include "sim/campaign/retry_table.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace sim::campaign {

RetryTable::RetryTable(const RetryPolicy& policy) : policy_(policy) {
  for (std::size_t o = 0; o < kOutcomeCount; ++o) {
    const OutcomeRule& rule = policy_.rules[o];
    for (const RetryDelay& delay : rule.delays) {
      auto known = std::ranges::find(delays_, delay);
      if (known == delays_.end()) known = delays_.insert(known, delay);
      delay_of_[o].push_back(static_cast<std::uint16_t>(known - delays_.begin()));
    }
    const std::size_t by_delay = rule.delays.empty() ? 0 : rule.delays.size() - 1;
    const std::size_t by_cap = rule.delays.empty() || !rule.attempts || *rule.attempts == 0 ? 0 : *rule.attempts - 1u;
    count_limit_[o] = static_cast<std::uint8_t>(std::min<std::size_t>(std::max(by_delay, by_cap), 254));
  }
  make_places();
  intern(CallState{});
  if (!reach_everything()) {
    bound_ = std::uint64_t{1} << 32;
  } else {
    bound_ = states_.size() <= 256 ? 256 : 65536;
  }
}

// Makes every reachable state, unless there are too many. Each waiting state also gets the final ones that other rules may give it.
bool RetryTable::reach_everything() {
  for (StateId id = 0; id < states_.size(); ++id) {
    if (states_.size() > kEagerStates) return false;
    if (is_final(states_[id].status)) continue;
    for (std::size_t o = 0; o < kOutcomeCount; ++o) {
      after(id, static_cast<AttemptOutcome>(o));
      final_after(id, static_cast<AttemptOutcome>(o));
    }
    settled(id, CallStatus::plan_limit_exceeded);
    settled(id, id == 0 ? CallStatus::not_dialed : final_status(states_[id].last));
    if (id == 0) settled(id, CallStatus::technical_error);
  }
  return true;
}

// A table of machines that live as long as a thousand calls is made often, so states are found by a hash of their own bytes, with linear
// probing: a std::map of them takes longer to be made and dropped than all the rest of the table.
StateId RetryTable::intern(const CallState& state) {
  StateId& known = places_[place_of(state)];
  if (known != kFree) return known;
  const auto id = static_cast<StateId>(states_.size());
  known = id;
  states_.push_back(state);
  next_.push_back({});
  if (2 * states_.size() > places_.size()) make_places();
  return id;
}

// Where a state stands, or would.
std::size_t RetryTable::place_of(const CallState& state) const {
  const std::uint64_t head = std::uint64_t{index(state.status)} << 16 | std::uint64_t{state.attempts} << 8 | index(state.last);
  const std::uint64_t hash = (std::bit_cast<std::uint64_t>(state.counts) ^ head * kSpread) * kSpread;
  std::size_t place = hash >> 32 & (places_.size() - 1);
  while (places_[place] != kFree && states_[places_[place]] != state) place = (place + 1) & (places_.size() - 1);
  return place;
}

void RetryTable::make_places() {
  places_.assign(std::max<std::size_t>(4 * std::bit_ceil(states_.size()), 64), kFree);
  for (StateId id = 0; id < states_.size(); ++id) places_[place_of(states_[id])] = id;
}

CallStatus RetryTable::final_status(AttemptOutcome outcome) const {
  if (outcome == AttemptOutcome::voicemail && policy_.voicemail_answers) return CallStatus::answered;
  return final_status_of(kind(outcome));
}

StateId RetryTable::final_after(StateId from, AttemptOutcome outcome) {
  const auto attempts = static_cast<std::uint8_t>(states_[from].attempts + 1);
  return intern({final_status(outcome), attempts, outcome, {}});
}

StateId RetryTable::settled(StateId from, CallStatus status) {
  const CallState& s = states_[from];
  return intern({status, s.attempts, s.last, {}});
}

RetryTable::Next RetryTable::expand(StateId from, AttemptOutcome outcome) {
  const Next next = decide(states_[from], outcome);
  next_[from][index(outcome)] = next;
  return next;
}

RetryTable::Next RetryTable::decide(const CallState& from, AttemptOutcome outcome) {
  const std::size_t o = index(outcome);
  const OutcomeRule& rule = policy_.rules[o];
  CallState to = from;
  to.attempts = static_cast<std::uint8_t>(from.attempts + 1);
  to.last = outcome;
  const unsigned n = from.counts[o] + 1u;  // attempts with this outcome, exact as far as the rule can tell them apart
  const bool answered = final_status(outcome) == CallStatus::answered;
  const bool spent = to.attempts >= policy_.max_attempts || (rule.attempts && n >= *rule.attempts);
  if (answered || rule.delays.empty() || spent) {
    to.status = final_status(outcome);
    to.counts = {};
    return {intern(to), kNoDelay};
  }
  to.status = CallStatus::retry_scheduled;
  to.counts[o] = static_cast<std::uint8_t>(std::min<unsigned>(n, count_limit_[o]));
  const std::size_t nth = std::min<std::size_t>(n, rule.delays.size()) - 1;
  return {intern(to), delay_of_[o][nth]};
}

}  // namespace sim::campaign
