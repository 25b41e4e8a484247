// Every requirement with the value, its interval and the verdict.

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

Tone verdict_tone(std::string_view verdict) {
  if (verdict == "holds") return Tone::good;
  return verdict == "breached" ? Tone::bad : Tone::doubtful;
}

// A null is a value that does not exist, or no bound.
std::string limit_text(const RunResults& run, const std::string& metric, const Json& requirement, const char* key) {
  const auto found = requirement.find(key);
  return found != requirement.end() && found->is_number() ? metric_text(run.clock, metric, found->get<double>()) : "";
}

std::string asked_text(const RunResults& run, const std::string& metric, const Json& requirement) {
  const std::string least = limit_text(run, metric, requirement, "min"), most = limit_text(run, metric, requirement, "max");
  if (least.empty()) return "at most " + most;
  return most.empty() ? "at least " + least : least + " to " + most;
}

std::string interval_text(const RunResults& run, const std::string& metric, const Json& requirement) {
  const std::string low = limit_text(run, metric, requirement, "low"), high = limit_text(run, metric, requirement, "high");
  if (low == high) return "";  // judged by itself
  if (low.empty() || high.empty()) return low.empty() ? "up to " + high : low + " or more";
  return low + " to " + high;
}

std::string statistic_text(const Json& requirement) {
  const std::string word = requirement.value("statistic", "mean");
  if (word == "min") return "least";
  if (word == "max") return "greatest";
  return word.starts_with("p") ? word.substr(1) + " % point" : word;
}

}  // namespace

Section requirement_section(const RunResults& run) {
  Section section{"Requirements"};
  Table table{
      .columns = {{"metric", Align::left}, {"statistic", Align::left}, {"asked for"}, {"found"}, {"interval"}, {"verdict", Align::left}}};
  for (const Json& requirement : run.json.at("requirements")) {
    const std::string metric = requirement.value("metric", ""), verdict = requirement.value("verdict", "");
    const std::string found = limit_text(run, metric, requirement, "value");
    table.rows.push_back({metric, statistic_text(requirement), asked_text(run, metric, requirement), found.empty() ? "never" : found,
                          interval_text(run, metric, requirement), Cell{verdict, verdict_tone(verdict)}});
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace sim::report::page
