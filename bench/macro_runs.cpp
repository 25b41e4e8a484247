// Whole replications, all rules of the machine and the audit on: W1, the realistic scenario, shipped scenarios, many short runs. The sizes
// below 100,000 contacts are for the tests; what is published is measured with the others, by bench/compare.

#include <string>

#include "bench/known_work.hpp"
#include "bench/subjects.hpp"
#include "sim/experiment/experiment.hpp"

namespace bench {
namespace {

constexpr const char* kW1 = "bench/scenarios/w1.json";

void experiment(benchmark::State& state, const std::string& name, const sim::scenario::Scenario& scenario, unsigned threads) {
  std::uint64_t work = 0;
  double attempts = 0;
  for ([[maybe_unused]] auto iteration : state) {
    const sim::experiment::ExperimentResult result = sim::experiment::run_experiment(scenario, {.crew = {.threads = threads}});
    work = result.fingerprint;
    attempts += static_cast<double>(result.attempts);
  }
  state.counters["attempts/s"] = benchmark::Counter(attempts, benchmark::Counter::kIsRate);
  require_known_work(name, work);
}

void one_run(benchmark::State& state, const std::string& name, const std::string& file) {
  sim::scenario::Scenario subject = scenario(file);
  resize(subject.world, static_cast<std::uint64_t>(state.range(0)));
  experiment(state, name + "/" + std::to_string(state.range(0)), subject, 1);
}

// Replications of 1,000 contacts.
void short_runs(benchmark::State& state, const std::string& name) {
  sim::scenario::Scenario subject = scenario(kW1);
  resize(subject.world, 1000);
  subject.replications = static_cast<std::uint32_t>(state.range(0));
  experiment(state, name + "/" + std::to_string(state.range(0)), subject, static_cast<unsigned>(state.range(1)));
}

void shipped(benchmark::State& state, const std::string& name, const std::string& file) { experiment(state, name, scenario(file), 1); }

const bool runs_registered = [] {
  for (const std::string word : {"w1", "realistic"}) {
    const std::string name = "macro/" + word;
    benchmark::RegisterBenchmark(name.c_str(), one_run, name, "bench/scenarios/" + word + ".json")
        ->Arg(10'000)
        ->Arg(1'000'000)
        ->UseRealTime()  // the runs are on threads of their own
        ->Unit(benchmark::kMillisecond);
  }
  for (const std::string word : {"quickstart", "cold-list-voicemail", "minutes-run-out-at-noon", "three-priorities", "unique-user-quota"}) {
    const std::string name = "macro/shipped/" + word;
    benchmark::RegisterBenchmark(name.c_str(), shipped, name, "scenarios/" + word + ".json")->UseRealTime()->Unit(benchmark::kMillisecond);
  }
  benchmark::RegisterBenchmark("macro/short_runs", short_runs, "macro/short_runs")
      ->ArgNames({"", "threads"})
      ->Args({10, 1})
      ->Args({10, 2})
      ->Args({10'000, 1})
      ->Args({10'000, 2})
      ->UseRealTime()
      ->Unit(benchmark::kMillisecond);
  return true;
}();

}  // namespace
}  // namespace bench
