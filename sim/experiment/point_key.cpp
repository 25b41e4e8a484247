// The key under which the rows of a point are kept.

#include <filesystem>
#include <fstream>
#include <iterator>

#include "sim/experiment/content_key.hpp"
#include "sim/experiment/sweep.hpp"

namespace sim::experiment {

namespace {

using scenario::Json;

// Whatever a scenario names as a file: contacts, measured durations.
void add_files(ContentKey& key, const std::filesystem::path& folder, const Json& json) {
  for (const auto& [name, value] : json.items()) {
    if (value.is_structured()) {
      add_files(key, folder, value);
    } else if (json.is_object() && name == "file" && value.is_string()) {
      std::ifstream file(folder / value.get<std::string>(), std::ios::binary);
      key.add(std::string(std::istreambuf_iterator<char>(file), {}));
    }
  }
}

}  // namespace

std::string point_key(const scenario::Scenario& scenario) {
  Json world = scenario.resolved;
  for (const char* asked : {"name", "$schema", "replications", "require", "precision", "vary", "plan"}) world.erase(asked);
  ContentKey key;
  key.add(world.dump(-1, ' ', false, Json::error_handler_t::replace));
  add_files(key, std::filesystem::path(scenario.file).parent_path(), world);
  return key.text();
}

}  // namespace sim::experiment
