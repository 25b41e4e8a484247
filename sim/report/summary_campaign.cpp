// One block per campaign; one line per campaign where there are many.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/campaign/status.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/report/status_table.hpp"
#include "sim/report/summary_parts.hpp"

namespace sim::report {
namespace {

using experiment::Estimate;

constexpr std::size_t kMostBlocks = 4;
constexpr std::size_t kPictureColumns = 40;
constexpr std::size_t kLeastHours = 3;  // of a picture over time

// One campaign of the result.
struct View {
  const SummaryInput& in;
  std::size_t campaign;

  const experiment::CampaignSummary& summary() const { return in.result.campaigns[campaign]; }
  const Estimate* estimate(std::string_view metric) const { return campaign_estimate(in, campaign, metric); }
  double mean(std::string_view metric) const {
    const Estimate* found = estimate(metric);
    return found == nullptr ? std::nan("") : found->mean;
  }
  double calls() const { return mean("calls"); }
};

// "finished", or "finished 7, paused 3" when replications ended differently.
std::string status_text(const View& view) {
  const auto& status = view.summary().status;
  if (status.size() == 1) return spaced_word(status[0].first);
  std::string text;
  for (const auto& [word, count] : status) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", spaced_word(word), count);
  return text;
}

std::string heading(const View& view) {
  const std::string status = at_most(status_text(view), kColumns / 2);
  const std::string name = left(view.summary().name, kColumns - width(status) - 1);
  const bool over = view.summary().status.size() == 1 && view.summary().status[0].first == "finished";
  return "\n" + toned(view.in, Tone::strong, name) + " " + toned(view.in, over ? Tone::good : Tone::doubtful, status) + "\n";
}

std::string finish_row(const View& view) {
  const Estimate* finished = view.estimate("finished_after_s");
  if (finished == nullptr || finished->n == 0) return row("finished", "not before the end of the run");
  std::string text = day_and_time(view.in, finished->mean);
  if (std::isfinite(finished->half_width) && finished->half_width > 0) text += " ± " + rough_duration(finished->half_width);
  if (finished->missing > 0) {
    text += fmt::format("; not in {} of {} replications", finished->missing, finished->n + finished->missing);
  }
  return row("finished", text);
}

const stats::RatioOfMeans* ratio_of(const View& view, std::string_view name) {
  const auto found = std::ranges::find(view.summary().ratios, name, &experiment::Ratio::name);
  return found == view.summary().ratios.end() ? nullptr : &found->estimate;
}

// Over all replications together, so not a mean of their ratios.
std::string per_person_row(const View& view) {
  const stats::RatioOfMeans *attempts = ratio_of(view, "attempts_per_person"), *billed = ratio_of(view, "billed_s_per_person");
  if (attempts == nullptr || billed == nullptr) return "";
  const auto with_half = [](double value, double half) {
    return std::isfinite(half) && half > 0 ? fmt::format("{:.2f} ± {:.2f}", value, half) : fmt::format("{:.2f}", value);
  };
  return row("per person", fmt::format("{} attempts, {} minutes billed", with_half(attempts->value, attempts->half_width),
                                       with_half(billed->value / 60, billed->half_width / 60)));
}

std::string numbers(const View& view) {
  if (!(view.mean("attempts") > 0)) return row("attempts", "none");
  std::string text;
  if (const Estimate* reach = view.estimate("reach_ratio")) text += row("reached", with_interval(*reach, percent));
  text += row("attempts",
              fmt::format("{}, {:.2f} per call", with_interval(*view.estimate("attempts"), grouped), view.mean("attempts_per_call")));
  text += row("minutes", fmt::format("{} talked, {} billed", minutes(view.mean("talk_s")), minutes(view.mean("billed_s"))));
  text += row("waited", rough_duration(view.mean("wait_s")) + " per attempt, from due to dial");
  text += per_person_row(view);
  if (view.mean("goals") > 0) text += row("goals reached", with_interval(*view.estimate("goals"), grouped));
  return text;
}

// "1 h 03 min: out of minutes 2×". A run that ends in a pause has reasons and no time.
std::string pause_row(const View& view) {
  std::string why;
  for (const std::string_view reason : campaign::kPauseReasonWords) {
    if (reason.empty()) continue;
    const double times = view.mean("pauses_" + std::string(reason));
    if (times > 0) why += fmt::format("{}{} {}×", why.empty() ? "" : ", ", spaced_word(reason), grouped(times));
  }
  if (why.empty()) return "";
  const double paused = view.mean("paused_s");
  return row("paused", paused > 0 ? rough_duration(paused) + ": " + why : why);
}

std::string status_table(const View& view) {
  std::string text = "\n" + status_table_head();
  for (std::size_t s = 0; s < campaign::kCallStatusCount; ++s) {
    const double calls = view.mean("calls_" + std::string(campaign::kCallStatusWords[s]));
    if (calls > 0) text += status_table_row(static_cast<campaign::CallStatus>(s), calls, view.calls(), view.in.ink);
  }
  return text;
}

// The hours of a campaign from the first to the last in which something happened.
struct Hours {
  std::size_t first = 0, count = 0;
};

using Rows = std::vector<experiment::SeriesRow>;

Hours hours_of(const Rows& rows) {
  Hours hours;
  double over_before = 0;
  for (std::size_t h = 0; h < rows.size(); ++h) {
    const bool quiet = !(rows[h].attempts.mean > 0) && calls_over(rows[h]) == over_before;
    over_before = calls_over(rows[h]);
    if (quiet) continue;
    if (hours.count == 0) hours.first = h;
    hours.count = h + 1 - hours.first;
  }
  return hours;
}

// Attempts and calls over in each column of a picture; a column is a stretch of hours, or a part of one hour.
std::string pictures(const View& view) {
  if (view.campaign >= view.in.result.series.campaigns.size()) return "";
  const Rows& rows = view.in.result.series.campaigns[view.campaign];
  const Hours hours = hours_of(rows);
  if (hours.count < kLeastHours) return "";
  std::array<double, kPictureColumns> over{}, attempts{};
  for (std::size_t c = 0; c < kPictureColumns; ++c) {
    const std::size_t from = hours.first + c * hours.count / kPictureColumns;
    const std::size_t to = std::max(from + 1, hours.first + (c + 1) * hours.count / kPictureColumns);
    over[c] = calls_over(rows[to - 1]);
    for (std::size_t h = from; h < to; ++h) attempts[c] += rows[h].attempts.mean / static_cast<double>(to - from);
  }
  const double most = *std::ranges::max_element(attempts);
  const std::string from = date_and_time(view.in, static_cast<double>(hours.first) * 3600);
  const std::string to = date_and_time(view.in, static_cast<double>(hours.first + hours.count) * 3600);
  return row("", left(from, kPictureColumns - width(to)) + to) +
         fmt::format("  {:<18}{} {}\n", "attempts", toned(view.in, Tone::picture, sparkline(attempts, most)),
                     "most " + grouped(most) + "/h") +
         fmt::format("  {:<18}{} {}\n", "calls over", toned(view.in, Tone::picture, sparkline(over, view.calls())),
                     percent(over.back() / view.calls()));
}

std::string block(const View& view) {
  return heading(view) + finish_row(view) + numbers(view) + pause_row(view) + pictures(view) + status_table(view);
}

std::string table_head() {
  return fmt::format("\n{} {}{}{}{} {}\n", left("campaign", 22), left("status", 11), right("calls", 11), right("reached", 9),
                     right("attempts", 12), "finished");
}

std::string table_row(const View& view) {
  const Estimate* finished = view.estimate("finished_after_s");
  const double finish = finished == nullptr || finished->n == 0 || finished->missing > 0 ? INFINITY : finished->mean;
  const std::string date = std::isinf(finish) ? "-" : date_and_time(view.in, finish).substr(2);
  return fmt::format("{} {}{}{}{} {}\n", left(view.summary().name, 22), left(status_text(view), 11), right(grouped(view.calls()), 11),
                     right(percent(view.mean("reach_ratio")), 9), right(grouped(view.mean("attempts")), 12), date);
}

}  // namespace

std::string campaign_blocks(const SummaryInput& in) {
  const std::size_t count = in.result.campaigns.size();
  std::string text = count > kMostBlocks ? table_head() : "";
  for (std::size_t c = 0; c < count; ++c) text += count > kMostBlocks ? table_row({in, c}) : block({in, c});
  return text;
}

}  // namespace sim::report
