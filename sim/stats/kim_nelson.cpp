#include "sim/stats/kim_nelson.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/base/check.hpp"
#include "sim/stats/tally.hpp"

namespace sim::stats {

namespace {

double squared_constant(std::size_t systems, std::uint64_t first, double confidence) {
  const double degrees = static_cast<double>(first - 1);
  const double each = 2 * (1 - confidence) / static_cast<double>(systems - 1);
  return (std::pow(each, -2 / degrees) - 1) * degrees;
}

}  // namespace

KimNelson::KimNelson(std::size_t systems, std::uint64_t first, const SelectionRule& rule)
    : first_(first),
      indifference_(rule.indifference),
      sign_(rule.better == Better::greater ? 1 : -1),
      left_(systems),
      sums_(systems),
      first_values_(systems),
      variances_(systems * systems),
      out_after_(systems) {
  SIM_CHECK(systems >= 2 && first >= 2, "a choice needs two systems and a spread");
  SIM_CHECK(rule.indifference > 0 && rule.confidence > 0.5 && rule.confidence < 1, "an indifference zone and a confidence");
  h_squared_ = squared_constant(systems, first, rule.confidence);
  std::iota(left_.begin(), left_.end(), std::size_t{0});
}

void KimNelson::add(std::span<const double> values) {
  SIM_CHECK(values.size() == sums_.size(), "an observation of every system");
  if (over() || !std::ranges::all_of(left_, [&](std::size_t s) { return std::isfinite(values[s]); })) return;
  ++n_;
  for (const std::size_t s : left_) {
    sums_[s] += sign_ * values[s];
    if (n_ <= first_) first_values_[s].push_back(values[s]);
  }
  if (n_ == first_) fix_variances();
  if (n_ >= first_) screen();
}

std::size_t KimNelson::best() const {
  return *std::ranges::max_element(left_, {}, [this](std::size_t s) { return sums_[s]; });
}

void KimNelson::fix_variances() {
  for (std::size_t a = 0; a < sums_.size(); ++a) {
    for (std::size_t b = 0; b < sums_.size(); ++b) {
      Tally difference;
      for (std::size_t i = 0; i < first_; ++i) difference.add(first_values_[a][i] - first_values_[b][i]);
      variances_[a * sums_.size() + b] = difference.variance();
    }
  }
  first_values_.clear();
}

// Everybody is held against all that were left before this observation, as the procedure has it. Past the last margin the best mean stays.
void KimNelson::screen() {
  const double n = static_cast<double>(n_);
  const auto margin = [&](std::size_t a, std::size_t b) {
    return std::max(0.0, h_squared_ * variance(a, b) / indifference_ - indifference_ * n) / 2;
  };
  const auto is_out = [&](std::size_t s) {
    return std::ranges::any_of(left_, [&](std::size_t other) { return other != s && sums_[s] < sums_[other] - margin(s, other); });
  };
  const bool exhausted = std::ranges::all_of(left_, [&](std::size_t a) {
    return std::ranges::all_of(left_, [&](std::size_t b) { return h_squared_ * variance(a, b) < indifference_ * indifference_ * n; });
  });
  const std::size_t ahead = best();
  std::vector<std::size_t> staying;
  for (const std::size_t s : left_) {
    if (s == ahead || (!exhausted && !is_out(s))) {
      staying.push_back(s);
    } else {
      out_after_[s] = n_;
    }
  }
  left_ = std::move(staying);
}

}  // namespace sim::stats
