// Minutes and money: the burn-down with the date of zero, overshoot, rounding overhead, the share of voicemail.

#include <fmt/format.h>

#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_charts.hpp"
#include "sim/report/report_hours.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

double talked_s(const RunResults& run) {
  double sum = 0;
  for (const Json& campaign : run.campaigns()) sum += mean_of(campaign, "talk_s");
  return sum;
}

void add_row(Table& table, std::string label, std::string value, std::string note) {
  table.rows.push_back({std::move(label), std::move(value), std::move(note)});
}

void add_estimate(Table& table, const RunResults& run, const char* metric, std::string label, std::string note) {
  if (mean_of(run.account(), metric) > 0) add_row(table, std::move(label), estimate_text(run, run.account(), metric), std::move(note));
}

// What rounding up to the increment adds. Talk that was never billed has no part in it.
void add_rounding(Table& table, const RunResults& run) {
  const double talked = talked_s(run) - mean_of(run.account(), "unbilled_s"), billed = mean_of(run.account(), "billed_s");
  if (!(talked > 0) || billed < talked) return;
  const std::string increment = run.scenario().at("account").at("billing").value("increment", "1s");
  add_row(
      table, "Rounding", percent(billed / talked - 1),
      fmt::format("{} min more than was talked: each picked-up attempt is rounded up to {}", grouped((billed - talked) / 60), increment));
}

void add_voicemail(Table& table, const RunResults& run) {
  double voicemail = 0, attempts = 0;
  for (const Json& campaign : run.campaigns()) {
    voicemail += mean_of(campaign, "attempts_voicemail");
    attempts += mean_of(campaign, "attempts");
  }
  if (!(voicemail > 0)) return;
  const std::string count =
      run.campaigns().size() == 1 ? estimate_text(run, run.campaigns().front(), "attempts_voicemail") : grouped(voicemail);
  add_row(table, "Voicemail, of the attempts", percent(voicemail / attempts), count + " attempts, billed like an answer");
  double billed = 0;
  for (const auto& [outcome, seconds] : run.billed_s_by_outcome) billed += seconds;
  const auto found = run.billed_s_by_outcome.find("voicemail");
  if (found == run.billed_s_by_outcome.end() || !(billed > 0)) return;
  add_row(table, "Voicemail, of the minutes", percent(found->second / billed), grouped(found->second / 60) + " min, in one replication");
}

void add_money(Table& table, const RunResults& run) {
  const auto cost = estimate_of(run.account(), "cost");
  if (!cost) return;
  const Json& price = run.scenario().at("account").at("price");
  const auto priced = [&](const char* key, const char* per) {
    return price.is_object() && price.value(key, 0.0) > 0
               ? fmt::format("{} {} per {}", price.value("currency", ""), price.value(key, 0.0), per)
               : std::string();
  };
  std::string note = priced("per_minute", "minute");
  const std::string lines = priced("per_line_day", "line and day");
  if (!note.empty() && !lines.empty()) note += ", ";
  add_row(table, "Cost", money_text(run.scenario(), cost->mean, cost->half_width), note + lines);
}

Table minutes_table(const RunResults& run) {
  Table table{.columns = {{"", Align::left}, {"amount"}, {"", Align::left}}};
  // Of several campaigns only the sum of the means is known.
  const bool one = run.campaigns().size() == 1;
  const std::string talked = one ? estimate_text(run, run.campaigns().front(), "talk_s") : grouped(talked_s(run) / 60) + " min";
  add_row(table, "Talked", talked, "answered and voicemail, as they were");
  add_row(table, "Billed", estimate_text(run, run.account(), "billed_s"), "");
  add_rounding(table, run);
  add_voicemail(table, run);
  const Json& minutes = run.scenario().at("account").at("minutes");
  if (minutes.is_number()) {
    add_row(table, "Package at the start", grouped(minutes.get<double>()) + " min", "");
    add_estimate(table, run, "bought_s", "Bought", "by the operator");
    add_row(table, "Left at the end", estimate_text(run, run.account(), "balance_s"), "");
    add_estimate(table, run, "overshoot_s", "Overshoot", "below zero, by calls that were on a line when the balance ran out");
  }
  add_estimate(table, run, "unbilled_s", "Talked and not billed", "reports that came too late or for nothing that is known");
  add_money(table, run);
  return table;
}

// The first point at which the balance is used up.
std::string date_of_zero(const std::vector<HourPoint>& points, double experiment::Band::*line) {
  for (const HourPoint& point : points) {
    if (point.row.balance_s.*line <= 0) return point.clock;
  }
  return "";
}

std::string zero_words(const std::vector<HourPoint>& points) {
  const std::string mean = date_of_zero(points, &experiment::Band::mean), early = date_of_zero(points, &experiment::Band::p5);
  if (!mean.empty()) return fmt::format(" The mean is used up by {}, the 5 % point by {}.", mean, early);
  if (!early.empty()) return fmt::format(" In the mean it is never used up; the 5 % point is, by {}.", early);
  return " At the end of no hour is it used up, in the mean or at the 5 % point.";
}

Chart burn_down(const std::vector<HourPoint>& points) {
  Json rows = Json::array();
  Table numbers{.fold = "Numbers", .columns = {{"at", Align::left}, {"minutes left, mean"}, {"5 % point"}, {"95 % point"}}};
  for (const HourPoint& point : points) {
    const experiment::Band& left = point.row.balance_s;
    rows.push_back({{"at", point.at}, {"clock", point.clock}, {"mean", left.mean / 60}, {"low", left.p5 / 60}, {"high", left.p95 / 60}});
    numbers.rows.push_back({point.clock, grouped(left.mean / 60), grouped(left.p5 / 60), grouped(left.p95 / 60)});
  }
  const std::string words =
      "Minutes left at the end of each hour: mean of the replications, the band from their 5 % to their 95 % point." + zero_words(points);
  Chart chart = chart_of("minutes_left", {"Minutes left on the account", words}, std::move(rows), std::move(numbers));
  add_data(chart, "zero", Json::array({{{"minutes", 0}}}));
  return chart;
}

// The balance is one for all campaigns, so the campaign that is active for longest shows the most of it.
std::vector<HourPoint> longest_points(const RunResults& run) {
  std::vector<HourPoint> longest;
  for (const CampaignSeries& series : run.series) {
    std::vector<HourPoint> points = hour_points(series);
    if (points.size() > longest.size()) longest = std::move(points);
  }
  return longest;
}

}  // namespace

Section minutes_section(const RunResults& run) {
  Section section{"Minutes and money"};
  if (!(talked_s(run) > 0)) return section;
  section.blocks.emplace_back(minutes_table(run));
  const std::vector<HourPoint> points = longest_points(run);
  if (points.size() >= 2 && std::isfinite(points.front().row.balance_s.mean)) section.blocks.emplace_back(burn_down(points));
  return section;
}

}  // namespace sim::report::page
