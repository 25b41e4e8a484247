#pragma once
// Logarithm, exponential and inverse normal distribution from + - * / and square root alone. libm is not used in draws: the same
// program gives other last bits of its log and exp on a processor without fused multiply-add.
//
// Invariants
//   1. The same argument gives the same bits under every compiler, optimisation level and processor (with -ffp-contract=off).
//   2. log and exp are within 1 ulp (the method of fdlibm, Sun Microsystems 1993); inverse_normal is within 1e-15 relative
//      (Wichura, "Algorithm AS 241", Applied Statistics 37, 1988).

namespace sim::random {

// REQUIRES x > 0, finite and normal.
double log(double x);

// 0 below -745, infinity above 709.78.
double exp(double x);

// The quantile of the standard normal distribution. REQUIRES 0 < u < 1.
double inverse_normal(double u);

// The quantile of the exponential distribution of mean 1, falling in u. REQUIRES 0 < u < 1.
inline double exponential(double u) { return -log(u); }

}  // namespace sim::random
