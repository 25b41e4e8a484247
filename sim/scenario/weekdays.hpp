#pragma once
// Values for the days of the week: an object whose keys are days or groups of days.
//
// Invariants
//   1. A key is days and spans of days with commas between them: "mon-fri", "sat", "mon,wed", "sun-tue".
//   2. A day stands in one key at most.

#include <array>
#include <bitset>
#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/fields.hpp"

namespace sim::scenario {

using DaySet = std::bitset<7>;  // 0 is Monday

Parsed<DaySet> parse_days(std::string_view text);

// Takes the days of the key at `member` out of those that are free. Empty: an error was recorded.
std::optional<DaySet> take_days(Reader& reader, const Node& member, std::array<const Node*, 7>& taken_by);

extern const char* const kDaysPattern;

template <class T>
using Week = std::array<std::optional<T>, 7>;

template <class T>
Type<Week<T>> by_weekday(Type<T> item, std::string words) {
  Shape shape{words, Json{{"type", "object"}, {"patternProperties", {{kDaysPattern, item.shape.schema}}}, {"additionalProperties", false}},
              item.shape.uses};
  return {std::move(shape), [words, read = std::move(item.read)](Reader& r, const Node& node, Week<T>& out, Json& resolved) {
            resolved = Json::object();
            if (node.kind != Node::Kind::object) {
              r.expected(node, words);
              return false;
            }
            bool good = true;
            std::array<const Node*, 7> taken_by{};
            for (const Node& member : node.children) {
              const std::optional<DaySet> days = take_days(r, member, taken_by);
              T value{};
              Json written;
              good = read(r, member, value, written) && days && good;
              if (!good) continue;
              for (std::size_t d = 0; d < 7; ++d) {
                if (days->test(d)) out[d] = value;
              }
              resolved[member.key] = std::move(written);
            }
            return good;
          }};
}

}  // namespace sim::scenario
