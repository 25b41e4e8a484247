#include "sim/experiment/json_difference.hpp"

#include <algorithm>
#include <array>

namespace sim::experiment {

namespace {

using scenario::Json;

constexpr std::array<std::string_view, 8> kNotOfTheWorld{"name", "seed", "replications", "require", "precision", "vary", "plan", "$schema"};

class Finder {
 public:
  void compare(const std::string& pointer, const Json& a, const Json& b) {
    if (a == b) return;
    if (a.is_object() && b.is_object()) {
      objects(pointer, a, b);
    } else if (a.is_array() && b.is_array() && a.size() == b.size()) {
      for (std::size_t i = 0; i < a.size(); ++i) compare(pointer + "/" + std::to_string(i), a[i], b[i]);
    } else {
      found_.push_back({pointer, a, b});
    }
  }

  std::vector<JsonDifference> found() && { return std::move(found_); }

 private:
  void objects(const std::string& pointer, const Json& a, const Json& b) {
    const auto below = [&pointer](const std::string& key) { return pointer + "/" + scenario::pointer_token(key); };
    for (const auto& [key, value] : a.items()) {
      if (pointer.empty() && std::ranges::find(kNotOfTheWorld, key) != kNotOfTheWorld.end()) continue;
      compare(below(key), value, b.contains(key) ? b.at(key) : Json());
    }
    for (const auto& [key, value] : b.items()) {
      if (!a.contains(key) && !(pointer.empty() && std::ranges::find(kNotOfTheWorld, key) != kNotOfTheWorld.end())) {
        compare(below(key), Json(), value);
      }
    }
  }

  std::vector<JsonDifference> found_;
};

}  // namespace

std::vector<JsonDifference> world_differences(const Json& a, const Json& b) {
  Finder finder;
  finder.compare("", a, b);
  return std::move(finder).found();
}

}  // namespace sim::experiment
