#pragma once
// Mean and spread of observations that come one by one.
//
// Invariants
//   1. Merging in a fixed order gives the same bits whoever counted the parts.
//   2. Sums of squares are about the running mean (Welford), so a large mean does not eat a small spread.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace sim::stats {

class Tally {
 public:
  // REQUIRES x finite.
  void add(double x) {
    ++n_;
    const double from_old_mean = x - mean_;
    mean_ += from_old_mean / static_cast<double>(n_);
    squares_ += from_old_mean * (x - mean_);
    min_ = std::min(min_, x);
    max_ = std::max(max_, x);
  }

  // Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
  void merge(const Tally& other) {
    if (other.n_ == 0) return;
    if (n_ == 0) {
      *this = other;
      return;
    }
    const double a = static_cast<double>(n_), b = static_cast<double>(other.n_);
    const double difference = other.mean_ - mean_;
    mean_ += difference * (b / (a + b));
    squares_ += other.squares_ + difference * difference * (a * b / (a + b));
    n_ += other.n_;
    min_ = std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
  }

  std::uint64_t n() const { return n_; }
  double mean() const { return n_ > 0 ? mean_ : kNone; }
  double min() const { return n_ > 0 ? min_ : kNone; }
  double max() const { return n_ > 0 ? max_ : kNone; }
  // Of the sample, over n - 1; not a number below two observations.
  double variance() const { return n_ > 1 ? squares_ / static_cast<double>(n_ - 1) : kNone; }
  double stddev() const { return std::sqrt(variance()); }

 private:
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

  std::uint64_t n_ = 0;
  double mean_ = 0;
  double squares_ = 0;
  double min_ = std::numeric_limits<double>::infinity();
  double max_ = -std::numeric_limits<double>::infinity();
};

}  // namespace sim::stats
