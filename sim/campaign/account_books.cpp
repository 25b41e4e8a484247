#include "sim/campaign/account_books.hpp"

namespace sim::campaign {
namespace {

// Months since year 0 of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
std::int64_t month_of(std::int64_t day) {
  const std::int64_t z = day + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t mp = (5 * (doe - (365 * yoe + yoe / 4 - yoe / 100)) + 2) / 153;  // 0 is March
  return (yoe + era * 400) * 12 + mp + 2;
}

}  // namespace

std::uint16_t UniqueUsers::period(SimTime now, const Zone& zone) {
  if (now < checked_until_) return period_;
  const std::int64_t day = day_of(zone.local(now));
  const auto number = static_cast<std::uint16_t>(month_of(day) % 65535 + 1);
  if (number != period_ && period_ != 0 && used_up()) mark(RarePath::quota_used_up_as_the_month_turns);
  if (number != period_) in_period_ = 0;
  period_ = number;
  checked_until_ = std::min(zone.earliest((day + 1) * kDay), zone.segment_end(now));
  return period_;
}

bool BreakerWindow::trips(SimTime now, AttemptOutcome outcome) {
  while (!outcomes_.empty() && outcomes_.front().first <= now - breaker_->window) {
    if (outcomes_.front().second) --failures_;
    outcomes_.pop_front();
  }
  outcomes_.emplace_back(now, is_failure(outcome));
  if (is_failure(outcome)) ++failures_;
  const auto n = outcomes_.size();
  if (n < breaker_->min_outcomes || failures_ <= breaker_->failure_ratio * static_cast<double>(n)) return false;
  until_ = later(now, breaker_->cool_down);
  return true;
}

void BreakerWindow::reset() {
  counts_from_ = until_;
  until_ = kNever;
  outcomes_.clear();
  failures_ = 0;
}

}  // namespace sim::campaign
