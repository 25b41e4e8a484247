#pragma once
// The account as a scenario writes it.

#include "sim/scenario/draft.hpp"

namespace sim::scenario {

inline constexpr double kMostMinutes = 1e9;        // at the start
inline constexpr double kMostMinutesBought = 1e7;  // at once: thousands of purchases stay far from the end of 64 bits

Type<AccountDraft> account();
Type<std::uint32_t> lines();

}  // namespace sim::scenario
