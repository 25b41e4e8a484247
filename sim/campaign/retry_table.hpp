#pragma once
// The retry policy of a campaign as a table over small numbers: where a call stands (attempts, counts of outcomes that matter, last
// outcome, status) is one StateId, and one look-up tells where an outcome leads and which delay it earns.
//
// Invariants
//   1. State 0 is a call that was never dialed.
//   2. A waiting state remembers exactly the counts on which the policy can still depend, so few states are reachable.
//   3. States are made when first needed; up to kEagerStates they are all made at construction, so that a usual policy never allocates
//      later. ids_bound() says how wide a column of StateIds must be.

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/base/outcome.hpp"
#include "sim/campaign/config.hpp"
#include "sim/campaign/status.hpp"

namespace sim::campaign {

using StateId = std::uint32_t;

struct CallState {
  CallStatus status = CallStatus::planned;  // planned, retry_scheduled or a final one
  std::uint8_t attempts = 0;
  AttemptOutcome last{};                             // when attempts > 0
  std::array<std::uint8_t, kOutcomeCount> counts{};  // per outcome, no further than matters; all 0 in a final state
  friend bool operator==(const CallState&, const CallState&) = default;
};

class RetryTable {
 public:
  static constexpr std::size_t kEagerStates = 4096;
  static constexpr std::uint16_t kNoDelay = 0xffff;

  struct Next {
    StateId state;
    std::uint16_t delay;  // into delays(), or kNoDelay: the state is final
  };

  explicit RetryTable(const RetryPolicy& policy);

  const CallState& state(StateId id) const { return states_[id]; }
  const std::vector<RetryDelay>& delays() const { return delays_; }
  // 256, 65536 or 2^32: every id that can come up is below.
  std::uint64_t ids_bound() const { return bound_; }

  // REQUIRES `from` planned or retry_scheduled.
  Next after(StateId from, AttemptOutcome outcome) {
    const Next next = next_[from][index(outcome)];
    return next.state != 0 ? next : expand(from, outcome);
  }
  // The final state of a call that ends with this outcome and may not be retried whatever the policy says.
  StateId final_after(StateId from, AttemptOutcome outcome);
  // The same call with a final status, by a rule other than its outcome. REQUIRES `from` not final.
  StateId settled(StateId from, CallStatus status);

 private:
  static constexpr StateId kFree = 0xffffffff;
  static constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15;

  StateId intern(const CallState& state);
  std::size_t place_of(const CallState& state) const;
  void make_places();
  [[gnu::noinline]] Next expand(StateId from, AttemptOutcome outcome);
  Next decide(const CallState& from, AttemptOutcome outcome);
  CallStatus final_status(AttemptOutcome outcome) const;
  bool reach_everything();

  RetryPolicy policy_;
  std::array<std::uint8_t, kOutcomeCount> count_limit_{};
  std::array<std::vector<std::uint16_t>, kOutcomeCount> delay_of_;  // [outcome][n - 1] into delays_
  std::vector<RetryDelay> delays_;
  std::vector<CallState> states_;
  std::vector<std::array<Next, kOutcomeCount>> next_;  // state 0 as target: not yet known
  std::vector<StateId> places_;                        // of states in states_, by hash, half of them kFree or more; a power of two
  std::uint64_t bound_ = 0;
};

// The final status of a call whose last outcome is not retried.
constexpr CallStatus final_status_of(OutcomeKind kind) {
  if (kind == OutcomeKind::answered) return CallStatus::answered;
  return kind == OutcomeKind::error ? CallStatus::technical_error : CallStatus::completed_without_answer;
}

}  // namespace sim::campaign
