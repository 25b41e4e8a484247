#pragma once
// campaigns.csv as a finished run has left it: its campaigns newest first, without deleted ones.

#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/campaign/status.hpp"

namespace sim::report {

// What has not happened is not a number.
struct CampaignRow {
  std::string name;
  std::string status, pause_reason;  // words of sim/campaign/status.hpp
  double calls = 0;
  std::array<double, campaign::kCallStatusCount> calls_by_status{};
  double attempts = 0, billed_s = 0;
  double first_attempt_s = 0, finished_s = 0;  // from the start of the scenario
};

// What the status of a campaign in a list can be.
inline constexpr std::span<const std::string_view> kListedStatusWords(campaign::kCampaignStatusWords.data(),
                                                                      index(campaign::CampaignStatus::deleted));

// Throws page::ReadError, also when there is no such file.
std::vector<CampaignRow> read_campaign_rows(const std::filesystem::path& file);

}  // namespace sim::report
