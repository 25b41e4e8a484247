// Every requirement with the value, its interval and the verdict.

#include "sim/report/report_judged.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {

Section requirement_section(const RunResults& run) {
  Section section{"Requirements"};
  Table table = requirement_table(run.clock, run.json.at("requirements"));
  if (table.rows.empty()) {
    section.blocks.emplace_back(Paragraph{"The scenario requires nothing, so there is nothing to judge."});
  } else {
    section.blocks.emplace_back(std::move(table));
  }
  return section;
}

}  // namespace sim::report::page
