#pragma once
// What can happen next in a small world, and a fork of the world in which it happens. A path of choices from the beginning tells a state;
// taking the same path again gives the same state.
//
// Invariants
//   1. A choice is one closed instant: the present one again, or the next one (a unit later, or at the machine's deadline).
//   2. choices() lists everything that may happen, in an order that depends on the path alone. Every kind of input is among them: what the
//      world does not follow up, because states would become too many, is a probe, fed only to see what it does in this state.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/verify/log.hpp"
#include "sim/verify/small_world.hpp"

namespace sim::verify {

enum class MoveKind : std::uint8_t {
  nothing,
  pick_up,        // of what is on line `which`
  end,            // the same, as world.ends[how]
  pick_up_again,  // the attempt that was over last is reported once more
  end_again,
  unknown_pick_up,  // of an attempt that never was
  unknown_end,
  create,
  schedule_now,
  schedule_later,
  pause,
  resume,
  finish,
  remove,
  add_contacts,
  change_script,
  on_unknown_campaign,  // a command of kind `how`
  buy_minutes,
  failure_began,  // cause `which`
  failure_ended
};

struct Move {
  MoveKind kind = MoveKind::nothing;
  std::uint8_t which = 0;  // line, campaign or cause
  std::uint8_t how = 0;
  friend bool operator==(const Move&, const Move&) = default;
};

struct Choice {
  bool time_passes = false;
  Move first;  // a report, before `last` in the same instant; often nothing
  Move last;
  bool probe = false;
  friend bool operator==(const Choice&, const Choice&) = default;
};

using Path = std::vector<Choice>;

class Fork {
 public:
  // Campaigns that the operator cannot create are there from the beginning, as drafts.
  Fork(const SmallWorld& world, std::vector<Fed>& log);

  std::vector<Choice> choices() const;
  // Appends what is fed to the log.
  void take(const Choice& choice, std::vector<Fed>& log);
  // Lets time pass and takes all of these within the new instant, void reports before commands. False as soon as one of them does more than
  // be refused or ignored; what is left of the fork is then of no use.
  bool take_idle(const std::vector<Move>& moves, std::vector<Fed>& log);

  const campaign::Machine& machine() const { return machine_; }
  SimTime now() const { return now_; }
  // Every campaign of the world has been there and is over, and no line is in use. A draft whose end time has passed is over too.
  bool is_over() const;
  // The machine's state and what this world remembers beside it.
  void append_state(std::vector<std::int64_t>& words) const;

 private:
  struct Live {
    AttemptId attempt;
    std::uint8_t line;
  };

  struct Moves {
    std::vector<Move> followed, probed;
    void add(bool follow, const Move& move) { (follow ? followed : probed).push_back(move); }
  };

  Moves reports() const;
  Moves commands() const;
  void add_campaign_moves(std::uint8_t c, Moves& moves) const;
  bool may(campaign::InputKind kind) const;
  campaign::Input input_of(const Move& move, SimTime at) const;
  SimTime next_instant() const { return std::min(now_ + world_->unit, machine_.next_deadline()); }
  // What create makes: of a world whose campaigns are all there, the last once more.
  std::uint32_t next_campaign() const;
  void feed(SimTime at, const campaign::Input& input, bool ends_instant, std::vector<Fed>& log);

  const SmallWorld* world_;
  campaign::Machine machine_;
  SimTime now_{};
  std::vector<Live> live_;  // by line
  AttemptId over_last_{};
};

// Whether a choice helps to come to an end: not a pause, a failure, or an end by command.
bool helps(const Choice& choice);
// Nothing but one input within the present instant.
bool is_single(const Choice& choice);
// A report that must change nothing.
bool is_void_report(const Move& move);

}  // namespace sim::verify
