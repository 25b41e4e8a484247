// Every requirement with the value, its interval and the verdict.

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "sim/report/report_axes.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

// A null is a value that does not exist, or no bound.
std::string limit_text(const LocalClock& clock, const std::string& metric, const Json& requirement, const char* key) {
  const auto found = requirement.find(key);
  return found != requirement.end() && found->is_number() ? metric_text(clock, metric, found->get<double>()) : "";
}

std::string asked_text(const LocalClock& clock, const std::string& metric, const Json& requirement) {
  const std::string least = limit_text(clock, metric, requirement, "min"), most = limit_text(clock, metric, requirement, "max");
  if (least.empty()) return "at most " + most;
  return most.empty() ? "at least " + least : least + " to " + most;
}

std::string interval_text(const LocalClock& clock, const std::string& metric, const Json& requirement) {
  const std::string low = limit_text(clock, metric, requirement, "low"), high = limit_text(clock, metric, requirement, "high");
  if (low == high) return "";  // judged by itself
  if (low.empty() || high.empty()) return low.empty() ? "up to " + high : low + " or more";
  return low + " to " + high;
}

}  // namespace

Table requirement_table(const LocalClock& clock, const Json& requirements) {
  Table table{
      .columns = {{"metric", Align::left}, {"statistic", Align::left}, {"asked for"}, {"found"}, {"interval"}, {"verdict", Align::left}}};
  for (const Json& requirement : requirements) {
    const std::string metric = requirement.value("metric", ""), verdict = requirement.value("verdict", "");
    const std::string found = limit_text(clock, metric, requirement, "value");
    table.rows.push_back({metric, statistic_text(requirement), asked_text(clock, metric, requirement), found.empty() ? "never" : found,
                          interval_text(clock, metric, requirement), Cell{verdict, verdict_tone(verdict)}});
  }
  return table;
}

Section requirement_section(const RunResults& run) {
  Section section{"Requirements"};
  Table table = requirement_table(run.clock, run.json.at("requirements"));
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace sim::report::page
