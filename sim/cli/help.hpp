#pragma once
// Help texts, made from the table of commands. They fit 80 columns.

#include <string>

#include "sim/cli/command.hpp"

namespace sim::cli {

std::string overview();
std::string help_of(const Command& command);
std::string usage_line(const Command& command);

}  // namespace sim::cli
