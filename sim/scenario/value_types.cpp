#include "sim/scenario/value_types.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "sim/scenario/nearest.hpp"

namespace sim::scenario {
namespace {

constexpr double kExactIntegers = 9'007'199'254'740'992.0;  // 2^53

std::string range_words(Range range) {
  const bool below = std::isfinite(range.least), above = std::isfinite(range.most);
  if (below && above && range.least_itself) return " from " + number_text(range.least) + " to " + number_text(range.most);
  if (below && above) return " above " + number_text(range.least) + ", at most " + number_text(range.most);
  if (below) return (range.least_itself ? " of at least " : " above ") + number_text(range.least);
  return above ? " of at most " + number_text(range.most) : "";
}

Json bound(double value) {
  if (std::trunc(value) == value && std::abs(value) < kExactIntegers) return static_cast<std::int64_t>(value);
  return value;
}

Json range_schema(const char* type, Range range) {
  Json schema{{"type", type}};
  if (std::isfinite(range.least)) schema[range.least_itself ? "minimum" : "exclusiveMinimum"] = bound(range.least);
  if (std::isfinite(range.most)) schema["maximum"] = bound(range.most);
  return schema;
}

bool inside(double value, Range range) {
  return std::isfinite(value) && value <= range.most && (range.least_itself ? value >= range.least : value > range.least);
}

// A kind of text with a section of its own in the schema and in the reference.
Shape text_shape(std::string words, const char* name, const char* meaning, const char* pattern, const char* example) {
  static constexpr const char* kType = "string";
  auto definition = std::make_shared<Definition>();
  definition->name = name;
  definition->text = meaning;
  definition->schema = Json{{"type", kType}, {"pattern", pattern}, {"examples", {example}}};
  return {std::move(words), reference_to(name), {std::move(definition)}};
}

Shape duration_shape(std::string words) {
  return text_shape(std::move(words), "Duration",
                    "Numbers with the units `d`, `h`, `m`, `s`, `ms` and `us`, from large to small. `1d` is 86,400 s of physical time, "
                    "whatever the clocks do.",
                    "^([0-9]+(\\.[0-9]+)?(d|h|m|s|ms|us) *)+$", "1h30m");
}

Shape instant_shape() {
  return text_shape("an instant such as \"2026-03-02T09:00\" or \"+1d3h\"", "Instant",
                    "A local time of the scenario's `time_zone`, or a physical offset from `start` that begins with `+`. A local time "
                    "that a change of the clocks skips is an error, one that happens twice is the first.",
                    "^(\\+.+|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)$", "2026-03-02T09:00");
}

}  // namespace

Shape plain_text_shape(std::string words, const char* pattern) {
  return {std::move(words), Json{{"type", "string"}, {"pattern", pattern}}, {}};
}

std::string number_text(double value) {
  std::array<char, 32> out{};
  char* const last = out.data() + out.size();
  const bool integer = std::trunc(value) == value && std::abs(value) < kExactIntegers;
  const bool short_fixed = std::abs(value) >= 1e-6 && std::abs(value) < 1e6;
  const auto end = integer       ? std::to_chars(out.data(), last, static_cast<std::int64_t>(value))
                   : short_fixed ? std::to_chars(out.data(), last, value, std::chars_format::fixed)
                                 : std::to_chars(out.data(), last, value);
  return std::string(out.data(), end.ptr);
}

Type<double> number(Range range) {
  const std::string words = "a number" + range_words(range);
  return {{words, range_schema("number", range), {}}, [words, range](Reader& r, const Node& node, double& out, Json& resolved) {
            if (node.kind != Node::Kind::number || !inside(node.number, range)) {
              r.expected(node, words);
              return false;
            }
            out = node.number;
            resolved = to_json(node);
            return true;
          }};
}

Type<std::int64_t> whole(std::int64_t least, std::int64_t most) {
  const Range range{static_cast<double>(least), static_cast<double>(most)};
  const std::string words = least == most ? "the number " + std::to_string(least) : "a whole number" + range_words(range);
  return {{words, range_schema("integer", range), {}},
          [words, least, most](Reader& r, const Node& node, std::int64_t& out, Json& resolved) {
            const std::optional<std::int64_t> value = whole_number(node);
            if (!value || *value < least || *value > most) {
              r.expected(node, words);
              return false;
            }
            out = *value;
            resolved = *value;
            return true;
          }};
}

Type<std::uint64_t> natural() {
  const std::string words = "a whole number from 0 to 18446744073709551615";
  return {{words, range_schema("integer", kNotNegative), {}}, [words](Reader& r, const Node& node, std::uint64_t& out, Json& resolved) {
            const std::optional<std::uint64_t> value = natural_number(node);
            if (!value) {
              r.expected(node, words);
              return false;
            }
            out = *value;
            resolved = *value;
            return true;
          }};
}

Type<std::string> text(std::string words) {
  Shape shape{words, Json{{"type", "string"}, {"minLength", 1}}, {}};
  return {std::move(shape), [words](Reader& r, const Node& node, std::string& out, Json& resolved) {
            if (node.kind != Node::Kind::text || node.text.empty()) {
              r.expected(node, words);
              return false;
            }
            out = node.text;
            resolved = node.text;
            return true;
          }};
}

Type<Duration> duration(Least least) {
  const std::string words = least == Least::zero ? "a duration such as \"90s\"" : "a duration above 0s such as \"90s\"";
  return {duration_shape(words), [words, least](Reader& r, const Node& node, Duration& out, Json& resolved) {
            const bool readable = node.kind == Node::Kind::text || node.kind == Node::Kind::number;
            const Parsed<Duration> parsed = readable ? parse_duration(node.text) : Parsed<Duration>{};
            if (!parsed.value || (least == Least::above_zero && *parsed.value == Duration{0})) {
              r.expected(node, words, parsed.hint);
              return false;
            }
            out = *parsed.value;
            resolved = duration_text(out);
            return true;
          }};
}

Type<Duration> minutes(Range range) {
  return converted<Duration>(number(range), [](Reader&, const Node&, double value, Duration& out) {
    out = Duration{std::llround(value * 60e6)};
    return true;
  });
}

namespace {

// Stands in for a clock that is unknown: the form of an instant is looked at all the same.
ScenarioClock clock_for_form(std::string_view text) {
  static const ZoneRules kAnyZone("UTC", {{0, 0}});
  return {&kAnyZone, parse_local(text).value.value_or(0)};
}

}  // namespace

Type<SimTime> instant() {
  const Shape shape = instant_shape();
  return {shape, [words = shape.words](Reader& r, const Node& node, SimTime& out, Json& resolved) {
            if (node.kind != Node::Kind::text) {
              r.expected(node, words);
              return false;
            }
            const Parsed<SimTime> parsed = r.clock.value_or(clock_for_form(node.text)).read(node.text);
            if (!parsed.value) {
              r.error(node, parsed.hint);
              return false;
            }
            out = *parsed.value;
            resolved = node.text;
            return r.clock.has_value();  // else the error is at the zone or the start
          }};
}

namespace {

Parsed<Duration> parse_time_before_midnight(std::string_view text) {
  Parsed<Duration> parsed = parse_time_of_day(text);
  if (parsed.value == kDay) return {std::nullopt, "the last minute of a day is 23:59"};
  return parsed;
}

}  // namespace

Type<std::int64_t> date() {
  return parsed_text(plain_text_shape("a date such as \"2026-03-06\"", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), parse_date);
}

Type<Duration> time_of_day() {
  return parsed_text(plain_text_shape("a time of day such as \"18:00\"", "^[0-9]{2}:[0-9]{2}$"), parse_time_before_midnight);
}

Type<const ZoneRules*> zone() {
  return converted<const ZoneRules*>(text("the name of a time zone such as \"Europe/Berlin\""),
                                     [](Reader& r, const Node& node, const std::string& name, const ZoneRules*& out) {
                                       out = find_zone(name);
                                       if (out != nullptr) return true;
                                       r.error(node, "there is no time zone " + in_quotes(name) + suggestion(name, zone_names()));
                                       return false;
                                     });
}

Type<std::int64_t> local_time_of_clock() {
  constexpr const char* kPattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$";
  return parsed_text(plain_text_shape("a local time such as \"2026-03-02T08:00\"", kPattern), parse_local);
}

Type<const Node*> anything() {
  return {{"any value", Json::object(), {}}, [](Reader&, const Node& node, const Node*& out, Json& resolved) {
            out = &node;
            resolved = to_json(node);
            return true;
          }};
}

bool sums_to_one(Reader& reader, const Node& node, const std::vector<double>& shares) {
  double sum = 0;
  for (const double share : shares) sum += share;
  if (std::abs(sum - 1) <= 1e-9) return true;
  reader.error(node, "expected shares that sum to 1, got the sum " + number_text(sum));
  return false;
}

std::string either(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += in_quotes(words[i]);
  }
  return out;
}

Type<std::size_t> index_of_word(std::vector<std::string> words) {
  const std::string expected = either(words);
  return {{expected, Json{{"enum", words}}, {}}, [words, expected](Reader& r, const Node& node, std::size_t& out, Json& resolved) {
            const auto found = node.kind == Node::Kind::text ? std::ranges::find(words, node.text) : words.end();
            if (found == words.end()) {
              const std::string best = node.kind == Node::Kind::text ? nearest(node.text, words) : "";
              r.expected(node, expected, best.empty() ? "" : "did you mean " + in_quotes(best) + "?");
              return false;
            }
            out = static_cast<std::size_t>(found - words.begin());
            resolved = *found;
            return true;
          }};
}

}  // namespace sim::scenario
