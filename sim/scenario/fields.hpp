#pragma once
// Field tables. One table per object of a scenario says for every key its type, unit, default, range, meaning and example; decoding, the
// defaults that are written out, the JSON Schema and the key reference all come from it.
//
// A Type<T> knows how one kind of value is read and how it is described. Tables are made of types, and a table is a type again.
//
// Invariants
//   1. Reading records an error for everything wrong, at its place, and goes on; the rest of the value is still read.
//   2. `resolved` receives the value with every default written out; read again it gives the same value.

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/json_source.hpp"
#include "sim/scenario/reader.hpp"

namespace sim::scenario {

struct Definition;

// How a kind of value is described: in messages and in the key reference (`words`), and in the schema.
struct Shape {
  std::string words;
  Json schema;
  std::vector<std::shared_ptr<const Definition>> uses;  // what the schema refers to by name
};

template <class T>
struct Type {
  Shape shape;
  // False: an error was recorded; `out` holds what could be read.
  std::function<bool(Reader&, const Node&, T& out, Json& resolved)> read;
};

// What a table says about a key beside its name and its type. Texts are Markdown.
struct KeyDoc {
  std::string unit{};             // of plain numbers; empty: the type says it
  std::string otherwise{};        // the default, as JSON; empty: the key is required
  std::string otherwise_words{};  // the default in words, where the JSON does not say it all
  std::string text{};
  std::string example{};  // as JSON
};

struct KeyInfo {
  std::string name;
  Shape shape;
  KeyDoc doc;
  std::shared_ptr<const Node> otherwise;  // null: the key is required
};

// A named part of the schema: an object with keys, or a kind of text.
struct Definition {
  std::string name;
  std::string text;
  std::vector<KeyInfo> keys{};
  bool choice = false;  // exactly one of the keys stands in the object
  Json schema{};        // of a kind of text
};

Json reference_to(const std::string& name);

// What a type reads with is shared by its copies: types are copied into types again and again until the table of the scenario is made.
template <class Reads>
std::shared_ptr<const Reads> shared(Reads reads) {
  return std::make_shared<const Reads>(std::move(reads));
}

// Shared by all instances of Table.
using ReadKey = std::function<bool(std::size_t index, const Node&, Json& resolved)>;
bool read_object(Reader& reader, const Node& node, const Definition& definition, const ReadKey& read_key, Json& resolved);
KeyInfo key_info(std::string name, Shape shape, KeyDoc doc);
std::string choice_words(const Definition& definition);

template <class T>
class Table {
 public:
  Table(std::string name, std::string text) : definition_(std::make_shared<Definition>()) {
    definition_->name = std::move(name);
    definition_->text = std::move(text);
  }

  // `place` leads from the object to the value: a pointer to a member, or a function T& -> M&.
  template <class Place, class M>
  Table& key(std::string name, Place place, Type<M> type, KeyDoc doc) {
    definition_->keys.push_back(key_info(std::move(name), type.shape, std::move(doc)));
    readers_.push_back([place, read = std::move(type.read)](Reader& r, const Node& node, T& out, Json& resolved) {
      return read(r, node, std::invoke(place, out), resolved);
    });
    return *this;
  }

  // `put(T&, M&&)` is called with values that are right.
  template <class M, class Put>
  Table& key_for(std::string name, Type<M> type, Put put, KeyDoc doc) {
    definition_->keys.push_back(key_info(std::move(name), type.shape, std::move(doc)));
    readers_.push_back([put, read = std::move(type.read)](Reader& r, const Node& node, T& out, Json& resolved) {
      M value{};
      if (!read(r, node, value, resolved)) return false;
      put(out, std::move(value));
      return true;
    });
    return *this;
  }

  Type<T> object() const { return made("an object"); }
  // Exactly one of the keys.
  Type<T> choice() const {
    definition_->choice = true;
    return made(choice_words(*definition_));
  }

 private:
  using ReadMember = std::function<bool(Reader&, const Node&, T&, Json&)>;

  Type<T> made(std::string words) const {
    Shape shape{std::move(words), reference_to(definition_->name), {definition_}};
    return {std::move(shape), [definition = definition_, reads = shared(readers_)](Reader& r, const Node& node, T& out, Json& resolved) {
              const ReadKey read_key = [&](std::size_t i, const Node& value, Json& written) { return (*reads)[i](r, value, out, written); };
              return read_object(r, node, *definition, read_key, resolved);
            }};
  }

