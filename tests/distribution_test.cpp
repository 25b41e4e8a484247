// Distributions: quantiles against Boost.Math, means and billed means against exact values by z, rising in the uniform, the same bits in
// every build.

#include "sim/random/distribution.hpp"

#include <bit>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <functional>
#include <string>

#include "sim/random/math.hpp"
#include "sim/random/philox.hpp"
#include "sim/random/quantile_cells.hpp"
#include "sim/random/quantile_table.hpp"
#include "tests/catch.hpp"

namespace sim::random {
namespace {

double uniform(std::uint32_t i) {
  const Block b = draw({2026, 0, i, 1, Purpose::duration});
  return open_uniform(b[0], b[1]);
}

// z of the mean of n draws of f(duration in seconds) against an exact mean and standard deviation.
template <class F>
double z_of(const Distribution& d, F f, double mean, double deviation, std::uint32_t n = 200'000) {
  double sum = 0;
  for (std::uint32_t i = 0; i < n; ++i) sum += f(static_cast<double>(us(d.sample(uniform(i)))) / 1e6);
  return (sum / n - mean) * std::sqrt(n) / deviation;
}

double identity(double s) { return s; }

TEST_CASE("gamma quantiles agree with Boost.Math", "[distribution]") {
  for (const double shape : {0.05, 0.5, 1.0, 2.0, 7.5, 100.0, 1000.0}) {
    const std::vector<double> table = gamma_table(shape);
    const boost::math::gamma_distribution<double> exact(shape);
    for (const double u : {1e-9, 1e-6, 1e-3, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1 - 1e-6, 1 - 1e-9}) {
      const double x = u < 0.5 ? quantile(exact, u) : quantile(complement(exact, 1 - u));
      if (x < 1e-280) continue;
      CAPTURE(shape, u, x);
      CHECK(std::abs(std::exp(look_up(table, u)) / x - 1) < 1e-6);
    }
  }
}

TEST_CASE("beta quantiles and their complements agree with Boost.Math", "[distribution]") {
  const double shapes[][2] = {{4.06, 5.41}, {1, 1}, {0.5, 0.5}, {0.2, 3}, {30, 2}, {200, 300}, {0.05, 0.05}};
  for (const auto& [a, b] : shapes) {
    const BetaQuantiles quantiles(a, b);
    const boost::math::beta_distribution<double> exact(a, b);
    for (const double u : {1e-9, 1e-4, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1 - 1e-4, 1 - 1e-9}) {
      const double x = u < 0.5 ? quantile(exact, u) : quantile(complement(exact, 1 - u));
      if (x < 1e-280 || x == 1) continue;
      CAPTURE(a, b, u, x);
      CHECK(std::abs(quantiles(u) - x) < 1e-6 * std::min(x, 1 - x) + 1e-15);
    }
  }
}

// The quantile in microseconds by long double arithmetic.
using Exact = std::function<long double(long double)>;

TEST_CASE("a draw is the quantile, to the microsecond", "[distribution]") {
  const boost::math::normal_distribution<long double> standard;
  const auto normal = [&standard](long double u) { return quantile(standard, u); };
  const std::pair<Distribution, Exact> known[] = {
      {make_exponential(60), [](long double u) { return -60e6L * std::log1p(-u); }},
      {make_lognormal(44, 0.8), [&](long double u) { return 44e6L * std::exp(0.8L * normal(u)); }},
      {make_lognormal(1, 3), [&](long double u) { return 1e6L * std::exp(3 * normal(u)); }},
      {make_weibull(60, 0.5), [](long double u) { return 60e6L * std::pow(-std::log1p(-u), 2.0L); }},
      {make_weibull(60, 0.05), [](long double u) { return 60e6L * std::pow(-std::log1p(-u), 20.0L); }},
      {make_normal(20, 2), [&](long double u) { return 20e6L + 2e6L * normal(u); }},
      {make_normal(1, 10), [&](long double u) { return std::max(0.0L, 1e6L + 10e6L * normal(u)); }},
      {make_uniform(1, 4), [](long double u) { return 1e6L + 3e6L * u; }}};
  const long double longest_us = 100.0L * 366 * 86400 * 1'000'000;
  for (const auto& [distribution, exact] : known) {
    for (std::uint32_t i = 0; i < 20'000; ++i) {
      // Every second one near an end, a factor of two nearer every thousand draws.
      double u = uniform(i);
      if (i % 2 == 1) u = std::ldexp(u, -static_cast<int>(i / 1000));
      if (i % 4 == 3) u = 1 - u;
      const long double wanted = std::min(exact(u), longest_us);
      const auto drawn = static_cast<long double>(us(distribution.sample(u)));
      if (std::abs(drawn - wanted) > 0.51L + 2e-9L * wanted) FAIL("at " << u << " drew " << drawn << ", not " << wanted);
    }
  }
}

TEST_CASE("cells keep to the function, or there are none", "[distribution]") {
  const auto off = [](const std::function<double(double)>& quantile) {
    const std::optional<QuantileCells> cells = QuantileCells::of(quantile, 0, 1e9);
    double most = 0;
    for (std::uint32_t i = 0; cells && i < 100'000; ++i) {
      const double u = uniform(i), p = QuantileCells::smaller(u);
      if (p >= QuantileCells::kFrom) most = std::max(most, std::abs((*cells)(u, p) / quantile(u) - 1));
    }
    return cells ? std::optional(most) : std::nullopt;
  };
  CHECK(off([](double u) { return exponential(1 - u); }).value() < 1e-11);
  CHECK(off([](double u) { return exp(0.8 * inverse_normal(u)); }).value() < 1e-10);
  CHECK(off([](double u) { return 1 + 3 * u; }).value() < 1e-14);
  CHECK(!off([](double u) { return 1e6 + 1e6 * std::abs(u - 0.3); }));  // too sharp a bend
  CHECK(!off([](double u) { return u < 0.3 ? 1.0 : 2.0; }));            // a jump
  CHECK(!off([](double u) { return 5 + 10 * inverse_normal(u); }));     // below the least
  CHECK(!off([](double u) { return 1e9 * exponential(1 - u); }));       // beyond the most
  const std::optional<QuantileCells> line = QuantileCells::of([](double u) { return u; }, 0, 1);
  for (const double u : {QuantileCells::kFrom, 0.25, 0.5 - 0x1p-53, 0.5, 0.5 + 0x1p-53, 0.75, 1 - QuantileCells::kFrom}) {
    CHECK(line.value()(u, QuantileCells::smaller(u)) == Approx(u).epsilon(1e-14));
  }
}

TEST_CASE("means are exact within five standard errors", "[distribution]") {
  CHECK(std::abs(z_of(make_exponential(60), identity, 60, 60)) < 5);
  const double m = std::exp(0.32);
  CHECK(std::abs(z_of(make_lognormal(44, 0.8), identity, 44 * m, 44 * m * std::sqrt(std::exp(0.64) - 1))) < 5);
  CHECK(std::abs(z_of(make_gamma(60, 2), identity, 60, 60 / std::sqrt(2.0))) < 5);
  const double g1 = std::tgamma(1 + 1 / 1.5), g2 = std::tgamma(1 + 2 / 1.5);
  CHECK(std::abs(z_of(make_weibull(60, 1.5), identity, 60 * g1, 60 * std::sqrt(g2 - g1 * g1))) < 5);
  CHECK(std::abs(z_of(make_normal(20, 2), identity, 20, 2)) < 5);
  CHECK(std::abs(z_of(make_uniform(1, 12), identity, 6.5, 11 / std::sqrt(12.0))) < 5);
  const Distribution mixture = make_mixture({0.93, 0.07}, {make_exponential(60), make_uniform(1, 12)});
  CHECK(mixture.mean_s() == Approx(0.93 * 60 + 0.07 * 6.5));
  CHECK(std::abs(z_of(mixture, identity, mixture.mean_s(), 60)) < 5);
  CHECK(make_weibull(60, 1.5).mean_s() == Approx(60 * g1).epsilon(1e-3));
  CHECK(make_empirical({kSecond, 3 * kSecond}).mean_s() == 2);
}

// Exact: first + increment * sum over j of P(X > first + increment * j).
TEST_CASE("billed seconds of rounded talk have their exact mean", "[distribution]") {
  const auto rounded = [](double increment) { return [increment](double s) { return std::ceil(s / increment) * increment; }; };
  CHECK(std::abs(z_of(make_exponential(75), rounded(60), 108.957973254966, 73.0367136482185)) < 5);
  CHECK(std::abs(z_of(make_exponential(75), rounded(1), 75.5011111078189, 74.9994444473251)) < 5);
  CHECK(std::abs(z_of(make_exponential(180), rounded(60), 211.663588389428, 179.169359396420)) < 5);
  CHECK(std::abs(z_of(make_exponential(180), rounded(1), 180.500462962725, 179.999768518727)) < 5);
}

std::vector<Distribution> one_of_each() {
  return {make_constant(30 * kSecond), make_exponential(60), make_lognormal(60, 0.8), make_gamma(60, 2),
          make_weibull(60, 1.5),       make_normal(20, 2),   make_uniform(1, 4),      make_empirical({9 * kSecond, 8 * kSecond}),
          make_gamma(60, 0.3),         make_normal(1, 10)};
}

TEST_CASE("every distribution rises in its uniform and never falls below zero", "[distribution]") {
  for (const Distribution& d : one_of_each()) {
    Duration previous{0};
    for (int i = 1; i < 40'000; ++i) {
      const Duration value = d.sample(i / 40'000.0);
      if (value < previous) FAIL("falls at " << i);
      previous = value;
    }
    CHECK(d.sample(0x1p-53) >= Duration{0});
    CHECK(d.sample(1 - 0x1p-53) < Duration{4'000'000'000'000'000});
  }
}

TEST_CASE("a mixture stays within its parts, in proportion", "[distribution]") {
  const Distribution d = make_mixture({0.25, 0.75}, {make_constant(kSecond), make_uniform(2, 3)});
  int ones = 0;
  for (std::uint32_t i = 0; i < 100'000; ++i) ones += d.sample(uniform(i)) == kSecond ? 1 : 0;
  CHECK(std::abs(ones - 25'000) < 5 * std::sqrt(100'000 * 0.25 * 0.75));
}

TEST_CASE("draws of every distribution have the same bits in every build", "[distribution]") {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const Distribution& d : one_of_each()) {
    for (std::uint32_t i = 0; i < 10'000; ++i) hash = (hash ^ static_cast<std::uint64_t>(us(d.sample(uniform(i))))) * 0x100000001b3;
  }
  const BetaQuantiles beta(4.06, 5.41);
  for (std::uint32_t i = 0; i < 10'000; ++i) hash = (hash ^ std::bit_cast<std::uint64_t>(beta(uniform(i)))) * 0x100000001b3;
  CHECK(hash == 0x6116d6865e0b138f);
}

}  // namespace
}  // namespace sim::random
