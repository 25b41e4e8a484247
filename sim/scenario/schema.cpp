#include "sim/scenario/definitions.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::scenario {
namespace {

// Draft 7 is what every editor knows in full. What stands beside a "$ref" does not count there, so a reference is put one level down.
Json described(Json shape) { return shape.contains("$ref") ? Json{{"allOf", Json::array({std::move(shape)})}} : shape; }

std::string described_key(const KeyInfo& key) {
  std::string text = key.doc.text;
  if (!key.doc.unit.empty()) text += " Unit: " + key.doc.unit + ".";
  if (!key.doc.otherwise_words.empty()) text += " Left out: " + key.doc.otherwise_words + ".";
  return text;
}

Json schema_of(const KeyInfo& key) {
  Json schema = described(key.shape.schema);
  schema["description"] = described_key(key);
  if (key.otherwise != nullptr) schema["default"] = to_json(*key.otherwise);
  if (!key.doc.example.empty()) schema["examples"] = Json::array({to_json(parse_constant(key.doc.example))});
  return schema;
}

Json schema_of(const Definition& definition) {
  if (definition.keys.empty()) {
    Json text = definition.schema;
    text["description"] = definition.text;
    return text;
  }
  Json properties = Json::object();
  Json required = Json::array();
  for (const KeyInfo& key : definition.keys) {
    properties[key.name] = schema_of(key);
    if (key.otherwise == nullptr && !definition.choice) required.push_back(key.name);
  }
  Json schema{{"type", "object"}, {"description", definition.text}, {"properties", std::move(properties)}};
  schema["additionalProperties"] = false;
  if (!required.empty()) schema["required"] = std::move(required);
  if (definition.choice) schema["minProperties"] = schema["maxProperties"] = 1;
  return schema;
}

}  // namespace

Json schema() {
  Json definitions = Json::object();
  for (const Definition* definition : definitions_of_scenario()) definitions[definition->name] = schema_of(*definition);
  Json& top = definitions[definitions_of_scenario().front()->name];
  top["properties"]["$schema"] = Json{{"type", "string"}, {"description", "The schema of this file, for editors."}};
  Json out = described(reference_to(definitions_of_scenario().front()->name));
  out["$schema"] = "http://json-schema.org/draft-07/schema#";
  out["title"] = "dialsim scenario";
  out["definitions"] = std::move(definitions);
  return out;
}

}  // namespace sim::scenario
