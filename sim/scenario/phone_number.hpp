#pragma once
// Phone numbers as people write them, brought into one form. Two texts that are the same number in that form are the same phone.

#include <optional>
#include <string>
#include <string_view>

#include "sim/base/ids.hpp"

namespace sim::scenario {

inline constexpr std::size_t kShortestPhone = 3;  // 112
inline constexpr std::size_t kLongestPhone = 15;  // ITU-T E.164, country code included

// The digits alone: blanks, brackets and dashes between them are left out, and so is what stands for "international" in front, a + and
// two zeros. Empty: no number can be dialed from this text, it has other characters or too few or too many digits.
//
// Dots are such other characters: spreadsheets and data frames write a number as "4930123456.0", and without the dot that would be
// somebody else's phone.
std::optional<std::string> normalised_phone(std::string_view text);

// REQUIRES digits are from normalised_phone(). Never 0, below 2^51.
PhoneKey phone_key(std::string_view digits);

}  // namespace sim::scenario
