#pragma once
// Whether a requirement holds, as far as the replications can tell.
//
// Invariants
//   1. The interval inside the limits: holds. Outside: breached. Otherwise undecided; a verdict is never a guess.
//   2. The interval of a mean is Student's, or Clopper and Pearson's where the metric was 0 or 1 every time; that of a quantile runs
//      between order statistics. All are at the confidence of the requirement. The least and the greatest value are judged by
//      themselves. So is a metric that was the same in two replications or more, but for what a rare chance could change: an event that
//      never, or always, happened and a share of calls that was always 0 or 1 have the bounds of as many trials. Where all replications
//      went alike in everything there is no chance.
//   3. One replication decides nothing about a mean or a quantile.
//   4. A replication in which the metric "never" came has the value +infinity: the mean is infinite too.

#include <cstdint>
#include <string_view>

#include "sim/experiment/estimate.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::experiment {

enum class Verdict : std::uint8_t { holds, breached, undecided };
inline constexpr std::string_view kVerdictWords[] = {"holds", "breached", "undecided"};
constexpr std::string_view word(Verdict v) { return kVerdictWords[static_cast<std::size_t>(v)]; }

struct RequirementResult {
  scenario::Requirement requirement;
  Verdict verdict = Verdict::undecided;
  double value;      // of the statistic; not a number: no replication has one
  double low, high;  // its confidence interval; infinite where there is no bound
};

RequirementResult judge(const scenario::Requirement& requirement, const Observations& seen);

}  // namespace sim::experiment
