// The statistics kernels against exact values: Student t, order statistics, Wilson and Clopper-Pearson from multi-precision tables, NIST's
// NumAcc4 for a spread that a large mean would eat.

#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include "sim/stats/interval.hpp"
#include "sim/stats/knee.hpp"
#include "sim/stats/ratio.hpp"
#include "tests/catch.hpp"

using namespace sim::stats;

namespace {

// Numbers whose order carries no pattern.
std::vector<double> scrambled(std::size_t n) {
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = 1e6 + 0.1 * static_cast<double>((i * 7919) % 1009);
  return x;
}

Tally tally(std::span<const double> x) {
  Tally t;
  for (const double v : x) t.add(v);
  return t;
}

std::vector<double> one_to(std::size_t n) {
  std::vector<double> x(n);
  std::iota(x.begin(), x.end(), 1.0);
  return x;
}

}  // namespace

TEST_CASE("a tally keeps a small spread beside a large mean", "[stats]") {
  Tally t;  // NIST StRD NumAcc4: mean 10000000.2, sd 0.1
  t.add(10000000.2);
  for (int i = 0; i < 500; ++i) {
    t.add(10000000.1);
    t.add(10000000.3);
  }
  CHECK(t.n() == 1001);
  CHECK(t.mean() == Approx(10000000.2).epsilon(1e-15));
  CHECK(t.stddev() == Approx(0.1).epsilon(1e-8));
  CHECK(t.min() == 10000000.1);
  CHECK(t.max() == 10000000.3);
}

TEST_CASE("an empty tally has no numbers, one observation no spread", "[stats]") {
  Tally t;
  CHECK(std::isnan(t.mean()));
  CHECK(std::isnan(t.min()));
  CHECK(std::isnan(half_width(t)));
  t.add(4);
  CHECK(t.mean() == 4);
  CHECK(std::isnan(t.variance()));
  CHECK(std::isnan(half_width(t)));
  t.add(4);
  CHECK(half_width(t) == 0);
}

TEST_CASE("merged tallies agree with one that saw everything", "[stats]") {
  const std::vector<double> x = scrambled(1000);
  const Tally whole = tally(x);
  for (const std::size_t cut : {0ul, 1ul, 17ul, 500ul, 999ul, 1000ul}) {
    const std::span<const double> all(x);
    Tally merged = tally(all.first(cut));
    merged.merge(tally(all.subspan(cut)));
    CHECK(merged.n() == whole.n());
    CHECK(merged.mean() == Approx(whole.mean()).epsilon(1e-14));
    CHECK(merged.variance() == Approx(whole.variance()).epsilon(1e-10));
    CHECK(merged.min() == whole.min());
    CHECK(merged.max() == whole.max());
  }
}

TEST_CASE("Student t factors", "[stats]") {
  struct Row {
    double degrees, level90, level95, level99;
  };
  for (const Row& row :
       {Row{1, 6.31375151467504, 12.7062047361747, 63.6567411628716}, Row{2, 2.91998558035373, 4.30265272974946, 9.92484320091829},
        Row{9, 1.83311293265624, 2.26215716279821, 3.24983554159213}, Row{31, 1.69551878254587, 2.03951344639641, 2.74404191929427},
        Row{121, 1.65754431908747, 1.97976376250539, 2.61707226617086}, Row{999, 1.64638034542754, 1.96234146113345, 2.58075963726764}}) {
    CAPTURE(row.degrees);
    CHECK(student_t_quantile(row.degrees, 0.95) == Approx(row.level90).epsilon(1e-12));
    CHECK(student_t_quantile(row.degrees, 0.975) == Approx(row.level95).epsilon(1e-12));
    CHECK(student_t_quantile(row.degrees, 0.995) == Approx(row.level99).epsilon(1e-12));
  }
}

TEST_CASE("the half-width of a mean", "[stats]") {
  const std::array x{1.0, 2.0, 3.0, 4.0, 5.0};  // s = sqrt(2.5), t(4, .975) = 2.77644510519779
  CHECK(half_width(tally(x)) == Approx(2.77644510519779 * std::sqrt(2.5) / std::sqrt(5.0)).epsilon(1e-12));
  CHECK(half_width(tally(x), 0.90) == Approx(2.13184678632665 * std::sqrt(2.5) / std::sqrt(5.0)).epsilon(1e-12));
}

TEST_CASE("ranks that enclose a quantile", "[stats]") {
  struct Row {
    std::uint64_t n;
    double q, confidence;
    std::uint64_t low, high;
  };
  for (const Row& row : {Row{100, .5, .95, 40, 61}, Row{100, .9, .95, 84, 96}, Row{200, .95, .95, 184, 197}, Row{500, .95, .95, 465, 485},
                         Row{1000, .99, .95, 983, 997}, Row{59, .95, .95, 52, 60}, Row{30, .9, .9, 24, 30}}) {
    CAPTURE(row.n, row.q);
    const Ranks ranks = quantile_ranks(row.n, row.q, row.confidence);
    CHECK(ranks.low == row.low);
    CHECK(ranks.high == row.high);
  }
}

