#pragma once
// The best of several systems, found by adding observations until the rest is out: the fully sequential procedure KN of Kim and Nelson, "A
// fully sequential procedure for indifference-zone selection in simulation", ACM TOMACS 11 (2001), with c = 1.
//
// After n0 observations of each system the variance of every paired difference is fixed; then one observation at a time, and whoever falls
// behind another by more than a margin that shrinks to 0 is out. Differences are taken pair by pair, so systems that meet the same
// customers are told apart soon, and any dependence between them is allowed.
//
// Invariants
//   1. When the best is ahead of every other by the indifference zone or more, it is selected with at least the stated confidence
//      (observations normal). When others are within the zone, one of those is.
//   2. It ends by itself: at the latest one observation after every margin is 0, when the best mean of those left is taken.
//   3. Only the order of observations counts, not how many are handed over at once.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/stats/selection.hpp"

namespace sim::stats {

class KimNelson {
 public:
  // REQUIRES systems >= 2, first >= 2, rule.indifference > 0, 0.5 < rule.confidence < 1.
  KimNelson(std::size_t systems, std::uint64_t first, const SelectionRule& rule);

  // One observation of every system; what stands for a system that is out is ignored. Nothing happens after the end, and an observation
  // that is not finite for all that are left is passed over.
  void add(std::span<const double> values);

  bool over() const { return left_.size() == 1; }
  std::uint64_t n() const { return n_; }                          // observations that counted
  const std::vector<std::size_t>& left() const { return left_; }  // ascending
  // The best mean of those that are left. REQUIRES an observation.
  std::size_t best() const;
  // After how many observations it was out; 0: it is not.
  const std::vector<std::uint64_t>& out_after() const { return out_after_; }

  // h squared: 2 eta (n0 - 1), eta = ((2 alpha / (k - 1))^(-2 / (n0 - 1)) - 1) / 2.
  double h_squared() const { return h_squared_; }

 private:
  void fix_variances();
  void screen();
  double variance(std::size_t a, std::size_t b) const { return variances_[a * sums_.size() + b]; }

  std::uint64_t first_;
  double indifference_, sign_, h_squared_;
  std::uint64_t n_ = 0;
  std::vector<std::size_t> left_;
  std::vector<double> sums_;                       // turned so that greater is better
  std::vector<std::vector<double>> first_values_;  // [system], until the variances are fixed
  std::vector<double> variances_;                  // of the paired differences
  std::vector<std::uint64_t> out_after_;
};

}  // namespace sim::stats
