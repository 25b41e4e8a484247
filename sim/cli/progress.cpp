#include "sim/cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "sim/cli/console.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::cli {
namespace {

constexpr std::size_t kLongestBar = 30, kShortestBar = 8;
constexpr std::string_view kEraseLine = "\r\x1b[K";
constexpr std::string_view kGap = "  ";

// A text with room for the longest that it usually becomes, so that the bar keeps its length while numbers grow.
struct Part {
  std::string text;
  std::size_t room;
};

Part share(const ProgressView& view) { return {fmt::format("{:3.0f} %", std::floor(view.share * 100)), 5}; }

Part replications(const ProgressView& view) {
  const std::string total = std::to_string(view.total);
  if (view.total <= 1) return {"", 0};
  return {fmt::format("{:>{}}/{}", view.finished, total.size(), total), 2 * total.size() + 1};
}

Part rate(const ProgressView& view) { return {report::grouped(std::round(view.attempts_per_s)) + " attempts/s", 20}; }

Part time_left(const ProgressView& view) {
  if (!std::isfinite(view.left_s) || view.left_s > 1e9) return {"", 0};
  const auto left = static_cast<std::int64_t>(view.left_s);
  const std::int64_t hours = left / 3600, minutes = left / 60 % 60, seconds = left % 60;
  if (hours == 0) return {fmt::format("{}:{:02} left", minutes, seconds), 12};
  return {fmt::format("{}:{:02}:{:02} left", hours, minutes, seconds), 12};
}

std::string joined(std::span<const Part> parts) {
  std::string text;
  for (const Part& part : parts) {
    if (!part.text.empty()) text.append(text.empty() ? "" : kGap).append(part.text);
  }
  return text;
}

std::size_t room_of(std::span<const Part> parts) {
  std::size_t room = 0;
  for (const Part& part : parts) {
    if (!part.text.empty()) room += kGap.size() + std::max(part.room, report::width(part.text));
  }
  return room;
}

}  // namespace

ProgressView progress_view(const experiment::ProgressReport& report, const world::WorldConfig& world) {
  ProgressView view;
  const SimTime whole_seconds = at_us(us(report.now) / us(kSecond) * us(kSecond));
  view.date = scenario::local_time(world, whole_seconds).substr(0, 16);
  if (view.date.size() > 10) view.date[10] = ' ';  // the T of ISO 8601
  view.share = report.share;
  view.finished = report.finished;
  view.total = report.total;
  if (report.elapsed_s > 0) view.attempts_per_s = static_cast<double>(report.attempts) / report.elapsed_s;
  view.left_s = report.share > 0 ? report.elapsed_s * (1 - report.share) / report.share : std::numeric_limits<double>::infinity();
  return view;
}

std::string progress_bar(const ProgressView& view, std::size_t columns) {
  const std::array<std::vector<Part>, 4> choices{{
      {share(view), replications(view), rate(view), time_left(view)},
      {share(view), replications(view), time_left(view)},
      {share(view), time_left(view)},
      {share(view)},
  }};
  for (const auto& parts : choices) {
    const std::size_t taken = view.date.size() + kGap.size() + room_of(parts);
    if (taken + kShortestBar > columns) continue;
    const std::string bar = report::bar(view.share, std::min(kLongestBar, columns - taken));
    return fmt::format("{}{}{}{}{}", view.date, kGap, bar, kGap, joined(parts));
  }
  return report::at_most(share(view).text, columns);
}

std::string progress_line(const ProgressView& view) {
  Part over = replications(view);
  if (!over.text.empty()) over.text = fmt::format("{} of {} replications", view.finished, view.total);
  return joined(
      std::array{Part{view.date, 0}, Part{fmt::format("{:.0f} %", std::floor(view.share * 100)), 0}, over, rate(view), time_left(view)});
}

void ProgressMeter::show(const experiment::ProgressReport& report) {
  if (style_ == ProgressStyle::none) return;
  if (stop_ && !stop_said_) {
    stop_said_ = true;
    erase();
    say("stopping; once more ends at once\n");
  }
  if (style_ == ProgressStyle::bar) {
    // The last column stays free: a full line would make some terminals scroll.
    say(fmt::format("{}{}", kEraseLine, progress_bar(progress_view(report, world_), terminal_width() - 1)));
    drawn_ = true;
  } else if (report.elapsed_s >= next_line_s_) {
    next_line_s_ = report.elapsed_s + kLineEvery_s;
    say(progress_line(progress_view(report, world_)) + "\n");
  }
}

void ProgressMeter::erase() {
  if (drawn_) say(kEraseLine);
  drawn_ = false;
}

}  // namespace sim::cli
