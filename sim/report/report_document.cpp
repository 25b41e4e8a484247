// The sections in the order in which a planner reads them.

#include <fmt/format.h>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

std::string subtitle_of(const RunResults& run) {
  const Json& scenario = run.scenario();
  double calls = 0;
  for (const Json& campaign : run.campaigns()) calls += mean_of(campaign, "calls");
  return fmt::format("{}, {} · {} from {} · {}", counted(static_cast<double>(run.campaigns().size()), "campaign"), counted(calls, "call"),
                     counted(run.json.value("replications", 0.0), "replication"), run.clock.day_and_time(0),
                     scenario.value("time_zone", ""));
}

Part part_of(const RunResults& run, const std::string& title, const std::string& command_line) {
  Part part{title, subtitle_of(run), {}};
  for (auto* make : {answer_section, requirement_section, progress_section, reach_section, lines_section, minutes_section, attempts_section,
                     pauses_section, hours_section, sharpened_section, model_card_section, audit_section}) {
    part.sections.push_back(make(run));
  }
  part.sections.push_back(reproduction_section(run, command_line));
  std::erase_if(part.sections, [](const Section& section) { return section.blocks.empty(); });
  return part;
}

}  // namespace

Document report_document(std::span<const RunResults> runs, const std::string& command_line) {
  Document document{runs.front().scenario().value("name", "Report"), {}};
  if (runs.size() == 1) {
    document.parts.push_back(part_of(runs.front(), document.title, command_line));
    return document;
  }
  document.title = fmt::format("{} runs side by side", runs.size());
  document.parts.push_back({document.title, "", {comparison_section(runs)}});
  for (const RunResults& run : runs) {
    const std::string name = run.scenario().value("name", "");
    document.parts.push_back(part_of(run, name.empty() ? run.label : run.label + ": " + name, command_line));
  }
  return document;
}

}  // namespace sim::report::page
