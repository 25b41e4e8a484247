#pragma once
// How many replications: as many as asked for, or more until an interval is narrow enough.
//
// Invariants
//   1. Whether to go on is asked after whole batches only, whose sizes follow from the scenario and the replications before: every number
//      of threads stops at the same one.
//   2. Never more than max_replications where a precision is asked for; without one exactly the replications of the scenario.
//   3. Once the interval is narrow enough, an undecided requirement is looked at again only when the replications have doubled, and the
//      looks share the error that its confidence allows: more chances to decide must not make a verdict less sure (Bonferroni).

#include <cstdint>

#include "sim/experiment/estimate.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::experiment {

// With fewer, a spread that is small by chance ends the run too early: coverage of the intervals falls visibly below its name.
inline constexpr std::uint32_t kLeastSequential = 30;

// Of yes and of no, where a metric is one of them: with a rare event still unseen the interval looks narrow and is false.
inline constexpr std::uint64_t kLeastOfEither = 10;

std::uint32_t first_batch(const scenario::Scenario& scenario);
// A tenth of what there is, at least one; 0: the limit is reached.
std::uint32_t next_batch(const scenario::Scenario& scenario, std::uint32_t done);

// How many replications to the next look at the requirements; 0: the limit is reached.
std::uint32_t until_next_look(const scenario::Scenario& scenario, std::uint32_t done);
// At most, the one at which the interval is narrow enough included; 1 where no replications are added.
std::uint32_t most_looks(const scenario::Scenario& scenario);

// Every limit that is given holds: half width <= absolute, half width <= g / (1 + g) |mean| for a relative g, which bounds the error
// relative to the true mean (Law, "Simulation Modeling and Analysis", 5th ed., section 9.4.1). Replications without a value do not count.
// Judged by the plain interval, also where control variates give a narrower one: that is the interval which the files call half_width.
bool narrow_enough(const scenario::Precision& precision, const Observations& seen);

}  // namespace sim::experiment
