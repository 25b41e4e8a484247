#include "sim/random/quantile_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/random/math.hpp"

namespace sim::random {
namespace {

constexpr int kCells = 1024;
constexpr double kReach = 8.5;  // normal scores of every double in (0, 1) lie within
constexpr double kStep = 2 * kReach / kCells;

double log1p(double x) {  // x > -1
  if (x > -0.1 && x < 0.1) {
    const double s = x / (2 + x), z = s * s;
    double sum = 0;
    for (int n = 17; n >= 1; n -= 2) sum = sum * z + 1.0 / n;
    return 2 * s * sum;
  }
  return log(1 + x);
}

// Lanczos, g = 7, n = 9 (Godfrey's coefficients): 1e-15 relative for x > 0.
double log_gamma(double x) {
  constexpr std::array<double, 9> kC{0.99999999999980993,  676.5203681218851,     -1259.1392167224028,
                                     771.32342877765313,   -176.61502916214059,   12.507343278686905,
                                     -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};
  if (x < 0.5) return log_gamma(x + 1) - log(x);
  double sum = kC[0];
  for (int i = 1; i < 9; ++i) sum += kC[static_cast<std::size_t>(i)] / (x - 1 + i);
  const double t = x + 6.5;
  return 0.91893853320467274178 + (x - 0.5) * log(t) - t + log(sum);
}

// A pair of tails in logarithms: of the distribution function and of its complement.
struct LogTails {
  double lower, upper;
};

double log_of_complement(double log_p) { return log_p < -0.6931471805599453 ? log1p(-exp(log_p)) : log(-(exp(log_p) - 1)); }

// A factor of a continued fraction that no longer moves the product. Rounding may keep it from ever being exactly 1.
bool converged(double factor) { return factor > 1 - 1e-15 && factor < 1 + 1e-15; }

// Incomplete gamma functions: series below shape + 1, continued fraction above (Lentz).
LogTails gamma_tails(double shape, double log_x) {
  const double x = exp(log_x);
  const double front = shape * log_x - x - log_gamma(shape);
  if (x < shape + 1) {
    double term = 1 / shape, sum = term;
    for (int n = 1; n < 10'000 && term > sum * 1e-17; ++n) {
      term *= x / (shape + n);
      sum += term;
    }
    const double lower = std::min(front + log(sum), -1e-300);
    return {lower, log_of_complement(lower)};
  }
  double b = x + 1 - shape, c = 1e300, d = 1 / b, h = d;
  for (int i = 1; i < 10'000; ++i) {
    const double an = -i * (i - shape);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    h *= d * c;
    if (converged(d * c)) break;
  }
  const double upper = std::min(front + log(h), -1e-300);
  return {log_of_complement(upper), upper};
}

// Continued fraction of the incomplete beta function (Lentz), for x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  double c = 1, d = 1 - (a + b) * x / (a + 1);
  d = 1 / (d == 0 ? kTiny : d);
  double h = d;
  for (int m = 1; m < 10'000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    h *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    h *= d * c;
    if (converged(d * c)) break;
  }
  return h;
}

// log x and log(1 - x) of the log-odds t.
double log_share(double t) { return t < 0 ? t - log1p(exp(t)) : -log1p(exp(-t)); }

LogTails beta_tails(double a, double b, double t) {
  const double log_x = log_share(t), log_y = log_share(-t);
  const double front = a * log_x + b * log_y + log_gamma(a + b) - log_gamma(a) - log_gamma(b);
  const double x = exp(log_x);
  if (x < (a + 1) / (a + b + 2)) {
    const double lower = std::min(front - log(a) + log(beta_fraction(a, b, x)), -1e-300);
    return {lower, log_of_complement(lower)};
  }
  const double upper = std::min(front - log(b) + log(beta_fraction(b, a, exp(log_y))), -1e-300);
  return {log_of_complement(upper), upper};
}

// log of the normal tail below -|z|: half the upper incomplete gamma function of shape 1/2 at z^2 / 2.
double log_normal_tail(double z) {
  if (z == 0) return -0.69314718055994530942;
  return gamma_tails(0.5, log(z * z / 2)).upper - 0.69314718055994530942;
}

// Finds the y at which the smaller tail is that of the normal score z. tails is monotone in y; `guess` is near.
template <class Tails>
double solve(const Tails& tails, double z, double guess) {
  const double target = log_normal_tail(z);
  const auto error = [&](double y) {  // rising in y
    const LogTails t = tails(y);
    return z < 0 ? t.lower - target : target - t.upper;
  };
  double low = guess, high = guess, width = 0.01;
  for (; error(low) > 0; width *= 2) low -= width;
  for (width = 0.01; error(high) < 0; width *= 2) high += width;
  // Regula falsi with the Illinois weight: keeps the bracket, converges faster than linearly.
  double error_low = error(low), error_high = error(high);
  int kept = 0;  // the end that stayed last time: -1 low, +1 high
  for (int i = 0; i < 100; ++i) {
    const double y = error_high == error_low ? (low + high) / 2 : high - error_high * (high - low) / (error_high - error_low);
    const double e = error(y);
    if ((e < 1e-12 && e > -1e-12) || high - low < 1e-14) return y;
    if (e > 0) {
      high = y;
      error_high = e;
      if (kept == -1) error_low /= 2;
      kept = -1;
    } else {
      low = y;
      error_low = e;
      if (kept == 1) error_high /= 2;
      kept = 1;
    }
  }
  return (low + high) / 2;
}

template <class Tails>
std::vector<double> table_of(const Tails& tails, double middle) {
  std::vector<double> table(kCells + 1);
  constexpr int kMiddle = kCells / 2;
  table[kMiddle] = solve(tails, 0, middle);
  const auto extrapolate = [&](int i, int by) {
    const auto at = [&](int j) { return table[static_cast<std::size_t>(j)]; };
    const int n = (i - kMiddle) * by;
    return n >= 2 ? 2 * at(i - by) - at(i - 2 * by) : at(i - by);
  };
  for (const int by : {1, -1}) {
    for (int i = kMiddle + by; i >= 0 && i <= kCells; i += by) {
      table[static_cast<std::size_t>(i)] = solve(tails, (i - kMiddle) * kStep, extrapolate(i, by));
    }
  }
  return table;
}

}  // namespace

std::vector<double> gamma_table(double shape) {
  return table_of([shape](double y) { return gamma_tails(shape, y); }, log(shape));
}

std::vector<double> beta_table(double a, double b) {
  return table_of([a, b](double t) { return beta_tails(a, b, t); }, log(a / b));
}

double look_up(const std::vector<double>& table, double u) {
  const double at = (inverse_normal(u) + kReach) / kStep;
  const int i = std::clamp(static_cast<int>(at), 1, kCells - 2);
  const double t = at - i;
  const double* y = table.data() + i;
  // Lagrange through the points at -1, 0, 1, 2.
  return y[0] + t * ((y[1] - y[0]) + (t - 1) * ((y[1] - 2 * y[0] + y[-1]) / 2 + (t + 1) * (y[2] - 3 * y[1] + 3 * y[0] - y[-1]) / 6));
}

}  // namespace sim::random
