#pragma once
// Instants as text for files of many rows: seconds exactly, and local times with offset. The text of a minute comes from the scenario's
// clock (scenario::local_time) and is remembered; seconds and fractions are put into it. REQUIRES offsets that change on whole minutes, as
// they do since 1972.

#include <cstdint>
#include <string>
#include <unordered_map>

#include "sim/base/time.hpp"
#include "sim/world/world_config.hpp"

namespace sim::report {

// "12", "12.5", "-0.000001".
void append_seconds(Duration d, std::string& text);

class LocalStamps {
 public:
  // REQUIRES world outlives this.
  explicit LocalStamps(const world::WorldConfig& world) : world_(world) {}
  // "2026-03-02T09:00:12.5+01:00"
  void append(SimTime t, std::string& text);

 private:
  const std::string& minute(std::int64_t number, SimTime begins);

  static constexpr std::size_t kRemembered = 1 << 14;  // eleven days

  const world::WorldConfig& world_;
  std::unordered_map<std::int64_t, std::string> minutes_;  // by their number since 1970
};

}  // namespace sim::report
