#pragma once
// Inputs and commands of the machine as lines that people read: "12.5s   pause c0", "          -> c0 paused manual". Every field that means
// something for its kind is in the text, so two commands are equal exactly when their lines are.

#include <string>
#include <string_view>

#include "sim/campaign/machine.hpp"

namespace sim::verify {

std::string_view word(campaign::InputKind kind);
std::string text_of(const campaign::Input& input);
std::string text_of(const campaign::Command& command);

// "<time> <input>", and "<blank> -> <command>".
std::string input_line(SimTime at, const campaign::Input& input);
std::string command_line(const campaign::Command& command);

}  // namespace sim::verify
