// The audit of the run and of the studies.

#include <fmt/format.h>

#include <array>
#include <utility>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

struct Audited {
  const char* what;
  const Json* audit;
};

std::vector<Audited> audits_of(const ResultsFolder& results) {
  std::vector<Audited> found;
  const auto add = [&found](const char* what, const Json& json) {
    if (const auto audit = json.find("audit"); audit != json.end()) found.push_back({what, &*audit});
  };
  if (results.run) add("run", results.run->json);
  const std::array studies{std::pair{"plan", &results.plan}, std::pair{"comparison", &results.comparison},
                           std::pair{"sweep", &results.sweep}, std::pair{"tornado", &results.tornado}};
  for (const auto& [what, study] : studies) {
    if (*study) add(what, (*study)->json);
  }
  return found;
}

Cell violations_cell(double violations) { return {grouped(violations), violations > 0 ? Tone::bad : Tone::good}; }

Table counts_table(const std::vector<Audited>& audits) {
  Table table{.columns = {{"audited", Align::left}, {"checks"}, {"violations"}}};
  for (const auto& [what, audit] : audits) {
    table.rows.push_back({what, grouped(audit->value("checks", 0.0)), violations_cell(audit->value("violations", 0.0))});
  }
  return table;
}

Table findings_table(const std::vector<Audited>& audits) {
  Table table{.columns = {{"replication"}, {"at", Align::left}, {"violation", Align::left}}};
  for (const auto& [what, audit] : audits) {
    for (const Json& violation : audit->value("first", Json::array())) {
      table.rows.push_back(
          {std::to_string(violation.value("replication", 0)), violation.value("at", ""), Cell{violation.value("text", ""), Tone::bad}});
    }
  }
  return table;
}

}  // namespace

Section audit_section(const ResultsFolder& results) {
  Section section{"Audit"};
  const std::vector<Audited> audits = audits_of(results);
  if (audits.empty()) return section;
  const Json& first = *audits.front().audit;
  const std::string counts =
      audits.size() > 1 ? ""
                        : ": " + counted(first.value("checks", 0.0), "check") + ", " + counted(first.value("violations", 0.0), "violation");
  section.blocks.emplace_back(Paragraph{
      fmt::format("An auditor with books of its own followed every step{}. It checks lines, calling hours, gaps, attempt limits, "
                  "minutes, the quota of unique users, legal status changes, and that no line stays idle while a call could be made.",
                  counts)});
  if (audits.size() > 1) section.blocks.emplace_back(counts_table(audits));
  section.blocks.emplace_back(findings_table(audits));
  return section;
}

}  // namespace sim::report::page
