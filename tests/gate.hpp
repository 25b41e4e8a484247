#pragma once
// Holds simulated values against exact ones: each within 5 standard errors, and all of them together neither too far nor too close.
//
// z = (mean - exact) * sqrt(n) / deviation, with the exact deviation where there is one. Values of one case come from the same
// observations and lean on each other, so the sum of their squares is held against a scaled chi-square with the same mean and variance:
// m values with correlations r_ij have E = m and Var = 2 sum r_ij^2 (Satterthwaite, "An approximate distribution of estimates of
// variance components", 1946).

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "sim/stats/tally.hpp"

namespace sim::oracles {

using Sample = std::vector<double>;  // one number per observation

// The range that a chi-square variable leaves once in a thousand times.
inline bool in_chi_square_range(double x, double degrees) {
  const boost::math::chi_squared_distribution<double> law(degrees);
  return x >= quantile(law, 0.0005) && x <= quantile(law, 0.9995);
}

// One case: every value added has the same observations in the same order.
class Gate {
 public:
  void mean(const std::string& name, const Sample& sample, double exact, double deviation) {
    const double n = static_cast<double>(sample.size());
    stats::Tally tally;
    for (const double x : sample) tally.add(x);
    values_.push_back({name, tally.mean(), exact, (tally.mean() - exact) * std::sqrt(n) / deviation});
    columns_.push_back(standardised(sample, tally));
  }
  // Where no exact deviation is known: that of the sample.
  void mean(const std::string& name, const Sample& sample, double exact) {
    stats::Tally tally;
    for (const double x : sample) tally.add(x);
    mean(name, sample, exact, tally.stddev());
  }
  void variance(const std::string& name, const Sample& sample, double exact_mean, double exact_variance) {
    Sample squares;
    for (const double x : sample) squares.push_back((x - exact_mean) * (x - exact_mean));
    mean(name, squares, exact_variance);
  }
  // The share of observations for which something holds.
  void share(const std::string& name, const Sample& indicators, double exact) {
    mean(name, indicators, exact, std::sqrt(exact * (1 - exact)));
  }
  // P(observation <= x).
  void at_most(const std::string& name, const Sample& sample, double x, double exact) {
    Sample indicators;
    for (const double y : sample) indicators.push_back(y <= x ? 1 : 0);
    share(name, indicators, exact);
  }

  bool holds() const {
    for (const Value& v : values_) {
      if (!(std::abs(v.z) <= 5)) return false;
    }
    const auto m = static_cast<double>(values_.size());
    const double squared = squared_correlations();
    return in_chi_square_range(sum_of_squares() * m / squared, m * m / squared);
  }

  std::string report() const {
    std::ostringstream text;
    for (const Value& v : values_) text << v.name << ": " << v.mean << ", exact " << v.exact << ", z " << v.z << '\n';
    text << "sum of z^2: " << sum_of_squares() << " over " << values_.size() << " values\n";
    return text.str();
  }

 private:
  struct Value {
    std::string name;
    double mean, exact, z;
  };

  static Sample standardised(Sample sample, const stats::Tally& tally) {
    const double scale = std::sqrt(tally.variance() * static_cast<double>(sample.size() - 1));
    for (double& x : sample) x = scale > 0 ? (x - tally.mean()) / scale : 0;
    return sample;
  }
  double sum_of_squares() const {
    return std::accumulate(values_.begin(), values_.end(), 0.0, [](double sum, const Value& v) { return sum + v.z * v.z; });
  }
  double squared_correlations() const {
    auto sum = static_cast<double>(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const double r = std::inner_product(columns_[i].begin(), columns_[i].end(), columns_[j].begin(), 0.0);
        sum += 2 * r * r;
      }
    }
    return sum;
  }

  std::vector<Value> values_;
  std::vector<Sample> columns_;
};

// Pearson's test of a whole distribution: nothing outside the support, and the statistic in its range, neither too far nor too close.
inline bool fits(const Sample& sample, const std::map<double, double>& probabilities) {
  std::map<double, double> counts;
  for (const double x : sample) ++counts[x];
  double statistic = 0;
  for (const auto& [x, p] : probabilities) {
    const double expected = p * static_cast<double>(sample.size());
    statistic += (counts[x] - expected) * (counts[x] - expected) / expected;
  }
  return counts.size() == probabilities.size() && in_chi_square_range(statistic, static_cast<double>(probabilities.size() - 1));
}

}  // namespace sim::oracles
