#pragma once
// Scripts that complete commands, options and their values in a shell, made from the table of commands.
//
// Invariants
//   1. A script asks the program nothing while somebody types: what it knows is written out in it.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/command.hpp"

namespace sim::cli {

inline constexpr std::array<std::string_view, 2> kShells{"bash", "zsh"};

std::string bash_completion();
std::string zsh_completion();

// What the scripts are made of.
enum class Filling : std::uint8_t { nothing, files, folders };
// What stands for a word in a usage line: files for "SCENARIO...", folders for "OUT", nothing for "N".
Filling filling_of(std::string_view placeholder);
// All options that a command takes, as its help shows them.
std::vector<Option> options_of(const Command& command);

}  // namespace sim::cli
