// dialsim campaign: the page of one campaign of a finished run.

#include "sim/cli/command.hpp"
#include "sim/cli/finished_run.hpp"
#include "sim/cli/point_run.hpp"

namespace sim::cli {

ExitStatus show_campaign(const Invocation& invocation) {
  FinishedRun run(invocation.arguments[0]);
  const report::CampaignRow& campaign = run.campaign(invocation.arguments[1]);
  report::page::read_series(run.results());
  report::page::read_commands(run.results());
  print(report::campaign_page(run.results(), campaign, ink_of(invocation)));
  return ExitStatus::done;
}

}  // namespace sim::cli
