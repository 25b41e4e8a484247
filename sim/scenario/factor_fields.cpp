#include "sim/scenario/factor_fields.hpp"

#include <algorithm>

#include "sim/scenario/value_types.hpp"

namespace sim::scenario {
namespace {

constexpr std::size_t kMostFactors = 16, kMostLevels = 1000, kMostSettings = 100;
constexpr const char* kFactorWords = "a list of values, or an object with names as keys and values as values";
constexpr const char* kNamedWords = "an object with names as keys and values as values";
constexpr const char* kTogetherWords = "an object with names as keys and objects as values, each with JSON pointers and their values";

Type<FactorDraft> listed_values() {
  return converted<FactorDraft>(list(anything(), "a list of values", {1, kMostLevels}),
                                [](Reader&, const Node& factor, std::vector<const Node*>&& values, FactorDraft& out) {
                                  for (const Node* value : values) out.push_back({to_json(*value), value, {{factor.key, &factor, value}}});
                                  return true;
                                });
}

template <class T>
bool levels_have_names(Reader& r, const Node& factor, const std::vector<Named<T>>& levels, const char* words) {
  if (levels.empty()) {
    r.expected(factor, words);
    return false;
  }
  const auto nameless = std::ranges::find(levels, std::string(), &Named<T>::name);
  if (nameless != levels.end()) r.error_at_key(*nameless->node, "expected a name, got an empty text");
  return nameless == levels.end();
}

Type<FactorDraft> named_values() {
  using Values = std::vector<Named<const Node*>>;
  return converted<FactorDraft>(map(anything(), kNamedWords, kMostLevels),
                                [](Reader& r, const Node& factor, Values&& values, FactorDraft& out) {
                                  if (!levels_have_names(r, factor, values, kNamedWords)) return false;
                                  for (const auto& value : values)
                                    out.push_back({value.name, value.node, {{factor.key, &factor, value.value}}});
                                  return true;
                                });
}

Type<FactorDraft> settings_together() {
  using Levels = std::vector<Named<std::vector<Named<const Node*>>>>;
  const auto settings = map(anything(), "an object with JSON pointers as keys and the value of each as value", kMostSettings);
  return converted<FactorDraft>(map(settings, kTogetherWords, kMostLevels),
                                [](Reader& r, const Node& factor, Levels&& levels, FactorDraft& out) {
                                  if (!levels_have_names(r, factor, levels, kTogetherWords)) return false;
                                  for (auto& level : levels) out.push_back({level.name, level.node, std::move(level.value)});
                                  return true;
                                });
}

// Which of the two objects it is, the key of the factor tells.
Type<FactorDraft> named_levels() {
  Type<FactorDraft> values = named_values(), together = settings_together();
  Shape shape{kFactorWords, Json{{"anyOf", {together.shape.schema, values.shape.schema}}}, {}};
  return {std::move(shape),
          [values = std::move(values), together = std::move(together)](Reader& r, const Node& node, FactorDraft& out, Json& resolved) {
            return node.key.starts_with('/') ? values.read(r, node, out, resolved) : together.read(r, node, out, resolved);
          }};
}

}  // namespace

Type<std::vector<Named<FactorDraft>>> factors() {
  return map(one_of<FactorDraft>(kFactorWords, {{Node::Kind::list, listed_values()}, {Node::Kind::object, named_levels()}}),
             "an object with JSON pointers or names as keys and levels as values", kMostFactors);
}

}  // namespace sim::scenario
