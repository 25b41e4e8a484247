// Calling hours: when is it open, on the clock of a zone with daylight saving. The machine asks at every edge of a window, the auditor more
// often.

#include "bench/known_work.hpp"
#include "bench/subjects.hpp"

namespace bench {
namespace {

constexpr int kQuestions = 1024;

// The instants lie seven hours and a bit apart, so that all times of day come up.
template <typename Question>
void ask(benchmark::State& state, const char* name, Question question) {
  const sim::world::WorldConfig world = scenario("bench/scenarios/realistic.json").world;
  const sim::campaign::CallingHours& hours = world.campaigns.front().config.hours;
  const sim::campaign::Zone& zone = world.account.zones.back();
  measure(state, name, kQuestions, [&] {
    std::uint64_t work = 0;
    for (int i = 0; i < kQuestions; ++i) work += question(hours, zone, sim::SimTime{i * (7 * sim::kHour + 11 * sim::kSecond)});
    return work;
  });
}

void is_open(benchmark::State& state) {
  ask(state, "micro/calling_hours/open",
      [](const auto& hours, const auto& zone, sim::SimTime t) { return std::uint64_t{hours.open(zone, t)}; });
}
BENCHMARK(is_open)->Name("micro/calling_hours/open");

void next_open(benchmark::State& state) {
  ask(state, "micro/calling_hours/next_open",
      [](const auto& hours, const auto& zone, sim::SimTime t) { return static_cast<std::uint64_t>(sim::us(hours.next_open(zone, t))); });
}
BENCHMARK(next_open)->Name("micro/calling_hours/next_open");

}  // namespace
}  // namespace bench
