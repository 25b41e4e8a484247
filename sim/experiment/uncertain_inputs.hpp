#pragma once
// What a planner cannot know exactly about customers, scripts and the carrier, each with a range that is plausible where nothing better is
// known, and how the scenario is changed when one of them is moved.
//
// Invariants
//   1. A value is a share, or a mean in seconds: of the reachability of a segment, the talk of a script, the length of outages. Moving it
//      changes nothing else: distributions keep their shape, the other parts of a split keep their proportions.
//   2. What the scenario leaves at its neutral default (nothing is lost, every number exists) is no input.
//   3. Policies (lines, hours, retries) are decided, not uncertain, so they are not here.

#include <functional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace sim::experiment {

enum class InputUnit : std::uint8_t { share, seconds, number };

struct UncertainInput {
  std::string pointer;  // of the key in the scenario
  std::string label;    // "answer rate of warm"
  InputUnit unit = InputUnit::share;
  double value = 0;  // in the scenario
  double low = 0, high = 0;
  std::string why;  // the range
  std::function<std::vector<scenario::Override>(double value)> at;
};

struct UncertainInputs {
  std::vector<UncertainInput> inputs;
  std::vector<std::string> left_out;  // pointers of inputs that cannot be moved: durations that come from a file
};

UncertainInputs uncertain_inputs(const scenario::Scenario& scenario);

}  // namespace sim::experiment
