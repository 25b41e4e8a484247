#pragma once
// What customers do: where they live, whether their number exists, how likely they pick up at an hour, what happens when they do not.
// Value in, value out; nothing here schedules anything.

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/outcome.hpp"
#include "sim/base/time.hpp"
#include "sim/random/distribution.hpp"

namespace models {

struct ZoneShare {
  sim::ZoneIndex zone;
  double share;
};

// A customer segment as the scenario describes it.
struct CustomerModel {
  std::vector<ZoneShare> zones;  // at least one; shares sum to 1
  double valid = 1;
  double reachability = 1;                           // probability that a person answers ...
  std::optional<sim::random::BetaQuantiles> spread;  // ... or its spread over customers
  bool has_hours = false;
  std::array<std::array<double, 24>, 7> by_hour{};  // odds multipliers, [weekday, 0 = Monday][hour], customer's clock
  double repeat_hour = 1;                           // odds multiplier when a retry falls in the clock hour of the last failed attempt
  // Split of attempts that no person answers; sums to 1.
  double voicemail = 0, no_answer = 1, busy = 0, rejected = 0;
  sim::random::Distribution ring_answered, ring_voicemail, ring_busy, ring_rejected;
  std::optional<sim::random::Distribution> ring_no_answer;  // else the ring timeout
};

}  // namespace models
