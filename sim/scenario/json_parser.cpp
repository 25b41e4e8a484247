#include <algorithm>
#include <charconv>
#include <limits>
#include <unordered_map>

#include "sim/base/check.hpp"
#include "sim/scenario/json_source.hpp"
#include "sim/scenario/nearest.hpp"

namespace sim::scenario {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'; }

// Recursive descent; the depth is bounded, so the stack is.
class Parser {
 public:
  Parser(const SourceText& source, std::size_t from, ErrorList& errors)
      : source_(source), text_(source.text()), at_(from), errors_(errors) {}

  std::optional<Node> document() {
    if (!check_encoding()) return std::nullopt;
    if (!skip_blanks()) return std::nullopt;
    if (at_end()) {
      fail(0, "the file is empty; expected a JSON object");
      return std::nullopt;
    }
    Node root;
    if (!value(root, 1) || !skip_blanks()) return std::nullopt;
    if (!at_end()) {
      fail(at_, "expected the end of the file after the value that began in line " + line_of(root.offset) + ", got " + here());
      return std::nullopt;
    }
    return root;
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return text_[at_]; }
  bool next_is(std::string_view word) const { return text_.substr(at_, word.size()) == word; }
  std::string line_of(std::size_t offset) const { return std::to_string(source_.line_of(offset)); }

  std::string pointer() const {
    std::string out;
    for (const std::string& token : path_) out += "/" + token;
    return out;
  }

  bool fail(std::size_t offset, std::string message) {
    errors_.add(source_, offset, pointer(), std::move(message));
    return false;
  }

  // What stands at the present place, for messages.
  std::string here() const {
    if (at_end()) return "the end of the file";
    const auto c = static_cast<unsigned char>(peek());
    if (c < 0x20 || c == 0x7f) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      return std::string("the byte 0x") + kDigits[c >> 4] + kDigits[c & 15] + "; is this a JSON file?";
    }
    std::size_t length = 1;
    while (at_ + length < text_.size() && (static_cast<unsigned char>(text_[at_ + length]) & 0xc0u) == 0x80u) ++length;
    return in_quotes(text_.substr(at_, length));
  }

  bool check_encoding() {
    const std::string_view all = text_;
    if (all.starts_with("\xef\xbb\xbf")) return fail(0, "the file begins with a byte-order mark; save it as UTF-8 without one");
    if (all.starts_with("\xff\xfe") || all.starts_with("\xfe\xff")) return fail(0, "the file is UTF-16; save it as UTF-8");
    const std::size_t broken = find_invalid_utf8(all);
    return broken == std::string_view::npos || fail(broken, "the file is not valid UTF-8 from here on");
  }

  bool skip_blanks() {
    while (!at_end()) {
      const char c = peek();
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++at_;
      } else if (next_is("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (next_is("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return fail(at_, "the comment is not closed; expected */");
        at_ = end + 2;
      } else {
        break;
      }
    }
    return true;
  }

  bool value(Node& out, std::size_t depth) {
    out.source = &source_;
    out.offset = at_;
    if (++values_ > kMostValues) return fail(at_, "the file holds more than 2,000,000 values; put long data into a CSV file");
    if (at_end()) return fail(at_, "expected a value, got the end of the file");
    switch (peek()) {
      case '{':
        return nested(out, depth) && object(out, depth);
      case '[':
        return nested(out, depth) && list(out, depth);
      case '"':
        out.kind = Node::Kind::text;
        return text(out.text);
      case '\'':
        return fail(at_, "texts stand in double quotes");
      default:
        break;
    }
    if (is_digit(peek()) || peek() == '-' || peek() == '+' || peek() == '.') return number(out);
    if (is_letter(peek())) return word(out);
    return fail(at_, "expected a value, got " + here());
  }

  bool nested(const Node&, std::size_t depth) {
    return depth <= kDeepest || fail(at_, "nested more than " + std::to_string(kDeepest) + " levels deep");
  }

