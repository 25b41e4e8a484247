// dialsim campaigns: the list of campaigns of a finished run.

#include "sim/cli/command.hpp"
#include "sim/cli/finished_run.hpp"
#include "sim/cli/point_run.hpp"

namespace sim::cli {

ExitStatus list_campaigns(const Invocation& invocation) {
  const auto status = invocation.own.word("status", report::kListedStatusWords);
  FinishedRun run(invocation.arguments[0]);
  std::vector<report::CampaignRow> listed = run.campaigns();
  if (status) {
    std::erase_if(listed, [&](const report::CampaignRow& campaign) { return campaign.status != report::kListedStatusWords[*status]; });
  }
  print(report::campaign_list(listed, run.results().clock, ink_of(invocation)));
  return ExitStatus::done;
}

}  // namespace sim::cli
