#include "sim/cli/build_identity.hpp"

#include <fstream>
#include <iterator>

#include "sim/experiment/content_key.hpp"

namespace sim::cli {

std::string build_identity() {
  std::ifstream program("/proc/self/exe", std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(program), {});
  if (bytes.empty()) return "";
  experiment::ContentKey key;
  key.add(bytes);
  return key.text();
}

}  // namespace sim::cli
