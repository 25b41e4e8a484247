#include "sim/cli/progress.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/cli/console.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::cli {
namespace {

constexpr std::size_t kLongestBar = 30, kShortestBar = 8;
constexpr std::string_view kEraseLine = "\r\x1b[K";

std::string rate(const ProgressView& view) { return report::grouped(std::round(view.attempts_per_s)) + " attempts/s"; }

std::string time_left(const ProgressView& view) {
  return std::isfinite(view.left_s) ? report::rough_duration(std::round(view.left_s)) + " left" : "";
}

std::string replications(const ProgressView& view) {
  return view.total > 1 ? fmt::format("{}/{}", view.finished, view.total) : std::string();
}

// Parts with two blanks between them; empty ones are left out.
std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!part.empty()) text += (text.empty() ? "" : "  ") + part;
  }
  return text;
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
  const std::string share = fmt::format("{:3.0f} %", std::floor(view.share * 100));
  const std::array<std::vector<std::string>, 4> choices{{
      {share, replications(view), rate(view), time_left(view)},
      {share, replications(view), time_left(view)},
      {share, time_left(view)},
      {share},
  }};
  for (const auto& parts : choices) {
    const std::string rest = "  " + joined(parts);
    const std::size_t taken = view.date.size() + 2 + rest.size();
    if (taken + kShortestBar > columns) continue;
    return view.date + "  " + report::bar(view.share, std::min(kLongestBar, columns - taken)) + rest;
  }
  return report::at_most(share, columns);
}

std::string progress_line(const ProgressView& view) {
  const std::string over = view.total > 1 ? fmt::format("{} of {} replications", view.finished, view.total) : "";
  return joined({view.date, fmt::format("{:.0f} %", std::floor(view.share * 100)), over, rate(view), time_left(view)});
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
