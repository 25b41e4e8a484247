#include "sim/experiment/content_key.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace sim::experiment {

void ContentKey::add(std::string_view bytes) {
  hash_.add(bytes.size());
  for (std::size_t begin = 0; begin < bytes.size(); begin += 8) {
    std::uint64_t word = 0;
    for (std::size_t i = begin; i < std::min(begin + 8, bytes.size()); ++i) word = word << 8 | static_cast<unsigned char>(bytes[i]);
    hash_.add(word);
  }
}

std::string ContentKey::text() const {
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash_.value()));
  return text.data();
}

}  // namespace sim::experiment
