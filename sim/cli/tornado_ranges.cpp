#include "sim/cli/tornado_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "sim/cli/options.hpp"
#include "sim/experiment/metric_table.hpp"
#include "sim/scenario/times.hpp"

namespace sim::cli {
namespace {

using experiment::InputUnit;
using experiment::UncertainInput;

struct Amount {
  double value;
  bool is_duration;
};

std::optional<Amount> read_amount(const std::string& text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc{} && read.ptr == end && std::isfinite(number)) return Amount{number, false};
  const auto duration = scenario::parse_duration(text);
  return duration.value ? std::optional(Amount{experiment::seconds(*duration.value), true}) : std::nullopt;
}

struct InputRange {
  std::string pointer, low_text, high_text;
  Amount low{}, high{};
};

// Empty: `problem` says why.
std::optional<InputRange> range_of(const std::string& text, std::string& problem) {
  const std::size_t equals = text.find('='), comma = text.find(',', equals == std::string::npos ? 0 : equals);
  if (!text.starts_with('/') || equals == std::string::npos || comma == std::string::npos) {
    problem = fmt::format("expected /json/pointer=LOW,HIGH, such as /customers/warm/reachability=0.3,0.5, got \"{}\"", text);
    return std::nullopt;
  }
  InputRange range{text.substr(0, equals), text.substr(equals + 1, comma - equals - 1), text.substr(comma + 1)};
  const std::optional<Amount> low = read_amount(range.low_text), high = read_amount(range.high_text);
  if (!low || !high) {
    problem =
        fmt::format("{}: expected a number or a duration such as 40s, got \"{}\"", range.pointer, low ? range.high_text : range.low_text);
  } else if (low->is_duration != high->is_duration || low->value >= high->value) {
    problem = fmt::format("{}: expected the lower of two numbers or durations first, got \"{}\" before \"{}\"", range.pointer,
                          range.low_text, range.high_text);
  } else {
    range.low = *low;
    range.high = *high;
    return range;
  }
  return std::nullopt;
}

double value_at(const scenario::Json& resolved, const std::string& pointer) {
  const scenario::Json::json_pointer place(pointer);
  if (resolved.contains(place)) {
    const scenario::Json& value = resolved.at(place);
    const auto amount =
        value.is_number() || value.is_string() ? read_amount(value.is_string() ? value.get<std::string>() : value.dump()) : std::nullopt;
    if (amount) return amount->value;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

UncertainInput input_of(const InputRange& range, const scenario::Json& resolved) {
  UncertainInput input{.pointer = range.pointer, .label = range.pointer};
  input.unit = range.low.is_duration ? InputUnit::seconds : InputUnit::number;
  input.value = value_at(resolved, range.pointer);
  input.at = [range](double value) {
    return std::vector<scenario::Override>{{range.pointer, value == range.low.value ? range.low_text : range.high_text}};
  };
  return input;
}

// Empty: done.
std::string apply_range(const InputRange& range, const scenario::Json& resolved, std::vector<UncertainInput>& inputs) {
  auto known = std::ranges::find(inputs, range.pointer, &UncertainInput::pointer);
  if (known == inputs.end()) {
    inputs.push_back(input_of(range, resolved));
    known = std::prev(inputs.end());
  }
  if ((known->unit == InputUnit::seconds) != range.low.is_duration) {
    return fmt::format("{}: expected two {}, got \"{},{}\"", range.pointer,
                       known->unit == InputUnit::seconds ? "durations such as 40s,90s" : "numbers such as 0.3,0.5", range.low_text,
                       range.high_text);
  }
  known->low = range.low.value;
  known->high = range.high.value;
  known->why = "given with --range";
  return "";
}

}  // namespace

void apply_ranges(const std::vector<std::string>& texts, const scenario::Json& resolved, std::vector<UncertainInput>& inputs) {
  std::string problems;
  for (const std::string& text : texts) {
    std::string problem;
    if (const std::optional<InputRange> range = range_of(text, problem)) problem = apply_range(*range, resolved, inputs);
    if (!problem.empty()) problems += (problems.empty() ? "--range: " : "\n--range: ") + problem;
  }
  if (!problems.empty()) throw UsageError(problems);
}

}  // namespace sim::cli
