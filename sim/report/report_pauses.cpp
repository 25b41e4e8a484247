// What was paused, why and for how long, and what the operator did about it.

#include <fmt/format.h>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

Table pause_table(const RunResults& run) {
  Table table{.columns = {{"campaign", Align::left}, {"by hand"}, {"out of minutes"}, {"system failure"}, {"paused for"}}};
  for (const Json& campaign : run.campaigns()) {
    const double pauses =
        mean_of(campaign, "pauses_manual") + mean_of(campaign, "pauses_out_of_minutes") + mean_of(campaign, "pauses_system_failure");
    if (!(pauses > 0)) continue;
    table.rows.push_back({campaign.value("name", ""), estimate_text(run, campaign, "pauses_manual"),
                          estimate_text(run, campaign, "pauses_out_of_minutes"), estimate_text(run, campaign, "pauses_system_failure"),
                          estimate_text(run, campaign, "paused_s")});
  }
  return table;
}

Table command_table(const RunResults& run) {
  Table table{.fold = fmt::format("Commands of the operator in one replication: {}", run.commands.size()),
              .columns = {{"at", Align::left}, {"command", Align::left}, {"campaign", Align::left}, {"result", Align::left}}};
  for (const CommandRow& command : run.commands) {
    std::string at = command.at.substr(0, 19);
    if (at.size() > 10) at[10] = ' ';
    const bool refused = command.result != "done";
    table.rows.push_back({at, spaced_word(command.command), command.campaign.empty() ? "account" : command.campaign,
                          Cell{(refused ? "refused: " : "") + spaced_word(command.result), refused ? Tone::doubtful : Tone::plain}});
  }
  return table;
}

}  // namespace

Section pauses_section(const RunResults& run) {
  Section section{"Pauses"};
  if (Table pauses = pause_table(run); !pauses.rows.empty()) {
    section.blocks.emplace_back(std::move(pauses));
  } else {
    section.blocks.emplace_back(Paragraph{"No campaign was paused in any replication."});
  }
  if (!run.commands.empty()) section.blocks.emplace_back(command_table(run));
  return section;
}

}  // namespace sim::report::page
