// Reach by attempt: what the first attempt brings, and what each further one adds.

#include <fmt/format.h>

#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

constexpr double kZ = 1.959963984540054;  // 97.5 % point of the normal distribution

struct ShareInterval {
  double low, high;
};

// Wilson's interval of a share.
ShareInterval wilson(double hits, double n) {
  const double p = hits / n, z2 = kZ * kZ;
  const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kZ / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  return {centre - half, centre + half};
}

Chart reach_chart(const std::string& campaign, const CallDigest& digest) {
  const double calls = static_cast<double>(digest.calls);
  Json rows = Json::array();
  Table numbers{.fold = "Numbers",
                .columns = {{"attempt"}, {"calls reached"}, {"share of all calls"}, {"95 % interval"}, {"reached so far"}}};
  double so_far = 0;
  for (std::uint64_t attempt = 1; attempt <= digest.answered_at.rbegin()->first; ++attempt) {
    const auto found = digest.answered_at.find(attempt);
    const double reached = found == digest.answered_at.end() ? 0 : static_cast<double>(found->second);
    so_far += reached;
    const ShareInterval range = wilson(reached, calls);
    rows.push_back(
        {{"attempt", attempt}, {"marginal", reached / calls}, {"low", range.low}, {"high", range.high}, {"cumulative", so_far / calls}});
    numbers.rows.push_back({std::to_string(attempt), grouped(reached), percent(reached / calls),
                            percent(range.low) + " to " + percent(range.high), percent(so_far / calls)});
  }
  const double first = static_cast<double>(digest.answered_at.begin()->second);
  const std::string words = fmt::format(
      "Bars: calls reached at each attempt, with the 95 % interval of one replication. Line: reached so far. Attempt {} reaches {}; all "
      "together {}.",
      digest.answered_at.begin()->first, percent(first / calls), percent(so_far / calls));
  return chart_of("reach_by_attempt", {"What each attempt adds to the reach of " + campaign, words}, std::move(rows), std::move(numbers));
}

}  // namespace

Section reach_section(const RunResults& run) {
  Section section{"Reach by attempt"};
  for (const auto& [campaign, digest] : run.calls) {
    if (!digest.answered_at.empty()) section.blocks.emplace_back(reach_chart(campaign, digest));
  }
  if (run.calls.empty())
    section.blocks.emplace_back(Paragraph{"Which attempt reached whom is told by calls.csv, which dialsim run --calls writes."});
  return section;
}

}  // namespace sim::report::page
