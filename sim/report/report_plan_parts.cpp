#include "sim/report/report_plan_parts.hpp"

#include <cmath>

#include "sim/report/plain_text.hpp"

namespace sim::report::page {

std::string SearchedKey::text(double value) const {
  constexpr double kMinute = 60;
  if (!in_seconds) return grouped(value);
  return value < kMinute ? grouped(value) + " s" : rough_duration(value);  // whole seconds are tried
}

std::string SearchedKey::text(const Json& value) const { return value.is_number() ? text(value.get<double>()) : "-"; }

std::string SearchedKey::axis_title() const { return name + (in_seconds ? ", seconds" : ""); }

SearchedKey searched_key(const std::string& pointer, const Json& unit) {
  return {spaced_word(pointer.substr(pointer.rfind('/') + 1)), unit == "s"};
}

std::string missed_by_arithmetic(const SearchedKey& key, double answer, double arithmetic) {
  const double missed = answer - arithmetic;
  if (missed == 0) return "";
  const char* words = missed > 0 ? (key.in_seconds ? " too short" : " too few") : (key.in_seconds ? " too long" : " too many");
  return key.text(std::abs(missed)) + words;
}

Paragraph assumed_paragraph(const Json& plan) {
  std::string words = "What this rests on:";
  for (const Json& sentence : plan.value("assumed", Json::array())) words += " " + sentence.get<std::string>();
  return {std::move(words)};
}

}  // namespace sim::report::page
