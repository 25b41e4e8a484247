#include "sim/scenario/json_source.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace sim::scenario {

const Node* Node::find(std::string_view wanted) const {
  if (kind != Kind::object) return nullptr;
  const auto found = std::ranges::find(children, wanted, &Node::key);
  return found == children.end() ? nullptr : &*found;
}

Node* Node::find(std::string_view wanted) { return const_cast<Node*>(std::as_const(*this).find(wanted)); }

void link_parents(Node& root) {
  for (Node& child : root.children) {
    child.parent = &root;
    link_parents(child);
  }
}

std::string pointer_token(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::string pointer_of(const Node& node) {
  if (node.parent == nullptr) return "";
  const Node& parent = *node.parent;
  const std::string last = parent.kind == Node::Kind::object ? pointer_token(node.key) : std::to_string(&node - parent.children.data());
  return pointer_of(parent) + "/" + last;
}

std::string described(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return "null";
    case Node::Kind::boolean:
      return node.boolean ? "true" : "false";
    case Node::Kind::number:
      return "the number " + (node.text.size() > 40 ? node.text.substr(0, 40) + "..." : node.text);
    case Node::Kind::text:
      return "the text " + in_quotes(node.text);
    case Node::Kind::list:
      return node.children.empty() ? "an empty list" : "a list";
    case Node::Kind::object:
      return node.children.empty() ? "an empty object" : "an object";
  }
  return "";
}

namespace {

bool is_plain_integer(std::string_view text) { return text.find_first_of(".eE") == std::string_view::npos; }

template <class Integer>
std::optional<Integer> as_integer(const Node& node) {
  if (node.kind != Node::Kind::number) return std::nullopt;
  const char* const end = node.text.data() + node.text.size();
  if (is_plain_integer(node.text)) {
    Integer value{};
    const std::string_view digits = node.text == "-0" ? "0" : std::string_view(node.text);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return read.ec == std::errc{} && (read.ptr == end || node.text == "-0") ? std::optional(value) : std::nullopt;
  }
  constexpr double kExact = 9'007'199'254'740'992.0;  // 2^53
  if (std::trunc(node.number) != node.number || std::abs(node.number) > kExact) return std::nullopt;
  if (node.number < 0 && std::numeric_limits<Integer>::min() == 0) return std::nullopt;
  return static_cast<Integer>(node.number);
}

}  // namespace

std::optional<std::int64_t> whole_number(const Node& node) { return as_integer<std::int64_t>(node); }
std::optional<std::uint64_t> natural_number(const Node& node) { return as_integer<std::uint64_t>(node); }

Json to_json(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return nullptr;
    case Node::Kind::boolean:
      return node.boolean;
    case Node::Kind::number:
      if (const auto natural = natural_number(node)) return *natural;
      if (const auto whole = whole_number(node)) return *whole;
      return node.number;
    case Node::Kind::text:
      return node.text;
    case Node::Kind::list: {
      Json list = Json::array();
      for (const Node& child : node.children) list.push_back(to_json(child));
      return list;
    }
    case Node::Kind::object: {
      Json object = Json::object();
      auto& members = object.get_ref<Json::object_t&>();  // operator[] would search all members before each
      for (const Node& child : node.children) members.emplace_back(child.key, to_json(child));
      return object;
    }
  }
  return nullptr;
}

}  // namespace sim::scenario
