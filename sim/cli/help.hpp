#pragma once
// Help texts, made from the table of commands. They fit 80 columns.

#include <string>
#include <string_view>

#include "sim/cli/command.hpp"

namespace sim::cli {

std::string overview();
std::string help_of(const Command& command);
std::string usage_line(const Command& command);
std::string_view meaning(ExitStatus status);

}  // namespace sim::cli
