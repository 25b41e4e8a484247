// The list of campaigns, a line each.

#include <fmt/format.h>

#include "sim/report/plain_text.hpp"
#include "sim/report/views.hpp"

namespace sim::report {
namespace {

constexpr std::size_t kListName = 19, kListStatus = 22, kListCalls = 14, kListAnswered = 9, kListFinished = 15;

std::string list_line(std::string_view name, std::string_view status, std::string_view calls, std::string_view answered,
                      std::string_view finished) {
  return left(name, kListName) + " " + left(status, kListStatus) + right(calls, kListCalls) + right(answered, kListAnswered) +
         right(finished, kListFinished);
}

std::string status_of(const CampaignRow& campaign) {
  if (campaign.pause_reason.empty()) return spaced_word(campaign.status);
  return fmt::format("{}: {}", spaced_word(campaign.status), spaced_word(campaign.pause_reason));
}

std::string list_row(const CampaignRow& campaign, const page::LocalClock& clock) {
  const double answered = campaign.calls_by_status[index(campaign::CallStatus::answered)];
  const std::string day_and_time = clock.day_and_time(campaign.finished_s);
  const std::string finished = day_and_time == "-" ? day_and_time : day_and_time.substr(6);  // "26-03-05 13:42"
  return list_line(campaign.name, status_of(campaign), grouped(campaign.calls), percent(answered / campaign.calls), finished);
}

}  // namespace

std::string campaign_list(std::span<const CampaignRow> campaigns, const page::LocalClock& clock, Ink ink) {
  std::string text = toned(ink, Tone::strong, list_line("campaign", "status", "calls", "answered", "finished")) + "\n";
  for (const CampaignRow& campaign : campaigns) text += list_row(campaign, clock) + "\n";
  return text;
}

}  // namespace sim::report
