// The model card: every assumption of the scenario with its value, its meaning and, as far as the scenario says it, its source.

#include <fmt/format.h>

#include <algorithm>

#include "sim/report/report_sections.hpp"
#include "sim/report/scenario_comments.hpp"
#include "sim/scenario/definitions.hpp"
#include "sim/scenario/json_source.hpp"

namespace sim::report::page {
namespace {

using scenario::Definition;
using scenario::KeyInfo;
using Definitions = std::vector<std::shared_ptr<const Definition>>;

struct Assumption {
  std::string pointer;
  std::string value;
  const KeyInfo* key = nullptr;
  bool is_default = false;
};

const KeyInfo* key_in(const Definition& definition, std::string_view name) {
  const auto found = std::ranges::find(definition.keys, name, &KeyInfo::name);
  return found == definition.keys.end() ? nullptr : &*found;
}

// The one of them that knows every key of the object. Null: the keys are names that the user chose.
const Definition* definition_of(const Json& object, const Definitions& uses) {
  for (const auto& definition : uses) {
    const auto items = object.items();
    const bool knows_all = !object.empty() && std::all_of(items.begin(), items.end(),
                                                          [&](const auto& item) { return key_in(*definition, item.key()) != nullptr; });
    if (knows_all) return definition.get();
  }
  return nullptr;
}

bool holds_objects(const Json& list) {
  return std::ranges::any_of(list, [](const Json& item) { return item.is_object(); });
}

// Walks through the resolved scenario beside the tables that describe it.
class Walk {
 public:
  std::vector<Assumption> found;

  void object(const Json& value, const Definition& definition, const std::string& pointer) {
    for (const auto& [name, child] : value.items()) {
      if (const KeyInfo* key = key_in(definition, name)) this->value(child, key, pointer + "/" + scenario::pointer_token(name));
    }
  }

 private:
  void value(const Json& value, const KeyInfo* key, const std::string& pointer) {
    if (value.is_object() && !value.empty()) {
      const Definition* definition = definition_of(value, key->shape.uses);
      if (definition != nullptr && !definition->choice) return object(value, *definition, pointer);
      if (definition == nullptr && !key->shape.uses.empty()) return named(value, key, pointer);
    }
    const bool has_parts = value.is_array() && holds_objects(value) && !key->shape.uses.empty() && !key->shape.uses.front()->choice;
    if (has_parts) return listed(value, key, pointer);
    found.push_back({pointer, value.is_string() ? value.get<std::string>() : value.dump(), key, is_default(value, *key)});
  }
  void named(const Json& value, const KeyInfo* key, const std::string& pointer) {
    for (const auto& [name, child] : value.items()) this->value(child, key, pointer + "/" + scenario::pointer_token(name));
  }
  void listed(const Json& value, const KeyInfo* key, const std::string& pointer) {
    for (std::size_t i = 0; i < value.size(); ++i) this->value(value[i], key, pointer + "/" + std::to_string(i));
  }
  static bool is_default(const Json& value, const KeyInfo& key) {
    return value.is_null() || (key.otherwise != nullptr && scenario::to_json(*key.otherwise) == value);
  }
};

// Its own comment, else that of what it is a part of: a comment at "ring" speaks of all that stands in it.
std::string comment_for(std::string pointer, const std::map<std::string, std::string>& comments) {
  for (int levels = 0; levels < 2 && std::ranges::count(pointer, '/') > 1; ++levels) {
    if (const auto found = comments.find(pointer); found != comments.end()) return found->second;
    pointer.resize(pointer.rfind('/'));
  }
  return "";
}

std::string without_marks(std::string markdown) {
  std::erase(markdown, '`');
  return markdown;
}

}  // namespace

Section model_card_section(const Json& scenario, const std::string& scenario_file) {
  Walk walk;
  walk.object(scenario, *scenario::definitions_of_scenario().front(), "");
  const std::map<std::string, std::string> comments = scenario_comments(scenario_file);  // the file may have gone since
  Table given{.fold = "",
              .columns = {{"assumption", Align::left},
                          {"value", Align::left},
                          {"meaning", Align::left},
                          {"source or remark in the scenario", Align::left}}};
  Table defaults{.fold = "", .columns = {{"key", Align::left}, {"value", Align::left}, {"meaning", Align::left}}};
  for (const Assumption& one : walk.found) {
    const std::string meaning = without_marks(one.key->doc.text + (one.key->doc.unit.empty() ? "" : " (" + one.key->doc.unit + ")"));
    if (one.is_default) {
      defaults.rows.push_back({one.pointer, one.value, meaning});
    } else {
      given.rows.push_back({one.pointer, one.value, meaning, comment_for(one.pointer, comments)});
    }
  }
  given.fold = fmt::format("What the scenario says: {} values", given.rows.size());
  defaults.fold = fmt::format("Left at the defaults, which have no effect: {} values", defaults.rows.size());
  Section section{"Model card"};
  section.blocks.emplace_back(
      Paragraph{"Every number that went into the simulation. Draws are keyed by seed, replication, contact and attempt, so two scenarios "
                "with the same seed "
                "meet the same customers."});
  section.blocks.emplace_back(std::move(given));
  section.blocks.emplace_back(std::move(defaults));
  return section;
}

}  // namespace sim::report::page
