#pragma once
// Bytes that stand for several files. What comes before the first line "=== NAME" is the first part; each such line begins another.

#include <string_view>
#include <vector>

namespace sim::fuzz {

struct NamedPart {
  std::string_view name;  // of the first: empty
  std::string_view text;
};

inline std::vector<NamedPart> named_parts(std::string_view bytes) {
  constexpr std::string_view kMark = "\n=== ";
  std::vector<NamedPart> parts;
  std::string_view name;
  for (;;) {
    const std::size_t end = bytes.find(kMark);
    parts.push_back({name, bytes.substr(0, end)});
    if (end == std::string_view::npos) return parts;
    bytes.remove_prefix(end + kMark.size());
    name = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(name.size());
    if (!bytes.empty()) bytes.remove_prefix(1);
  }
}

}  // namespace sim::fuzz
