#pragma once
// The pages of the product, shown of a finished run: the list of campaigns, the page of one campaign, its call report, the dialogs.
// Text for a terminal and for pipes alike, a record a line.
//
// Invariants
//   1. No line is longer than 80 columns, whatever the names are; what is longer is cut, with an ellipsis.
//   2. Statuses of calls stand under their documented names; times are local ones of the scenario's zone.
//   3. Calls and dialogs are shown while they are read, in the order of their file, and never held together in memory.
//   4. Whatever is wrong with a file is thrown as a page::ReadError.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sim/campaign/status.hpp"
#include "sim/report/campaign_rows.hpp"
#include "sim/report/ink.hpp"
#include "sim/report/report_results.hpp"

namespace sim::report {

std::string campaign_list(std::span<const CampaignRow> campaigns, const page::LocalClock& clock, Ink ink);

// The status and why it is paused, the calls by status, what the operator did, the hours in which something happened. REQUIRES a run with
// its series and commands.
std::string campaign_page(const page::RunResults& run, const CampaignRow& campaign, Ink ink);

// Takes whole lines; false: no more are wanted.
using ShowText = std::function<bool(std::string_view)>;

// Which records of a file are shown; what is left out does not restrict them.
struct ViewFilter {
  std::optional<std::string> campaign;
  std::optional<campaign::CallStatus> status;  // of calls
  std::uint64_t most = UINT64_MAX;
};

enum class ViewEnd : std::uint8_t { all_shown, more_left, no_such_file };

ViewEnd show_calls(const std::filesystem::path& file, const ViewFilter& filter, Ink ink, const ShowText& show);
ViewEnd show_dialogs(const std::filesystem::path& file, const ViewFilter& filter, Ink ink, const ShowText& show);

}  // namespace sim::report
