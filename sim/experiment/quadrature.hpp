#pragma once
// The mean of a function of one uniform, to many digits: what an expectation over a quantile function is.
//
// Adaptive Simpson over panels whose ends count, so that a jump inside a panel is always seen; quantile functions are steep at the ends of
// (0, 1) and billed time is a staircase, and both are followed down to slivers that no longer matter. A library rule that looks only at
// inner points was rejected: it steps over jumps near the ends of a panel.

#include <functional>

namespace sim::experiment {

// REQUIRES an integrand that is monotone, or smooth between a few jumps. The error is some 1e-8 of the largest of the panel means.
double mean_over_uniforms(const std::function<double(double u)>& integrand);

}  // namespace sim::experiment
