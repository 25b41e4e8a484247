#pragma once
// A quantile function for drawing: polynomials over cells of u, so that a draw is one look-up and takes as long for every distribution.
// What the cells hold is made at load from the function itself.
//
// The cells are those of the smaller of u and 1 - u: sixteen to each octave, from 1/1024 to 1/2, on either side. A tail bends by how far
// its end is, so cells that shrink towards that end serve it as well as the middle. One draw of 512 is farther out and left to the
// function.
//
// Invariants
//   1. Own arithmetic only: the cells have the same bits in every build.
//   2. In the middle of each cell its polynomial is off by less than 1e-9 of the value or a thousandth of the unit, or there are no cells.
//      Through its six points (the extrema of a Chebyshev polynomial) it errs most there, but for how much the function's sixth
//      derivative changes within the cell.

#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace sim::random {

class QuantileCells {
 public:
  // None where the function leaves [least, most] or its polynomials leave it. REQUIRES it to be defined in (0, 1).
  static std::optional<QuantileCells> of(const std::function<double(double)>& quantile, double least, double most);

  // From here to 1 - it there are cells.
  static constexpr double kFrom = 0x1p-10;
  static double smaller(double u) { return u < 1 - u ? u : 1 - u; }

  // The quantile at u. REQUIRES p = smaller(u) >= kFrom.
  double operator()(double u, double p) const {
    const std::uint64_t cell = cell_of(p);
    const Polynomial& c = cells_[2 * (cell - kFirst) + (u >= 0.5 ? 1 : 0)];
    const double x = p - edge(cell);
    const double x2 = x * x;
    return (c[0] + c[1] * x) + x2 * ((c[2] + c[3] * x) + x2 * (c[4] + c[5] * x));
  }

 private:
  using Polynomial = std::array<double, 6>;  // ascending, of the distance from the edge of the cell

  // A cell is what the exponent and the first four bits of the mantissa of a double say.
  static constexpr int kShift = 52 - 4;
  static constexpr std::uint64_t cell_of(double p) { return std::bit_cast<std::uint64_t>(p) >> kShift; }
  static constexpr double edge(std::uint64_t cell) { return std::bit_cast<double>(cell << kShift); }
  static constexpr std::uint64_t kFirst = std::bit_cast<std::uint64_t>(kFrom) >> kShift;
  static constexpr std::uint64_t kLast = std::bit_cast<std::uint64_t>(0.5) >> kShift;  // 1/2 alone

  std::vector<Polynomial> cells_;  // [cell - kFirst][u >= 1/2]
};

}  // namespace sim::random
