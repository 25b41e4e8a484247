// Paired differences and the choice of the best.

#include "sim/stats/paired.hpp"

#include <cmath>
#include <limits>
#include <random>

#include "sim/stats/kim_nelson.hpp"
#include "sim/stats/selection.hpp"
#include "tests/catch.hpp"

using namespace sim::stats;

namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

// Columns that share a common part, as systems do that meet the same customers.
std::vector<std::vector<double>> systems(const std::vector<double>& means, std::size_t n, unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> columns(means.size());
  for (std::size_t r = 0; r < n; ++r) {
    const double common = 10 * normal(generator);
    for (std::size_t s = 0; s < means.size(); ++s) columns[s].push_back(means[s] + common + normal(generator));
  }
  return columns;
}

}  // namespace

TEST_CASE("a paired difference is Student's on the differences", "[paired]") {
  const std::vector<double> a{1, 2, 3, 4}, b{2, 4, 4, 6};  // differences 1, 2, 1, 2
  const PairedDifference pairs = paired_difference(a, b);
  CHECK(pairs.n == 4);
  CHECK(pairs.difference == Approx(1.5));
  CHECK(pairs.half_width == Approx(3.18244630528371 * std::sqrt(1.0 / 3) / 2));
  CHECK(pairs.correlation == Approx(6 / std::sqrt(5.0 * 8)));
  CHECK(pairs.variance_reduction == Approx((5.0 / 3 + 8.0 / 3) / (1.0 / 3)));
  CHECK(differs(pairs));
}

TEST_CASE("a sample against itself differs by 0 with correlation 1", "[paired]") {
  const std::vector<double> a{0.1, 0.7, 0.35, 0.911, 3.3};
  const PairedDifference pairs = paired_difference(a, a);
  CHECK(pairs.difference == 0);
  CHECK(pairs.half_width == 0);
  CHECK(pairs.correlation == 1);
  CHECK_FALSE(differs(pairs));
}

TEST_CASE("pairs without two values are left out and counted", "[paired]") {
  const std::vector<double> a{1, kNothing, 3, 4}, b{2, 2, kNothing, 6};
  const PairedDifference pairs = paired_difference(a, b);
  CHECK(pairs.n == 2);
  CHECK(pairs.left_out == 2);
  CHECK(pairs.mean_a == 2.5);
  CHECK(pairs.mean_b == 4);
}

TEST_CASE("one pair shows a difference and decides nothing", "[paired]") {
  const PairedDifference pairs = paired_difference(std::vector<double>{1}, std::vector<double>{9});
  CHECK(pairs.difference == 8);
  CHECK(std::isnan(pairs.half_width));
  CHECK_FALSE(differs(pairs));
}

TEST_CASE("a constant difference needs no spread to be seen", "[paired]") {
  CHECK(differs(paired_difference(std::vector<double>{1, 1, 1}, std::vector<double>{2, 2, 2})));
}

TEST_CASE("the best is named when it is far ahead", "[selection]") {
  const auto columns = systems({50, 20, 40}, 20, 1);
  CHECK(select_best(columns, {}).group == std::vector<std::size_t>{1});
  const Selection greatest = select_best(columns, {.better = Better::greater});
  CHECK(greatest.best == 0);
  CHECK(greatest.group == std::vector<std::size_t>{0});
}

TEST_CASE("equals stay together and an indifference zone parts them", "[selection]") {
  const auto columns = systems({20, 20, 40}, 20, 2);
  CHECK(select_best(columns, {}).group == std::vector<std::size_t>{0, 1});
  CHECK(select_best(columns, {.indifference = 5}).group.size() == 1);
}

TEST_CASE("the best of too few observations is not told", "[selection]") {
  CHECK(select_best(std::vector<std::vector<double>>{{1, kNothing}, {2, 3}}, {}).empty());
}

namespace {

// Observation by observation until it is over. Column i belongs to system i.
KimNelson chosen_from(const std::vector<std::vector<double>>& columns, std::uint64_t first, const SelectionRule& rule) {
  KimNelson choice(columns.size(), first, rule);
  std::vector<double> values(columns.size());
  for (std::size_t r = 0; r < columns[0].size() && !choice.over(); ++r) {
    for (std::size_t s = 0; s < columns.size(); ++s) values[s] = columns[s][r];
    choice.add(values);
  }
  return choice;
}

}  // namespace

TEST_CASE("the constant of Kim and Nelson", "[selection]") {
  CHECK(KimNelson(10, 20, {.indifference = 1}).h_squared() == Approx(11.51148).epsilon(1e-6));
}

TEST_CASE("who is far behind is out at the first look", "[selection]") {
  const auto columns = systems({50, 20, 40}, 100, 1);
  const KimNelson choice = chosen_from(columns, 10, {.indifference = 1});
  CHECK(choice.over());
  CHECK(choice.best() == 1);
  CHECK(choice.n() == 10);
  CHECK(choice.out_after() == std::vector<std::uint64_t>{10, 0, 10});
  CHECK(chosen_from(columns, 10, {.better = Better::greater, .indifference = 1}).best() == 0);
}

TEST_CASE("a choice among equals ends by itself", "[selection]") {
  const KimNelson choice = chosen_from(systems({7, 7, 7}, 5000, 9), 20, {.indifference = 0.2});
  CHECK(choice.over());
  CHECK(choice.n() < 5000);
  CHECK(choice.n() > 20);
  const std::vector<std::vector<double>> same{{1, 2, 3}, {1, 2, 3}};
  CHECK(chosen_from(same, 2, {.indifference = 0.1}).n() == 2);
}

TEST_CASE("an observation that somebody still in does not have is passed over", "[selection]") {
  KimNelson choice(2, 2, {.indifference = 100});
  choice.add(std::vector<double>{1, 2});
  choice.add(std::vector<double>{kNothing, 2});
  CHECK(choice.n() == 1);
  CHECK_FALSE(choice.over());
  choice.add(std::vector<double>{1, 3});
  CHECK(choice.over());
}

TEST_CASE("the best is chosen at least as often as stated where all others are just the zone behind", "[selection]") {
  constexpr double kZone = 0.5;
  int right = 0;
  for (unsigned i = 0; i < 1000; ++i) {
    right += chosen_from(systems({kZone, kZone, 0, kZone, kZone}, 200, i), 10, {.indifference = kZone}).best() == 2;
  }
  CHECK(right >= 950 - 34);  // five standard deviations
  CHECK(right < 1000);       // or it would look too long
}

TEST_CASE("the paired interval covers the true difference as often as it says", "[paired][.long]") {
  int covered = 0, seen = 0;
  constexpr int kRepetitions = 1000;
  for (unsigned i = 0; i < kRepetitions; ++i) {
    const auto shifted = systems({0, 3}, 20, i);
    const Interval interval = paired_difference(shifted[0], shifted[1]).interval();
    covered += interval.low <= 3 && 3 <= interval.high;
    const auto equal = systems({7, 7}, 20, 5000 + i);
    seen += differs(paired_difference(equal[0], equal[1]));
  }
  // 950 and 50, five standard deviations (34) either side.
  CHECK(std::abs(covered - 950) <= 34);
  CHECK(std::abs(seen - 50) <= 34);
}

TEST_CASE("the group holds the best at least as often as it says", "[selection][.long]") {
  int held = 0;
  for (unsigned i = 0; i < 1000; ++i) {
    const Selection selection = select_best(systems({0, 0.3, 0.3, 0.3, 0.3}, 10, i), {});
    held += !selection.empty() && selection.group.front() == 0;
  }
  CHECK(held >= 950 - 34);
}
