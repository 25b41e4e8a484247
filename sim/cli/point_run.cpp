#include "sim/cli/point_run.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "sim/cli/replay.hpp"
#include "sim/cli/watched_crew.hpp"
#include "sim/scenario/nearest.hpp"

namespace sim::cli {

experiment::PointResults run_with_progress(std::vector<experiment::Point> points, std::uint32_t replications, const Invocation& invocation,
                                           const StopOnSignal& stop, PointFinished finished) {
  const WatchedCrew crew(invocation, points.front().scenario->world, stop);
  const experiment::PointOptions options{replications, crew.options(), std::move(finished)};
  return experiment::run_points(std::move(points), options);
}

std::size_t metric_named(const experiment::SharedMetrics& shared, std::string_view option, const std::string& name) {
  if (const auto found = shared.find(name)) return *found;
  throw UsageError(fmt::format("--{}: there is no metric \"{}\"{}", option, name, scenario::suggestion(name, shared.names)));
}

double amount_of(const GivenOptions& own, std::string_view option, double otherwise) {
  const std::optional<std::string> text = own.text(option);
  if (!text) return otherwise;
  double value = 0;
  const char* end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, value);
  if (read.ec == std::errc{} && read.ptr == end && std::isfinite(value) && value >= 0) return value;
  throw UsageError(fmt::format("--{}: expected a number from 0 on, got \"{}\"", option, *text));
}

report::Ink ink_of(const Invocation& invocation) {
  return wants_colour(invocation.common.color) ? report::Ink::colour : report::Ink::plain;
}

ExitStatus audited(const std::vector<JudgedPoint>& points, const experiment::PointResults& results, const Invocation& invocation) {
  bool broken = false;
  for (std::size_t p = 0; p < points.size(); ++p) {
    for (std::uint32_t r = 0; r < results.rows[p].size(); ++r) {
      if (!results.rows[p][r] || results.rows[p][r]->audit.violations == 0) continue;
      Invocation again = invocation;
      const auto& more = points[p].overrides;
      again.common.overrides.insert(again.common.overrides.end(), more.begin(), more.end());
      say(fmt::format("an invariant of the machine is broken; violations: {}\nreplay it: {}\n", results.rows[p][r]->audit.violations,
                      replay_command(*points[p].scenario, again, r)));
      broken = true;
      break;  // the first of a point is enough to look at
    }
  }
  if (broken) return ExitStatus::broken_invariant;
  return results.interrupted ? ExitStatus::interrupted : ExitStatus::done;
}

}  // namespace sim::cli
