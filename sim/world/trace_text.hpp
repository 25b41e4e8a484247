#pragma once
// The trace: one line for each input ("<") and command (">") of the machine, with the time in microseconds since the start and every field
// that means something for its kind. The same run gives the same bytes, so two builds are compared line by line; and inputs can be read
// back, so that a machine is rebuilt from a trace and the campaigns of its scenario.
//
// Invariants
//   1. An input that more of its instant follow ends with " +"; every other one ends its instant.
//   2. Reading what was written gives the same input, but for the configuration of a campaign that is created: that is the scenario's.
//   3. A column of contacts is values with commas between them, equal ones in a row written once, as VALUE*COUNT.

#include <optional>
#include <string>
#include <string_view>

#include "sim/campaign/machine.hpp"
#include "sim/world/input_recording.hpp"

namespace sim::world {

std::string input_text(SimTime now, const campaign::Input& input, WithinInstant place);
std::string command_text(SimTime now, const campaign::Command& command);

struct TracedInput {
  SimTime at;
  WithinInstant place{};
  campaign::Input input;            // `config` and `contacts` are for the reader to fill in
  campaign::ContactBlock contacts;  // of add_contacts; each column empty or as long as its count
};

bool is_input_line(std::string_view line);
// Empty: not the text of an input.
std::optional<TracedInput> read_input(std::string_view line);

}  // namespace sim::world
