// The schema and the key reference come from the tables, so they know every key that the reader knows.

#include <algorithm>
#include <set>

#include "tests/scenario_example.hpp"
#include "tests/scenario_rig.hpp"

namespace sim::scenario {
namespace {

const Json& definitions() {
  static const Json made = schema();
  return made["definitions"];
}

// Where a reference leads; itself, when it is none.
const Json& target(const Json& part) {
  if (part.contains("allOf")) return target(part["allOf"][0]);
  if (!part.contains("$ref")) return part;
  const std::string name = part["$ref"].get<std::string>().substr(std::string("#/definitions/").size());
  return definitions().at(name);
}

// Some keys of the schema's language, enough for what scenarios use. Empty: the value fits; else the pointer of what does not.
std::string misfit(const Json& value, const Json& part, const std::string& pointer);

std::string misfit_of_object(const Json& value, const Json& part, const std::string& pointer) {
  if (!value.is_object()) return pointer;
  for (const auto& [key, member] : value.items()) {
    const std::string below = pointer + "/" + key;
    const bool known = part.contains("properties") && part["properties"].contains(key);
    if (known) {
      if (const std::string wrong = misfit(member, part["properties"][key], below); !wrong.empty()) return wrong;
    } else if (part.contains("patternProperties")) {
      if (const std::string wrong = misfit(member, part["patternProperties"].front(), below); !wrong.empty()) return wrong;
    } else if (part.contains("additionalProperties")) {
      if (part["additionalProperties"] == false) return below;
      if (const std::string wrong = misfit(member, part["additionalProperties"], below); !wrong.empty()) return wrong;
    }
  }
  for (const Json& key : part.value("required", Json::array())) {
    if (!value.contains(key.get<std::string>())) return pointer + "/" + key.get<std::string>() + " is missing";
  }
  return "";
}

std::string misfit_of_list(const Json& value, const Json& part, const std::string& pointer) {
  if (!value.is_array()) return pointer;
  for (std::size_t i = 0; part.contains("items") && i < value.size(); ++i) {
    const Json& item = part["items"].is_array() ? part["items"].at(i) : part["items"];
    if (const std::string wrong = misfit(value[i], item, pointer + "/" + std::to_string(i)); !wrong.empty()) return wrong;
  }
  return "";
}

bool of_type(const Json& value, const std::string& type) {
  if (type == "null") return value.is_null();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  return type != "number" || value.is_number();
}

std::string misfit(const Json& value, const Json& written, const std::string& pointer) {
  const Json& part = target(written);
  if (part.contains("anyOf")) {
    for (const Json& way : part["anyOf"]) {
      if (misfit(value, way, pointer).empty()) return "";
    }
    return pointer;
  }
  if (part.contains("enum")) return std::ranges::find(part["enum"], value) == part["enum"].end() ? pointer : "";
  const std::string type = part.value("type", "");
  if (type == "object") return misfit_of_object(value, part, pointer);
  if (type == "array") return misfit_of_list(value, part, pointer);
  if (!of_type(value, type)) return pointer;
  if (value.is_number() && part.contains("minimum") && value.get<double>() < part["minimum"].get<double>()) return pointer;
  return "";
}

std::string misfit(const Json& scenario) { return misfit(scenario, schema(), ""); }

}  // namespace

TEST_CASE("schema: the example fits, and so does what is written out of it", "[scenario]") {
  CHECK(misfit(Json::parse(kExample, nullptr, true, true)).empty());
  CHECK(misfit(ScenarioRig().scenario(kExample).resolved).empty());
  CHECK(misfit(ScenarioRig().scenario(small()).resolved).empty());
}

TEST_CASE("schema: unknown keys, wrong words and missing keys do not fit", "[scenario]") {
  Json scenario = Json::parse(kExample, nullptr, true, true);
  scenario["campaigns"][0]["order"] = "due";
  CHECK(misfit(scenario) == "/campaigns/0/order");
  scenario = Json::parse(kExample, nullptr, true, true);
  scenario["seeds"] = 1;
  CHECK(misfit(scenario) == "/seeds");
  scenario = Json::parse(kExample, nullptr, true, true);
  scenario["account"].erase("lines");
  CHECK(misfit(scenario) == "/account/lines is missing");
}

// Whether something stands beside a "$ref" in it, or below.
bool beside_reference(const Json& part) {
  if (part.is_object() && part.contains("$ref") && part["$ref"].is_string() && part.size() > 1) return true;
  return part.is_structured() && std::ranges::any_of(part, beside_reference);
}

TEST_CASE("schema: draft 7, every reference stands alone and leads somewhere", "[scenario]") {
  const Json made = schema();
  CHECK(made["$schema"] == "http://json-schema.org/draft-07/schema#");
  CHECK(&target(made) == &definitions()["Scenario"]);
  CHECK_FALSE(beside_reference(made));
  const std::string text = made.dump();
  const std::string mark = "\"$ref\":\"#/definitions/";
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    const std::size_t from = at + mark.size();
    CHECK(definitions().contains(text.substr(from, text.find('"', from) - from)));
  }
}

TEST_CASE("schema: every key says what it means, its default and an example", "[scenario]") {
  for (const auto& [name, definition] : definitions().items()) {
    CHECK(definition["description"].get<std::string>().size() > 10);
    if (!definition.contains("properties")) continue;
    std::set<std::string> required;
    for (const Json& key : definition.value("required", Json::array())) required.insert(key.get<std::string>());
    for (const auto& [key, property] : definition["properties"].items()) {
      if (key == "$schema") continue;
      INFO(name << "." << key);
      CHECK(!property["description"].get<std::string>().empty());
      CHECK(property.contains("examples"));
      const bool choice = definition.contains("maxProperties");
      CHECK(property.contains("default") == (!choice && required.count(key) == 0));
      CHECK(misfit(property["examples"][0], property, "").empty());
      if (property.contains("default")) CHECK(misfit(property["default"], property, "").empty());
    }
  }
}

TEST_CASE("key reference: a section for each definition, a row for each key", "[scenario]") {
  const std::string reference = key_reference();
  for (const auto& [name, definition] : definitions().items()) {
    INFO(name);
    const std::size_t section = reference.find("### " + name + "\n");
    REQUIRE(section != std::string::npos);
    if (!definition.contains("properties")) continue;
    for (const auto& [key, property] : definition["properties"].items()) {
      if (key != "$schema") CHECK(reference.find("| `" + key + "` | ", section) != std::string::npos);
    }
  }
}

}  // namespace sim::scenario
