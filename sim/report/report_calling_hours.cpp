// Calling hours: what was asked for, and that nothing was dialed outside.

#include <fmt/format.h>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

// "mon-fri 09:00-18:00, sat 10:00-14:00, on the customer's clock"
std::string hours_text(const Json& campaign) {
  const auto hours = campaign.find("calling_hours");
  if (hours == campaign.end() || !hours->is_object()) return "always open";
  std::string text;
  for (const auto& [days, windows] : hours->at("week").items()) {
    text += (text.empty() ? "" : "; ") + days;
    for (const Json& window : windows) text += " " + window.get<std::string>();
  }
  const auto closed = hours->find("closed");
  if (closed != hours->end() && !closed->empty()) text += fmt::format("; {} closed", counted(static_cast<double>(closed->size()), "date"));
  return text + ", on the " + hours->value("clock", "campaign") + "'s clock";
}

}  // namespace

Section hours_section(const RunResults& run) {
  Section section{"Calling hours"};
  Table table{.columns = {{"campaign", Align::left}, {"open", Align::left}, {"attempts"}, {"started outside"}}};
  const Json& asked = run.scenario().at("campaigns");
  for (std::size_t c = 0; c < run.campaigns().size() && c < asked.size(); ++c) {
    const Json& campaign = run.campaigns()[c];
    const double outside = mean_of(campaign, "outside_hours");
    table.rows.push_back({campaign.value("name", ""), hours_text(asked[c]), grouped(mean_of(campaign, "attempts")),
                          Cell{grouped(outside), outside > 0 ? Tone::bad : Tone::good}});
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace sim::report::page
