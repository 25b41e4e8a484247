#include "bench/subjects.hpp"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace bench {

sim::scenario::Scenario scenario(const std::string& file) {
  sim::scenario::Loaded loaded = sim::scenario::load(std::string(DIALSIM_SOURCE "/") + file, {});
  for (const sim::scenario::Error& error : loaded.errors) std::fprintf(stderr, "%s\n", error.text().c_str());
  if (!loaded.scenario) std::abort();
  return std::move(*loaded.scenario);
}

void resize(sim::world::WorldConfig& world, std::uint64_t contacts) {
  std::uint64_t before = 0;
  for (const sim::world::CampaignSpec& campaign : world.campaigns) {
    for (const sim::world::ContactList& list : campaign.contacts) before += list.count;
  }
  for (sim::world::CampaignSpec& campaign : world.campaigns) {
    for (sim::world::ContactList& list : campaign.contacts) list.count = static_cast<std::uint32_t>(list.count * contacts / before);
  }
}

}  // namespace bench
