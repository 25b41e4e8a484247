// The audit of the run, and what reproduces run and report.

#include <fmt/format.h>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {

Section audit_section(const RunResults& run) {
  const Json& audit = run.json.at("audit");
  const double checks = audit.value("checks", 0.0), violations = audit.value("violations", 0.0);
  Section section{"Audit"};
  section.blocks.emplace_back(
      Paragraph{fmt::format("An auditor with books of its own followed every step: {}, {}. It checks lines, calling hours, gaps, attempt "
                            "limits, minutes, the quota of "
                            "unique users, legal status changes, and that no line stays idle while a call could be made.",
                            counted(checks, "check"), counted(violations, "violation"))});
  Table table{.columns = {{"replication"}, {"at", Align::left}, {"violation", Align::left}}};
  if (const auto first = audit.find("first"); first != audit.end()) {
    for (const Json& violation : *first) {
      table.rows.push_back(
          {std::to_string(violation.value("replication", 0)), violation.value("at", ""), Cell{violation.value("text", ""), Tone::bad}});
    }
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

Section reproduction_section(const RunResults& run, const std::string& command_line) {
  Section section{"Reproduce it"};
  const Json& program = run.json.at("program");
  const std::string until = run.json.value("until", "");
  section.blocks.emplace_back(
      Paragraph{fmt::format("{} {}, seed {}{}, fingerprint of the history {}. The same scenario, seed and program give the same bytes.",
                            program.value("name", ""), program.value("version", ""), run.scenario().value("seed", std::uint64_t{0}),
                            until.empty() ? "" : ", cut at " + until, run.json.value("fingerprint", ""))});
  const std::string run_line = run.facts.is_object() ? run.facts.value("command_line", "")
                                                     : "dialsim run scenario.json" + (until.empty() ? "" : " --until " + until);
  section.blocks.emplace_back(Code{"", "sh", run_line + "\n" + command_line});
  section.blocks.emplace_back(Code{"The scenario with every default written out", "json", run.scenario().dump(2)});
  return section;
}

}  // namespace sim::report::page
