// The audit of the run.

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

}  // namespace sim::report::page
