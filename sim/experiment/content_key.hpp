#pragma once
// A key of bytes: 16 hexadecimal digits that are equal where the bytes are, and else differ for all purposes but attacks.

#include <string>
#include <string_view>

#include "sim/kernel/fingerprint.hpp"

namespace sim::experiment {

class ContentKey {
 public:
  void add(std::string_view bytes);
  std::string text() const;

 private:
  kernel::Fingerprint hash_;
};

}  // namespace sim::experiment
