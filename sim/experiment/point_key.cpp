// The key under which the rows of a point are kept.

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "sim/experiment/sweep.hpp"
#include "sim/kernel/fingerprint.hpp"

namespace sim::experiment {

namespace {

using scenario::Json;

void add(kernel::Fingerprint& hash, std::string_view bytes) {
  hash.add(bytes.size());
  for (std::size_t begin = 0; begin < bytes.size(); begin += 8) {
    std::uint64_t word = 0;
    for (std::size_t i = begin; i < std::min(begin + 8, bytes.size()); ++i) word = word << 8 | static_cast<unsigned char>(bytes[i]);
    hash.add(word);
  }
}

// Whatever a scenario names as a file: contacts, measured durations.
void add_files(kernel::Fingerprint& hash, const std::filesystem::path& folder, const Json& json) {
  for (const auto& [key, value] : json.items()) {
    if (value.is_structured()) {
      add_files(hash, folder, value);
    } else if (json.is_object() && key == "file" && value.is_string()) {
      std::ifstream file(folder / value.get<std::string>(), std::ios::binary);
      add(hash, std::string(std::istreambuf_iterator<char>(file), {}));
    }
  }
}

}  // namespace

std::string point_key(const scenario::Scenario& scenario, std::string_view program_version) {
  Json world = scenario.resolved;
  for (const char* asked : {"name", "$schema", "replications", "require", "precision", "vary", "plan"}) world.erase(asked);
  kernel::Fingerprint hash;
  add(hash, program_version);
  add(hash, world.dump(-1, ' ', false, Json::error_handler_t::replace));
  add_files(hash, std::filesystem::path(scenario.file).parent_path(), world);
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash.value()));
  return text.data();
}

}  // namespace sim::experiment
