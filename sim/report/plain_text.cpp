#include "sim/report/plain_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <cwchar>

namespace sim::report {
namespace {

constexpr std::array<std::string_view, 9> kEighths{" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
constexpr std::array<std::string_view, 9> kHeights{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr double kGroupable = 1e18;  // fits an int64

// The C library knows which characters are wide, in a locale of UTF-8; the program itself has none, so that numbers are written alike
// everywhere.
class Utf8Locale {
 public:
  Utf8Locale() : before_(::uselocale(utf8())) {}
  ~Utf8Locale() { ::uselocale(before_); }
  Utf8Locale(const Utf8Locale&) = delete;

 private:
  static ::locale_t utf8() {
    static const ::locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;  // null, where there is none, leaves the locale as it is
  }
  const ::locale_t before_;
};

struct Glyph {
  std::size_t bytes, columns;
};

// REQUIRES a text that is not empty.
Glyph first_glyph(std::string_view utf8) {
  std::mbstate_t state{};
  wchar_t character = 0;
  const std::size_t bytes = std::mbrtowc(&character, utf8.data(), utf8.size(), &state);
  if (bytes == 0 || bytes > utf8.size()) return {1, 1};
  return {bytes, static_cast<std::size_t>(std::max(0, ::wcwidth(character)))};
}

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::string without_controls(std::string_view utf8) {
  std::string out(utf8);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return out;
}

std::string two_units(double amount, double size, std::string_view large, std::string_view small) {
  const auto parts = static_cast<std::int64_t>(std::llround(amount));
  const auto per = static_cast<std::int64_t>(size);
  return fmt::format("{} {} {:02} {}", parts / per, large, parts % per, small);
}

}  // namespace

std::string grouped(double number) {
  if (std::isnan(number)) return "-";
  if (std::abs(number) >= kGroupable) return fmt::format("{:.3g}", number);
  const double whole = std::round(number);
  if (std::abs(number) < 100 && std::abs(number - whole) >= 0.05) return fmt::format("{:.1f}", number);
  return (whole < 0 ? "-" : "") + fmt::format("{}", fmt::group_digits(static_cast<std::uint64_t>(std::abs(whole))));
}

std::string percent(double share) { return std::isnan(share) ? "-" : fmt::format("{:.2f} %", share * 100); }

std::string p_text(double p) { return p < 0.0005 ? "p < 0.001" : fmt::format("p = {:.3f}", p); }

std::string spaced_word(std::string_view word) {
  std::string text(word);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string rough_duration(double seconds) {
  if (std::isnan(seconds)) return "-";
  if (std::isinf(seconds)) return "never";
  const double size = std::abs(seconds);
  const std::string sign = seconds < 0 ? "-" : "";
  if (size < 9.95) return fmt::format("{}{:.1f} s", sign, size);
  if (size < 59.5) return fmt::format("{}{:.0f} s", sign, size);
  if (size < 3599.5) return sign + two_units(size, 60, "min", "s");
  if (size < 86370) return sign + two_units(size / 60, 60, "h", "min");
  return sign + two_units(size / 3600, 24, "d", "h");
}

std::size_t width(std::string_view utf8) {
  if (is_ascii(utf8)) return utf8.size();
  const Utf8Locale locale;
  std::size_t columns = 0;
  while (!utf8.empty()) {
    const Glyph glyph = first_glyph(utf8);
    columns += glyph.columns;
    utf8.remove_prefix(glyph.bytes);
  }
  return columns;
}

std::string at_most(std::string_view utf8, std::size_t columns) {
  std::string text = without_controls(utf8);
  if (width(text) <= columns) return text;
  if (columns == 0) return "";
  const Utf8Locale locale;
  std::size_t end = 0;
  for (std::size_t taken = 0;;) {
    const Glyph glyph = first_glyph(std::string_view(text).substr(end));
    taken += glyph.columns;
    if (taken >= columns) break;  // the ellipsis needs a column
    end += glyph.bytes;
  }
  return text.substr(0, end) + "…";
}

std::string left(std::string_view utf8, std::size_t columns) {
  const std::string text = at_most(utf8, columns);
  return text + std::string(columns - width(text), ' ');
}

std::string right(std::string_view utf8, std::size_t columns) {
  const std::string text = at_most(utf8, columns);
  return std::string(columns - width(text), ' ') + text;
}

std::string bar(double share, std::size_t columns) {
  const double inside = std::isnan(share) ? 0 : std::clamp(share, 0.0, 1.0);
  const auto eighths = static_cast<std::size_t>(std::llround(inside * static_cast<double>(columns) * 8));
  std::string out;
  for (std::size_t c = 0; c < columns; ++c) out += kEighths[std::min<std::size_t>(8, eighths > c * 8 ? eighths - c * 8 : 0)];
  return out;
}

std::string sparkline(std::span<const double> values, double top) {
  std::string out;
  for (const double value : values) {
    const double eighths = std::ceil(std::clamp(value / top, 0.0, 1.0) * 8);  // whatever there is, is seen
    out += kHeights[static_cast<std::size_t>(eighths)];
  }
  return out;
}

std::string filled(std::span<const std::string> words, std::size_t columns, std::size_t indent) {
  std::string out, line;
  for (const std::string& word : words) {
    if (!line.empty() && indent + width(line) + 1 + width(word) > columns) {
      out += std::string(indent, ' ') + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return line.empty() ? out : out + std::string(indent, ' ') + line + "\n";
}

}  // namespace sim::report
