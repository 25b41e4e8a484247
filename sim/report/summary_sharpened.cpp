// What the exact means of the contact chain add: the metrics whose intervals they narrow, and by how much.

#include <fmt/format.h>

#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/summary_parts.hpp"

namespace sim::report {
namespace {

constexpr double kLeastGain = 1.5;  // in times the replications; less is not worth a line

std::string sharpened_text(const SummaryInput& in, const experiment::Metric& metric, const stats::ControlledMean& found) {
  const double mean = found.mean, half = found.half_width;
  if (metric.name.ends_with("_after_s")) return date_and_time(in, mean) + " ± " + rough_duration(half);
  if (metric.unit == "s") return fmt::format("{} ± {} min", minutes(mean), minutes(half));
  if (metric.unit == "share") return percent(mean) + " ± " + percent(half);
  return grouped(mean) + " ± " + grouped(half);
}

std::string sharpened_rows(const SummaryInput& in, const std::string& owner, const std::vector<const experiment::Metric*>& metrics,
                           const std::vector<experiment::Estimate>& estimates) {
  std::string text;
  for (std::size_t m = 0; m < metrics.size() && m < estimates.size(); ++m) {
    const auto& found = estimates[m].controlled;
    if (!found || !std::isfinite(found->variance_reduction) || found->variance_reduction < kLeastGain) continue;
    text += at_most(fmt::format("  {} {}  {:.1f} ×", left(owner + metrics[m]->name, 32), left(sharpened_text(in, *metrics[m], *found), 32),
                                found->variance_reduction),
                    kColumns) +
            "\n";
  }
  return text;
}

}  // namespace

std::string sharpened_block(const SummaryInput& in) {
  std::string rows;
  for (const experiment::CampaignSummary& campaign : in.result.campaigns) {
    rows += sharpened_rows(in, campaign.name + "/", in.result.set.campaign, campaign.metrics);
  }
  rows += sharpened_rows(in, "", in.result.set.account, in.result.account);
  if (rows.empty()) return "";
  return "\n" + toned(in, Tone::strong, "sharpened by exact means of the contact chain, worth × the replications") + "\n" + rows;
}

}  // namespace sim::report
