#pragma once
// The run that a view is asked for: its folder, its campaigns, and what to say when something of it is missing.
//
// Invariants
//   1. What cannot be shown is a page::ReadError that says what can, or which command makes it.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/options.hpp"
#include "sim/report/campaign_rows.hpp"
#include "sim/report/report_results.hpp"
#include "sim/report/views.hpp"

namespace sim::cli {

class FinishedRun {
 public:
  // `name` is the folder of a run, or its results.json.
  explicit FinishedRun(const std::string& name);

  report::page::RunResults& results() { return results_; }
  // Newest first, without deleted ones.
  const std::vector<report::CampaignRow>& campaigns() const { return campaigns_; }
  const report::CampaignRow& campaign(const std::string& name) const;
  // Any campaign of the scenario, a deleted one too.
  void require_known(const std::string& name) const;
  // A file that only a run with --calls writes.
  std::filesystem::path detail_file(std::string_view name) const;

 private:
  std::vector<std::string> names_of_scenario() const;

  report::page::RunResults results_;
  std::vector<report::CampaignRow> campaigns_;
};

// How many records are shown: as --limit says, else a screenful on a terminal and all of them elsewhere.
std::uint64_t limit_of(const Invocation& invocation);
// Standard output, as long as somebody reads it.
bool show_text(std::string_view text);
// Says that there is more than the screenful that nobody has asked for.
void say_rest(const Invocation& invocation, report::ViewEnd end);

}  // namespace sim::cli
