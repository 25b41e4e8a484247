#include "sim/report/ink.hpp"

#include <fmt/format.h>

#include <array>

namespace sim::report {

std::string toned(Ink ink, Tone tone, std::string_view text) {
  if (ink == Ink::plain || text.empty()) return std::string(text);
  constexpr std::array kCodes{1, 32, 31, 33, 36};  // bold, green, red, yellow, cyan
  return fmt::format("\x1b[{}m{}\x1b[0m", kCodes[static_cast<std::size_t>(tone)], text);
}

}  // namespace sim::report
