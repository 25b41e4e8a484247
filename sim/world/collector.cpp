#include "sim/world/collector.hpp"

#include <algorithm>

namespace sim::world {

using campaign::CampaignStatus;
using campaign::PauseReason;

Collector::Collector(const campaign::Machine& machine, std::size_t campaigns, SimTime begin, metrics::ReplicationResult& result, bool hours)
    : machine_(machine), begin_(begin), result_(result), running_(campaigns), next_hour_(hours ? begin + kHour : kNever) {
  result_.campaigns.resize(campaigns);
}

void Collector::placed(SimTime now, std::uint32_t campaign, Duration wait) {
  Running& r = running_[campaign];
  metrics::CampaignResult& c = result_.campaigns[campaign];
  if (c.attempts++ == 0) c.first_attempt = now;
  c.wait += wait;
  ++r.lines;
  r.line_us -= us(now - begin_);
  if (++lines_ > lines_peak_) lines_peak_ = lines_;
  // Whether it is still the same second cannot be foreseen, so it is a factor and no branch.
  const std::int64_t second = now.time_since_epoch() / kSecond;
  starts_in_second_ = starts_in_second_ * std::uint64_t{second == second_} + 1;
  second_ = second;
  if (starts_in_second_ > starts_peak_) starts_peak_ = starts_in_second_;
}

void Collector::dialog(std::uint32_t campaign, Duration talk, Duration billed, bool goal) {
  metrics::CampaignResult& c = result_.campaigns[campaign];
  c.talk += talk;
  c.billed += billed;
  if (goal) ++c.goals;
}

void Collector::campaign_changed(SimTime now, const campaign::Command& command) {
  const std::uint32_t i = index(command.campaign);
  Running& r = running_[i];
  metrics::CampaignResult& c = result_.campaigns[i];
  const bool paused = command.campaign_status == CampaignStatus::paused;
  if (r.paused && !paused) c.paused += now - r.paused_since;
  if (!r.paused && paused) r.paused_since = now;
  r.paused = paused;
  if (paused) ++c.pauses[static_cast<std::size_t>(command.reason) - 1];
  const bool over = command.campaign_status == CampaignStatus::finished || command.campaign_status == CampaignStatus::deleted;
  if (over && !r.over && r.lines == 0) c.finished = now;
  r.over = over;
}

void Collector::note_opening(SimTime now) {
  openings_ = machine_.openings();
  bool open = false;
  for (std::uint32_t i = 0; i < running_.size() && !open; ++i) open = machine_.view(CampaignId{i}).open;
  if (open == open_) return;
  if (open_) end_open_spell(now);
  open_ = open;
  open_since_ = now;
  line_time_before_ = line_time(now);
}

void Collector::end_open_spell(SimTime now) {
  result_.account.open_time += now - open_since_;
  result_.account.open_line_time += line_time(now) - line_time_before_;
}

Duration Collector::line_time(SimTime at) const {
  Duration sum{0};
  for (const Running& r : running_) sum += line_time(r, at);
  return sum;
}

void Collector::close_hours(SimTime now) {
  while (next_hour_ <= now && next_hour_ != kNever) {
    row(next_hour_);
    next_hour_ = later(next_hour_, kHour);
  }
}

// One row per campaign for the hour that ends at `at`: states as they are, flows since the hour before.
void Collector::row(SimTime at) {
  for (std::uint32_t i = 0; i < running_.size(); ++i) {
    Running& r = running_[i];
    metrics::CampaignResult& c = result_.campaigns[i];
    metrics::HourRow total;
    total.attempts = c.attempts;
    total.answered = c.attempts_by_outcome[index(AttemptOutcome::answered)];
    total.billed = c.billed;
    total.line_time = line_time(r, at);
    metrics::HourRow hour = total;
    hour.calls_by_status = machine_.view(CampaignId{i}).calls_by_status;
    hour.attempts -= r.at_hour.attempts;
    hour.answered -= r.at_hour.answered;
    hour.billed -= r.at_hour.billed;
    hour.line_time -= r.at_hour.line_time;
    r.at_hour = total;
    c.hours.push_back(hour);
  }
  result_.account.balance_by_hour.push_back(machine_.account().balance);
}

void Collector::finish(SimTime now) {
  if (next_hour_ != kNever && now > next_hour_ - kHour) row(now);
  if (open_) end_open_spell(now);
  for (std::uint32_t i = 0; i < running_.size(); ++i) {
    metrics::CampaignResult& c = result_.campaigns[i];
    const campaign::CampaignView view = machine_.view(CampaignId{i});
    if (running_[i].paused) c.paused += now - running_[i].paused_since;
    c.status = std::string(word(view.status));
    c.pause_reason = std::string(word(view.reason));
    c.calls = view.calls;
    c.calls_by_status = view.calls_by_status;
    c.line_time = line_time(running_[i], now);
    result_.account.line_time += c.line_time;
    result_.account.attempts += c.attempts;
  }
  const campaign::AccountView account = machine_.account();
  metrics::AccountResult& a = result_.account;
  a.lines_peak = lines_peak_;
  a.starts_per_s_peak = starts_peak_;
  a.billed = account.billed;
  a.balance = account.balance;
  a.bought = account.bought;
  a.overshoot = account.overshoot;
  a.unbilled = account.unbilled;
  a.unique_users = account.unique_users;
  a.unique_users_overshoot = account.unique_users_overshoot;
  a.commands_refused = account.commands_refused;
  a.reports_ignored = account.reports_ignored;
}

}  // namespace sim::world
