#pragma once
// The `outcomes` of a contact file: what happens in the attempts of one contact, one after the other; the last repeats.
//
//   no_answer; busy 3s; answered 42s after 8s
//
// The duration is the talk of an answered or voicemail attempt, which is picked up at once or `after` some ringing; else it is the time
// on the line. Left out, no_answer rings for the ring timeout, which is written as kNoLimit, and the others take no time. `lost` has no
// duration: the line is held until the machine gives the attempt up, because no report comes.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/world/world_config.hpp"

namespace sim::scenario {

inline constexpr std::size_t kLongestScript = 255;  // no call has more attempts

struct ScriptMistake {
  std::size_t at;  // in the text
  std::string message;
};

// Appends what it can read. REQUIRES text is not empty.
std::vector<ScriptMistake> read_script(std::string_view text, std::vector<world::ScriptedOutcome>& script);

}  // namespace sim::scenario
