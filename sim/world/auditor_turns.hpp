#pragma once
// The calls of a campaign that must be dialed in the very order in which they become due. Whether each is dialed in its turn is known
// without a queue of calls: those that were never dialed stand side by side in the list, and of those that are retried it is counted how
// many are due at each instant. Of two that are due at one instant, that the first was passed over shows when it is dialed itself.
//
// Nor is anybody woken when a call becomes due. Kept is since when no line has been seen idle: a call that was due before, and is dialed
// later, had an idle line and was not dialed on it.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/time.hpp"

namespace sim::world::audit {

class Turns {
 public:
  Turns() = default;
  // Calls of a list that was never dialed, all due then.
  Turns(SimTime due, CallIndex calls) : fresh_(calls), last_due_(due) {}

  // When the next call is due; kNever: none waits.
  SimTime next_due() const {
    if (next_fresh_ < fresh_) return last_due_;
    return next_ < retries_.size() ? retries_[next_].due : kNever;
  }
  // Whether a retry that is due then comes behind all that wait.
  bool fits(SimTime due) const { return next_ == retries_.size() || due >= retries_.back().due; }
  // REQUIRES fits(), and due is later than now.
  void add(SimTime due) {
    if (next_ < retries_.size() && retries_.back().due == due) return static_cast<void>(++retries_.back().calls);
    if (retries_.size() == retries_.capacity() && next_ >= retries_.size() / 2) forget_taken();
    retries_.push_back({due, 1});
  }
  // Whether it is the turn of a call that is due then; if so, it is dialed. Within one instant a call may be passed over.
  bool take(SimTime due, CallIndex call) {
    if (next_fresh_ < fresh_) {
      if (call != next_fresh_) return false;
      ++next_fresh_;
    } else {
      if (next_ == retries_.size() || due != retries_[next_].due || passed_over(due, call)) return false;
      if (--retries_[next_].calls == 0) ++next_;
    }
    last_due_ = due;
    last_call_ = call;
    return true;
  }
  // Whether one that is due then, and waits, comes before the call dialed last.
  bool passed_over(SimTime due, CallIndex call) const { return due == last_due_ && call < last_call_; }

  // At the end of an instant: until `closes` there is a line for every call.
  void find_line_idle(SimTime closes) { may_wait_from_ = closes; }
  // At the end of an instant: from now on a call may have to wait, if not already before.
  void find_lines_taken(SimTime now) { may_wait_from_ = std::min(may_wait_from_, now); }
  // Whether a call that is due then and was not dialed before now had a line.
  bool late(SimTime due, SimTime now) const { return due < std::min(may_wait_from_, now); }

  std::size_t bytes() const { return retries_.capacity() * sizeof(Due); }

 private:
  struct Due {
    SimTime due;
    std::uint32_t calls;
  };
  void forget_taken() {
    retries_.erase(retries_.begin(), retries_.begin() + static_cast<std::ptrdiff_t>(next_));
    next_ = 0;
  }

  CallIndex next_fresh_ = 0, fresh_ = 0;
  SimTime last_due_ = SimTime::min();  // of the call dialed last; of all that are fresh, before
  CallIndex last_call_ = 0;
  std::vector<Due> retries_;  // rising, from next_ on
  std::size_t next_ = 0;
  SimTime may_wait_from_ = SimTime::min();  // a call that is due from then on may have had no line
};

}  // namespace sim::world::audit
