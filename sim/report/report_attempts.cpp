// Attempts: how they ended, how many a call took, and the time between them.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/outcome.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

Chart outcome_chart(const RunResults& run, const Json& campaign) {
  Json rows = Json::array();
  Table numbers{.fold = "Numbers", .columns = {{"outcome", Align::left}, {"attempts"}, {"share"}}};
  const double attempts = mean_of(campaign, "attempts");
  std::string alternative;
  for (const std::string_view word : kOutcomeWords) {
    const std::string metric = "attempts_" + std::string(word);
    const auto found = estimate_of(campaign, metric);
    if (!found || !(found->mean > 0)) continue;
    const double half = std::isfinite(found->half_width) ? found->half_width : 0;
    const std::string name = spaced_word(word), share = percent(found->mean / attempts);
    rows.push_back({{"name", name},
                    {"mean", found->mean},
                    {"low", found->mean - half},
                    {"high", found->mean + half},
                    {"label", grouped(found->mean) + " (" + share + ")"}});
    numbers.rows.push_back({name, estimate_text(run.clock, metric, *found), share});
    alternative += fmt::format("{}{}: {}, {}", alternative.empty() ? "" : "; ", name, grouped(found->mean), share);
  }
  Chart chart = chart_of("outcomes", {"How the attempts of " + campaign.value("name", "") + " ended", alternative + "."}, std::move(rows),
                         std::move(numbers));
  fit_bars(chart);
  return chart;
}

std::uint64_t count_in(const std::map<std::uint64_t, std::uint64_t>& counts, std::uint64_t attempts) {
  const auto found = counts.find(attempts);
  return found == counts.end() ? 0 : found->second;
}

Chart attempts_per_call_chart(const std::string& campaign, const CallDigest& digest) {
  Json rows = Json::array();
  Table numbers{.fold = "Numbers", .columns = {{"attempts"}, {"calls answered"}, {"calls not answered"}}};
  std::uint64_t most = 1;
  for (const auto* counts : {&digest.answered_at, &digest.unanswered_after}) {
    if (!counts->empty()) most = std::max(most, counts->rbegin()->first);
  }
  double sum = 0, called = 0;
  for (std::uint64_t n = 1; n <= most; ++n) {
    const std::uint64_t yes = count_in(digest.answered_at, n), no = count_in(digest.unanswered_after, n);
    called += static_cast<double>(yes + no);
    sum += static_cast<double>(n * (yes + no));
    rows.push_back({{"attempts", n}, {"end", "answered"}, {"calls", yes}});
    rows.push_back({{"attempts", n}, {"end", "not answered"}, {"calls", no}});
    numbers.rows.push_back({std::to_string(n), grouped(static_cast<double>(yes)), grouped(static_cast<double>(no))});
  }
  const std::string words =
      fmt::format("Of one replication. A call that was dialed took {:.2f} attempts on average, {} at most.", sum / called, most);
  return chart_of("attempts_per_call", {"Attempts per call of " + campaign, words}, std::move(rows), std::move(numbers));
}

Chart gap_chart(const std::string& campaign, std::vector<double> gaps_s) {
  std::ranges::sort(gaps_s);
  Json rows = Json::array();
  Table numbers{.fold = "Numbers", .columns = {{"share of calls"}, {"gap at most"}}};
  constexpr int kSteps = 100;
  for (int step = 0; step <= kSteps; ++step) {
    const double share = static_cast<double>(step) / kSteps;
    const auto place = static_cast<std::size_t>(std::max(0.0, std::ceil(share * static_cast<double>(gaps_s.size())) - 1));
    rows.push_back({{"share", share}, {"hours", gaps_s[place] / 3600}});
    if (step % 10 == 0) numbers.rows.push_back({fmt::format("{} %", step), rough_duration(gaps_s[place])});
  }
  const std::string words = fmt::format(
      "Of one replication: of each call with several attempts the mean time from the start of one to the start of the next. The shortest "
      "is {}, the "
      "median {}, the longest {}.",
      rough_duration(gaps_s.front()), rough_duration(gaps_s[gaps_s.size() / 2]), rough_duration(gaps_s.back()));
  return chart_of("gaps", {"Gaps between the attempts of a call of " + campaign, words}, std::move(rows), std::move(numbers));
}

}  // namespace

Section attempts_section(const RunResults& run) {
  Section section{"Attempts and gaps"};
  for (const Json& campaign : run.campaigns()) {
    if (mean_of(campaign, "attempts") > 0) section.blocks.emplace_back(outcome_chart(run, campaign));
  }
  for (const auto& [campaign, digest] : run.calls) {
    if (digest.answered_at.empty() && digest.unanswered_after.empty()) continue;
    section.blocks.emplace_back(attempts_per_call_chart(campaign, digest));
    if (!digest.gaps_s.empty()) section.blocks.emplace_back(gap_chart(campaign, digest.gaps_s));
  }
  return section;
}

}  // namespace sim::report::page
