#include "sim/experiment/quadrature.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace sim::experiment {

namespace {

constexpr double kNearest = 0x1p-53;  // to 0 and to 1: the integrand is asked inside (0, 1) only
constexpr int kPanels = 64;
constexpr int kDeepest = 44;  // halvings of a panel
constexpr double kAccuracy = 1e-10;

// Three points of the integrand at equal distances.
struct Panel {
  double from, to;
  double at_from, at_middle, at_to;
  double middle() const { return (from + to) / 2; }
  double area() const { return (to - from) / 6 * (at_from + 4 * at_middle + at_to); }
};

using Integrand = std::function<double(double)>;

Panel panel(const Integrand& f, double from, double to, double at_from, double at_to) {
  return {from, to, at_from, f((from + to) / 2), at_to};
}

double refined(const Integrand& f, const Panel& whole, double tolerance, int depth) {
  const Panel left = panel(f, whole.from, whole.middle(), whole.at_from, whole.at_middle);
  const Panel right = panel(f, whole.middle(), whole.to, whole.at_middle, whole.at_to);
  const double halves = left.area() + right.area(), gained = halves - whole.area();
  if (depth == 0 || std::abs(gained) <= 15 * tolerance) return halves + gained / 15;  // Richardson
  return refined(f, left, tolerance, depth - 1) + refined(f, right, tolerance, depth - 1);
}

}  // namespace

double mean_over_uniforms(const Integrand& integrand) {
  std::array<Panel, kPanels> panels;
  double at_from = integrand(kNearest), scale = 0, at_edges = 0;
  for (int i = 0; i < kPanels; ++i) {
    const double from = std::max(static_cast<double>(i) / kPanels, kNearest);
    const double to = std::min(static_cast<double>(i + 1) / kPanels, 1 - kNearest);
    Panel& made = panels[static_cast<std::size_t>(i)] = panel(integrand, from, to, at_from, integrand(to));
    at_from = made.at_to;
    scale = std::max(scale, std::abs(made.at_middle));
    at_edges = std::max({at_edges, std::abs(made.at_from), std::abs(made.at_to)});
  }
  if (scale == 0) scale = at_edges;  // something rare, between the middles; no tolerance at all would ask for ever
  double sum = 0;
  for (const Panel& made : panels) sum += refined(integrand, made, kAccuracy * scale, kDeepest);
  return sum;
}

}  // namespace sim::experiment
