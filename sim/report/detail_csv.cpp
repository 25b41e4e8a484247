// The two small files about one replication: how its campaigns ended, and what its operator did.

#include "sim/campaign/status.hpp"
#include "sim/report/results.hpp"

namespace sim::report {

namespace {

std::string campaigns_header() {
  std::string text = "name,status,pause_reason,created_order,calls";
  for (const std::string_view word : campaign::kCallStatusWords) text += ",calls_" + std::string(word);
  return text + ",attempts,billed_s,first_attempt_s,finished_s";
}

}  // namespace

std::string campaigns_csv(const scenario::Scenario& scenario, const experiment::ExperimentResult& result) {
  CsvRows rows(campaigns_header());
  if (!result.detail) return rows.text();
  const std::vector<metrics::CampaignResult>& campaigns = result.detail->campaigns;
  for (std::size_t c = campaigns.size(); c-- > 0;) {  // newest first
    const metrics::CampaignResult& campaign = campaigns[c];
    if (campaign.status == word(campaign::CampaignStatus::deleted)) continue;
    rows.field(scenario.world.campaigns[c].name).field(campaign.status).field(campaign.pause_reason).number(c).number(campaign.calls);
    for (const std::uint32_t calls : campaign.calls_by_status) rows.number(calls);
    rows.number(campaign.attempts).seconds(campaign.billed);
    for (const std::optional<SimTime>& t : {campaign.first_attempt, campaign.finished}) t ? rows.seconds(*t) : rows.empty();
    rows.end_row();
  }
  return rows.text();
}

std::string commands_csv(const scenario::Scenario& scenario, const experiment::ExperimentResult& result) {
  CsvRows rows("at_s,at,command,campaign,result");
  if (!result.detail) return rows.text();
  LocalStamps stamps(scenario.world);
  for (const metrics::CommandRecord& command : result.detail->commands) {
    rows.instant(command.at, stamps).field(command.command).field(command.campaign).field(command.result).end_row();
  }
  return rows.text();
}

}  // namespace sim::report
