#pragma once
// The world's configuration, made of a draft: names become numbers, zones and lists are numbered, rules that hold between several parts of
// a scenario are checked.
//
// Invariants
//   1. Lists are numbered in the order of the file, those of the operator after those of the campaigns.
//   2. Everything wrong is recorded, also when the draft has errors already; what is returned after an error is of no use.

#include "sim/scenario/contact_lists.hpp"
#include "sim/scenario/draft.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/world/world_config.hpp"

namespace sim::scenario {

// `root` is what the draft was read from.
world::WorldConfig assemble(Reader& reader, const Node& root, ScenarioDraft& draft, ContactReading reading);

// Writes the defaults that other keys decide into what reading wrote out. REQUIRES no errors.
void complete(Json& resolved, const world::WorldConfig& world);

}  // namespace sim::scenario
