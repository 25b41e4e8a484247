#include "sim/world/auditor_account.hpp"

#include <algorithm>
#include <chrono>

namespace sim::world::audit {

MinuteBook::MinuteBook(const campaign::AccountConfig& account)
    : limited_(account.balance.has_value()),
      billing_(account.billing),
      reserve_(account.reserve),
      initial_(account.balance.value_or(Duration{0})) {}

Duration MinuteBook::price(Duration talk) const {
  const Duration beyond = talk % billing_.increment;
  const Duration rounded = beyond == Duration{0} ? talk : talk + (billing_.increment - beyond);
  return rounded < billing_.minimum ? billing_.minimum : rounded;
}

void MinuteBook::charge(Duration billed, std::uint32_t live) {
  const bool had_some = balance() > Duration{0};
  billed_ += billed;
  if (!limited_) return;
  longest_ = std::max(longest_, billed);
  if (balance() > Duration{0}) return;
  if (had_some) {
    live_at_crossing_ = live;
    longest_since_crossing_ = Duration{0};
  }
  longest_since_crossing_ = std::max(longest_since_crossing_, billed);
  overshoot_ = std::max(overshoot_, -balance());
}

void MinuteBook::buy(Duration amount) { bought_ += amount; }

Duration MinuteBook::overshoot_bound() const {
  if (reserve_ > Duration{0} && reserve_ >= longest_) return Duration{0};
  return longest_since_crossing_ * std::int64_t{live_at_crossing_};
}

UserBook::UserBook(const campaign::AccountConfig& account, const campaign::Zone& zone)
    : quota_(account.unique_users), counts_dials_(account.counted_on == campaign::CountedOn::dialed), clock_(zone) {}

void UserBook::look_up_month(SimTime now) {
  const std::chrono::sys_days day{std::chrono::days{clock_.day(now)}};
  const std::chrono::year_month_day date{day};
  const auto month = static_cast<Month>(static_cast<int>(date.year()) * 12 + static_cast<int>(static_cast<unsigned>(date.month())));
  if (month != month_) in_month_ = 0;
  month_ = month;
  month_known_until_ = clock_.month_known_until(now);
}

void UserBook::count() {
  ++total_;
  ++in_month_;
  if (quota_ && in_month_ > *quota_) overshoot_ = std::max(overshoot_, in_month_ - *quota_);
}

PhoneNumber PhoneBook::number(PhoneKey key) {
  if (key == 0) return 0;
  const auto [known, added] = numbers_.try_emplace(key, static_cast<PhoneNumber>(live_.size()));
  if (added) {
    live_.push_back(0);
    counted_in_.push_back(0);
  }
  return known->second;
}

std::vector<CallOfCampaign> PhoneBook::release(PhoneNumber phone) {
  live_[phone] = 0;
  const auto waiting = waiting_.find(phone);
  if (waiting == waiting_.end()) return {};
  std::vector<CallOfCampaign> calls = std::move(waiting->second);
  waiting_.erase(waiting);
  return calls;
}

std::size_t PhoneBook::bytes() const {
  constexpr std::size_t kNode = sizeof(PhoneKey) + sizeof(PhoneNumber) + 3 * sizeof(void*);
  return live_.capacity() + counted_in_.capacity() * sizeof(Month) + numbers_.size() * kNode;
}

bool BreakerBook::hears(SimTime now, AttemptOutcome outcome) {
  heard_.push_back({now, is_failure(outcome)});
  failures_ += is_failure(outcome) ? 1 : 0;
  for (; now - heard_.front().at >= breaker_->window; heard_.pop_front()) failures_ -= heard_.front().failure ? 1 : 0;
  if (heard_.size() < breaker_->min_outcomes) return false;
  if (static_cast<double>(failures_) <= breaker_->failure_ratio * static_cast<double>(heard_.size())) return false;
  cool_until_ = later(now, breaker_->cool_down);
  return true;
}

void BreakerBook::cooled() {
  counts_from_ = cool_until_;
  cool_until_ = kNever;
  heard_.clear();
  failures_ = 0;
}

}  // namespace sim::world::audit
