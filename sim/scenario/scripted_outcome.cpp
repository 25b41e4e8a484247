#include "sim/scenario/scripted_outcome.hpp"

#include <algorithm>

#include "sim/scenario/nearest.hpp"
#include "sim/scenario/source.hpp"
#include "sim/scenario/times.hpp"

namespace sim::scenario {
namespace {

constexpr std::string_view kAfter = "after";

// A piece of the text and where it begins.
struct Piece {
  std::string_view text;
  std::size_t at;
};

Piece trimmed(Piece piece) {
  const std::size_t from = std::min(piece.text.find_first_not_of(" \t"), piece.text.size());
  piece.text.remove_prefix(from);
  piece.at += from;
  piece.text = piece.text.substr(0, piece.text.find_last_not_of(" \t") + 1);
  return piece;
}

// Cuts the text before the first `separator` off; what follows it stays. Without one everything is cut off.
Piece cut(Piece& rest, char separator) {
  const std::size_t end = std::min(rest.text.find(separator), rest.text.size());
  const std::size_t next = std::min(end + 1, rest.text.size());
  const Piece front{rest.text.substr(0, end), rest.at};
  rest = {rest.text.substr(next), rest.at + next};
  return front;
}

class ScriptReader {
 public:
  explicit ScriptReader(std::vector<ScriptMistake>& mistakes) : mistakes_(mistakes) {}

  world::ScriptedOutcome item(Piece piece);

 private:
  bool outcome(Piece word, AttemptOutcome& out);
  Duration duration(Piece piece);
  void mistake(Piece piece, std::string message) { mistakes_.push_back({piece.at, std::move(message)}); }

  std::vector<ScriptMistake>& mistakes_;
};

bool ScriptReader::outcome(Piece word, AttemptOutcome& out) {
  const auto known = std::ranges::find(kOutcomeWords, word.text);
  if (known == kOutcomeWords.end()) {
    static const std::vector<std::string> words(kOutcomeWords.begin(), kOutcomeWords.end());
    mistake(word, word.text.empty() ? "expected an outcome, got nothing"
                                    : "unknown outcome " + in_quotes(word.text) + suggestion(word.text, words));
    return false;
  }
  out = static_cast<AttemptOutcome>(known - kOutcomeWords.begin());
  return true;
}

Duration ScriptReader::duration(Piece piece) {
  const Parsed<Duration> parsed = parse_duration(piece.text);
  if (!parsed.value) {
    mistake(piece, "expected a duration such as \"42s\", got " + in_quotes(piece.text) + (parsed.hint.empty() ? "" : "; " + parsed.hint));
  }
  return parsed.value.value_or(Duration{0});
}

world::ScriptedOutcome ScriptReader::item(Piece piece) {
  world::ScriptedOutcome out;
  Piece rest = trimmed(piece);
  if (!outcome(cut(rest, ' '), out.outcome)) return out;
  rest = trimmed(rest);
  const std::size_t after = rest.text.find(kAfter);
  const Piece first = trimmed({rest.text.substr(0, after), rest.at});
  const bool picks_up = picked_up(out.outcome);
  if (out.outcome == AttemptOutcome::lost && !rest.text.empty()) {
    mistake(rest, "lost has no duration: no report comes, the line is held until the attempt is given up");
    return out;
  }
  if (!first.text.empty()) (picks_up ? out.talk : out.ring) = duration(first);
  if (first.text.empty() && out.outcome == AttemptOutcome::no_answer) out.ring = kNoLimit;
  if (after == std::string_view::npos) return out;
  const std::size_t ring_at = after + kAfter.size();
  if (picks_up) {
    out.ring = duration(trimmed({rest.text.substr(ring_at), rest.at + ring_at}));
  } else {
    mistake({rest.text, rest.at + after}, "only answered and voicemail are picked up after some ringing");
  }
  return out;
}

}  // namespace

std::vector<ScriptMistake> read_script(std::string_view text, std::vector<world::ScriptedOutcome>& script) {
  std::vector<ScriptMistake> mistakes;
  ScriptReader reader(mistakes);
  Piece rest{text, 0};
  for (std::size_t n = 0;; ++n) {
    if (n == kLongestScript) {
      mistakes.push_back({rest.at, "more than 255 outcomes; no call has more attempts"});
      break;
    }
    const std::size_t left = rest.text.size();
    const Piece piece = cut(rest, ';');
    script.push_back(reader.item(piece));
    if (piece.text.size() == left) break;  // no semicolon followed
  }
  return mistakes;
}

}  // namespace sim::scenario
