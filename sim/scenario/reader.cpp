#include "sim/scenario/reader.hpp"

namespace sim::scenario {

Parsed<SimTime> ScenarioClock::read(std::string_view text) const {
  constexpr std::string_view kExpected = "expected an instant such as \"2026-03-02T09:00\" or \"+1d3h\", got ";
  const auto refused = [&](const std::string& hint) -> Parsed<SimTime> {
    return {std::nullopt, std::string(kExpected) + in_quotes(text) + (hint.empty() ? "" : "; " + hint)};
  };
  std::int64_t offset_us = 0;
  if (text.starts_with('+')) {
    const Parsed<Duration> offset = parse_duration(text.substr(1));
    if (!offset.value) return refused(offset.hint);
    offset_us = us(*offset.value);
  } else {
    const Parsed<std::int64_t> local = parse_local(text);
    if (!local.value) {
      const bool offset = parse_duration(text).value.has_value();
      return refused(offset ? "an offset from the start begins with +" : local.hint);
    }
    const std::optional<std::int64_t> unix_s = zone->unix_s(*local.value);
    if (!unix_s) return {std::nullopt, in_quotes(text) + " does not exist in " + zone->name() + ": " + zone->jump_around(*local.value)};
    offset_us = (*unix_s - start_unix_s) * us(kSecond);
  }
  constexpr std::int64_t kYear = 366 * us(kDay);
  if (offset_us < -kYear || offset_us > 12 * kYear) {
    return {std::nullopt, in_quotes(text) + " is out of reach: instants lie from one year before the start to twelve years after it"};
  }
  return {at_us(offset_us), ""};
}

void Reader::add(const Node& at, std::size_t offset, std::string subject, std::string message) {
  if (at.source == nullptr) {  // a default, and still wrong: no time zone data on this machine
    errors_.add_whole(file_name_, subject + ": " + message);
  } else {
    errors_.add(*at.source, offset, std::move(subject), std::move(message));
  }
}

void Reader::error(const Node& at, std::string message) { add(at, at.offset, pointer_of(at), std::move(message)); }
void Reader::error_at_key(const Node& at, std::string message) { add(at, at.key_offset, pointer_of(at), std::move(message)); }

void Reader::expected(const Node& at, std::string_view words, std::string_view hint) {
  error(at, "expected " + std::string(words) + ", got " + described(at) + (hint.empty() ? "" : "; " + std::string(hint)));
}

void Reader::missing(const Node& object, std::string_view key, std::string_view why) {
  const std::string quoted_key = "\"" + std::string(key) + "\"";
  add(object, object.offset, pointer_of(object) + "/" + pointer_token(key), "the key " + quoted_key + " is missing; " + std::string(why));
}

}  // namespace sim::scenario
