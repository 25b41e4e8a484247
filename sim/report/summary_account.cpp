// What the account used and spent, and what the operator was refused.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/report/plain_text.hpp"
#include "sim/report/summary_parts.hpp"

namespace sim::report {
namespace {

using experiment::Estimate;

constexpr std::size_t kMostRefusals = 3;

double mean(const SummaryInput& in, std::string_view metric) {
  const Estimate* found = account_estimate(in, metric);
  return found == nullptr ? std::nan("") : found->mean;
}

std::string lines_row(const SummaryInput& in) {
  std::string text = fmt::format("{} of {} at the peak", grouped(mean(in, "lines_peak")), grouped(in.scenario.world.account.lines));
  if (const double used = mean(in, "lines_used_ratio"); std::isfinite(used)) text += fmt::format(", {} used in open time", percent(used));
  return row("lines", text);
}

std::string minutes_rows(const SummaryInput& in) {
  std::string text = minutes(mean(in, "billed_s")) + " billed";
  if (account_estimate(in, "balance_s") != nullptr) text += fmt::format(", {} left", minutes(mean(in, "balance_s")));
  if (mean(in, "bought_s") > 0) text += fmt::format(", {} bought", minutes(mean(in, "bought_s")));
  if (mean(in, "overshoot_s") > 0) text += fmt::format(", overshoot {}", minutes(mean(in, "overshoot_s")));
  std::string rows = row("minutes", text);
  if (mean(in, "unbilled_s") > 0) rows += row("not billed", minutes(mean(in, "unbilled_s")) + " minutes in reports that came too late");
  return rows;
}

std::string money(double amount) {
  if (!std::isfinite(amount)) return "-";
  const double cents = std::round(amount * 100);
  return fmt::format("{}.{:02.0f}", grouped(std::floor(cents / 100)), std::fmod(cents, 100));
}

std::string cost_row(const SummaryInput& in) {
  const Estimate* cost = account_estimate(in, "cost");
  if (cost == nullptr || !in.scenario.world.price) return "";
  std::string text = in.scenario.world.price->currency + " " + with_interval(*cost, money);
  const auto each = std::ranges::find(in.result.account_ratios, "cost_per_person", &experiment::Ratio::name);
  if (each != in.result.account_ratios.end()) text += fmt::format(", {:.3f} per person reached", each->estimate.value);
  return row("cost", text);
}

std::string quota_row(const SummaryInput& in) {
  if (!in.scenario.world.account.unique_users) return "";
  std::string text = fmt::format("{} of {} a month", grouped(mean(in, "unique_users")),
                                 grouped(static_cast<double>(*in.scenario.world.account.unique_users)));
  if (const double beyond = mean(in, "unique_users_overshoot"); beyond > 0) text += fmt::format(", {} beyond the quota", grouped(beyond));
  return row("unique users", text);
}

// How many on average, and the first of the replication whose books are kept.
std::string refusal_rows(const SummaryInput& in) {
  if (!(mean(in, "commands_refused") > 0)) return "";
  std::string text = row("refused commands", grouped(mean(in, "commands_refused")));
  if (!in.result.detail) return text;
  std::size_t shown = 0;
  for (const metrics::CommandRecord& command : in.result.detail->commands) {
    if (command.result == "done" || shown++ >= kMostRefusals) continue;
    text += row("", fmt::format("{} {} {}: {}", date_and_time(in, experiment::seconds(command.at)), command.command, command.campaign,
                                command.result));
  }
  return text;
}

}  // namespace

std::string account_block(const SummaryInput& in) {
  std::string text = "\n" + toned(in, Tone::strong, "account") + "\n" + lines_row(in);
  text += row("starts", grouped(mean(in, "starts_per_s_peak")) + " a second at the peak");
  text += minutes_rows(in) + cost_row(in) + quota_row(in) + refusal_rows(in);
  if (const double ignored = mean(in, "reports_ignored"); ignored > 0) text += row("ignored reports", grouped(ignored));
  return text;
}

}  // namespace sim::report