TEST_CASE("a small sample bounds no quantile on the far side", "[stats]") {
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<double> few = one_to(10);
  CHECK(quantile_interval(few, 0.95).high == infinity);
  CHECK(quantile_interval(few, 0.05).low == -infinity);
  CHECK(quantile_interval(one_to(1), 0.5).low == -infinity);
  CHECK(quantile_interval(one_to(1), 0.5).high == infinity);
  const std::uint64_t least = least_sample_for_bound(0.95);
  CHECK(least == 72);
  CHECK(std::isfinite(quantile_interval(one_to(least), 0.95).high));
  CHECK(quantile_interval(one_to(least - 1), 0.95).high == infinity);
  CHECK(least_sample_for_bound(0.95, 0.90) == 59);
}

TEST_CASE("a quantile is an observation, also an infinite one", "[stats]") {
  const std::vector<double> x = one_to(100);
  CHECK(quantile(x, 0.05) == 5);
  CHECK(quantile(x, 0.5) == 50);
  CHECK(quantile(x, 0.95) == 95);
  CHECK(quantile(x, 1.0) == 100);
  CHECK(quantile(one_to(1), 0.05) == 1);
  CHECK(quantile(one_to(10), 0.95) == 10);
  CHECK(quantile(one_to(60), 0.05) == 3);
  const double infinity = std::numeric_limits<double>::infinity();
  const std::array unfinished{1.0, 2.0, infinity};
  CHECK(quantile(unfinished, 0.5) == 2);
  CHECK(quantile(unfinished, 0.95) == infinity);
}

TEST_CASE("a ratio of means has the spread of paired residuals", "[stats]") {
  const std::vector<double> above{2, 4, 9}, below{1, 2, 3};
  const RatioOfMeans found = ratio_of_means(above, below);
  CHECK(found.n == 3);
  CHECK(found.value == Approx(2.5));  // 15 / 6; the mean of the ratios is 7/3
  // (a - 2.5 b) / 2: -0.25, -0.5, 0.75; variance 0.4375; t with two degrees of freedom
  CHECK(found.half_width == Approx(4.302652729911275 * std::sqrt(0.4375 / 3)));
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  CHECK(ratio_of_means(std::vector<double>{2, 4, 9, nothing}, std::vector<double>{1, 2, 3, 4}).value == Approx(2.5));
  CHECK(std::isnan(ratio_of_means(above, std::vector<double>{0, 0, 0}).value));
}

TEST_CASE("an interval of a ratio covers it as often as it says", "[stats]") {
  std::mt19937 generator(5);
  std::normal_distribution<double> normal;
  int covered = 0;
  for (int i = 0; i < 1000; ++i) {
    std::vector<double> above, below;
    for (int r = 0; r < 30; ++r) {
      below.push_back(10 + normal(generator));
      above.push_back(30 + 2 * (below.back() - 10) + normal(generator));
    }
    const RatioOfMeans found = ratio_of_means(above, below);
    covered += std::abs(found.value - 3) <= found.half_width;
  }
  CHECK(std::abs(covered - 950) <= 34);  // five standard deviations
}

TEST_CASE("Wilson and Clopper-Pearson", "[stats]") {
  struct Row {
    Count count;
    Interval exact, wilson;
  };
  for (const Row& row : {Row{{0, 50}, {0, 0.0711217364642}, {0, 0.0713475991334}},
                         Row{{3, 50}, {0.0125485878353, 0.165481946604}, {0.0206149703490, 0.162170916888}},
                         Row{{25, 100}, {0.168779738099, 0.346552495759}, {0.175452113623, 0.343044635481}},
                         Row{{97, 100}, {0.914823947026, 0.993770028462}, {0.915480635709, 0.989745475976}},
                         Row{{500, 1000}, {0.468549172972, 0.531450827028}, {0.469069600368, 0.530930399632}}}) {
    CAPTURE(row.count.successes, row.count.trials);
    const Interval exact = clopper_pearson(row.count), display = wilson(row.count);
    CHECK(exact.low == Approx(row.exact.low).epsilon(1e-10).margin(1e-15));
    CHECK(exact.high == Approx(row.exact.high).epsilon(1e-10));
    CHECK(display.low == Approx(row.wilson.low).epsilon(1e-9).margin(1e-15));
    CHECK(display.high == Approx(row.wilson.high).epsilon(1e-9));
  }
  CHECK(clopper_pearson({50, 50}).high == 1);
  CHECK(wilson({50, 50}).high == 1);
}

TEST_CASE("the knee of 1/x is where the curve is farthest from its chord", "[stats]") {
  std::vector<CurvePoint> hyperbola;
  for (int x = 1; x <= 16; ++x) hyperbola.push_back({static_cast<double>(x), 1.0 / x});
  CHECK(knee(hyperbola) == 3);  // the chord has the slope -1/16, which 1/x has at x = 4
  CHECK(knee(std::vector<CurvePoint>{{1, 9}, {2, 1}, {3, 0}, {4, 0}}) == 1);
}

TEST_CASE("a line, three points and a curve that does not fall have no knee", "[stats]") {
  CHECK_FALSE(knee(std::vector<CurvePoint>{{1, 4}, {2, 3}, {3, 2}, {4, 1}}));
  CHECK_FALSE(knee(std::vector<CurvePoint>{{1, 9}, {2, 1}, {3, 0}}));
  CHECK_FALSE(knee(std::vector<CurvePoint>{{1, 0}, {2, 8}, {3, 9}, {4, 9}}));
  CHECK_FALSE(knee(std::vector<CurvePoint>{{1, 5}, {2, 5}, {3, 5}, {4, 5}}));
}
