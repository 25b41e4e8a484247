#pragma once
// Compares the events of a replication, as they happen, with a trace that was written before, perhaps by another build. Holds no more than
// a few lines of either.
//
// Invariants
//   1. After the first difference nothing else is compared; the lines around it are kept.
//   2. The traces agree when neither has a line that the other has not.

#include <cstdint>
#include <deque>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "sim/metrics/sinks.hpp"

namespace sim::verify {

struct TraceDifference {
  std::uint64_t line = 0;           // from 1
  std::vector<std::string> before;  // the last lines on which both agree
  std::vector<std::string> ours;    // from the difference on; empty: nothing more
  std::vector<std::string> theirs;
};

class TraceComparison : public metrics::TraceSink {
 public:
  // REQUIRES `theirs` outlives this.
  explicit TraceComparison(std::istream& theirs) : theirs_(theirs) {}

  void line(std::string_view text) override;
  // The replication is over: what is left of the other trace is a difference too.
  std::optional<TraceDifference> finish();
  bool differs() const { return difference_.has_value(); }  // so far
  std::uint64_t lines() const { return lines_; }

 private:
  void differ();

  std::istream& theirs_;
  std::uint64_t lines_ = 0;  // that agree
  std::deque<std::string> before_;
  std::optional<TraceDifference> difference_;
};

}  // namespace sim::verify
