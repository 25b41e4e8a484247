// Several runs side by side: the same metrics, each with its interval.

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

struct Compared {
  const char* metric;
  const char* title;
  bool drawn;        // has a chart
  const char* axis;  // title of its axis, with the unit
  double per_unit;   // of the axis
};
constexpr std::array kOfCampaign{Compared{"finished_after_s", "done", true, "days from the start", 86400},
                                 Compared{"reach_ratio", "reached", true, "% of the calls", 0.01},
                                 Compared{"attempts_per_call", "attempts per call", false, "", 1},
                                 Compared{"billed_s", "minutes billed", true, "minutes", 60},
                                 Compared{"calls_answered", "calls answered", false, "", 1},
                                 Compared{"wait_s", "wait from due to dial", false, "", 1},
                                 Compared{"paused_s", "paused for", false, "", 1}};
constexpr std::array kOfAccount{
    Compared{"cost", "cost", true, "amount of money", 1},       Compared{"billed_s", "minutes billed", false, "", 60},
    Compared{"balance_s", "minutes left", false, "", 60},       Compared{"overshoot_s", "overshoot", false, "", 60},
    Compared{"lines_peak", "most lines at once", false, "", 1}, Compared{"lines_used_ratio", "lines used", false, "", 1}};

// The campaign of this name in a run, or the account for an empty name. Null: the run has none.
const Json* holder_of(const RunResults& run, const std::string& campaign) {
  if (campaign.empty()) return &run.account();
  for (const Json& one : run.campaigns()) {
    if (one.value("name", "") == campaign) return &one;
  }
  return nullptr;
}

std::optional<experiment::Estimate> found_in(const RunResults& run, const std::string& campaign, const char* metric) {
  const Json* holder = holder_of(run, campaign);
  return holder == nullptr ? std::nullopt : estimate_of(*holder, metric);
}

void add_rows(Table& table, std::span<const RunResults* const> runs, const std::string& campaign, std::span<const Compared> metrics) {
  for (const Compared& compared : metrics) {
    std::vector<Cell> row{campaign.empty() ? "account" : campaign, compared.title};
    bool any = false;
    for (const RunResults* one : runs) {
      const RunResults& run = *one;
      const auto found = found_in(run, campaign, compared.metric);
      any = any || (found && found->mean != 0);
      row.emplace_back(found ? estimate_text(run.clock, compared.metric, *found) : "-");
    }
    if (any) table.rows.push_back(std::move(row));
  }
}

void add_charts(Section& section, std::span<const RunResults* const> runs, const std::string& campaign, std::span<const Compared> metrics) {
  for (const Compared& compared : metrics) {
    if (!compared.drawn) continue;
    Json rows = Json::array();
    Table numbers{.fold = "Numbers", .columns = {{"run", Align::left}, {std::string("mean, ") + compared.axis}, {"95 % interval, ±"}}};
    std::string alternative;
    for (const RunResults* one : runs) {
      const RunResults& run = *one;
      const auto found = found_in(run, campaign, compared.metric);
      if (!found) continue;
      const double mean = found->mean / compared.per_unit,
                   half = std::isfinite(found->half_width) ? found->half_width / compared.per_unit : 0;
      const std::string label = estimate_text(run.clock, compared.metric, *found);
      rows.push_back({{"name", run.label}, {"mean", mean}, {"low", mean - half}, {"high", mean + half}, {"label", label}});
      numbers.rows.push_back({run.label, fmt::format("{:.4g}", mean), fmt::format("{:.2g}", half)});
      alternative += (alternative.empty() ? "" : "; ") + run.label + ": " + label;
    }
    if (rows.size() < 2) continue;
    const std::string whose = campaign.empty() ? "the account" : campaign;
    Chart chart = chart_of("side_by_side", {fmt::format("{}: {}, with 95 % intervals", whose, compared.title), alternative + "."},
                           std::move(rows), std::move(numbers));
    fit_rows(chart);
    chart.spec["encoding"]["x"]["axis"]["title"] = compared.axis;
    section.blocks.emplace_back(std::move(chart));
  }
}

bool share_seed(std::span<const RunResults* const> runs) {
  return std::ranges::all_of(runs,
                             [&](const RunResults* run) { return run->scenario().at("seed") == runs.front()->scenario().at("seed"); });
}

// Every campaign name once, in the order of the first run that has it.
std::vector<std::string> campaign_names(std::span<const RunResults* const> runs) {
  std::vector<std::string> names;
  for (const RunResults* one : runs) {
    const RunResults& run = *one;
    for (const Json& campaign : run.campaigns()) {
      const std::string name = campaign.value("name", "");
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

}  // namespace

Section comparison_section(std::span<const RunResults* const> runs) {
  Section section{"Side by side"};
  section.blocks.emplace_back(Paragraph{
      std::string("Each run by itself, with the 95 % interval of its mean. ") +
      (share_seed(runs) ? "The runs share their seed, so the same customers were met and differences are better known than the intervals "
                          "suggest; dialsim compare gives their intervals."
                        : "The runs have different seeds.")});
  Table table{.columns = {{"campaign", Align::left}, {"metric", Align::left}}};
  for (const RunResults* run : runs) table.columns.push_back({run->label});
  const std::vector<std::string> names = campaign_names(runs);
  for (const std::string& name : names) add_rows(table, runs, name, kOfCampaign);
  add_rows(table, runs, "", kOfAccount);
  section.blocks.emplace_back(std::move(table));
  for (const std::string& name : names) add_charts(section, runs, name, kOfCampaign);
  add_charts(section, runs, "", kOfAccount);
  return section;
}

}  // namespace sim::report::page
