#include "sim/cli/watched_crew.hpp"

namespace sim::cli {
namespace {

ProgressStyle style_for(const Invocation& invocation) {
  if (invocation.common.quiet) return ProgressStyle::none;
  return is_terminal(Stream::error) ? ProgressStyle::bar : ProgressStyle::lines;
}

}  // namespace

WatchedCrew::WatchedCrew(const Invocation& invocation, const world::WorldConfig& world, const StopOnSignal& stop)
    : meter_(style_for(invocation), world, stop.flag()) {
  options_.threads = invocation.common.threads;
  options_.stop = &stop.flag();
  options_.progress = [this](const experiment::ProgressReport& report) { meter_.show(report); };
  options_.progress_every = ProgressMeter::kRedraw;
}

}  // namespace sim::cli
