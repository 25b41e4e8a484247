#include "sim/scenario/source.hpp"

#include <algorithm>

namespace sim::scenario {
namespace {

constexpr std::size_t kLongestLine = 160;  // characters of a line that are shown
constexpr std::size_t kBeforeCaret = 100;
constexpr std::size_t kLongestQuote = 60;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u; }

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !continues_character(c); }));
}

// Length of the valid UTF-8 character at the front; 0: there is none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues_character(text[i])) return 0;
  }
  const bool overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
  const bool beyond = (first == 0xed && byte(1) >= 0xa0) || (first == 0xf4 && byte(1) >= 0x90);
  return overlong || beyond ? 0 : length;
}

// Fit for a terminal: control characters become blanks, broken characters question marks. A tab stays a tab.
std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text.substr(i));
    const auto first = static_cast<unsigned char>(text[i]);
    if (length == 0) {
      out += '?';
    } else if ((first < 0x20 && first != '\t') || first == 0x7f) {
      out += ' ';
    } else {
      out += text.substr(i, length);
    }
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

// The byte at which the character number `n` begins.
std::size_t byte_of(std::string_view text, std::size_t n) {
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (!continues_character(text[i]) && n-- == 0) break;
  }
  return i;
}

}  // namespace

SourceText::SourceText(Kind kind, std::string name, std::string text, unsigned order)
    : kind_(kind), name_(std::move(name)), text_(std::move(text)), order_(order) {}

std::size_t SourceText::line_of(std::size_t offset) const {
  if (line_starts_.empty()) {
    line_starts_.push_back(0);
    for (std::size_t i = text_.find('\n'); i != std::string::npos; i = text_.find('\n', i + 1)) line_starts_.push_back(i + 1);
  }
  return static_cast<std::size_t>(std::ranges::upper_bound(line_starts_, offset) - line_starts_.begin());
}

std::string_view SourceText::line_text(std::size_t line) const {
  const std::size_t from = line_starts_[line - 1];
  const std::size_t to = line < line_starts_.size() ? line_starts_[line] - 1 : text_.size();
  std::string_view text = std::string_view(text_).substr(from, to - from);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::string SourceText::place_of(std::size_t offset) const {
  if (kind_ == Kind::argument) return name_;
  const std::size_t line = line_of(offset);
  const std::size_t from = line_starts_[line - 1];
  const std::size_t column = 1 + characters(std::string_view(text_).substr(from, offset - from));
  return name_ + ":" + std::to_string(line) + ":" + std::to_string(column);
}

Excerpt SourceText::excerpt_of(std::size_t offset) const {
  const std::size_t line_number = line_of(offset);
  const std::string_view whole = line_text(line_number);
  const std::size_t in_line = std::min(offset - line_starts_[line_number - 1], whole.size());
  // A line of megabytes is not worth a look at all of it.
  std::size_t first = in_line > 4 * (kBeforeCaret + 1) ? in_line - 4 * (kBeforeCaret + 1) : 0;
  while (first < in_line && continues_character(whole[first])) ++first;
  std::string before = printable(whole.substr(first, in_line - first));
  std::string after = printable(whole.substr(in_line, 4 * kLongestLine));
  if (characters(before) > kBeforeCaret) before = "..." + before.substr(byte_of(before, characters(before) - kBeforeCaret));
  const std::size_t room = kLongestLine - characters(before);
  if (characters(after) > room) after = after.substr(0, byte_of(after, room)) + "...";

  std::string caret;
  for (const char c : before) {
    if (!continues_character(c)) caret += c == '\t' ? '\t' : ' ';
  }
  return {before + after, caret + "^"};
}

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text.substr(i, 4));
    if (length == 0) return i;
    i += length;
  }
  return std::string_view::npos;
}

std::string in_quotes(std::string_view text) {
  std::string shown = printable(text.substr(0, 4 * kLongestQuote + 4));
  std::ranges::replace(shown, '\t', ' ');
  if (characters(shown) > kLongestQuote) shown = shown.substr(0, byte_of(shown, kLongestQuote)) + "...";
  return "\"" + shown + "\"";
}

}  // namespace sim::scenario
