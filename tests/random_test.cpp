// Philox and the keyed draws against known answers; our log, exp and inverse normal against correctly rounded values and against
// long double arithmetic; a hash over many draws that every compiler and optimisation level must reproduce.

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "models/draws_ahead.hpp"
#include "sim/random/math.hpp"
#include "sim/random/philox.hpp"
#include "sim/random/philox_abreast.hpp"
#include "tests/catch.hpp"

namespace sim::random {
namespace {

std::int64_t ulps_between(double a, double b) {
  return std::abs(std::bit_cast<std::int64_t>(std::abs(a)) - std::bit_cast<std::int64_t>(std::abs(b)));
}

TEST_CASE("Philox4x32-10 gives the known answers of Random123", "[random]") {
  CHECK(philox({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  constexpr std::uint32_t f = 0xffffffff;
  CHECK(philox({f, f, f, f}, {f, f}) == Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
  // The 10,000th word of a default std::philox4x32 (C++26 [rand.predef]).
  CHECK(philox({2499, 0, 0, 0}, {20111115, 0}) == Block{3696338170, 1611413366, 2034598530, 1955073260});
}

struct KnownDraw {
  DrawKey key;
  Block words;
  double uniform, exponential, normal;
};

const KnownDraw kKnown[] = {{{42, 0, 0, 1, Purpose::outcome},
                             {0x1cfb71dc, 0xcd8ee59a, 0x139bab03, 0x81dec5d6},
                             0x1.cfb71dccd8ee8p-4,
                             0x1.16d8efcdc074bp+1,
                             -0x1.35a9ded84ea26p+0},
                            {{42, 0, 0, 1, Purpose::duration},
                             {0x18bbe586, 0x7ae6849f, 0x8e0caa0b, 0xc059053e},
                             0x1.8bbe5867ae688p-4,
                             0x1.2b22cf38ee7c5p+1,
                             -0x1.4d12fd6af3384p+0},
                            {{42, 0, 1, 1, Purpose::outcome},
                             {0xcd6c3f50, 0x0e0a7dcf, 0x3b5b6c18, 0xb048a48b},
                             0x1.9ad87ea01c14fp-1,
                             0x1.c2c76ec83a4d9p-3,
                             0x1.b3603e3e4ad0dp-1},
                            {{42, 1, 0, 1, Purpose::outcome},
                             {0x8d323dc0, 0x8a6d6c77, 0x5b6b290b, 0xe9397e44},
                             0x1.1a647b8114dadp-1,
                             0x1.30a7551177448p-1,
                             0x1.095d92becf06dp-3},
                            {{16045690984503098046u, 7, 123456, 3, Purpose::duration},
                             {0xaf1a6f2f, 0x2a609ac5, 0xc7e25a84, 0x294ee1c9},
                             0x1.5e34de5e54c13p-1,
                             0x1.84eab5726447dp-2,
                             0x1.ea663a9a66422p-2}};

TEST_CASE("keyed draws give the known words, uniforms, exponentials and normals", "[random]") {
  for (const KnownDraw& known : kKnown) {
    const Block words = draw(known.key);
    CHECK(words == known.words);
    const double u = open_uniform(words[0], words[1]);
    CHECK(u == known.uniform);
    CHECK(ulps_between(exponential(u), known.exponential) <= 1);
    CHECK(ulps_between(inverse_normal(u), known.normal) <= 4);
  }
}

TEST_CASE("log and exp are within one ulp of long double arithmetic", "[random]") {
  for (std::uint32_t i = 0; i < 200'000; ++i) {
    const Block b = draw({1, 0, i, 0, Purpose::duration});
    const double u = open_uniform(b[0], b[1]);
    const double x = (open_uniform(b[2], b[3]) - 0.5) * 60;
    if (ulps_between(log(u), static_cast<double>(std::log(static_cast<long double>(u)))) > 1) FAIL("log(" << u << ")");
    if (ulps_between(exp(x), static_cast<double>(std::exp(static_cast<long double>(x)))) > 1) FAIL("exp(" << x << ")");
  }
  CHECK(log(1.0) == 0.0);
  CHECK(exp(0.0) == 1.0);
  CHECK(exp(-800.0) == 0.0);
  CHECK(std::isinf(exp(800.0)));
}

TEST_CASE("the inverse normal is odd, rising and inverts the distribution function", "[random]") {
  double previous = -100;
  for (int i = 1; i < 20'000; ++i) {
    const double u = i / 20'000.0;
    const double x = inverse_normal(u);
    if (x <= previous) FAIL("falls at " << u);
    previous = x;
    const double back = 0.5 * std::erfc(-x / std::sqrt(2.0));
    if (std::abs(back - u) > 1e-15 + 4e-15 * u) FAIL("inverse_normal(" << u << ") inverts to " << back);
  }
  CHECK(inverse_normal(0.5) == 0.0);
  CHECK(inverse_normal(0x1p-53) == -inverse_normal(1 - 0x1p-53));
}

// FNV-1a over the bits. The value was written down once; a build that computes other bits fails here.
TEST_CASE("a hundred thousand draws have the same bits in every build", "[random]") {
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto add = [&hash](double value) { hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001b3; };
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    const Block b = draw({7, 3, i, 2, Purpose::duration});
    const double u = open_uniform(b[0], b[1]);
    add(exponential(u));
    add(inverse_normal(u));
    add(exp(inverse_normal(open_uniform(b[2], b[3]))));
  }
  CHECK(hash == 0xac628149f77ebad8);
}

TEST_CASE("draws made abreast are the draws made one by one", "[random]") {
  for (const std::uint32_t contact : {0u, 5u, 1'000'000u, 0xfffffffcu}) {
    DrawKey key{0x123456789abcdef0, 3, contact, 2, Purpose::outcome, 5u << 16};
    for (const Block& block : draw_abreast(key)) {
      CHECK(block == draw(key));
      ++key.contact;
    }
  }
}

TEST_CASE("the draws of an attempt made together are those made one by one", "[random]") {
  std::size_t wrong = 0;
  for (std::uint32_t i = 0; i < 1'000; ++i) {
    const Block b = draw({3, 0, i, 0, Purpose::outcome});
    const models::Who who{std::uint64_t{b[0]} << 32 | b[1], i, b[2] % 65'536, b[3]};
    const std::uint32_t attempt = 1 + i % 255;
    models::AttemptDraws draws;
    models::draw_attempt(who, attempt, draws);
    wrong += draws.outcome() != draw(models::attempt_key(who, attempt, Purpose::outcome));
    wrong += draws.traits() != draw(models::attempt_key(who, 0, Purpose::contact_traits));
    wrong += draws.duration() != draw(models::attempt_key(who, attempt, Purpose::duration));
    wrong += draws.link() != draw(models::attempt_key(who, attempt, Purpose::link));
  }
  CHECK(wrong == 0);
}

TEST_CASE("draws made ahead are those of the list, row and attempt asked for", "[random]") {
  models::DrawsAhead ahead(Purpose::link);
  std::size_t wrong = 0;
  for (std::uint32_t i = 0; i < 4'000; ++i) {
    const std::uint32_t jump = draw({1, 0, i, 0, Purpose::outcome})[0];
    const std::uint32_t row = i % 3 == 0 ? jump : 2 * i + jump % 20;  // in nearly the order of the list, and anywhere
    const models::Who who{9, 1, jump % 7, row};
    const std::uint32_t attempt = 1 + jump % 6;
    wrong += ahead.of(who, attempt) != draw(models::attempt_key(who, attempt, Purpose::link));
  }
  CHECK(wrong == 0);
}

}  // namespace
}  // namespace sim::random
