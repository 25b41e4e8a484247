#pragma once
// Plays a case: everything that is fed to a machine, in the order in which it wants it, and what becomes of each dial.
//
// Invariants
//   1. Inputs of one instant come in the order of InputClass, reports by line.
//   2. What inputs point to lives as long as the play, which REQUIRES its case to live as long.

#include <deque>
#include <map>
#include <tuple>
#include <vector>

#include "tests/swarm_case.hpp"

namespace sim::swarm {

class Play {
 public:
  explicit Play(const Case& world);

  // The next instant at which something is fed.
  SimTime next() const { return pending_.empty() ? kNever : std::get<SimTime>(pending_.begin()->first); }
  // What is fed at `now`. REQUIRES now <= next().
  std::vector<campaign::Input> take(SimTime now);
  // Something that the machine said: a dial leads to reports.
  void hear(SimTime now, const campaign::Command& command);

 private:
  using Key = std::tuple<SimTime, campaign::InputClass, std::uint32_t, std::uint64_t>;  // at, class, line, sequence
  // Whose calls these are: ids of contacts by position, and where each block of them begins.
  struct Roll {
    std::vector<std::uint32_t> ids;
    std::vector<std::size_t> blocks;
  };

  void add(SimTime at, campaign::InputClass order, const campaign::Input& input, std::uint32_t line = 0);
  void add_campaigns();
  void add_actions();
  void add_repair();
  void add_reports(SimTime now, const campaign::Command& dial);
  // As an input, and in the roll.
  const campaign::ContactBlock* block_of(const std::vector<Contact>& contacts);

  const Case& case_;
  std::vector<std::uint32_t> ids_;                      // of the machine, for the campaigns of the case
  static constexpr std::uint32_t kNobody = 0xffffffff;  // left out
  std::uint32_t campaigns_ = 0;
  std::deque<campaign::ContactBlock> blocks_;
  std::map<const campaign::ContactBlock*, std::vector<std::uint32_t>> contacts_;  // ids of contacts
  std::vector<Roll> rolls_;                                                       // by campaign of the machine, one more for the unknown
  std::map<Key, campaign::Input> pending_;
  std::uint64_t sequence_ = 0;
};

}  // namespace sim::swarm
