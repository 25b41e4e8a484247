#pragma once
// What single inputs did, counted by kind: every input has an effect, is refused with a word, or changes nothing for a reason.

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/campaign/machine.hpp"

namespace sim::verify {

enum class Effect : std::uint8_t {
  refused,    // a command says why
  ignored,    // the machine is as before and said nothing
  effective,  // the machine has changed, or said something
};
inline constexpr std::size_t kEffectCount = 3;
inline constexpr std::size_t kInputKindCount = static_cast<std::size_t>(campaign::InputKind::attempt_ended) + 1;

class EffectCounts {
 public:
  void count(campaign::InputKind kind, Effect effect) { ++counts_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(effect)]; }
  std::uint64_t of(campaign::InputKind kind, Effect effect) const {
    return counts_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(effect)];
  }
  void add(const EffectCounts& more) {
    for (std::size_t kind = 0; kind < kInputKindCount; ++kind) {
      for (std::size_t effect = 0; effect < kEffectCount; ++effect) counts_[kind][effect] += more.counts_[kind][effect];
    }
  }

 private:
  std::array<std::array<std::uint64_t, kEffectCount>, kInputKindCount> counts_{};
};

// Commands of the operator on a campaign, which are answered in every case.
constexpr bool is_campaign_command(campaign::InputKind kind) {
  return kind >= campaign::InputKind::schedule && kind <= campaign::InputKind::add_contacts;
}

}  // namespace sim::verify
