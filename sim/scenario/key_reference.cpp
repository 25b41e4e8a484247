#include <algorithm>
#include <cctype>

#include "sim/scenario/definitions.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::scenario {
namespace {

// Inside a cell of a table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string code(std::string_view json) { return json.empty() ? "" : "`" + cell(json) + "`"; }

std::string link_to(const Definition& definition) {
  std::string anchor = definition.name;
  std::ranges::transform(anchor, anchor.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return "[" + definition.name + "](#" + anchor + ")";
}

// What the value is, with links to the sections that say more.
std::string type_cell(const KeyInfo& key) {
  std::string out = cell(key.shape.words);
  std::vector<std::string> linked;
  for (const auto& used : key.shape.uses) {
    const std::string link = link_to(*used);
    if (std::ranges::find(linked, link) != linked.end()) continue;
    out += (linked.empty() ? ": " : ", ") + link;
    linked.push_back(link);
  }
  return out;
}

std::string default_cell(const Definition& definition, const KeyInfo& key) {
  if (definition.choice) return "";
  if (key.otherwise == nullptr) return "required";
  return key.doc.otherwise_words.empty() ? code(key.doc.otherwise) : cell(key.doc.otherwise_words);
}

std::string section(const Definition& definition) {
  std::string out = "### " + definition.name + "\n\n" + definition.text + "\n\n";
  if (definition.keys.empty()) return out + "Example: " + code(definition.schema["examples"][0].dump()) + "\n\n";
  if (definition.choice) out += "One of the keys:\n\n";
  out += "| key | value | unit | default | meaning | example |\n|---|---|---|---|---|---|\n";
  for (const KeyInfo& key : definition.keys) {
    out += "| `" + key.name + "` | " + type_cell(key) + " | " + cell(key.doc.unit) + " | " + default_cell(definition, key) + " | " +
           cell(key.doc.text) + " | " + code(key.doc.example) + " |\n";
  }
  return out + "\n";
}

}  // namespace

std::string key_reference() {
  std::string out;
  for (const Definition* definition : definitions_of_scenario()) out += section(*definition);
  return out;
}

}  // namespace sim::scenario
