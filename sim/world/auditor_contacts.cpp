#include "sim/world/auditor_contacts.hpp"

#include <algorithm>

namespace sim::world::audit {

using campaign::ContactBlock;
using campaign::OutcomeRule;

ContactBook::ContactBook(const campaign::RetryPolicy& policy, std::uint32_t campaign, std::uint32_t sample)
    : counts_days_(policy.max_attempts_per_day.has_value()),
      salt_((campaign + 1) * (kMix >> 1)),
      sample_bound_((std::uint64_t{1} << 32) / sample),
      policy_(&policy) {
  for (std::size_t o = 0; o < kOutcomeCount; ++o) {
    const OutcomeRule& rule = policy.rules[o];
    const bool matters = rule.delays.size() > 1 || (!rule.delays.empty() && rule.attempts);
    if (matters) column_[o] = static_cast<std::uint8_t>(row_bytes_++);
  }
}

void ContactBook::add(const ContactBlock& block, PhoneBook& phones) {
  const std::size_t first = size_, size = first + block.count;
  size_ += block.count;
  rows_.resize(size * row_bytes_);
  if (counts_days_) dials_of_day_.resize(size);
  if (!counted_in_.empty()) counted_in_.resize(size);
  if (complete_) dues_.resize(size, kNever);
  know(static_cast<CallIndex>(first));
  if (first == 0) zone_ = block.zone;
  if (!zones_.empty() || !block.zones.empty() || block.zone != zone_) {
    if (zones_.empty()) zones_.resize(first, zone_);
    zones_.insert(zones_.end(), block.zones.begin(), block.zones.end());
    zones_.resize(size, block.zone);
  }
  if (!block.phones.empty() || !phones_.empty()) phones_.resize(size);
  for (std::size_t i = 0; i < block.phones.size(); ++i) phones_[first + i] = phones.number(block.phones[i]);
  const bool own = !block.priorities.empty() || !block.not_before.empty() || !block.not_after.empty();
  if (own || !own_.empty()) own_.resize(size);
  for (std::size_t i = 0; i < block.priorities.size(); ++i) own_[first + i].priority = block.priorities[i];
  for (std::size_t i = 0; i < block.not_before.size(); ++i) own_[first + i].not_before = block.not_before[i];
  for (std::size_t i = 0; i < block.not_after.size(); ++i) own_[first + i].not_after = block.not_after[i];
  for (std::size_t i = 0; i < block.malformed.size(); ++i) {
    if (block.malformed[i] != 0) row(static_cast<CallIndex>(first + i)).at_[CallRow::kBits] |= CallRow::kMalformed;
  }
  all_plain_ = phones_.empty() && own_.empty() && !counts_days_;
}

const campaign::RetryDelay& ContactBook::delay_after(CallIndex call, AttemptOutcome last) const {
  const auto& delays = policy_->rules[index(last)].delays;
  const std::uint8_t column = column_[index(last)];
  const unsigned n = column == 0 ? 1 : row(call).at_[column];
  return n < delays.size() ? delays[n - 1] : delays.back();
}

bool ContactBook::plain(CallIndex call) const {
  const OwnTerms terms = own(call);
  return phone(call) == 0 && terms.priority == 0 && terms.not_before == SimTime::min() && terms.not_after == kNever;
}

void ContactBook::set_counted(CallIndex call, Month month) {
  if (counted_in_.empty()) counted_in_.resize(size_);
  counted_in_[call] = month;
}

void ContactBook::keep_sample() {
  complete_ = false;
  for (CallIndex call = 0; call < size_; ++call) row(call).at_[CallRow::kBits] &= static_cast<std::uint8_t>(~CallRow::kKnown);
  know(0);
  dues_ = {};
}

// Decides of the calls from `from` on, of which none is known yet.
void ContactBook::know(CallIndex from) {
  for (CallIndex call = from; call < size_; ++call) {
    if (!complete_ && !sampled(call)) continue;
    row(call).at_[CallRow::kBits] |= CallRow::kKnown;
    if (!complete_) sampled_dues_.append(call, call < dues_.size() ? dues_[call] : kNever);
  }
}

std::size_t ContactBook::bytes() const {
  return rows_.capacity() + zones_.capacity() * sizeof(ZoneIndex) + phones_.capacity() * sizeof(PhoneNumber) +
         own_.capacity() * sizeof(OwnTerms) + dials_of_day_.capacity() * sizeof(DialsOfDay) + counted_in_.capacity() * sizeof(Month) +
         dues_.capacity() * sizeof(SimTime) + sampled_dues_.bytes();
}

}  // namespace sim::world::audit
