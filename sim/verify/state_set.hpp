#pragma once
// The states seen so far, numbered in the order in which they were added: 16 bytes for the digest of each and 8 to find it again.

#include <cstdint>
#include <utility>
#include <vector>

namespace sim::verify {

// 128 bits: among 10^8 states two different ones fall together with a probability below 10^-22.
struct Digest {
  std::uint64_t a = 0, b = 0;
  friend bool operator==(const Digest&, const Digest&) = default;
};

Digest digest_of(const std::vector<std::int64_t>& words);

class StateSet {
 public:
  // The number of the state, and whether it is new.
  std::pair<std::uint32_t, bool> add(const Digest& digest);
  std::size_t size() const { return digests_.size(); }

 private:
  std::size_t slot_of(const Digest& digest) const;
  void grow();

  std::vector<Digest> digests_;       // by number
  std::vector<std::uint32_t> slots_;  // number + 1, 0: free; linear probing, at most half full
};

}  // namespace sim::verify
