// The page of one campaign.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/status_table.hpp"
#include "sim/report/views.hpp"

namespace sim::report {
namespace {

constexpr std::size_t kPageColumns = 80;
constexpr std::size_t kHourBar = 20;

std::string page_entry(std::string_view label, std::string_view text) {
  return at_most(fmt::format("  {:<18}{}", label, text), kPageColumns) + "\n";
}

std::string page_heading(const CampaignRow& campaign, Ink ink) {
  const std::string status = spaced_word(campaign.status);
  const std::string name = left(campaign.name, kPageColumns - width(status) - 1);
  return toned(ink, Tone::strong, name) + " " + toned(ink, campaign.status == "finished" ? Tone::good : Tone::doubtful, status) + "\n";
}

// What ended it, and what it takes to go on.
std::string_view pause_text(std::string_view reason) {
  constexpr std::array<std::string_view, campaign::kPauseReasonWords.size()> kTexts{
      "", "by hand, until the operator resumes it", "out of minutes, until the operator buys some and resumes it",
      "system failure, until it is over and the operator resumes it"};
  const auto found = std::ranges::find(campaign::kPauseReasonWords, reason);
  return found == campaign::kPauseReasonWords.end() ? reason
                                                    : kTexts[static_cast<std::size_t>(found - campaign::kPauseReasonWords.begin())];
}

std::string page_facts(const page::RunResults& run, const CampaignRow& campaign) {
  std::string text;
  if (!campaign.pause_reason.empty()) text += page_entry("paused", pause_text(campaign.pause_reason));
  text += page_entry("first attempt", run.clock.day_and_time(campaign.first_attempt_s));
  text += page_entry("finished", run.clock.day_and_time(campaign.finished_s));
  std::string attempts = grouped(campaign.attempts);
  if (campaign.calls > 0) attempts += fmt::format(", {:.2f} per call", campaign.attempts / campaign.calls);
  return text + page_entry("attempts", attempts) + page_entry("minutes", grouped(campaign.billed_s / 60) + " billed");
}

std::string page_statuses(const CampaignRow& campaign, Ink ink) {
  std::string text = "\n" + status_table_head();
  for (std::size_t s = 0; s < campaign::kCallStatusCount; ++s) {
    text += status_table_row(static_cast<campaign::CallStatus>(s), campaign.calls_by_status[s], campaign.calls, ink);
  }
  return text;
}

std::string operator_commands(const page::RunResults& run, const CampaignRow& campaign) {
  std::string text;
  for (const page::CommandRow& command : run.commands) {
    if (command.campaign != campaign.name) continue;
    std::string at = command.at.substr(0, 16);
    std::ranges::replace(at, 'T', ' ');
    const bool refused = command.result != campaign::word(campaign::Refusal::none);
    const std::string result = (refused ? "refused: " : "") + spaced_word(command.result);
    text += at_most(fmt::format("  {:<18}{:<16}{}", at, spaced_word(command.command), result), kPageColumns) + "\n";
  }
  return text.empty() ? "" : "\n  operator\n" + text;
}

// Of an hour in which something happened.
struct HourLine {
  std::size_t hour = 0;
  double attempts = 0, answered = 0, over = 0;
};

std::vector<HourLine> lively_hours(const page::RunResults& run, const CampaignRow& campaign) {
  const auto series = std::ranges::find(run.series, campaign.name, &page::CampaignSeries::campaign);
  std::vector<HourLine> lines;
  if (series == run.series.end()) return lines;
  double over_before = 0;
  for (std::size_t h = 0; h < series->rows.size(); ++h) {
    const experiment::SeriesRow& row = series->rows[h];
    const double over = calls_over(row);
    if (row.attempts.mean > 0 || over != over_before) lines.push_back({h, row.attempts.mean, row.answered.mean, over});
    over_before = over;
  }
  return lines;
}

std::string page_hours(const page::RunResults& run, const CampaignRow& campaign, Ink ink) {
  const std::vector<HourLine> lines = lively_hours(run, campaign);
  if (lines.empty()) return "";
  const double most = std::max(1.0, std::ranges::max(lines, {}, &HourLine::attempts).attempts);
  std::string text = fmt::format("\n  {}{}  {}{}{}\n", left("hour", 20), right("attempts", 10), left("", kHourBar), right("answered", 10),
                                 right("over", 11));
  for (const HourLine& line : lines) {
    text += fmt::format("  {}{}  {}{}{}\n", left(run.clock.day_and_time(static_cast<double>(line.hour) * 3600), 20),
                        right(grouped(line.attempts), 10), toned(ink, Tone::picture, bar(line.attempts / most, kHourBar)),
                        right(grouped(line.answered), 10), right(percent(line.over / campaign.calls), 11));
  }
  return text;
}

// The campaign is that of one replication, the hours are means.
std::string page_basis(const page::RunResults& run) {
  const auto replications = run.json.value("replications", std::uint64_t{1});
  if (replications <= 1) return "";
  return fmt::format("\n  One of {0} replications; the hours are means over all {0}.\n", replications);
}

}  // namespace

std::string campaign_page(const page::RunResults& run, const CampaignRow& campaign, Ink ink) {
  return page_heading(campaign, ink) + page_facts(run, campaign) + page_statuses(campaign, ink) + operator_commands(run, campaign) +
         page_hours(run, campaign, ink) + page_basis(run);
}

}  // namespace sim::report
