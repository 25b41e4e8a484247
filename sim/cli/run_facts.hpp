#pragma once
// Facts about the run itself, for run.json and the last lines on the terminal: the only place that reads the wall clock and the machine.

#include <chrono>
#include <string>

#include "sim/report/results.hpp"

namespace sim::cli {

class RunClock {
 public:
  RunClock();
  report::RunFacts facts(const std::string& command_line, unsigned threads) const;

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  double cpu_before_s_;
  std::string started_at_;
};

}  // namespace sim::cli
