#pragma once
// Comments of a scenario file, by the key that they stand at: people write there where a number is from.
//
// Invariants
//   1. A comment belongs to the keys of its line; comment lines above a key belong to it.
//   2. A file that cannot be read, or is no scenario any more, has no comments.

#include <filesystem>
#include <map>
#include <string>

namespace sim::report::page {

// JSON pointer -> comment in one line.
std::map<std::string, std::string> scenario_comments(const std::filesystem::path& file);

}  // namespace sim::report::page
