// Random numbers: blocks of Philox, draws from distributions, quantile tables, and what the models make of them.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "bench/known_work.hpp"
#include "bench/subjects.hpp"
#include "models/draws_ahead.hpp"
#include "sim/random/distribution.hpp"
#include "sim/random/philox.hpp"

namespace bench {
namespace {

using sim::random::Distribution;

constexpr std::uint32_t kDraws = 4096;

sim::random::DrawKey key_of(std::uint32_t contact) {
  return {.seed = 1, .replication = 0, .contact = contact, .attempt = 1, .purpose = sim::random::Purpose::duration};
}

const std::vector<double>& uniforms() {
  static const std::vector<double> values = [] {
    std::vector<double> drawn;
    for (std::uint32_t i = 0; i < kDraws; ++i) {
      const sim::random::Block block = sim::random::draw(key_of(i));
      drawn.push_back(sim::random::open_uniform(block[0], block[1]));
    }
    return drawn;
  }();
  return values;
}

void philox(benchmark::State& state) {
  measure(state, "micro/philox", kDraws, [] {
    std::uint64_t work = 0;
    for (std::uint32_t i = 0; i < kDraws; ++i) {
      const sim::random::Block block = sim::random::draw(key_of(i));
      work += block[0] + (std::uint64_t{block[3]} << 32);
    }
    return work;
  });
}
BENCHMARK(philox)->Name("micro/philox");

void draw(benchmark::State& state, const std::string& name, const Distribution& distribution) {
  measure(state, name, kDraws, [&distribution] {
    std::uint64_t work = 0;
    for (const double u : uniforms()) work += static_cast<std::uint64_t>(sim::us(distribution.sample(u)));
    return work;
  });
}

void beta_quantile(benchmark::State& state) {
  const sim::random::BetaQuantiles quantiles(4.06, 5.41);
  measure(state, "micro/draw/beta", kDraws, [&quantiles] {
    std::uint64_t work = 0;
    for (const double u : uniforms()) work += static_cast<std::uint64_t>(quantiles(u) * 0x1p32);
    return work;
  });
}
BENCHMARK(beta_quantile)->Name("micro/draw/beta");

void beta_table(benchmark::State& state) {
  measure(state, "micro/beta_table", 1, [] { return static_cast<std::uint64_t>(sim::random::BetaQuantiles(4.06, 5.41)(0.25) * 0x1p32); });
}
BENCHMARK(beta_table)->Name("micro/beta_table")->Unit(benchmark::kMicrosecond);

void lognormal_cells(benchmark::State& state) {
  measure(state, "micro/lognormal_cells", 1,
          [] { return static_cast<std::uint64_t>(sim::us(sim::random::make_lognormal(44, 0.8).sample(0.25))); });
}
BENCHMARK(lognormal_cells)->Name("micro/lognormal_cells")->Unit(benchmark::kMicrosecond);

// What happens in the first attempts of the first customers of a scenario.
void answer(benchmark::State& state, const std::string& name, const std::string& file) {
  const sim::world::WorldConfig world = scenario(file).world;
  const models::Answers answers = sim::world::compile_models(world);
  models::AttemptSetting setting;
  setting.who = {.seed = 1, .replication = 0, .list = 0, .row = 0};
  setting.ring_timeout = world.campaigns.front().config.ring_timeout;
  setting.max_call = world.campaigns.front().config.max_call;
  measure(state, name, kDraws, [&answers, setting]() mutable {
    models::DrawsAhead outcomes(sim::random::Purpose::outcome);
    std::uint64_t work = 0;
    for (std::uint32_t row = 0; row < kDraws; ++row) {
      setting.who.row = row;
      const bool reads_many = answers.reads_traits();
      models::AttemptDraws many{};
      if (reads_many) models::draw_attempt(setting.who, setting.attempt, many);
      const sim::random::Block& outcome = reads_many ? many.outcome() : outcomes.of(setting.who, setting.attempt);
      const models::AttemptSample sample = answers.sample(setting, outcome, many.traits(), reads_many ? &many.duration() : nullptr);
      work += static_cast<std::uint64_t>(sim::us(sample.ring + sample.talk)) << 3 | index(sample.outcome);
    }
    return work;
  });
}

const bool draws_registered = [] {
  using namespace sim::random;
  const std::pair<std::string, Distribution> distributions[] = {
      {"exponential", make_exponential(60)},
      {"lognormal", make_lognormal(44, 0.8)},
      {"gamma", make_gamma(60, 2)},
      {"weibull", make_weibull(60, 1.5)},
      {"normal", make_normal(20, 2)},
      {"uniform", make_uniform(1, 4)},
      {"mixture", make_mixture({0.93, 0.07}, {make_lognormal(44, 0.8), make_uniform(1, 12)})}};
  for (const auto& [word, distribution] : distributions) {
    const std::string name = "micro/draw/" + word;
    benchmark::RegisterBenchmark(name.c_str(), draw, name, distribution);
  }
  benchmark::RegisterBenchmark("micro/answer/w1", answer, "micro/answer/w1", "bench/scenarios/w1.json");
  benchmark::RegisterBenchmark("micro/answer/realistic", answer, "micro/answer/realistic", "bench/scenarios/realistic.json");
  return true;
}();

}  // namespace
}  // namespace bench
