#pragma once
// JSON as a tree that remembers where everything stands. The project's JSON library writes; it cannot read with places of keys, so the
// reading is here: strict JSON, with comments (// and /* */) allowed.
//
// Invariants
//   1. The tree is at most kDeepest levels deep and has at most kMostValues values; a file beyond that is an error, never a crash.
//   2. Keys keep their order. Of duplicate keys (an error each) the first is found.
//   3. Places in a tree are those of the text that each part came from, also after parts were moved there from elsewhere.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/errors.hpp"
#include "sim/scenario/source.hpp"

namespace sim::scenario {

using Json = nlohmann::ordered_json;

inline constexpr std::size_t kDeepest = 64;
inline constexpr std::size_t kMostValues = 2'000'000;

struct Node {
  enum class Kind : std::uint8_t { null, boolean, number, text, list, object };

  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0;                   // ±infinity when out of range
  std::string text;                    // the characters of a text; a number as written
  std::string key;                     // in an object
  std::vector<Node> children;          // of a list or an object
  const SourceText* source = nullptr;  // empty: a default
  std::size_t offset = 0;              // of the value
  std::size_t key_offset = 0;
  const Node* parent = nullptr;

  const Node* find(std::string_view wanted) const;
  Node* find(std::string_view wanted);
};

// Sets `parent` below `root`. To be called when a tree has its final place.
void link_parents(Node& root);

std::string pointer_of(const Node& node);
std::string pointer_token(std::string_view key);  // with ~ and / escaped

// "the number 90", "the text \"abc\"", "a list": for messages.
std::string described(const Node& node);

Json to_json(const Node& node);

// Number without fraction that the type can hold; 2e3 and 5.0 are such numbers too.
std::optional<std::int64_t> whole_number(const Node& node);
std::optional<std::uint64_t> natural_number(const Node& node);

// Reads the text from `from` on. Empty: a syntax error was recorded (exactly one). Duplicate keys are recorded, but do not stop.
std::optional<Node> parse_json(const SourceText& source, std::size_t from, ErrorList& errors);

// A tree without places. REQUIRES valid JSON: for texts in this program.
Node parse_constant(std::string_view json);

}  // namespace sim::scenario
