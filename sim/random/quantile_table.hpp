#pragma once
// Quantile functions that have no closed form, as tables made at load: the logarithm of a gamma quantile, the log-odds of a beta quantile,
// over a grid of normal scores, where both are smooth from one tail to the other. Between grid points a cubic through four neighbours.
//
// Invariants
//   1. Own arithmetic only, so the tables have the same bits in every build.
//   2. The relative error of a gamma quantile, and of a beta quantile and its complement, is below 1e-6 for u in [1e-9, 1 - 1e-9] and
//      shapes in [0.05, 1000] (tests/distribution_test.cpp holds them against Boost.Math).

#include <vector>

namespace sim::random {

// log of the quantiles of Gamma(shape, 1). REQUIRES shape > 0.
std::vector<double> gamma_table(double shape);
// log(x / (1 - x)) of the quantiles x of Beta(a, b). REQUIRES a, b > 0.
std::vector<double> beta_table(double a, double b);
// The value of a table at u. REQUIRES 0 < u < 1.
double look_up(const std::vector<double>& table, double u);

}  // namespace sim::random
