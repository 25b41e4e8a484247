#include "sim/experiment/contact_controls.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace sim::experiment {

namespace {

struct KnownMean {
  std::string_view metric;
  double Expectation::*expected;
};
constexpr std::array kControls{KnownMean{"attempts", &Expectation::attempts}, KnownMean{"calls_answered", &Expectation::answered},
                               KnownMean{"talk_s", &Expectation::talk_s}, KnownMean{"line_s", &Expectation::line_s}};

constexpr std::array<std::string_view, 4> kSharpenedOfCampaign{"billed_s", "wait_s", "finished_after_s", "goals"};
constexpr std::array<std::string_view, 3> kSharpenedOfAccount{"billed_s", "cost", "lines_used_ratio"};

bool all_finished(const MetricSet& set, std::span<const ReplicationRecord> records) {
  const std::size_t finished = position_of(set.campaign, "finished_after_s").value();
  return std::ranges::all_of(records, [finished](const ReplicationRecord& record) {
    return std::ranges::all_of(record.campaign, [finished](const auto& values) { return std::isfinite(values[finished]); });
  });
}

Expectation expected_of(const world::WorldConfig& world, const world::CampaignSpec& campaign) {
  Expectation sum;
  for (const world::ContactList& list : campaign.contacts) sum += expect(world, campaign.config, list);
  return sum;
}

}  // namespace

ContactControls::ContactControls(const world::WorldConfig& world, const MetricSet& set, std::span<const ReplicationRecord> records)
    : set_(set), records_(records) {
  if (records.size() < kLeastControlled || !all_finished(set, records)) return;
  if (!std::ranges::all_of(world.campaigns, [&](const world::CampaignSpec& campaign) { return is_exact(world, campaign); })) return;
  for (const world::CampaignSpec& campaign : world.campaigns) expected_.push_back(expected_of(world, campaign));
}

std::optional<stats::ControlledMean> ContactControls::sharpened(const MetricRef& metric) const {
  if (expected_.empty()) return std::nullopt;
  const auto among = [&](const auto& names, const std::vector<const Metric*>& metrics) {
    return std::ranges::find(names, metrics[metric.metric]->name) != names.end();
  };
  if (!(metric.campaign ? among(kSharpenedOfCampaign, set_.campaign) : among(kSharpenedOfAccount, set_.account))) return std::nullopt;
  // The controls of the account are those of all campaigns together.
  const std::size_t first = metric.campaign.value_or(0), last = metric.campaign.value_or(expected_.size() - 1);
  std::vector<stats::Control> controls(kControls.size());
  std::vector<double> sample;
  for (std::size_t k = 0; k < kControls.size(); ++k) {
    const std::size_t at = position_of(set_.campaign, kControls[k].metric).value();
    for (std::size_t c = first; c <= last; ++c) controls[k].expected += expected_[c].*kControls[k].expected;
    for (const ReplicationRecord& record : records_) {
      double& sum = controls[k].values.emplace_back(0);
      for (std::size_t c = first; c <= last; ++c) sum += record.campaign[c][at];
    }
  }
  for (const ReplicationRecord& record : records_) {
    sample.push_back(metric.campaign ? record.campaign[*metric.campaign][metric.metric] : record.account[metric.metric]);
    if (!std::isfinite(sample.back())) return std::nullopt;
  }
  return stats::controlled_mean(sample, controls);
}

}  // namespace sim::experiment
