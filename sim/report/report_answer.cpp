// The answer in the first lines: done when, reached how many, minutes raw and billed, cost, what was left and why.

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_judged.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"
#include "sim/report/status_names.hpp"

namespace sim::report::page {
namespace {

using campaign::CallStatus;

// What a status means for the reader who asks why a call was not answered.
constexpr std::array<std::string_view, campaign::kCallStatusCount> kWhy{
    "the run ended before their turn came",
    "on a line when the run ended",
    "the run ended before the next attempt was due or possible",
    "reached",
    "every attempt that the policy and the calling hours allow was made",
    "the number does not exist, or the last attempt failed",
    "the campaign was finished before their turn came",
    "the quota of unique users was used up"};

std::string metric_of(std::size_t status) { return "calls_" + std::string(campaign::kCallStatusWords[status]); }

std::string finish_note(const RunResults& run, const experiment::Estimate& finished) {
  if (finished.missing > 0)
    return fmt::format("not before the end of the run in {} of {} replications", finished.missing, finished.n + finished.missing);
  const std::string spread = spread_text(run.clock, "finished_after_s", finished);
  return spread.empty() ? "" : "90 % of replications: " + spread;
}

Headline finish_headline(const RunResults& run, const Json& campaign) {
  const auto finished = estimate_of(campaign, "finished_after_s");
  if (!finished) return {"Done", "not before the end of the run", ""};
  return {"Done", estimate_text(run.clock, "finished_after_s", *finished), finish_note(run, *finished)};
}

Headline reach_headline(const RunResults& run, const Json& campaign) {
  return {"Reached", estimate_text(run, campaign, "reach_ratio"),
          fmt::format("{} of {}", estimate_text(run, campaign, "calls_answered"), counted(mean_of(campaign, "calls"), "call"))};
}

Headline minutes_headline(const RunResults& run, const Json& campaign) {
  return {"Minutes billed", estimate_text(run, campaign, "billed_s"), estimate_text(run, campaign, "talk_s") + " talked"};
}

Headline left_headline(const Json& campaign) {
  const double calls = mean_of(campaign, "calls");
  const double left = calls - mean_of(campaign, "calls_answered");
  const auto reach = estimate_of(campaign, "calls_answered");  // what is left varies as what is reached does
  experiment::Estimate estimate = reach.value_or(experiment::Estimate{});
  estimate.mean = left;
  return {"Not reached", estimate_text(LocalClock{}, "calls", estimate), percent(calls > 0 ? left / calls : 0) + " of the calls"};
}

// "EUR 0.081 ± 0.002"; empty where nobody was reached, or nothing tried.
std::string money_per(const RunResults& run, const char* ratio) {
  const Json& ratios = run.account().value("ratios", Json::object());
  const auto found = ratios.find(ratio);
  if (found == ratios.end()) return "";
  return money_text(run.scenario(), number_or_nan(*found, "value"), number_or_nan(*found, "half_width"));
}

std::optional<Headline> cost_headline(const RunResults& run) {
  const auto cost = estimate_of(run.account(), "cost");
  if (!cost) return {};
  const std::string person = money_per(run, "cost_per_person"), attempt = money_per(run, "cost_per_attempt");
  std::string note = person.empty() ? "" : person + " per person reached";
  if (!attempt.empty()) note += (note.empty() ? "" : ", ") + attempt + " per attempt";
  return Headline{"Cost", money_text(run.scenario(), cost->mean, cost->half_width), note};
}

std::string verdict_sentence(const RunResults& run) {
  std::size_t holds = 0, total = 0;
  std::string others;
  for (const Json& requirement : run.json.at("requirements")) {
    ++total;
    const std::string verdict = requirement.value("verdict", "");
    if (verdict == "holds") {
      ++holds;
    } else {
      others += "; " + judged_title(requirement) + " is " + verdict;
    }
  }
  if (total == 0) return "";
  if (holds < total) return fmt::format("{} of {} requirements hold{}. ", holds, total, others);
  return total == 1   ? "The requirement holds. "
         : total == 2 ? "Both requirements hold. "
                      : fmt::format("All {} requirements hold. ", total);
}

std::string basis_sentence(const RunResults& run) {
  const auto replications = run.json.value("replications", 0U);
  return replications == 1 ? "One replication, so there are no intervals."
                           : fmt::format("Means over {} replications; ± is the half width of the 95 % interval of the mean.", replications);
}

Headlines single_campaign(const RunResults& run, const Json& campaign) {
  Headlines headlines{{finish_headline(run, campaign), reach_headline(run, campaign), minutes_headline(run, campaign)}};
  if (auto cost = cost_headline(run)) headlines.items.push_back(std::move(*cost));
  headlines.items.push_back(left_headline(campaign));
  return headlines;
}

// What was left, and why; empty where everybody was reached.
std::string left_words(const Json& campaign) {
  std::string words;
  for (std::size_t s = 0; s < campaign::kCallStatusCount; ++s) {
    const double calls = mean_of(campaign, metric_of(s));
    if (s == static_cast<std::size_t>(CallStatus::answered) || !(calls > 0)) continue;
    words += fmt::format("{}{} ({})", words.empty() ? "" : ", ", counted(calls, "call"), kWhy[s]);
  }
  return words.empty() ? "" : fmt::format("Not reached by {}: {}.", campaign.value("name", ""), words);
}

Table campaign_table(const RunResults& run) {
  Table table{
      .columns = {{"campaign", Align::left}, {"done", Align::right}, {"calls"}, {"reached"}, {"minutes talked"}, {"minutes billed"}}};
  for (const Json& campaign : run.campaigns()) {
    table.rows.push_back({campaign.value("name", ""), finish_headline(run, campaign).value, grouped(mean_of(campaign, "calls")),
                          estimate_text(run, campaign, "reach_ratio"), estimate_text(run, campaign, "talk_s"),
                          estimate_text(run, campaign, "billed_s")});
  }
  return table;
}

Headlines account_headlines(const RunResults& run) {
  Headlines headlines{{{"Minutes billed", estimate_text(run, run.account(), "billed_s"), "all campaigns"},
                       {"Attempts", estimate_text(run, run.account(), "attempts"), "all campaigns"}}};
  if (auto cost = cost_headline(run)) headlines.items.push_back(std::move(*cost));
  return headlines;
}

// What stands in the chart and in its table: the statuses that some calls have.
Chart status_chart(const RunResults& run, const Json& campaign) {
  Json rows = Json::array();
  Table numbers{.fold = "Numbers", .columns = {{"status", Align::left}, {"calls"}, {"share"}, {"why", Align::left}}};
  const double calls = mean_of(campaign, "calls");
  std::string alternative;
  for (std::size_t s = 0; s < campaign::kCallStatusCount; ++s) {
    const auto found = estimate_of(campaign, metric_of(s));
    if (!found || !(found->mean > 0)) continue;
    const std::string name(kCallStatusNames[s]);
    const double half = std::isfinite(found->half_width) ? found->half_width : 0;
    const std::string share = percent(found->mean / calls);
    rows.push_back({{"name", in_two_lines(name)},
                    {"mean", found->mean},
                    {"low", found->mean - half},
                    {"high", found->mean + half},
                    {"label", grouped(found->mean) + " (" + share + ")"}});
    numbers.rows.push_back({name, estimate_text(run.clock, metric_of(s), *found), share, std::string(kWhy[s])});
    alternative += fmt::format("{}{}: {} calls, {}", alternative.empty() ? "" : "; ", name, grouped(found->mean), share);
  }
  Chart chart = chart_of("final_statuses", {"Where the calls of " + campaign.value("name", "") + " ended", alternative + "."},
                         std::move(rows), std::move(numbers));
  fit_bars(chart);
  return chart;
}

}  // namespace

Section answer_section(const RunResults& run) {
  Section section{"The answer"};
  section.blocks.emplace_back(Paragraph{verdict_sentence(run) + basis_sentence(run)});
  if (run.campaigns().size() == 1) {
    section.blocks.emplace_back(single_campaign(run, run.campaigns().front()));
  } else {
    section.blocks.emplace_back(account_headlines(run));
    section.blocks.emplace_back(campaign_table(run));
  }
  for (const Json& campaign : run.campaigns()) {
    if (std::string words = left_words(campaign); !words.empty()) section.blocks.emplace_back(Paragraph{std::move(words)});
  }
  for (const Json& campaign : run.campaigns()) {
    if (mean_of(campaign, "calls") > 0) section.blocks.emplace_back(status_chart(run, campaign));
  }
  return section;
}

}  // namespace sim::report::page
