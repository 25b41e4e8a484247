#pragma once
// A piece of text that a user wrote, a file or an argument of the command line, and the words for a place in it.
//
// Invariants
//   1. Lines and columns count from 1; a column counts characters, not bytes.
//   2. Sources are ordered as they were opened; errors are printed in that order.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sim::scenario {

// One line of a source with a caret under a place of it.
struct Excerpt {
  std::string line;
  std::string caret;  // blanks and one ^
};

class SourceText {
 public:
  enum class Kind : unsigned char { file, argument };

  SourceText(Kind kind, std::string name, std::string text, unsigned order);

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  unsigned order() const { return order_; }

  std::size_t line_of(std::size_t offset) const;
  std::string place_of(std::size_t offset) const;  // "name:line:column"; of an argument its name alone
  Excerpt excerpt_of(std::size_t offset) const;

 private:
  std::string_view line_text(std::size_t line) const;

  Kind kind_;
  std::string name_, text_;
  unsigned order_;
  mutable std::vector<std::size_t> line_starts_;  // made when the first place is asked for
};

// The first byte that is not part of valid UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);

// Text of a user inside a message: at most 60 characters, in double quotes, control characters as blanks.
std::string in_quotes(std::string_view text);

}  // namespace sim::scenario
