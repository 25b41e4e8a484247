#include "sim/experiment/ratios.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace sim::experiment {

namespace {

struct RatioDefinition {
  Scope scope;
  const char* name;
  const char* unit;
  const char* above;
  const char* below;  // of the campaign; for the account: summed over campaigns
  const char* description;
};

constexpr std::array kRatios{
    RatioDefinition{Scope::campaign, "answered_per_attempt", "share", "attempts_answered", "attempts", "Answered attempts per attempt."},
    RatioDefinition{Scope::campaign, "attempts_per_person", "attempts/person", "attempts", "calls_answered",
                    "Attempts per person reached."},
    RatioDefinition{Scope::campaign, "billed_s_per_person", "s/person", "billed_s", "calls_answered", "Billed talk per person reached."},
    RatioDefinition{Scope::campaign, "billed_s_per_goal", "s/goal", "billed_s", "goals", "Billed talk per goal."},
    RatioDefinition{Scope::campaign, "billed_s_per_talk_s", "s/s", "billed_s", "talk_s", "Billed talk per talk: what rounding up costs."},
    RatioDefinition{Scope::account, "cost_per_person", "money/person", "cost", "calls_answered", "Money per person reached."},
    RatioDefinition{Scope::account, "cost_per_attempt", "money/attempt", "cost", "attempts", "Money per attempt."},
    RatioDefinition{Scope::account, "cost_per_goal", "money/goal", "cost", "goals", "Money per goal."}};

std::vector<double> of_campaign(std::span<const ReplicationRecord> records, std::size_t campaign, std::size_t metric) {
  std::vector<double> column;
  for (const ReplicationRecord& record : records) column.push_back(record.campaign[campaign][metric]);
  return column;
}

std::vector<double> over_campaigns(std::span<const ReplicationRecord> records, std::size_t metric) {
  std::vector<double> column;
  for (const ReplicationRecord& record : records) {
    double& sum = column.emplace_back(0);
    for (const std::vector<double>& values : record.campaign) sum += values[metric];
  }
  return column;
}

std::vector<double> of_account(std::span<const ReplicationRecord> records, std::size_t metric) {
  std::vector<double> column;
  for (const ReplicationRecord& record : records) column.push_back(record.account[metric]);
  return column;
}

}  // namespace

std::vector<Ratio> ratios(std::span<const ReplicationRecord> records, const MetricSet& set, std::optional<std::size_t> campaign) {
  std::vector<Ratio> all;
  for (const RatioDefinition& definition : kRatios) {
    if ((definition.scope == Scope::campaign) != campaign.has_value()) continue;
    const auto above = position_of(campaign ? set.campaign : set.account, definition.above),
               below = position_of(set.campaign, definition.below);
    if (!above || !below) continue;
    const stats::RatioOfMeans estimate =
        campaign ? stats::ratio_of_means(of_campaign(records, *campaign, *above), of_campaign(records, *campaign, *below))
                 : stats::ratio_of_means(of_account(records, *above), over_campaigns(records, *below));
    if (std::isnan(estimate.value)) continue;
    all.push_back({definition.name, definition.unit, definition.description, estimate});
  }
  return all;
}

}  // namespace sim::experiment
