#include "sim/random/distribution.hpp"

#include <algorithm>

#include "sim/random/math.hpp"
#include "sim/random/quantile_table.hpp"

namespace sim::random {
namespace {

constexpr double kLongest_s = 100.0 * 366 * 86400;  // longer draws are cut: they end after every horizon

Duration from_seconds(double s) {
  if (!(s > 0)) return Duration{0};
  return Duration{static_cast<std::int64_t>(std::min(s, kLongest_s) * 1e6 + 0.5)};
}

double to_seconds(Duration d) { return static_cast<double>(us(d)) / 1e6; }

struct Sampler {
  double u;
  Duration operator()(const Constant& d) const { return d.value; }
  Duration operator()(const Exponential& d) const { return from_seconds(d.mean_s * exponential(1 - u)); }
  Duration operator()(const Lognormal& d) const { return from_seconds(exp(d.log_median_s + d.sigma * inverse_normal(u))); }
  Duration operator()(const Weibull& d) const { return from_seconds(d.scale_s * exp(d.inverse_shape * log(exponential(1 - u)))); }
  Duration operator()(const Normal& d) const { return from_seconds(d.mean_s + d.deviation_s * inverse_normal(u)); }
  Duration operator()(const Uniform& d) const { return from_seconds(d.from_s + (d.to_s - d.from_s) * u); }
  Duration operator()(const Quantiles& d) const { return from_seconds(d.scale_s * exp(look_up(d.table, u))); }
  Duration operator()(const Empirical& d) const {
    return d.sorted[std::min(d.sorted.size() - 1, static_cast<std::size_t>(u * static_cast<double>(d.sorted.size())))];
  }
  Duration operator()(const Mixture& d) const {
    double inner = u;
    const Distribution& part = d.part_at(inner);
    return part.sample(inner);
  }
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

// The uniform chooses the part and, stretched over its slice, the duration within it.
const Distribution& Mixture::part_at(double& u) const {
  const auto part = static_cast<std::size_t>(std::ranges::upper_bound(cumulative, u) - cumulative.begin());
  const std::size_t i = std::min(part, parts.size() - 1);
  const double from = i == 0 ? 0 : cumulative[i - 1];
  u = std::clamp((u - from) / (cumulative[i] - from), 0x1p-53, 1 - 0x1p-53);
  return parts[i];
}

Duration Distribution::sample(double u) const { return std::visit(Sampler{u}, kind_); }

const Distribution& Distribution::part_at(double& u) const {
  const auto* mixture = std::get_if<Mixture>(&kind_);
  return mixture != nullptr ? mixture->part_at(u).part_at(u) : *this;
}

std::pair<Duration, Duration> sample_both(const Distribution& first, double u, const Distribution& second, double v) {
  const Distribution& a = first.part_at(u);
  const Distribution& b = second.part_at(v);
  if (const auto* p = std::get_if<Exponential>(&a.kind_), *q = std::get_if<Exponential>(&b.kind_); p != nullptr && q != nullptr) {
    const Two logs = log(Two{1 - u, 1 - v});
    return {from_seconds(p->mean_s * -logs.first), from_seconds(q->mean_s * -logs.second)};
  }
  if (const auto* p = std::get_if<Lognormal>(&a.kind_), *q = std::get_if<Lognormal>(&b.kind_); p != nullptr && q != nullptr) {
    const Two z = inverse_normal(Two{u, v});
    const Two s = exp(Two{p->log_median_s + p->sigma * z.first, q->log_median_s + q->sigma * z.second});
    return {from_seconds(s.first), from_seconds(s.second)};
  }
  return {a.sample(u), b.sample(v)};
}

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
