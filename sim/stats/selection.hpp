#pragma once
// Which of several systems is best, as far as paired observations can tell: a group that holds a system within the indifference zone of
// the best, with the stated confidence.
//
// Nelson, Swann, Goldsman and Song, "Simple procedures for selecting the best simulated system when the number of alternatives is large",
// Operations Research 49 (2001), screening step, with the variances of paired differences: a system stays unless some other one is ahead
// of it by more than max(0, t s / sqrt(n) - indifference), t one-sided at (1 - confidence) / (k - 1) (Bonferroni). Any dependence between
// the systems is allowed.
//
// Invariants
//   1. The system with the best mean is in the group. A group of one names the best.
//   2. A wider indifference zone never makes the group larger.

#include <cstdint>
#include <span>
#include <vector>

namespace sim::stats {

enum class Better : std::uint8_t { smaller, greater };

struct SelectionRule {
  Better better = Better::smaller;
  double indifference = 0;  // differences up to this do not matter; in the unit of the observations
  double confidence = 0.95;
};

struct Selection {
  std::uint64_t n = 0;             // observations that all systems have
  std::size_t best = 0;            // has the best mean
  std::vector<std::size_t> group;  // ascending; empty below two observations
  bool empty() const { return group.empty(); }
};

// Column i belongs to system i; an observation counts when every system has a finite value. REQUIRES columns of one length, at least two.
Selection select_best(std::span<const std::vector<double>> systems, const SelectionRule& rule);

}  // namespace sim::stats
