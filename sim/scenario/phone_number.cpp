#include "sim/scenario/phone_number.hpp"

#include <algorithm>
#include <array>

namespace sim::scenario {
namespace {

// Beside the ASCII ones: no-break spaces, hyphens, dashes and the minus sign, as word processors and web pages put them.
constexpr std::array<std::string_view, 9> kWideSeparators{"\u00a0", "\u2007", "\u202f", "\u2010", "\u2011",
                                                          "\u2012", "\u2013", "\u2014", "\u2212"};

// Length of the blank, bracket or dash at the front; 0: there is none.
std::size_t separator_length(std::string_view text) {
  constexpr std::string_view kSeparators = " \t()[]-";
  if (kSeparators.find(text.front()) != std::string_view::npos) return 1;
  const auto wide = std::ranges::find_if(kWideSeparators, [text](std::string_view separator) { return text.starts_with(separator); });
  return wide == kWideSeparators.end() ? 0 : wide->size();
}

}  // namespace

std::optional<std::string> normalised_phone(std::string_view text) {
  constexpr std::string_view kInternational = "00";
  constexpr std::size_t kMostDigits = kInternational.size() + kLongestPhone;
  std::array<char, kMostDigits> digits{};
  std::size_t n = 0;
  bool plus = false;
  while (!text.empty()) {
    const char c = text.front();
    std::size_t length = 1;
    if (c >= '0' && c <= '9') {
      if (n == kMostDigits) return std::nullopt;
      digits[n++] = c;
    } else if (c == '+' && n == 0 && !plus) {
      plus = true;
    } else if (length = separator_length(text); length == 0) {
      return std::nullopt;
    }
    text.remove_prefix(length);
  }
  std::string_view number(digits.data(), n);
  if (number.starts_with(kInternational)) number.remove_prefix(kInternational.size());
  if (number.size() < kShortestPhone || number.size() > kLongestPhone) return std::nullopt;
  return std::string(number);
}

// A leading 1 keeps numbers that begin with zeros apart.
PhoneKey phone_key(std::string_view digits) {
  PhoneKey key = 1;
  for (const char c : digits) key = 10 * key + static_cast<PhoneKey>(c - '0');
  return key;
}

}  // namespace sim::scenario
