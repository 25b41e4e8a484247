#pragma once
// sweep.json as a grid: its factors with their levels, its points, and the estimates of any metric.
//
// Invariants
//   1. Levels stand in the order in which the points name them first; every point has a level of each factor.
//   2. The grid reads the study that it was made of, which must outlive it.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/report/report_studies.hpp"

namespace sim::report::page {

struct GridFactor {
  std::string pointer;
  std::string name;  // the last word of the pointer where no other factor ends so
  std::vector<Json> levels;

  bool is_number() const;  // all levels are numbers
  std::string level(std::size_t level) const;
};

class Grid {
 public:
  explicit Grid(const Study& sweep);

  const Study& study() const { return *study_; }
  const std::vector<GridFactor>& factors() const { return factors_; }
  std::size_t points() const { return levels_.size(); }
  const std::vector<std::size_t>& levels(std::size_t point) const { return levels_[point]; }

  // Of the metrics that were asked for, in this order.
  std::vector<std::string> asked() const;
  // Those of every point, of which a name ends so.
  std::vector<std::string> metrics_ending(std::string_view name) const;
  // Empty: no replication has a value.
  std::optional<experiment::Estimate> estimate(std::size_t point, const std::string& metric) const;
  std::string standing(std::size_t point) const;  // on the Pareto frontier; empty: none was asked for

  // "lines 40, max attempts 3", without the factors that are left out.
  std::string words(std::size_t point, std::span<const std::size_t> left_out = {}) const;

 private:
  const Study* study_;
  std::vector<GridFactor> factors_;
  std::vector<std::vector<std::size_t>> levels_;
};

}  // namespace sim::report::page
