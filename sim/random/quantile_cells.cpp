#include "sim/random/quantile_cells.hpp"

namespace sim::random {
namespace {

constexpr std::size_t kPoints = 6;
// The extrema of the Chebyshev polynomial of degree five on [0, 1]: (1 - cos(pi i / 5)) / 2.
constexpr std::array<double, kPoints> kNodes{0, 0.09549150281252627, 0.3454915028125263, 0.6545084971874737, 0.9045084971874737, 1};

// Newton's divided differences, multiplied out.
std::array<double, kPoints> polynomial_through(const std::array<double, kPoints>& x, std::array<double, kPoints> y) {
  for (std::size_t order = 1; order < kPoints; ++order) {
    for (std::size_t i = kPoints - 1; i >= order; --i) y[i] = (y[i] - y[i - 1]) / (x[i] - x[i - order]);
  }
  std::array<double, kPoints> c{y[kPoints - 1]};
  for (std::size_t n = kPoints - 1; n-- > 0;) {
    for (std::size_t i = kPoints - 1; i > 0; --i) c[i] = c[i - 1] - x[n] * c[i];
    c[0] = y[n] - x[n] * c[0];
  }
  return c;
}

bool near(double value, double exact) {
  constexpr double kRelative = 1e-9, kAbsolute = 1e-3;
  const double error = value < exact ? exact - value : value - exact;
  return error < kRelative * exact + kAbsolute;
}

}  // namespace

std::optional<QuantileCells> QuantileCells::of(const std::function<double(double)>& quantile, double least, double most) {
  QuantileCells made;
  for (std::uint64_t cell = kFirst; cell < kLast; ++cell) {
    const double from = edge(cell), width = edge(cell + 1) - from;
    for (const bool upper : {false, true}) {
      const auto uniform = [&](double x) { return upper ? 1 - (from + x) : from + x; };
      std::array<double, kPoints> x, y;
      for (std::size_t i = 0; i < kPoints; ++i) {
        x[i] = width * kNodes[i];
        y[i] = quantile(uniform(x[i]));
        if (!(y[i] >= least && y[i] <= most)) return std::nullopt;
      }
      made.cells_.push_back(polynomial_through(x, y));
      if (const double middle = uniform(width / 2); !near(made(middle, from + width / 2), quantile(middle))) return std::nullopt;
    }
  }
  for (int side = 0; side < 2; ++side) made.cells_.push_back({quantile(0.5)});
  return made;
}

}  // namespace sim::random
