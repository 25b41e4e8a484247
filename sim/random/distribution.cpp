#include "sim/random/distribution.hpp"

#include <algorithm>
#include <concepts>

#include "sim/random/math.hpp"
#include "sim/random/quantile_table.hpp"

namespace sim::random {
namespace {

constexpr double kLongest_us = 100.0 * 366 * 86400 * 1e6;  // longer draws are cut: they end after every horizon

double to_seconds(Duration d) { return static_cast<double>(us(d)) / 1e6; }

// The quantile at u in seconds, not cut. Of what has one that does not jump.
struct Quantile_s {
  double u;
  double operator()(const Exponential& d) const { return d.mean_s * exponential(1 - u); }
  double operator()(const Lognormal& d) const { return exp(d.log_median_s + d.sigma * inverse_normal(u)); }
  double operator()(const Weibull& d) const { return d.scale_s * exp(d.inverse_shape * log(exponential(1 - u))); }
  double operator()(const Normal& d) const { return d.mean_s + d.deviation_s * inverse_normal(u); }
  double operator()(const Uniform& d) const { return d.from_s + (d.to_s - d.from_s) * u; }
  double operator()(const Quantiles& d) const { return d.scale_s * exp(look_up(d.table, u)); }
};

template <class Kind>
concept Continuous = std::invocable<Quantile_s, const Kind&>;

template <Continuous Kind>
double microseconds(const Kind& d, double u) {
  return 1e6 * Quantile_s{u}(d);
}

struct ByFormula {
  double u;
  Duration operator()(const Continuous auto& d) const {
    const double time_us = microseconds(d, u);
    if (!(time_us > 0)) return Duration{0};
    return Duration{static_cast<std::int64_t>(std::min(time_us, kLongest_us) + 0.5)};
  }
  Duration operator()(const Constant& d) const { return d.value; }
  Duration operator()(const Empirical& d) const {
    return d.sorted[std::min(d.sorted.size() - 1, static_cast<std::size_t>(u * static_cast<double>(d.sorted.size())))];
  }
  // The uniform chooses the part and, stretched over its slice, the duration within it.
  Duration operator()(const Mixture& d) const {
    const auto part = static_cast<std::size_t>(std::ranges::upper_bound(d.cumulative, u) - d.cumulative.begin());
    const std::size_t i = std::min(part, d.parts.size() - 1);
    const double from = i == 0 ? 0 : d.cumulative[i - 1];
    return d.parts[i].sample(std::clamp((u - from) / (d.cumulative[i] - from), 0x1p-53, 1 - 0x1p-53));
  }
};

// None for what is cut somewhere.
struct CellsOf {
  std::shared_ptr<const QuantileCells> operator()(const Continuous auto& d) const {
    auto cells = QuantileCells::of([&d](double u) { return microseconds(d, u) + 0.5; }, 0.5, kLongest_us);
    return cells ? std::make_shared<const QuantileCells>(*std::move(cells)) : nullptr;
  }
  std::shared_ptr<const QuantileCells> operator()(const auto&) const { return nullptr; }
};

// E max(0, N(m, s)), by the normal density and distribution function; the latter from a midpoint rule over the quantile function.
double cut_normal_mean(double mean, double deviation) {
  if (deviation <= 0) return std::max(0.0, mean);
  constexpr int kPoints = 20'000;
  double sum = 0;
  for (int i = 0; i < kPoints; ++i) sum += std::max(0.0, mean + deviation * inverse_normal((i + 0.5) / kPoints));
  return sum / kPoints;
}

struct Mean {
  double operator()(const Constant& d) const { return to_seconds(d.value); }
  double operator()(const Exponential& d) const { return d.mean_s; }
  double operator()(const Lognormal& d) const { return exp(d.log_median_s + d.sigma * d.sigma / 2); }
  double operator()(const Weibull& d) const {  // scale * Gamma(1 + 1/shape), by the midpoint rule over the quantile function
    constexpr int kPoints = 20'000;
    double sum = 0;
    for (int i = 0; i < kPoints; ++i) sum += exp(d.inverse_shape * log(exponential((i + 0.5) / kPoints)));
    return d.scale_s * sum / kPoints;
  }
  double operator()(const Normal& d) const { return cut_normal_mean(d.mean_s, d.deviation_s); }
  double operator()(const Uniform& d) const { return (d.from_s + d.to_s) / 2; }
  double operator()(const Quantiles& d) const { return d.mean_s; }
  double operator()(const Empirical& d) const {
    double sum = 0;
    for (const Duration v : d.sorted) sum += to_seconds(v);
    return sum / static_cast<double>(d.sorted.size());
  }
  double operator()(const Mixture& d) const {
    double sum = 0, before = 0;
    for (std::size_t i = 0; i < d.parts.size(); ++i) {
      sum += (d.cumulative[i] - before) * d.parts[i].mean_s();
      before = d.cumulative[i];
    }
    return sum;
  }
};

}  // namespace

Distribution::Distribution(Kind kind) : kind_(std::move(kind)), cells_(std::visit(CellsOf{}, kind_)) {}

Duration Distribution::by_formula(double u) const { return std::visit(ByFormula{u}, kind_); }

double Distribution::mean_s() const { return std::visit(Mean{}, kind_); }
std::optional<Duration> Distribution::constant() const {
  const auto* constant = std::get_if<Constant>(&kind_);
  return constant != nullptr ? std::optional(constant->value) : std::nullopt;
}

Distribution make_constant(Duration value) { return Distribution(Constant{value}); }
Distribution make_exponential(double mean_s) { return Distribution(Exponential{mean_s}); }
Distribution make_lognormal(double median_s, double sigma) { return Distribution(Lognormal{log(median_s), sigma}); }
Distribution make_gamma(double mean_s, double shape) { return Distribution(Quantiles{gamma_table(shape), mean_s / shape, mean_s}); }
Distribution make_weibull(double scale_s, double shape) { return Distribution(Weibull{scale_s, 1 / shape}); }
Distribution make_normal(double mean_s, double deviation_s) { return Distribution(Normal{mean_s, deviation_s}); }
Distribution make_uniform(double from_s, double to_s) { return Distribution(Uniform{from_s, to_s}); }

Distribution make_empirical(std::vector<Duration> values) {
  std::ranges::sort(values);
  return Distribution(Empirical{std::move(values)});
}

Distribution make_mixture(std::vector<double> weights, std::vector<Distribution> parts) {
  double sum = 0;
  for (double& w : weights) w = sum += w;
  weights.back() = 1;
  return Distribution(Mixture{std::move(weights), std::move(parts)});
}

BetaQuantiles::BetaQuantiles(double a, double b) : table_(beta_table(a, b)) {}

double BetaQuantiles::operator()(double u) const {
  const double t = look_up(table_, u);
  const double e = exp(t < 0 ? t : -t);
  return (t < 0 ? e : 1) / (1 + e);
}

}  // namespace sim::random
