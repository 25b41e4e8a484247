#pragma once
// Numbers, durations and small pictures as text for a terminal. Widths count the columns that characters take there: two for Chinese
// ones, none for an accent that stands by itself.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace sim::report {

// "1,234,567"; below 100 with one decimal unless it is whole; "-" for not a number.
std::string grouped(double number);
// "65.71 %"; "-" for not a number.
std::string percent(double share);
// Of a test: "p = 0.254", "p < 0.001".
std::string p_text(double p);
// A word of the files as a person writes it: "no answer".
std::string spaced_word(std::string_view word);
// The two largest units: "1 d 04 h", "1 h 03 min", "4 min 05 s", "12.3 s"; "never" for infinity, "-" for not a number.
std::string rough_duration(double seconds);

// Of what is no UTF-8 each byte counts as a character.
std::size_t width(std::string_view utf8);
// In exactly this many columns; what is longer is cut, with an ellipsis. Control characters become blanks.
std::string left(std::string_view utf8, std::size_t columns);
std::string right(std::string_view utf8, std::size_t columns);
// Not padded.
std::string at_most(std::string_view utf8, std::size_t columns);

// A horizontal bar in eighths of a column, padded to this many. A share outside 0 .. 1 is drawn as the nearest inside.
std::string bar(double share, std::size_t columns);
// One block of eight heights per value; 0 is a blank. REQUIRES top > 0.
std::string sparkline(std::span<const double> values, double top);

// Words in lines of at most this many columns, each line indented.
std::string filled(std::span<const std::string> words, std::size_t columns, std::size_t indent);

}  // namespace sim::report
