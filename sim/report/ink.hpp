#pragma once
// Colours of a text for a terminal, by what they say.

#include <cstdint>
#include <string>
#include <string_view>

namespace sim::report {

enum class Ink : std::uint8_t { plain, colour };
enum class Tone : std::uint8_t { strong, good, bad, doubtful, picture };

// The text in the colour of the tone; with plain ink the text alone.
std::string toned(Ink ink, Tone tone, std::string_view text);

}  // namespace sim::report
