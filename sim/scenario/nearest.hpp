#pragma once
// The known word nearest to a mistyped one.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sim::scenario {

// The least number of letters inserted, left out, replaced or swapped with their neighbour that makes `b` of `a`.
std::size_t edit_distance(std::string_view a, std::string_view b);

// Regardless of case; blanks, dashes and underscores are one.
bool same_word(std::string_view a, std::string_view b);

// The nearest of `known`, regardless of case and of blanks, dashes and underscores; empty when none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

// `; did you mean "x"?` with the nearest; without one, and with at most 12 known words, `; known here: a, b, c`; else empty.
std::string suggestion(std::string_view word, const std::vector<std::string>& known);

}  // namespace sim::scenario
