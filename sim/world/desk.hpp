#pragma once
// What happens to the account from outside the lines: the operator's actions and reactions, and the carrier's outages, as a queue of
// timers in the order in which the machine wants its inputs.

#include <queue>
#include <vector>

#include "models/answer.hpp"
#include "sim/campaign/machine.hpp"
#include "sim/world/world_config.hpp"

namespace sim::world {

struct Timer {
  SimTime at;
  campaign::InputClass order;  // failure_ended, failure_began, command
  std::uint64_t sequence;      // of one instant and class, first come first served
  std::uint32_t rule;          // of the operator, or number of the outage
  bool after(const Timer& o) const {
    if (at != o.at) return at > o.at;
    if (order != o.order) return order > o.order;
    return sequence > o.sequence;
  }
};

class Desk {
 public:
  Desk(const WorldConfig& config, const models::Answers& answers, std::uint32_t replication);

  SimTime next() const { return next_; }
  Timer take();
  // An event of the account: reactions to it are on their way.
  void react(SimTime now, campaign::AccountEvent event);
  // Some timer may still change a campaign of which `open` tells whether it is not finished, or one that is not deleted.
  bool matters(bool some_open, bool some_not_deleted) const;

 private:
  struct Later {
    bool operator()(const Timer& a, const Timer& b) const { return a.after(b); }
  };
  void add(SimTime at, campaign::InputClass order, std::uint32_t rule);
  void add_outage(SimTime begins, Duration length);
  void add_random_outage(SimTime from);

  const WorldConfig& config_;
  const models::Answers& answers_;
  std::uint32_t replication_;
  std::uint64_t sequence_ = 0;
  std::uint32_t outages_ = 0;
  std::uint32_t random_outages_ = 0;
  std::uint32_t last_random_ = 0xffffffff;  // the number of the random outage under way
  std::uint32_t actions_waiting_ = 0, removals_waiting_ = 0;
  bool reacts_to_failures_ = false;
  std::vector<std::uint32_t> fired_;  // per rule
  std::priority_queue<Timer, std::vector<Timer>, Later> timers_;
  SimTime next_ = kNever;  // asked for in every instant
};

}  // namespace sim::world
