#pragma once
// The mean of an output, sharpened by what is known of other outputs of the same runs: where a control came out above its exact mean, what
// moves with it came out high by chance too, and a regression takes that part of the chance away.
//
// Lavenberg and Welch, "A perspective on the use of control variables to increase the efficiency of Monte Carlo simulations", Management
// Science 27 (1981): the intercept of a least-squares fit on the controls about their exact means, with Student's t at n - 1 - q degrees of
// freedom for q controls. Exact where outputs and controls are jointly normal, as sums over many contacts are; the coefficients are
// estimated from the same sample, and the interval pays for that.
//
// Invariants
//   1. Controls that are constant, or a combination of others, are dropped; they do not cost degrees of freedom.
//   2. There is no estimate without a spread left to judge it by: n > q + 1.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace sim::stats {

struct Control {
  std::vector<double> values;  // one for each observation
  double expected = 0;         // exactly
};

struct ControlledMean {
  std::size_t controls = 0;  // that were of use
  double mean, half_width;
  double variance_reduction;  // square of the plain half width over this one: how many times the replications it is worth
};

// Empty: the sample does not vary, no control does, or there are too few observations for the controls. REQUIRES all values finite and
// columns of one length.
std::optional<ControlledMean> controlled_mean(std::span<const double> sample, std::span<const Control> controls, double confidence = 0.95);

}  // namespace sim::stats
