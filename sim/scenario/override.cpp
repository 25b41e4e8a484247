#include "sim/scenario/override.hpp"

#include <charconv>
#include <optional>
#include <vector>

#include "sim/scenario/nearest.hpp"

namespace sim::scenario {
namespace {

std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
    out += !escape ? token[i] : token[i + 1] == '0' ? '~' : '/';
    if (escape) ++i;
  }
  return out;
}

// RFC 6901. Empty: no pointer, or to the whole.
std::vector<std::string> tokens_of(std::string_view pointer) {
  std::vector<std::string> tokens;
  if (!pointer.starts_with('/')) return tokens;
  for (std::string_view rest = pointer.substr(1);;) {
    const std::size_t slash = rest.find('/');
    tokens.push_back(unescaped(rest.substr(0, slash)));
    if (slash == std::string_view::npos) return tokens;
    rest.remove_prefix(slash + 1);
  }
}

std::string pointer_to(const std::vector<std::string>& tokens, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += "/" + pointer_token(tokens[i]);
  return out;
}

std::vector<std::string> keys_of(const Node& object) {
  std::vector<std::string> keys;
  for (const Node& child : object.children) keys.push_back(child.key);
  return keys;
}

// Keys below these are names that the user chose, so one that is not there is a mistake rather than a default.
bool holds_names(const std::vector<std::string>& tokens, std::size_t depth) {
  return depth == 1 && (tokens[0] == "customers" || tokens[0] == "scripts");
}

// The way to a pointer, walked as far as the tree goes.
struct Walk {
  Node* at;
  std::size_t depth = 0;  // tokens that were followed
  std::string problem{};
};

std::optional<std::size_t> item_number(const std::string& token) {
  std::size_t number = 0;
  const auto read = std::from_chars(token.data(), token.data() + token.size(), number);
  return read.ec == std::errc{} && read.ptr == token.data() + token.size() ? std::optional(number) : std::nullopt;
}

void step_into_list(Walk& walk, const std::vector<std::string>& tokens) {
  const auto number = item_number(tokens[walk.depth]);
  const std::size_t size = walk.at->children.size();
  if (number && *number < size) {
    walk.at = &walk.at->children[*number];
    ++walk.depth;
    return;
  }
  const std::string here = pointer_to(tokens, walk.depth);
  walk.problem = size == 0
                     ? "the list " + here + " is empty"
                     : "the list " + here + " has the items 0 to " + std::to_string(size - 1) + ", not " + in_quotes(tokens[walk.depth]);
}

Walk follow(Node& root, const std::vector<std::string>& tokens) {
  Walk walk{&root};
  while (walk.depth < tokens.size() && walk.problem.empty()) {
    if (walk.at->kind == Node::Kind::list) {
      step_into_list(walk, tokens);
    } else if (walk.at->kind == Node::Kind::object) {
      Node* next = walk.at->find(tokens[walk.depth]);
      if (next == nullptr) break;
      walk.at = next;
      ++walk.depth;
    } else {
      if (walk.at->kind == Node::Kind::null) break;
      walk.problem = pointer_to(tokens, walk.depth) + " is " + described(*walk.at) + "; there is nothing below it";
    }
  }
  return walk;
}

void replace(Node& target, Node value) {
  value.key = std::move(target.key);
  target = std::move(value);
}

}  // namespace

std::string put(Node& root, std::string_view pointer, Node value) {
  const std::vector<std::string> tokens = tokens_of(pointer);
  if (tokens.empty()) return "a JSON pointer begins with /, such as /account/lines";
  Walk walk = follow(root, tokens);
  if (!walk.problem.empty()) return walk.problem;
  const std::size_t missing = tokens.size() - walk.depth;
  if (missing > 1 && holds_names(tokens, walk.depth)) {
    const std::string& name = tokens[walk.depth];
    return "there is no " + pointer_to(tokens, walk.depth + 1) + suggestion(name, keys_of(*walk.at));
  }
  if (missing + walk.depth > kDeepest) return "the pointer has more than " + std::to_string(kDeepest) + " parts";
  for (; walk.depth < tokens.size(); ++walk.depth) {
    if (walk.at->kind == Node::Kind::null) {
      walk.at->kind = Node::Kind::object;
      walk.at->source = value.source;
      walk.at->offset = value.offset;
    }
    Node& made = walk.at->children.emplace_back();
    made.key = tokens[walk.depth];
    made.source = value.source;
    made.offset = value.offset;
    made.key_offset = value.key_offset;
    walk.at = &made;
  }
  replace(*walk.at, std::move(value));
  return "";
}

}  // namespace sim::scenario
