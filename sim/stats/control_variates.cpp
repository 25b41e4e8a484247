#include "sim/stats/control_variates.hpp"

#include <Eigen/Dense>
#include <cmath>

#include "sim/base/check.hpp"
#include "sim/stats/interval.hpp"
#include "sim/stats/tally.hpp"

namespace sim::stats {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kConstant = 1e-10;  // of a spread relative to the size of the numbers: made by arithmetic alone
// What a control adds to the others, as a share of its spread; below it, small errors of the exact means would be blown up.
constexpr double kDependent = 1e-4;

VectorXd vector_of(std::span<const double> values) { return Eigen::Map<const VectorXd>(values.data(), static_cast<Index>(values.size())); }

// A control as a column of unit spread about its sample mean, and how far that mean is from the exact one in the same unit.
struct Regressor {
  VectorXd about_mean;
  double off_by = 0;
};

std::vector<Regressor> useful_regressors(std::span<const Control> controls) {
  std::vector<Regressor> regressors;
  for (const Control& control : controls) {
    const VectorXd values = vector_of(control.values);
    const double mean = values.mean();
    const VectorXd about = values.array() - mean;
    const double spread = about.norm();
    if (spread > kConstant * values.norm()) regressors.push_back({about / spread, (mean - control.expected) / spread});
  }
  return regressors;
}

double plain_half_width(std::span<const double> sample, double confidence) {
  Tally tally;
  for (const double value : sample) tally.add(value);
  return half_width(tally, confidence);
}

}  // namespace

std::optional<ControlledMean> controlled_mean(std::span<const double> sample, std::span<const Control> controls, double confidence) {
  const auto n = static_cast<Index>(sample.size());
  const std::vector<Regressor> regressors = useful_regressors(controls);
  if (n < 2 || regressors.empty()) return std::nullopt;
  MatrixXd x(n, static_cast<Index>(regressors.size()));
  VectorXd off_by(x.cols());
  for (Index c = 0; c < x.cols(); ++c) {
    const Regressor& regressor = regressors[static_cast<std::size_t>(c)];
    SIM_CHECK(regressor.about_mean.size() == n, "a control has a value for each observation");
    x.col(c) = regressor.about_mean;
    off_by[c] = regressor.off_by;
  }
  Eigen::CompleteOrthogonalDecomposition<MatrixXd> fit;
  fit.setThreshold(kDependent);
  fit.compute(x);
  const Index degrees = n - 1 - fit.rank();
  if (degrees < 1) return std::nullopt;
  const VectorXd y = vector_of(sample);
  const double mean = y.mean();
  const VectorXd about = y.array() - mean;
  if (about.norm() <= kConstant * y.norm()) return std::nullopt;
  // Never the pseudo-inverse itself: Eigen makes it from a unit matrix of n by n, 800 MB for 10,000 observations.
  const VectorXd slope = fit.solve(about);
  const double variance_left = (about - x * slope).squaredNorm() / static_cast<double>(degrees);
  // Of the fit at the exact means: 1/n, and how far the sample means are from them in the metric of the controls.
  const VectorXd away = fit.transpose().solve(off_by);
  const double leverage = 1 / static_cast<double>(n) + away.squaredNorm();
  const double half = student_t_quantile(static_cast<double>(degrees), (1 + confidence) / 2) * std::sqrt(variance_left * leverage);
  const double gain = plain_half_width(sample, confidence) / half;
  return ControlledMean{static_cast<std::size_t>(fit.rank()), mean - slope.dot(off_by), half, gain * gain};
}

}  // namespace sim::stats
