#pragma once
// What `dialsim compare` writes and shows.
//
// Invariants
//   1. The same comparison gives the same bytes; nothing of the wall clock.
//   2. The summary fits 80 columns.

#include <string>
#include <string_view>
#include <vector>

#include "sim/experiment/comparison.hpp"
#include "sim/report/summary.hpp"

namespace sim::report {

struct ComparedScenario {
  std::string label;  // short, different for each
  const scenario::Scenario* scenario = nullptr;
};

// A verdict on one metric: "differs" when its interval excludes 0, else "no difference seen".
std::string_view verdict_word(const stats::PairedDifference& pairs);

std::string compare_json(const std::vector<ComparedScenario>& scenarios, const experiment::Comparison& comparison);
// A row for each scenario but the first, and metric.
std::string compare_csv(const std::vector<ComparedScenario>& scenarios, const experiment::Comparison& comparison);
std::string compare_summary(const std::vector<ComparedScenario>& scenarios, const experiment::Comparison& comparison, Ink ink);

}  // namespace sim::report