  bool object(Node& out, std::size_t depth) {
    out.kind = Node::Kind::object;
    std::unordered_map<std::string, std::size_t> seen;
    ++at_;
    for (bool first = true;; first = false) {
      bool closed = false;
      if (!between(out, first, '}', closed)) return false;
      if (closed) return true;
      Node& member = out.children.emplace_back();
      if (!key(member, seen)) return false;
      path_.push_back(pointer_token(member.key));
      if (!skip_blanks() || !value(member, depth + 1)) return false;
      path_.pop_back();
    }
  }

  bool list(Node& out, std::size_t depth) {
    out.kind = Node::Kind::list;
    ++at_;
    for (bool first = true;; first = false) {
      bool closed = false;
      if (!between(out, first, ']', closed)) return false;
      if (closed) return true;
      path_.push_back(std::to_string(out.children.size()));
      if (!value(out.children.emplace_back(), depth + 1)) return false;
      path_.pop_back();
    }
  }

  // What stands between two items: nothing before the first, else a comma; or the closing bracket.
  bool between(const Node& out, bool first, char close, bool& closed) {
    if (!skip_blanks()) return false;
    const std::string what = close == '}' ? "object" : "list";
    if (at_end()) return fail(at_, "the file ends inside the " + what + " that began in line " + line_of(out.offset));
    if (peek() == close) {
      ++at_;
      closed = true;
      return true;
    }
    if (first) return true;
    const std::size_t comma = at_;
    if (peek() != ',') return fail(at_, "expected \",\" or \"" + std::string(1, close) + "\", got " + here());
    ++at_;
    if (!skip_blanks()) return false;
    if (!at_end() && peek() == close) return fail(comma, "this comma is one too many: the " + what + " ends after it");
    if (at_end()) return fail(at_, "the file ends inside the " + what + " that began in line " + line_of(out.offset));
    return true;
  }

  bool key(Node& member, std::unordered_map<std::string, std::size_t>& seen) {
    member.key_offset = at_;
    if (peek() != '"') return fail(at_, "expected a key in double quotes, got " + here());
    if (!text(member.key) || !skip_blanks()) return false;
    const auto [earlier, is_new] = seen.emplace(member.key, member.key_offset);
    if (!is_new) {
      errors_.add(source_, member.key_offset, pointer() + "/" + pointer_token(member.key),
                  "this key was already given in line " + line_of(earlier->second));
    }
    if (at_end() || peek() != ':') return fail(at_, "expected \":\" after the key " + in_quotes(member.key) + ", got " + here());
    ++at_;
    return true;
  }

  bool word(Node& out) {
    const std::size_t from = at_;
    while (!at_end() && (is_letter(peek()) || is_digit(peek()))) ++at_;
    const std::string_view found = text_.substr(from, at_ - from);
    if (found == "true" || found == "false") {
      out.kind = Node::Kind::boolean;
      out.boolean = found == "true";
      return true;
    }
    if (found == "null") return true;
    const std::string best = nearest(found, {"true", "false", "null"});
    const std::string hint = best.empty() ? "; texts stand in double quotes" : "; did you mean " + best + "?";
    return fail(from, "expected a value, got the word " + in_quotes(found) + hint);
  }

  bool digits() {
    const std::size_t from = at_;
    while (!at_end() && is_digit(peek())) ++at_;
    return at_ > from;
  }

  bool number(Node& out) {
    const std::size_t from = at_;
    const auto malformed = [this, from](std::string why) { return fail(from, "this number is malformed: " + std::move(why)); };
    out.kind = Node::Kind::number;
    if (peek() == '+') return malformed("no sign + is allowed");
    if (peek() == '-') ++at_;
    const std::size_t integer = at_;
    if (!digits()) return malformed(!at_end() && peek() == '.' ? "a digit must stand before the point" : "a digit must follow the sign");
    if (text_[integer] == '0' && at_ - integer > 1) return malformed("it begins with 0");
    if (!at_end() && peek() == '.') {
      ++at_;
      if (!digits()) return malformed("a digit must follow the point");
    }
    if (!at_end() && (peek() == 'e' || peek() == 'E')) {
      ++at_;
      if (!at_end() && (peek() == '+' || peek() == '-')) ++at_;
      if (!digits()) return malformed("the exponent has no digit");
    }
    if (!at_end() && (is_letter(peek()) || peek() == '.')) return malformed("unexpected " + here() + "; texts stand in double quotes");
    out.text = text_.substr(from, at_ - from);
    out.number = number_value(out.text);
    return true;
  }

