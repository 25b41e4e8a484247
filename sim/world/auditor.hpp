#pragma once
// Keeps its own books of a run from the inputs and commands of the machine alone, and checks the twelve invariants after every step.
//
// Invariants
//   1. It shares nothing with the machine but words, tables and configuration: calling hours, delays, caps, billing, quota and the order
//      of dialing are worked out again in another way. The machine's views are read only in finish().
//   2. Always: aggregates, lines, live attempts, and of every contact its status, attempts and counted outcomes, with a few bytes each.
//      Complete books (due times, liveness, order of every contact) up to kCompleteContacts contacts; beyond that of one contact in
//      kSample, chosen by a hash of campaign and call.
//   3. No allocation per attempt in the steady state, and no walk through a list but where the machine reports one for the whole list,
//      and through a complete one when the turns of its calls end (auditor_turns.hpp), which happens once.
//   4. A breach is reported with its instant, its number, campaign and call; then the books follow the machine where it can be followed.
//      Two are found out later where the calls of the only campaign come in turn: who was passed over by another that
//      was due at the same instant, when he is dialed himself, and an idle line that the machine slept through, when it next wakes.

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/campaign/machine.hpp"
#include "sim/metrics/replication_result.hpp"

namespace sim::world {

class Auditor {
 public:
  static constexpr std::uint64_t kCompleteContacts = 100'000;
  static constexpr std::uint32_t kSample = 64;

  // Complete books up to so many contacts.
  explicit Auditor(const campaign::AccountConfig& account, std::uint64_t complete_contacts = kCompleteContacts);
  Auditor(Auditor&&) noexcept;
  ~Auditor();

  // Called in the order in which the machine was fed: the input, then the commands that came out of its step. REQUIRES an instant of its
  // own for every deadline of the machine, so that `now` is when a command came out.
  void input(SimTime now, const campaign::Input& input);
  void commands(SimTime now, const campaign::Commands& commands);
  // Both at once, for a report from a line.
  void reported(SimTime now, const campaign::Input& input, const campaign::Commands& commands);
  // The instant is over: placement has been done. Checks what must hold between instants (liveness, sums).
  void instant_over(SimTime now);
  // The run is over. Compares every view of the machine with the books.
  void finish(SimTime now, const campaign::Machine& machine);

  std::uint64_t checks() const;
  std::uint64_t violations() const;
  const std::vector<metrics::Violation>& first_violations() const;
  std::uint64_t outside_hours(CampaignId campaign) const;
  std::size_t bytes() const;

  // As those of the machine.
  void expect_line(std::uint32_t line) const;
  void expect_call(CampaignId campaign, CallIndex call) const;

 private:
  struct Books;
  std::unique_ptr<Books> books_;
};

}  // namespace sim::world
