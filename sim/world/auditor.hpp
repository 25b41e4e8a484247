#pragma once
// Keeps its own books of a run from the inputs and commands of the machine alone, and checks the invariants after every step. It shares
// no code with the machine but the words, the tables and the configuration; calling hours, delays, caps, billing and quota are worked
// out again, differently.
//
// Depth: always the aggregates and all live calls, with a few bytes a contact; the complete books (gaps, caps, liveness of every
// contact) up to kCompleteContacts contacts, and beyond that on one contact in kSample, chosen by a hash of campaign and call.

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
  // The instant is over: placement has been done. Checks what must hold between instants (liveness, sums).
  void instant_over(SimTime now);
  // The run is over. Compares every view of the machine with the books.
  void finish(SimTime now, const campaign::Machine& machine);

  std::uint64_t checks() const;
  std::uint64_t violations() const;
  const std::vector<metrics::Violation>& first_violations() const;
  std::uint64_t outside_hours(CampaignId campaign) const;
  std::size_t bytes() const;

 private:
  struct Books;
  std::unique_ptr<Books> books_;
};

}  // namespace sim::world
