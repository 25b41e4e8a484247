#pragma once
// Counts what happens, from the commands of the machine and the reports that it was given. Reads nothing back into the run.

#include <vector>

#include "sim/campaign/machine.hpp"
#include "sim/metrics/replication_result.hpp"

namespace sim::world {

class Collector {
 public:
  Collector(const campaign::Machine& machine, std::size_t campaigns, SimTime begin, metrics::ReplicationResult& result, bool hours);

  // Hours that are over by `now` get their rows. Called before anything happens at `now`.
  void advance(SimTime now) {
    if (now >= next_hour_) close_hours(now);
  }
  void placed(SimTime now, std::uint32_t campaign, Duration wait);
  void ended(SimTime now, std::uint32_t campaign, AttemptOutcome outcome) {
    Running& r = running_[campaign];
    ++result_.campaigns[campaign].attempts_by_outcome[index(outcome)];
    --r.lines;
    --lines_;
    r.line_us += us(now - begin_);
    if (r.over && r.lines == 0) result_.campaigns[campaign].finished = now;
  }
  void dialog(std::uint32_t campaign, Duration talk, Duration billed, bool goal);
  void campaign_changed(SimTime now, const campaign::Command& command);
  // Looks again whether some campaign is open. Called when a campaign or a window may have changed.
  void look_at_hours(SimTime now) {
    if (machine_.openings() != openings_) note_opening(now);
  }
  void finish(SimTime now);

 private:
  struct Running {
    std::int64_t line_us = 0;  // ends - starts: with the lines in use now it gives the time on lines at any instant
    std::uint32_t lines = 0;
    bool paused = false;
    SimTime paused_since{};
    bool over = false;         // finished or deleted
    metrics::HourRow at_hour;  // totals when the current hour began
  };
  void note_opening(SimTime now);
  void close_hours(SimTime now);
  void end_open_spell(SimTime now);
  void row(SimTime at);
  Duration line_time(SimTime at) const;  // of all campaigns, since the start
  Duration line_time(const Running& r, SimTime at) const { return Duration{r.line_us + us(at - begin_) * r.lines}; }

  const campaign::Machine& machine_;
  SimTime begin_;
  metrics::ReplicationResult& result_;
  std::vector<Running> running_;
  SimTime next_hour_ = kNever;
  std::uint32_t lines_ = 0, lines_peak_ = 0;
  std::int64_t second_ = -1;  // whose starts are counted
  std::uint64_t starts_in_second_ = 0, starts_peak_ = 0;
  std::uint64_t openings_ = 0;  // of the machine, at the last look
  bool open_ = false;
  SimTime open_since_{};
  Duration line_time_before_{0};  // at open_since_
};

}  // namespace sim::world
