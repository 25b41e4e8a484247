// What the audit costs: the same replication with and without it, in turn in one process. Taken in processor time: runs are
// on this thread, and what else the machine does is not counted.

#include <ctime>
#include <string>

#include "bench/known_work.hpp"
#include "bench/subjects.hpp"
#include "sim/world/replication.hpp"

namespace bench {
namespace {

struct Timed {
  double cpu_s;
  std::uint64_t fingerprint;
};

Timed run(const sim::world::Simulation& simulation, sim::world::Audit audit) {
  const std::clock_t began = std::clock();
  const sim::metrics::ReplicationResult result = simulation.run({.audit = audit});
  return {static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC, result.fingerprint};
}

// An iteration is one run with the audit; the counter is the part of its time that is gone without.
void audit(benchmark::State& state, const std::string& name, const std::string& file) {
  sim::world::WorldConfig world = scenario(file).world;
  resize(world, static_cast<std::uint64_t>(state.range(0)));
  const sim::world::Simulation simulation(world);
  std::uint64_t work = 0;
  double with_s = 0, without_s = 0;
  for ([[maybe_unused]] auto iteration : state) {
    const Timed with = run(simulation, sim::world::Audit::on);
    const Timed without = run(simulation, sim::world::Audit::off);
    state.SetIterationTime(with.cpu_s);
    with_s += with.cpu_s;
    without_s += without.cpu_s;
    work = with.fingerprint;
    if (without.fingerprint != work) state.SkipWithError("the audit changes what happens");
  }
  state.counters["share_of_audit"] = 1 - without_s / with_s;
  require_known_work(name + "/" + std::to_string(state.range(0)), work);
}

const bool audits_registered = [] {
  for (const std::string word : {"w1", "realistic"}) {
    const std::string name = "macro/audit/" + word;
    benchmark::RegisterBenchmark(name.c_str(), audit, name, "bench/scenarios/" + word + ".json")
        ->Arg(10'000)
        ->Arg(1'000'000)
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
  }
  return true;
}();

}  // namespace
}  // namespace bench
