#pragma once
// Distributions of durations, sampled by inversion: one uniform gives one duration, rising in the uniform (a mixture: within its
// component). Compiled once at load, then a pure function.
//
// Invariants
//   1. sample(u) has the same bits in every build: own arithmetic only, the result rounded to whole microseconds, never below 0.
//   2. It is the quantile, within 1e-9 of it, from cells made at load (quantile_cells.hpp), or where they do not reach by its formula. What
//      gamma's cells are made from has an error of its own (quantile_table.hpp).

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/random/quantile_cells.hpp"

namespace sim::random {

class Distribution;

struct Constant {
  Duration value{0};
};
struct Exponential {
  double mean_s = 0;
};
struct Lognormal {
  double log_median_s = 0, sigma = 0;
};
struct Weibull {
  double scale_s = 0, inverse_shape = 1;
};
struct Normal {  // cut at 0
  double mean_s = 0, deviation_s = 0;
};
struct Uniform {
  double from_s = 0, to_s = 0;
};
struct Quantiles {  // gamma: monotone table over u, quantile_table.hpp
  std::vector<double> table;
  double scale_s = 1;
  double mean_s = 1;
};
struct Empirical {
  std::vector<Duration> sorted;
};
struct Mixture {
  std::vector<double> cumulative;  // the last is 1
  std::vector<Distribution> parts;
};

class Distribution {
 public:
  using Kind = std::variant<Constant, Exponential, Lognormal, Weibull, Normal, Uniform, Quantiles, Empirical, Mixture>;

  Distribution() = default;
  explicit Distribution(Kind kind);

  // REQUIRES 0 < u < 1.
  Duration sample(double u) const {
    const double p = QuantileCells::smaller(u);
    if (cells_ != nullptr && p >= QuantileCells::kFrom) [[likely]]
      return Duration{static_cast<std::int64_t>((*cells_)(u, p))};
    return by_formula(u);
  }
  // The exact expectation in seconds of the uncut distribution (normal: of the cut one), for estimates and control variates.
  double mean_s() const;
  // The value of a distribution that needs no draw.
  std::optional<Duration> constant() const;
  bool is_zero() const { return constant() == Duration{0}; }

 private:
  Duration by_formula(double u) const;

  Kind kind_;
  std::shared_ptr<const QuantileCells> cells_;  // of microseconds, and a half so that they round; null: all draws are by the formula
};

Distribution make_constant(Duration value);
Distribution make_exponential(double mean_s);
Distribution make_lognormal(double median_s, double sigma);
Distribution make_gamma(double mean_s, double shape);
Distribution make_weibull(double scale_s, double shape);
Distribution make_normal(double mean_s, double deviation_s);
Distribution make_uniform(double from_s, double to_s);
Distribution make_empirical(std::vector<Duration> values);                                // REQUIRES at least one
Distribution make_mixture(std::vector<double> weights, std::vector<Distribution> parts);  // REQUIRES weights > 0, sum to 1 within 1e-9

// The quantile function of Beta(a, b) from a monotone table made at load.
class BetaQuantiles {
 public:
  BetaQuantiles(double a, double b);
  double operator()(double u) const;  // REQUIRES 0 < u < 1

 private:
  std::vector<double> table_;
};

}  // namespace sim::random
