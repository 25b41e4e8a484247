#include "tests/machine_session.hpp"

#include <algorithm>

namespace sim::properties {

using campaign::AccountConfig;
using campaign::CampaignConfig;
using campaign::CampaignEvent;
using campaign::CampaignStatus;
using campaign::Command;
using campaign::CommandKind;
using campaign::Input;
using campaign::InputKind;

namespace {

constexpr std::uint32_t kCampaigns = 2;
constexpr std::uint32_t kContacts = 6;  // of each at first
constexpr Duration kStep = 5 * kSecond;

// Some event leads from one status to the other.
bool in_table(CampaignStatus from, CampaignStatus to) {
  for (std::size_t e = 0; e < campaign::kCampaignEventCount; ++e) {
    const campaign::CampaignCell cell = campaign::cell(from, static_cast<CampaignEvent>(e));
    if (cell.to == to && cell.refusal == campaign::Refusal::none) return true;
  }
  return false;
}

}  // namespace

void Ledger::fed(SimTime, const Input& input) {
  if (input.kind == InputKind::buy_minutes) bought_ += input.amount;
  const auto attempt = live_.find(input.attempt);
  if (attempt == live_.end()) return;
  if (input.kind == InputKind::attempt_ended) over(attempt, input.outcome);
  if (input.kind == InputKind::attempt_answered && account_.counted_on == campaign::CountedOn::answered) count(attempt->second);
}

void Ledger::said(SimTime now, const Command& k) {
  if (k.kind == CommandKind::place_attempt) placed(now, k);
  if (k.kind == CommandKind::campaign_changed) changed(k);
  if (k.kind == CommandKind::attempt_over) {
    const auto attempt = live_.find(k.attempt);
    require(attempt != live_.end(), "4: an attempt was given up that was not live");
    if (attempt != live_.end()) over(attempt, AttemptOutcome::lost);
  }
  if (k.kind != CommandKind::dialog_recorded) return;
  ++dialogs_;
  billed_ += k.billed;
  longest_billed_ = std::max(longest_billed_, k.billed);
  require(k.billed >= k.talk && k.billed >= account_.billing.minimum && k.billed % account_.billing.increment == Duration{0},
          "6: talk is not rounded up to the increment");
}

void Ledger::placed(SimTime now, const Command& k) {
  const Call call{index(k.campaign), k.call};
  const bool counted = users_.contains(person(call));
  for (const auto& [id, attempt] : live_) {
    require(line_of(id) != line_of(k.attempt), "1: a line was taken twice");
    require(person(attempt.call) != person(call), "2: two live attempts to one phone");
  }
  require(status_[call.first] == CampaignStatus::in_progress, "8: a dial of a campaign that is not in progress");
  require(config_.hours.open(account_.zones.front(), now), "3: a dial outside calling hours");
  require(now < config_.ends, "3: a dial after the end");
  require(!last_start_ || now - *last_start_ >= account_.start_gap, "3: dials faster than the rate");
  require(!account_.unique_users || counted || users_.size() < *account_.unique_users, "3: a dial over the quota");
  require(!final_.contains(call), "5: a dial of a call that is over");
  require(k.number == ++attempts_[call] && k.number <= config_.retry.max_attempts, "3: attempts are not counted, or above the cap");
  last_start_ = now;
  ++placed_;
  Attempt& attempt = live_.emplace(k.attempt, Attempt{call}).first->second;
  require(live_.size() <= account_.lines, "1: more lines than there are");
  if (account_.counted_on == campaign::CountedOn::dialed) count(attempt);
}

void Ledger::over(std::map<AttemptId, Attempt>::iterator attempt, AttemptOutcome outcome) {
  if (outcome == AttemptOutcome::answered && account_.counted_on == campaign::CountedOn::answered) count(attempt->second);
  if (picked_up(outcome)) ++picked_up_;
  ++ended_;
  live_.erase(attempt);
}

void Ledger::count(Attempt& attempt) { users_.insert(person(attempt.call)); }

void Ledger::changed(const Command& k) {
  CampaignStatus& status = status_.try_emplace(index(k.campaign), CampaignStatus::draft).first->second;
  require(in_table(status, k.campaign_status), "7: a change of status that is not in the table");
  status = k.campaign_status;
}

void Ledger::compare(const campaign::Machine& machine) {
  const campaign::AccountView view = machine.account();
  require(view.lines_in_use == live_.size(), "1: lines in use are not the live attempts");
  require(placed_ == ended_ + live_.size(), "4: attempts placed are not those that ended and those that are live");
  require(view.billed == billed_ && view.bought == bought_, "6: minutes are not what was billed and bought");
  require(!account_.balance || *account_.balance + bought_ == billed_ + view.balance, "6: minutes are lost or made");
  require(view.overshoot <= static_cast<std::int64_t>(account_.lines) * longest_billed_, "6: the balance is too far below zero");
  require(dialogs_ == picked_up_, "11: dialogs are not the attempts that were picked up");
  require(view.unique_users == users_.size(), "12: unique users are not the distinct phones");
  require(view.unique_users_overshoot < account_.lines, "12: too many users beyond the quota");
  for (std::uint32_t c = 0; c < machine.campaigns(); ++c) compare_calls(machine, c);
}

void Ledger::compare_calls(const campaign::Machine& machine, std::uint32_t c) {
  const campaign::CampaignView view = machine.view(CampaignId{c});
  if (view.status == CampaignStatus::draft || !status_.contains(c)) return;
  std::array<std::uint32_t, campaign::kCallStatusCount> calls{};
  for (CallIndex call = 0; call < view.calls; ++call) {
    const campaign::CallStatus status = machine.view(CampaignId{c}, call).status;
    ++calls[index(status)];
    if (!is_final(status)) continue;
    require(final_.try_emplace({c, call}, status).first->second == status, "5: a final status has changed");
  }
  if (view.status == CampaignStatus::deleted && view.calls_by_status == decltype(calls){}) return;  // was never scheduled
  require(calls == view.calls_by_status, "5: the calls are not the sum over their statuses");
  const bool waits = calls[index(campaign::CallStatus::planned)] + calls[index(campaign::CallStatus::retry_scheduled)] > 0;
  require(view.status < CampaignStatus::finished || !waits, "5: a call of a finished campaign waits");
}

AccountConfig Session::account_of(const Terms& t) {
  AccountConfig account;
  account.lines = 1 + t[0] % 3;
  if (t[1] > 5) account.balance = (t[1] - 5) * 30 * kSecond;
  if (account.balance && t[2] > 5) account.reserve = (t[2] - 5) * 15 * kSecond;
  if (t[3] > 4) account.unique_users = t[3] - 4;
  if (t[4] > 4) account.counted_on = campaign::CountedOn::dialed;
  if (t[5] > 6) account.breaker = campaign::Breaker{.failure_ratio = 0.3, .window = kMinute, .min_outcomes = 2, .cool_down = 8 * kStep};
  if (t[6] > 6) account.start_gap = (t[6] - 6) * kStep;
  account.billing = {(1 + t[7] % 3) * 10 * kSecond, (t[7] % 4) * 30 * kSecond};
  account.billing.minimum -= account.billing.minimum % account.billing.increment;
  account.zones = {campaign::Zone{{{SimTime::min(), 10 * kDay}}}};  // no month turns
  return account;
}

CampaignConfig Session::config_of(const Terms& t) {
  CampaignConfig config;
  config.lines = 1 + t[8] % 3;
  config.order = static_cast<campaign::DialOrder>(t[9] % 4);
  if (t[10] > 5) {  // open in every other five minutes
    std::array<std::vector<campaign::DayWindow>, 7> week;
    for (auto& day : week) {
      for (int k = 0; k < 100; ++k) day.push_back({k * 10 * kMinute, (k * 10 + 5) * kMinute});
    }
    config.hours = {week, {}};
  }
  if (t[11] > 5) config.ends = SimTime{static_cast<std::int64_t>(t[11] - 5) * kMinute};
  if (t[12] > 5) config.retry.max_attempts_per_day = static_cast<std::uint8_t>(t[12] - 5);
  config.retry.max_attempts = static_cast<std::uint8_t>(1 + t[13] % 5);
  for (std::size_t o = 0; o < kOutcomeCount; ++o) {
    if (t[14] > 1) config.retry.rules[o] = campaign::after_seconds({static_cast<int>(5 * (t[14] - 1)), static_cast<int>(10 * o)});
  }
  config.retry.voicemail_answers = t[15] > 6;
  if (t[16] > 4) {
    config.ring_timeout = config.max_call = (t[16] - 3) * kStep;
    config.grace = kStep;
  }
  return config;
}

Session::Session(const Terms& terms)
    : account_(account_of(terms)),
      config_(config_of(terms)),
      phones_(terms[17] > 5 ? terms[17] - 5 : 0),
      ledger_(account_, config_, phones_),
      rig_(account_) {
  rig_.heard = [this](SimTime at, const Command& k) {
    if (k.kind == CommandKind::place_attempt) attempts_.push_back(k.attempt);
    ledger_.said(at, k);
  };
  for (std::uint32_t c = 0; c < kCampaigns; ++c) rig_.create(config_, contacts_of(0, kContacts));
}

campaign::ContactBlock Session::contacts_of(std::uint32_t first, std::uint32_t count) const {
  campaign::ContactBlock block;
  block.count = count;
  for (std::uint32_t i = 0; i < count && phones_ > 0; ++i) block.phones.push_back((first + i) % phones_ + 1);
  return block;
}

Input Session::input_of(const Move& move) {
  static constexpr std::array kKinds{InputKind::tick,          InputKind::schedule,      InputKind::attempt_ended,
                                     InputKind::attempt_ended, InputKind::attempt_ended, InputKind::attempt_answered};
  static constexpr std::array kCommands{InputKind::resume, InputKind::pause,        InputKind::buy_minutes,   InputKind::failure_ended,
                                        InputKind::finish, InputKind::add_contacts, InputKind::failure_began, InputKind::change_script,
                                        InputKind::remove, InputKind::resume};
  const auto [what, after, a, b, c] = move;
  Input input;
  input.kind = what < kKinds.size() ? kKinds[what] : kCommands[a];
  input.campaign = CampaignId{b % (kCampaigns + 1)};
  input.at = now_ + (static_cast<int>(c) - 3) * kStep;
  input.amount = static_cast<std::int64_t>(b) * 7 * kSecond + kSecond;
  input.cause = FailureCause{c % 2};
  input.outcome = static_cast<AttemptOutcome>(c % kOutcomeCount);
  // Mostly one of the last attempts, so that many are live.
  if (!attempts_.empty()) input.attempt = attempts_[attempts_.size() - 1 - std::min<std::size_t>(a, attempts_.size() - 1)];
  if (input.kind == InputKind::schedule) input.campaign = CampaignId{b % kCampaigns};
  if (input.kind != InputKind::add_contacts) return input;
  const std::uint32_t known = index(input.campaign) < kCampaigns ? rig_.machine.view(input.campaign).calls : 0;
  added_ = contacts_of(known, c % 4);
  input.contacts = &added_;
  return input;
}

void Session::make(const Move& move) {
  now_ += (1 + static_cast<int>(move[1])) * kStep;
  rig_.run_to(now_);  // what is dialed until then can be reported
  feed(now_, input_of(move));
}

void Session::feed(SimTime at, const Input& input) {
  now_ = at;
  rig_.run_to(at);
  ledger_.fed(at, input);
  rig_.last(at, input);
  ledger_.compare(rig_.machine);
}

}  // namespace sim::properties
