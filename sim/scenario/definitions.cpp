#include "sim/scenario/definitions.hpp"

#include <algorithm>

#include "sim/scenario/scenario_fields.hpp"

namespace sim::scenario {
namespace {

void collect(const Shape& shape, std::vector<const Definition*>& found) {
  for (const auto& used : shape.uses) {
    const bool known = std::ranges::any_of(found, [&used](const Definition* d) { return d->name == used->name; });
    if (known) continue;
    found.push_back(used.get());
    for (const KeyInfo& key : used->keys) collect(key.shape, found);
  }
}

}  // namespace

const std::vector<const Definition*>& definitions_of_scenario() {
  static const std::vector<const Definition*> definitions = [] {
    std::vector<const Definition*> found;
    collect(scenario_type().shape, found);
    return found;
  }();
  return definitions;
}

}  // namespace sim::scenario
