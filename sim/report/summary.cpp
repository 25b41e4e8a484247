#include "sim/report/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/summary_parts.hpp"

namespace sim::report {
namespace {

using experiment::Estimate;

const Estimate* find(const std::vector<const experiment::Metric*>& set, const std::vector<Estimate>& estimates, std::string_view name) {
  for (std::size_t m = 0; m < set.size() && m < estimates.size(); ++m) {
    if (set[m]->name == name) return &estimates[m];
  }
  return nullptr;
}

std::string head(const SummaryInput& in) {
  SimTime end{};
  for (const auto& record : in.result.records) end = std::max(end, record.end);
  const std::size_t count = in.result.records.size();
  std::string text = toned(in, Tone::strong, at_most(in.scenario.name, kColumns)) + "\n";
  text += fmt::format("{} to {}, {}\n", day_and_time(in, 0), day_and_time(in, experiment::seconds(end)), in.scenario.time_zone);
  text += fmt::format("{} replication{}, seed {}{}\n", grouped(static_cast<double>(count)), count == 1 ? "" : "s", in.scenario.world.seed,
                      count == 1 ? "" : "; means with 95 % intervals");
  if (in.result.interrupted) {
    text += toned(in, Tone::doubtful, "interrupted: only the replications that were finished are counted") + "\n";
  } else if (in.result.precise == false) {
    text += toned(in, Tone::doubtful, "the precision that was asked for is not reached") + "\n";
  }
  return text;
}

std::string audit_line(const SummaryInput& in) {
  const double found = static_cast<double>(in.result.audit.violations);
  const std::string text = fmt::format("audit: {} checks, {} violation{}", grouped(static_cast<double>(in.result.audit.checks)),
                                       grouped(found), in.result.audit.violations == 1 ? "" : "s");
  return toned(in, in.result.audit.violations == 0 ? Tone::good : Tone::bad, text) + "\n";
}

}  // namespace

const Estimate* campaign_estimate(const SummaryInput& in, std::size_t campaign, std::string_view metric) {
  return find(in.result.set.campaign, in.result.campaigns[campaign].metrics, metric);
}

const Estimate* account_estimate(const SummaryInput& in, std::string_view metric) {
  return find(in.result.set.account, in.result.account, metric);
}

std::string with_interval(const Estimate& estimate, AsText as_text) {
  std::string text = as_text(estimate.mean);
  if (std::isfinite(estimate.half_width) && estimate.half_width > 0) text += " ± " + as_text(estimate.half_width);
  return text;
}

std::string minutes(double seconds) { return grouped(seconds / 60); }

std::string date_and_time(const SummaryInput& in, double after_s) {
  if (std::isnan(after_s)) return "-";
  if (std::isinf(after_s)) return after_s > 0 ? "never" : "always";
  const auto instant = at_us(std::llround(after_s) * us(kSecond));
  std::string text = scenario::local_time(in.scenario.world, instant).substr(0, 16);
  text[10] = ' ';  // the T of ISO 8601
  return text;
}

std::string day_and_time(const SummaryInput& in, double after_s) {
  std::string text = date_and_time(in, after_s);
  if (!std::isfinite(after_s)) return text;
  const std::chrono::year_month_day date{std::chrono::year{std::stoi(text.substr(0, 4))},
                                         std::chrono::month{static_cast<unsigned>(std::stoi(text.substr(5, 2)))},
                                         std::chrono::day{static_cast<unsigned>(std::stoi(text.substr(8, 2)))}};
  constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  return std::string(kDays[std::chrono::weekday{std::chrono::sys_days{date}}.c_encoding()]) + " " + text;
}

std::string row(std::string_view label, std::string_view text) { return at_most(fmt::format("  {:<18}{}", label, text), kColumns) + "\n"; }

std::string run_summary(const scenario::Scenario& scenario, const experiment::ExperimentResult& result, Ink ink) {
  const SummaryInput in{scenario, result, ink};
  return head(in) + campaign_blocks(in) + account_block(in) + sharpened_block(in) + requirement_block(in) + "\n" + audit_line(in);
}

}  // namespace sim::report
