// Inputs of the machine read back from the lines of a trace.

#include <algorithm>
#include <charconv>

#include "sim/world/trace_text.hpp"
#include "sim/world/trace_words.hpp"

namespace sim::world {
namespace {

using campaign::ContactBlock;
using campaign::Input;
using campaign::InputKind;

// The words of a line, one after the other. What does not fit makes it bad, and then everything is zero.
class Words {
 public:
  explicit Words(std::string_view line) : rest_(line) {}

  bool good() const { return good_; }
  void fail() { good_ = false; }
  bool at_end() const { return rest_.empty(); }
  std::string_view peek() const { return rest_.substr(0, rest_.find(' ')); }
  std::string_view next() {
    const std::string_view word = peek();
    rest_.remove_prefix(std::min(word.size() + 1, rest_.size()));
    if (word.empty()) fail();
    return word;
  }
  void expect(std::string_view word) {
    if (next() != word) fail();
  }
  template <class Number>
  Number number() {
    return number_in<Number>(next());
  }
  SimTime instant() { return at_us(number<std::int64_t>()); }
  // "17@3"
  AttemptId attempt() {
    const std::string_view word = next();
    const std::size_t at = std::min(word.find('@'), word.size());
    const auto number = number_in<std::uint64_t>(word.substr(0, at));
    const auto line = number_in<std::uint32_t>(word.substr(std::min(at + 1, word.size())));
    if (line >= kMaxLines || number >> (64 - kLineBits) != 0) fail();
    return good_ ? attempt_id(number, line) : AttemptId{};
  }
  AttemptOutcome outcome() {
    const auto found = std::ranges::find(kOutcomeWords, next());
    if (found == kOutcomeWords.end()) fail();
    return good_ ? static_cast<AttemptOutcome>(found - kOutcomeWords.begin()) : AttemptOutcome{};
  }
  // "3,5*100,4": as many values as there are contacts. `add` takes a value and how often it stands there.
  template <class Number, class Add>
  void column(std::uint32_t contacts, const Add& add) {
    std::size_t missing = contacts;
    for (std::string_view list = next(); good_ && !list.empty();) {
      const std::string_view item = list.substr(0, list.find(','));
      list.remove_prefix(std::min(item.size() + 1, list.size()));
      const std::size_t star = item.find('*');
      const auto value = number_in<Number>(item.substr(0, star));
      const std::size_t count = star == std::string_view::npos ? 1 : number_in<std::size_t>(item.substr(star + 1));
      if (!good_ || count > missing) return fail();
      missing -= count;
      add(value, count);
    }
    if (missing > 0) fail();
  }

 private:
  template <class Number>
  Number number_in(std::string_view text) {
    Number number{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) fail();
    return good_ ? number : Number{};
  }

  std::string_view rest_;
  bool good_ = true;
};

// A column is named once.
template <class Number>
void read_column(Words& words, std::uint32_t contacts, std::vector<Number>& column) {
  if (!column.empty()) return words.fail();
  words.column<Number>(contacts, [&column](Number value, std::size_t count) { column.insert(column.end(), count, value); });
}
void read_column(Words& words, std::uint32_t contacts, std::vector<SimTime>& column) {
  if (!column.empty()) return words.fail();
  words.column<std::int64_t>(contacts,
                             [&column](std::int64_t value, std::size_t count) { column.insert(column.end(), count, at_us(value)); });
}

void read_column(Words& words, ContactBlock& block) {
  const std::string_view name = words.next();
  if (name == "zones") return read_column(words, block.count, block.zones);
  if (name == "phones") return read_column(words, block.count, block.phones);
  if (name == "priorities") return read_column(words, block.count, block.priorities);
  if (name == "not_before") return read_column(words, block.count, block.not_before);
  if (name == "not_after") return read_column(words, block.count, block.not_after);
  if (name == "malformed") return read_column(words, block.count, block.malformed);
  words.fail();
}

ContactBlock read_block(Words& words) {
  ContactBlock block;
  words.expect("count");
  block.count = words.number<std::uint32_t>();
  words.expect("zone");
  block.zone = words.number<ZoneIndex>();
  while (words.good() && !words.at_end() && words.peek() != "+") read_column(words, block);
  return block;
}

CampaignId read_campaign(Words& words) {
  words.expect("campaign");
  return CampaignId{words.number<std::uint32_t>()};
}

void read_fields(Words& words, TracedInput& traced) {
  Input& input = traced.input;
  switch (input.kind) {
    case InputKind::tick:
      return;
    case InputKind::attempt_answered:
      input.attempt = words.attempt();
      return;
    case InputKind::attempt_ended:
      input.attempt = words.attempt();
      input.outcome = words.outcome();
      words.expect("talk");
      input.amount = Duration{words.number<std::int64_t>()};
      return;
    case InputKind::failure_began:
    case InputKind::failure_ended:
      words.expect("cause");
      input.cause = FailureCause{words.number<std::uint32_t>()};
      return;
    case InputKind::buy_minutes:
      input.amount = Duration{words.number<std::int64_t>()};
      return;
    default:
      input.campaign = read_campaign(words);
  }
  if (input.kind == InputKind::schedule) {
    words.expect("at");
    input.at = words.instant();
  } else if (input.kind == InputKind::change_script) {
    words.expect("script");
    input.script = ScriptId{words.number<std::uint16_t>()};
  } else if (input.kind == InputKind::add_contacts) {
    traced.contacts = read_block(words);
  }
}

}  // namespace

bool is_input_line(std::string_view line) {
  Words words(line);
  words.next();
  return words.next() == "<";
}

std::optional<TracedInput> read_input(std::string_view line) {
  Words words(line);
  TracedInput traced{words.instant(), WithinInstant::last, {}, {}};
  words.expect("<");
  const auto kind = std::ranges::find(kInputWords, words.next());
  if (kind == kInputWords.end()) return std::nullopt;
  traced.input.kind = static_cast<InputKind>(kind - kInputWords.begin());
  read_fields(words, traced);
  if (!words.at_end()) {
    words.expect("+");
    traced.place = WithinInstant::more_follow;
  }
  return words.good() && words.at_end() ? std::optional(std::move(traced)) : std::nullopt;
}

}  // namespace sim::world
