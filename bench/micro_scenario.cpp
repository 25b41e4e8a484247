// Before a run begins: the scenario is read, its models are compiled.

#include <string>

#include "bench/known_work.hpp"
#include "bench/subjects.hpp"
#include "sim/kernel/fingerprint.hpp"

namespace bench {
namespace {

void read(benchmark::State& state, const std::string& name, const std::string& file) {
  measure(state, name, 1, [&file] {
    const sim::scenario::Scenario read = scenario(file);
    sim::kernel::Fingerprint fingerprint;
    for (const sim::world::CampaignSpec& campaign : read.world.campaigns) {
      fingerprint.add(campaign.config.lines);
      for (const sim::world::ContactList& list : campaign.contacts) fingerprint.add(list.count);
    }
    return fingerprint.value();
  });
}

void compile(benchmark::State& state, const std::string& name, const std::string& file) {
  const sim::world::WorldConfig world = scenario(file).world;
  measure(state, name, 1, [&world] {
    const models::AttemptSetting setting{.who = {.seed = 1, .replication = 0, .list = 0, .row = 0}};
    using sim::random::Purpose;
    const sim::random::Block outcome = sim::random::draw(models::attempt_key(setting.who, setting.attempt, Purpose::outcome));
    const sim::random::Block traits = sim::random::draw(models::attempt_key(setting.who, 0, Purpose::contact_traits));
    const models::AttemptSample sample = sim::world::compile_models(world).sample(setting, outcome, traits);
    return static_cast<std::uint64_t>(sim::us(sample.talk)) << 3 | index(sample.outcome);
  });
}

const bool reads_registered = [] {
  for (const std::string file : {"bench/scenarios/realistic.json", "scenarios/quickstart.json", "scenarios/scripted-contacts.json"}) {
    const std::string name = file.substr(file.rfind('/') + 1, file.rfind('.') - file.rfind('/') - 1);
    const std::string reading = "micro/scenario_read/" + name, compiling = "micro/models_compiled/" + name;
    benchmark::RegisterBenchmark(reading.c_str(), read, reading, file)->Unit(benchmark::kMicrosecond);
    benchmark::RegisterBenchmark(compiling.c_str(), compile, compiling, file)->Unit(benchmark::kMicrosecond);
  }
  return true;
}();

}  // namespace
}  // namespace bench
