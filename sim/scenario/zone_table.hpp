#pragma once
// The time zones of an account, numbered in the order in which they come up; the scenario's own is number 0.

#include <optional>
#include <string>

#include "sim/scenario/reader.hpp"
#include "sim/world/world_config.hpp"

namespace sim::scenario {

class ZoneTable {
 public:
  // Sets the start and the zones of `world`, which outlives this. A scenario whose zone is unknown gets UTC in its place.
  ZoneTable(const Reader& reader, world::WorldConfig& world);

  ZoneIndex add(const ZoneRules& rules);
  // Empty: there is no such zone.
  std::optional<ZoneIndex> find(const std::string& name);

 private:
  world::WorldConfig& world_;
};

}  // namespace sim::scenario
