#include "sim/scenario/fields.hpp"

#include <algorithm>

#include "sim/scenario/nearest.hpp"

namespace sim::scenario {
namespace {

constexpr std::string_view kSchemaKey = "$schema";  // for editors; allowed at the top, read by nobody

std::vector<std::string> names_of(const Definition& definition) {
  std::vector<std::string> names;
  for (const KeyInfo& key : definition.keys) names.push_back(key.name);
  return names;
}

bool is_known(const Definition& definition, const Node& member) {
  if (member.key == kSchemaKey && member.parent != nullptr && member.parent->parent == nullptr) return true;
  return std::ranges::any_of(definition.keys, [&member](const KeyInfo& key) { return key.name == member.key; });
}

// A file of nothing but unknown keys must not cost a search for each.
bool refuse_unknown_keys(Reader& reader, const Node& node, const Definition& definition) {
  bool good = true;
  for (const Node& member : node.children) {
    if (is_known(definition, member)) continue;
    const std::string hint = reader.errors().full() ? "" : suggestion(member.key, names_of(definition));
    reader.error_at_key(member, "unknown key " + in_quotes(member.key) + hint);
    good = false;
  }
  return good;
}

bool read_choice(Reader& reader, const Node& node, const Definition& definition, const ReadKey& read_key, Json& resolved) {
  if (!refuse_unknown_keys(reader, node, definition)) return false;
  if (node.children.size() != 1) {
    reader.error(node, "expected " + choice_words(definition) + ", got " +
                           (node.children.empty() ? "an empty object" : std::to_string(node.children.size()) + " keys"));
    return false;
  }
  const Node& only = node.children.front();
  const auto key = std::ranges::find(definition.keys, only.key, &KeyInfo::name);
  Json written;
  const bool good = read_key(static_cast<std::size_t>(key - definition.keys.begin()), only, written);
  resolved[only.key] = std::move(written);
  return good;
}

}  // namespace

Json reference_to(const std::string& name) { return Json{{"$ref", "#/definitions/" + name}}; }

KeyInfo key_info(std::string name, Shape shape, KeyDoc doc) {
  auto otherwise = doc.otherwise.empty() ? nullptr : std::make_shared<const Node>(parse_constant(doc.otherwise));
  return {std::move(name), std::move(shape), std::move(doc), std::move(otherwise)};
}

std::string choice_words(const Definition& definition) {
  std::string words = "an object with one of the keys ";
  for (std::size_t i = 0; i < definition.keys.size(); ++i) words += (i == 0 ? "" : ", ") + definition.keys[i].name;
  return words;
}

bool read_object(Reader& reader, const Node& node, const Definition& definition, const ReadKey& read_key, Json& resolved) {
  resolved = Json::object();
  if (node.kind != Node::Kind::object) {
    reader.expected(node, definition.choice ? choice_words(definition) : "an object");
    return false;
  }
  if (definition.choice) return read_choice(reader, node, definition, read_key, resolved);
  bool good = true;
  for (std::size_t i = 0; i < definition.keys.size(); ++i) {
    const KeyInfo& key = definition.keys[i];
    const Node* given = node.find(key.name);
    if (given == nullptr) given = key.otherwise.get();
    if (given == nullptr) {
      reader.missing(node, key.name, "expected " + key.shape.words);
      good = false;
      continue;
    }
    Json written;
    good = read_key(i, *given, written) && good;
    resolved[key.name] = std::move(written);
  }
  return refuse_unknown_keys(reader, node, definition) && good;
}

bool given(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value != nullptr && value->kind != Node::Kind::null;
}

bool check_length(Reader& reader, const Node& node, const std::string& words, ListLength length) {
  const bool fits = node.kind == Node::Kind::list && node.children.size() >= length.least && node.children.size() <= length.most;
  if (fits) return true;
  const bool list = node.kind == Node::Kind::list && !node.children.empty();
  if (list) {
    reader.error(node, "expected " + words + ", got " + std::to_string(node.children.size()) + " items");
  } else {
    reader.expected(node, words);
  }
  return false;
}

bool check_map(Reader& reader, const Node& node, const std::string& words, std::size_t most) {
  if (node.kind != Node::Kind::object) {
    reader.expected(node, words);
    return false;
  }
  if (node.children.size() <= most) return true;
  reader.error(node, "expected at most " + std::to_string(most) + " keys, got " + std::to_string(node.children.size()));
  return false;
}

Json list_schema(const Json& item, ListLength length) {
  Json schema{{"type", "array"}, {"items", item}};
  if (length.least > 0) schema["minItems"] = length.least;
  if (length.most < kMostValues) schema["maxItems"] = length.most;
  return schema;
}

}  // namespace sim::scenario
