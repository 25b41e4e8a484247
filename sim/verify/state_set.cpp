#include "sim/verify/state_set.hpp"

#include "sim/kernel/fingerprint.hpp"

namespace sim::verify {
namespace {

constexpr std::size_t kLeastSlots = 1024;  // a power of two, as every size

}  // namespace

Digest digest_of(const std::vector<std::int64_t>& words) {
  kernel::Fingerprint a, b;
  b.add(words.size());
  for (const std::int64_t word : words) {
    a.add(static_cast<std::uint64_t>(word));
    b.add(~static_cast<std::uint64_t>(word));
  }
  return {a.value(), b.value()};
}

std::pair<std::uint32_t, bool> StateSet::add(const Digest& digest) {
  if (2 * digests_.size() >= slots_.size()) grow();
  std::uint32_t& slot = slots_[slot_of(digest)];
  if (slot != 0) return {slot - 1, false};
  digests_.push_back(digest);
  slot = static_cast<std::uint32_t>(digests_.size());
  return {slot - 1, true};
}

// Where the digest stands, or the free slot for it.
std::size_t StateSet::slot_of(const Digest& digest) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = digest.a & mask;
  while (slots_[at] != 0 && digests_[slots_[at] - 1] != digest) at = (at + 1) & mask;
  return at;
}

void StateSet::grow() {
  slots_.assign(slots_.empty() ? kLeastSlots : 2 * slots_.size(), 0);
  for (std::uint32_t number = 0; number < digests_.size(); ++number) slots_[slot_of(digests_[number])] = number + 1;
}

}  // namespace sim::verify
