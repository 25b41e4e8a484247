#include "sim/scenario/nearest.hpp"

#include <algorithm>
#include <array>

namespace sim::scenario {
namespace {

constexpr std::size_t kLongestWord = 100;
constexpr std::size_t kMostListed = 12;

std::string folded(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == ' ' || c == '-') c = '_';
  }
  return out;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::array<std::vector<std::size_t>, 3> rows;  // of the letter before the last, the last, and this one
  for (auto& row : rows) row.resize(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) rows[1][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    rows[2][0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      rows[2][j] = std::min({rows[1][j] + 1, rows[2][j - 1] + 1, rows[1][j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) rows[2][j] = std::min(rows[2][j], rows[0][j - 2] + 1);
    }
    std::swap(rows[0], rows[1]);
    std::swap(rows[1], rows[2]);
  }
  return rows[1][b.size()];
}

bool same_word(std::string_view a, std::string_view b) { return folded(a) == folded(b); }

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  if (word.empty() || word.size() > kLongestWord) return "";
  const std::string mine = folded(word);
  std::string best;
  std::size_t least = std::min(mine.size() - 1, 1 + mine.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::string other = folded(candidate);
    std::size_t distance = edit_distance(mine, other);
    if (other.ends_with("/" + mine)) distance = 1;  // the city of a zone, the metric without its campaign
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
  if (const std::string best = nearest(word, known); !best.empty()) return "; did you mean \"" + best + "\"?";
  if (known.empty() || known.size() > kMostListed) return "";
  std::string out = "; known here: ";
  for (std::size_t i = 0; i < known.size(); ++i) out += (i == 0 ? "" : ", ") + known[i];
  return out;
}

}  // namespace sim::scenario
