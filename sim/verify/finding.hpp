#pragma once
// What an exploration found wrong: a path that people can read and the program can take again. Paths are told as numbers, of each choice
// among those that there are in its state.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/verify/choice.hpp"
#include "sim/verify/small_world.hpp"

namespace sim::verify {

struct Finding {
  std::string what;
  std::vector<std::string> history;  // lines for people, from the beginning
  std::vector<std::uint32_t> numbers;
};

inline constexpr const char* kNoEnd = "from here no end can be reached";

// REQUIRES the path can be taken but for its last choice.
Finding finding_at(const SmallWorld& world, const Path& path, std::string what);

// Takes a path again; `what` is empty when nothing is wrong any more. Empty: there is no such path in this world.
std::optional<Finding> replay(const SmallWorld& world, const std::vector<std::uint32_t>& numbers);

}  // namespace sim::verify
