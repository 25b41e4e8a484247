// The gate of the oracle tests itself: it lets fair samples through and stops the three ways to be wrong.

#include "tests/gate.hpp"
#include "sim/random/math.hpp"
#include "sim/random/philox.hpp"
#include "tests/catch.hpp"

namespace sim::oracles {
namespace {

// Standard normal draws, different for every n.
Sample normals(std::uint32_t n, std::size_t size) {
  Sample sample;
  for (std::uint32_t i = 0; i < size; ++i) {
    const random::Block b = random::draw({2026, n, i, 0, random::Purpose::duration});
    sample.push_back(random::inverse_normal(random::open_uniform(b[0], b[1])));
  }
  return sample;
}

Gate gate_of(const Sample& sample, double exact_mean, double exact_deviation) {
  Gate gate;
  gate.mean("mean", sample, exact_mean, exact_deviation);
  gate.variance("variance", sample, exact_mean, exact_deviation * exact_deviation);
  return gate;
}

TEST_CASE("the gate lets fair samples through, about as often as it says", "[gate]") {
  int stopped = 0;
  for (std::uint32_t n = 0; n < 2000; ++n) stopped += gate_of(normals(n, 200), 0, 1).holds() ? 0 : 1;
  CHECK(stopped <= 12);  // 2 are expected
}

TEST_CASE("values that say the same twice are not held to two independent ones", "[gate]") {
  int stopped = 0;
  for (std::uint32_t n = 0; n < 2000; ++n) {
    const Sample sample = normals(n, 200);
    Gate gate;
    for (int copy = 0; copy < 8; ++copy) gate.mean("the same", sample, 0, 1);
    stopped += gate.holds() ? 0 : 1;
  }
  CHECK(stopped <= 12);
}

TEST_CASE("the gate stops a shifted mean, a wrong spread and a sample that fits too well", "[gate]") {
  const Sample sample = normals(1, 10'000);
  CHECK(gate_of(sample, 0, 1).holds());
  CHECK_FALSE(gate_of(sample, 0.1, 1).holds());
  CHECK_FALSE(gate_of(sample, 0, 1.1).holds());
  Sample quantiles;
  for (int i = 0; i < 10'000; ++i) quantiles.push_back(random::inverse_normal((i + 0.5) / 10'000));
  CHECK_FALSE(gate_of(quantiles, 0, 1).holds());
}

TEST_CASE("a distribution must fit, whole and not too well", "[gate]") {
  const std::map<double, double> die{{1, 1 / 6.}, {2, 1 / 6.}, {3, 1 / 6.}, {4, 1 / 6.}, {5, 1 / 6.}, {6, 1 / 6.}};
  Sample fair, loaded, perfect;
  for (std::uint32_t i = 0; i < 6000; ++i) {
    const std::uint32_t word = random::draw({7, 0, i, 0, random::Purpose::outcome})[0];
    fair.push_back(1 + word % 6);
    loaded.push_back(word % 20 == 0 ? 6 : 1 + word % 6);
    perfect.push_back(1 + i % 6);
  }
  CHECK(fits(fair, die));
  CHECK_FALSE(fits(loaded, die));
  CHECK_FALSE(fits(perfect, die));
  fair.back() = 7;
  CHECK_FALSE(fits(fair, die));
}

}  // namespace
}  // namespace sim::oracles