  static double number_value(const std::string& digits) {
    double value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc::result_out_of_range) return value;
    const bool tiny = digits.find("e-") != std::string::npos || digits.find("E-") != std::string::npos || digits.starts_with("0.") ||
                      digits.starts_with("-0.");
    const double size = tiny ? 0 : std::numeric_limits<double>::infinity();
    return digits.front() == '-' ? -size : size;
  }

  bool text(std::string& out) {
    const std::size_t from = at_++;
    while (!at_end()) {
      const char c = peek();
      if (c == '"') {
        ++at_;
        return true;
      }
      if (static_cast<unsigned char>(c) < 0x20) {
        if (c == '\n' || c == '\r') return fail(from, "the text is not closed at the end of its line; expected \"");
        return fail(at_, "a text must not hold control characters; write them as \\uXXXX");
      }
      if (c != '\\') {
        out += c;
        ++at_;
      } else if (!escape(out)) {
        return false;
      }
    }
    return fail(from, "the file ends inside the text that begins here");
  }

  bool escape(std::string& out) {
    const std::size_t from = at_++;
    if (at_end()) return fail(from, "the file ends inside a text");
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char c = text_[at_++];
    if (const std::size_t i = kLetters.find(c); i != std::string_view::npos) {
      out += kMeanings[i];
      return true;
    }
    if (c != 'u') return fail(from, "unknown escape; known are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
    unsigned code = 0;
    if (!hex4(code)) return fail(from, "\\u needs four hexadecimal digits");
    if (code >= 0xdc00 && code < 0xe000) return fail(from, "this second half of a surrogate pair has no first half");
    if (code >= 0xd800 && code < 0xdc00) {
      unsigned low = 0;
      const bool pair = next_is("\\u") && (at_ += 2, hex4(low)) && low >= 0xdc00 && low < 0xe000;
      if (!pair) return fail(from, "this first half of a surrogate pair has no second half");
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    if (code == 0) return fail(from, "a text must not hold the character \\u0000");
    append_utf8(out, code);
    return true;
  }

  bool hex4(unsigned& code) {
    if (text_.size() - at_ < 4) return false;
    const char* const first = text_.data() + at_;
    const auto read = std::from_chars(first, first + 4, code, 16);
    at_ += 4;
    return read.ec == std::errc{} && read.ptr == first + 4 && *first != '-';
  }

  static void append_utf8(std::string& out, unsigned code) {
    const auto put = [&out](unsigned byte) { out += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
      put(0xc0 | code >> 6);
    } else if (code < 0x10000) {
      put(0xe0 | code >> 12);
      put(0x80 | (code >> 6 & 0x3f));
    } else {
      put(0xf0 | code >> 18);
      put(0x80 | (code >> 12 & 0x3f));
      put(0x80 | (code >> 6 & 0x3f));
    }
    put(0x80 | (code & 0x3f));
  }

  const SourceText& source_;
  std::string_view text_;
  std::size_t at_;
  ErrorList& errors_;
  std::vector<std::string> path_;
  std::size_t values_ = 0;
};

void forget_places(Node& node) {
  node.source = nullptr;
  for (Node& child : node.children) forget_places(child);
}

}  // namespace

std::optional<Node> parse_json(const SourceText& source, std::size_t from, ErrorList& errors) {
  return Parser(source, from, errors).document();
}

Node parse_constant(std::string_view json) {
  const SourceText source(SourceText::Kind::file, "constant", std::string(json), 0);
  ErrorList errors;
  std::optional<Node> node = parse_json(source, 0, errors);
  SIM_CHECK(node.has_value() && errors.empty(), "a default or an example of a field table is not JSON");
  forget_places(*node);
  return std::move(*node);
}

}  // namespace sim::scenario
