#include "sim/scenario/zone_table.hpp"

#include <algorithm>

namespace sim::scenario {

ZoneTable::ZoneTable(const Reader& reader, world::WorldConfig& world) : world_(world) {
  world.start_unix_s = reader.clock ? reader.clock->start_unix_s : 0;
  world.account.zones.clear();
  if (reader.zone != nullptr) {
    add(*reader.zone);
  } else {
    world.account.zones.emplace_back();
    world.zone_names.emplace_back();
  }
}

ZoneIndex ZoneTable::add(const ZoneRules& rules) {
  const auto known = std::ranges::find(world_.zone_names, rules.name());
  if (known != world_.zone_names.end()) return static_cast<ZoneIndex>(known - world_.zone_names.begin());
  world_.zone_names.push_back(rules.name());
  world_.account.zones.push_back(rules.table(world_.start_unix_s));
  return static_cast<ZoneIndex>(world_.zone_names.size() - 1);
}

std::optional<ZoneIndex> ZoneTable::find(const std::string& name) {
  const ZoneRules* rules = find_zone(name);
  return rules == nullptr ? std::nullopt : std::optional(add(*rules));
}

}  // namespace sim::scenario