  std::shared_ptr<Definition> definition_;
  std::vector<ReadMember> readers_;
};

// An own value instead of null.
template <class T>
Type<std::optional<T>> or_null(Type<T> inner) {
  Shape shape{inner.shape.words + " or null", Json{{"anyOf", {inner.shape.schema, Json{{"type", "null"}}}}}, inner.shape.uses};
  return {std::move(shape), [read = std::move(inner.read)](Reader& r, const Node& node, std::optional<T>& out, Json& resolved) {
            out.reset();
            if (node.kind == Node::Kind::null) return true;
            T value{};
            if (!read(r, node, value, resolved)) return false;
            out = std::move(value);
            return true;
          }};
}

// Remembers where the value stood.
template <class T>
Type<Located<T>> located(Type<T> inner) {
  return {std::move(inner.shape), [read = std::move(inner.read)](Reader& r, const Node& node, Located<T>& out, Json& resolved) {
            if (!read(r, node, out.value, resolved)) return false;
            if (node.source != nullptr) out.node = &node;
            return true;
          }};
}

// A value of another type; `make(Reader&, const Node&, A&&, B&)` may record errors and return false.
template <class B, class A, class Make>
Type<B> converted(Type<A> inner, Make make) {
  return {std::move(inner.shape), [make, read = std::move(inner.read)](Reader& r, const Node& node, B& out, Json& resolved) {
            A value{};
            return read(r, node, value, resolved) && make(r, node, std::move(value), out);
          }};
}

// The same type with a further rule: `check(Reader&, const Node&, T&)` may record errors and return false.
template <class T, class Check>
Type<T> checked(Type<T> inner, Check check) {
  return {std::move(inner.shape), [check, read = std::move(inner.read)](Reader& r, const Node& node, T& out, Json& resolved) {
            return read(r, node, out, resolved) && check(r, node, out);
          }};
}

// The key stands in the object, with something else than null.
bool given(const Node& object, std::string_view key);

// The same type with a rule on which keys go together: `check(Reader&, const Node&)` looks at keys alone, so it applies whether or not the
// values are right.
template <class T, class Check>
Type<T> with_keys_checked(Type<T> inner, Check check) {
  return {std::move(inner.shape), [check, read = std::move(inner.read)](Reader& r, const Node& node, T& out, Json& resolved) {
            const bool good = read(r, node, out, resolved);
            return (node.kind != Node::Kind::object || check(r, node)) && good;
          }};
}

struct ListLength {
  std::size_t least = 0;
  std::size_t most = kMostValues;
};

bool check_length(Reader& reader, const Node& node, const std::string& words, ListLength length);
Json list_schema(const Json& item, ListLength length);

template <class T>
Type<std::vector<T>> list(Type<T> item, std::string words, ListLength length = {}) {
  Shape shape{words, list_schema(item.shape.schema, length), item.shape.uses};
  return {std::move(shape), [words, length, read = std::move(item.read)](Reader& r, const Node& node, std::vector<T>& out, Json& resolved) {
            out.clear();
            resolved = Json::array();
            if (!check_length(r, node, words, length)) return false;
            bool good = true;
            for (const Node& child : node.children) {
              Json written;
              good = read(r, child, out.emplace_back(), written) && good;
              resolved.push_back(std::move(written));
            }
            return good;
          }};
}

// One member of an object whose keys the user chooses.
template <class T>
struct Named {
  std::string name;
  const Node* node = nullptr;
  T value{};
};

bool check_map(Reader& reader, const Node& node, const std::string& words, std::size_t most);

template <class T>
Type<std::vector<Named<T>>> map(Type<T> item, std::string words, std::size_t most) {
  Shape shape{words, Json{{"type", "object"}, {"maxProperties", most}, {"additionalProperties", item.shape.schema}}, item.shape.uses};
  const auto read_items = [words, most, read = std::move(item.read)](Reader& r, const Node& node, std::vector<Named<T>>& out,
                                                                     Json& resolved) {
    out.clear();
    resolved = Json::object();
    if (!check_map(r, node, words, most)) return false;
    bool good = true;
    for (const Node& child : node.children) {
      out.push_back({child.key, &child, T{}});
      Json written;
      good = read(r, child, out.back().value, written) && good;
      resolved[child.key] = std::move(written);
    }
    return good;
  };
  return {std::move(shape), read_items};
}

// Several ways to write the same thing, told apart by the kind of JSON.
template <class T>
Type<T> one_of(std::string words, std::vector<std::pair<Node::Kind, Type<T>>> ways) {
  Shape shape{words, Json{{"anyOf", Json::array()}}, {}};
  std::vector<std::pair<Node::Kind, decltype(Type<T>::read)>> reads;
  for (auto& [kind, way] : ways) {
    Json& any = shape.schema["anyOf"];
    if (std::ranges::find(any, way.shape.schema) == any.end()) any.push_back(way.shape.schema);
    shape.uses.insert(shape.uses.end(), way.shape.uses.begin(), way.shape.uses.end());
    reads.emplace_back(kind, std::move(way.read));
  }
  return {std::move(shape), [words, reads = shared(std::move(reads))](Reader& r, const Node& node, T& out, Json& resolved) {
            for (const auto& [kind, read] : *reads) {
              if (node.kind == kind) return read(r, node, out, resolved);
            }
            r.expected(node, words);
            return false;
          }};
}

}  // namespace sim::scenario
