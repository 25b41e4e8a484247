#pragma once
// The plain values of a scenario: texts, words, numbers, durations, instants, dates, names of time zones. Each is a Type that says what is
// expected when something else stands there.
//
// Invariants
//   1. A number is finite and inside its range, a whole number is read exactly.
//   2. Durations and instants are texts; a bare number gets a hint with the likely unit.

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/scenario/fields.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/scenario/times.hpp"

namespace sim::scenario {

struct Range {
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  bool least_itself = true;  // false: above `least`
};
inline constexpr Range kProbability{0, 1};
inline constexpr Range kNotNegative{0};
inline constexpr Range kPositive{.least = 0, .least_itself = false};

Type<double> number(Range range);
Type<std::int64_t> whole(std::int64_t least, std::int64_t most);
Type<std::uint64_t> natural();  // 0 .. 2^64 - 1

// A whole number in a type that can hold `least` to `most`.
template <class Integer>
Type<Integer> whole_as(std::int64_t least, std::int64_t most) {
  return converted<Integer>(whole(least, most), [](Reader&, const Node&, std::int64_t value, Integer& out) {
    out = static_cast<Integer>(value);
    return true;
  });
}

// Of a text that matches `pattern`; `words` say what is expected.
Shape plain_text_shape(std::string words, const char* pattern);
// A text that `parse` understands.
template <class T>
Type<T> parsed_text(Shape shape, Parsed<T> (*parse)(std::string_view)) {
  return {shape, [words = shape.words, parse](Reader& r, const Node& node, T& out, Json& resolved) {
            const Parsed<T> parsed = node.kind == Node::Kind::text ? parse(node.text) : Parsed<T>{};
            if (!parsed.value) {
              r.expected(node, words, parsed.hint);
              return false;
            }
            out = *parsed.value;
            resolved = node.text;
            return true;
          }};
}

// Not empty. `words` says what it is: "the name of a script".
Type<std::string> text(std::string words);

enum class Least : std::uint8_t { zero, above_zero };
Type<Duration> duration(Least least = Least::zero);
// A number of minutes, as the product sells them.
Type<Duration> minutes(Range range);
Type<SimTime> instant();
Type<std::int64_t> date();                 // days since 1970-01-01
Type<Duration> time_of_day();              // 00:00 .. 23:59
Type<const ZoneRules*> zone();             // of an IANA name
Type<std::int64_t> local_time_of_clock();  // seconds since 1970-01-01T00:00 on a wall clock
Type<const Node*> anything();

// One error at `node` unless the shares sum to 1 within 1e-9.
bool sums_to_one(Reader& reader, const Node& node, const std::vector<double>& shares);
std::string number_text(double value);  // the shortest that reads back equal
constexpr double seconds(Duration d) { return static_cast<double>(us(d)) / 1e6; }

// The quoted words of a list: `"a", "b" or "c"`.
std::string either(const std::vector<std::string>& words);
// The index of the word that stands at the node.
Type<std::size_t> index_of_word(std::vector<std::string> words);

template <class Enum>
Type<Enum> word_of(const std::vector<std::pair<std::string, Enum>>& words) {
  std::vector<std::string> texts;
  std::vector<Enum> meanings;
  for (const auto& [word, meaning] : words) {
    texts.push_back(word);
    meanings.push_back(meaning);
  }
  return converted<Enum>(index_of_word(std::move(texts)), [meanings](Reader&, const Node&, std::size_t i, Enum& out) {
    out = meanings[i];
    return true;
  });
}

}  // namespace sim::scenario
