#include "tests/random_scenario.hpp"

#include <algorithm>

namespace sim::reference {
namespace {

using campaign::AccountConfig;
using campaign::CampaignConfig;
using campaign::ContactBlock;
using campaign::Input;
using campaign::InputKind;

// A clock that is changed now and then, but never back over midnight.
campaign::Zone some_zone(Dice& dice) {
  std::vector<campaign::Zone::Segment> segments{{SimTime::min(), dice.multiple(5, kHour) - 2 * kHour}};
  SimTime at{};
  while (segments.size() < 4 && dice.percent(50)) {
    at += kHour + dice.multiple(72, kHour);
    const Duration before = segments.back().local_minus_time;
    const Duration since_midnight = campaign::time_of_day(at.time_since_epoch() + before);
    segments.push_back({at, before + (since_midnight < 2 * kHour || dice.percent(50) ? kHour : -kHour)});
  }
  return campaign::Zone{segments};
}

campaign::CallingHours some_hours(Dice& dice) {
  std::array<std::vector<campaign::DayWindow>, 7> week;
  week[3].push_back({9 * kHour, 18 * kHour});
  for (auto& day : week) {
    for (std::uint64_t n = dice.below(3); n > 0; --n) {
      const campaign::DayWindow window{dice.multiple(24, kHour), dice.multiple(25, kHour)};
      if (window.from != window.to) day.push_back(window);
    }
  }
  std::vector<std::int64_t> closed;
  for (std::int64_t day = 0; day < 5; ++day) {
    if (dice.percent(10)) closed.push_back(day);
  }
  return {week, closed};
}

AccountConfig some_account(Dice& dice, Duration grid) {
  AccountConfig account;
  account.lines = static_cast<std::uint32_t>(1 + dice.below(4));
  account.zones.clear();
  for (std::uint64_t n = 1 + dice.below(3); n > 0; --n) account.zones.push_back(some_zone(dice));
  if (dice.percent(30)) account.start_gap = grid / 2 + dice.multiple(4, grid / 2);
  if (dice.percent(40)) account.balance = dice.multiple(20, 30 * kSecond);
  if (dice.percent(50)) account.billing = {15 * kSecond, dice.multiple(3, 15 * kSecond)};
  if (account.balance && dice.percent(40)) account.reserve = dice.multiple(5, 30 * kSecond);
  if (dice.percent(40)) account.unique_users = dice.below(6);
  if (dice.percent(40)) account.counted_on = campaign::CountedOn::dialed;
  if (dice.percent(30)) {
    account.breaker = campaign::Breaker{.failure_ratio = 0.1 + 0.1 * static_cast<double>(dice.below(6)),
                                        .window = grid + dice.multiple(20, grid),
                                        .min_outcomes = static_cast<std::uint32_t>(1 + dice.below(4)),
                                        .cool_down = grid + dice.multiple(20, grid)};
  }
  account.set_up_limit = dice.multiple(2, grid);
  return account;
}

campaign::RetryPolicy some_policy(Dice& dice, Duration grid) {
  campaign::RetryPolicy policy;
  policy.max_attempts = static_cast<std::uint8_t>(1 + dice.below(5));
  if (dice.percent(30)) policy.max_attempts_per_day = static_cast<std::uint8_t>(1 + dice.below(2));
  policy.voicemail_answers = dice.percent(30);
  const bool times_of_day = dice.percent(40);
  for (campaign::OutcomeRule& rule : policy.rules) {
    if (dice.percent(25)) continue;
    for (std::uint64_t n = 1 + dice.below(3); n > 0; --n) {
      campaign::RetryDelay delay{dice.multiple(6, grid)};
      if (dice.percent(15)) delay.after = kDay;
      if (times_of_day && dice.percent(50)) delay = {{}, true, static_cast<std::uint16_t>(dice.below(3)), dice.multiple(24, kHour)};
      rule.delays.push_back(delay);
    }
    if (dice.percent(30)) rule.attempts = static_cast<std::uint8_t>(1 + dice.below(3));
  }
  return policy;
}

int rank(const Input& input) {
  if (input.kind == InputKind::failure_ended) return 1;
  return input.kind == InputKind::failure_began ? 2 : 3;
}

}  // namespace

RandomScenario::RandomScenario(std::uint64_t seed)
    : dice_(seed),
      grid_(dice_.percent(50) ? 10 * kSecond : 10 * kMinute),
      shared_phones_(dice_.percent(40)),
      own_terms_(dice_.percent(40)),
      many_zones_(dice_.percent(50)),
      faulty_link_(dice_.percent(40)),
      pick_ups_(dice_.percent(50)),
      hours_(dice_.percent(60)),
      account_(some_account(dice_, grid_)) {
  const auto campaigns = static_cast<std::uint32_t>(1 + dice_.below(3));
  for (std::uint32_t c = 0; c < campaigns; ++c) {
    campaigns_.push_back(some_campaign());
    blocks_.push_back(some_contacts(10));
    feed(SimTime{}, InputKind::create, c);
    feed(SimTime{}, InputKind::add_contacts, c);
    if (dice_.percent(90)) feed(SimTime{dice_.multiple(4, grid_)}, InputKind::schedule, c, SimTime{dice_.multiple(12, grid_) - grid_});
  }
  for (std::uint64_t n = dice_.below(12); n > 0; --n) add_command(campaigns);
  std::ranges::stable_sort(
      inputs_, [](const TimedInput& a, const TimedInput& b) { return std::pair(a.at, rank(a.input)) < std::pair(b.at, rank(b.input)); });
  end_ = SimTime{dice_.percent(20) ? 45 * kDay : dice_.percent(60) ? 4 * kDay : kDay};
}

CampaignConfig RandomScenario::some_campaign() {
  CampaignConfig config;
  config.lines = static_cast<std::uint32_t>(1 + dice_.below(4));
  config.priority = static_cast<std::int32_t>(dice_.below(2));
  config.share = 500'000 * (1 + dice_.below(4));
  config.order = static_cast<campaign::DialOrder>(dice_.below(4));
  config.clock = dice_.percent(50) ? campaign::HoursClock::customer : campaign::HoursClock::campaign;
  config.zone = static_cast<ZoneIndex>(dice_.below(account_.zones.size()));
  if (hours_ && dice_.percent(80)) config.hours = some_hours(dice_);
  if (dice_.percent(40)) config.ends = SimTime{dice_.percent(50) ? 2 * grid_ + dice_.multiple(60, grid_) : dice_.multiple(96, kHour)};
  if (faulty_link_) {
    config.ring_timeout = grid_;
    config.max_call = 2 * grid_;
    config.grace = dice_.multiple(3, grid_);
  }
  config.retry = some_policy(dice_, grid_);
  config.script = ScriptId{static_cast<std::uint16_t>(dice_.below(3))};
  return config;
}

ContactBlock RandomScenario::some_contacts(std::uint64_t at_most) {
  ContactBlock block;
  block.count = static_cast<std::uint32_t>(dice_.below(at_most));
  block.zone = static_cast<ZoneIndex>(dice_.below(account_.zones.size()));
  const auto column = [&](auto& values, unsigned percent, auto draw) {
    if (!dice_.percent(percent)) return;
    for (std::uint32_t i = 0; i < block.count; ++i) values.push_back(draw());
  };
  const Duration moments = dice_.percent(50) ? grid_ : kHour;
  column(block.zones, many_zones_ ? 80 : 0, [&] { return static_cast<ZoneIndex>(dice_.below(account_.zones.size())); });
  column(block.phones, shared_phones_ ? 80 : 0, [&] { return dice_.below(6); });
  column(block.priorities, own_terms_ ? 60 : 0, [&] { return static_cast<std::int32_t>(dice_.below(3)) - 1; });
  column(block.not_before, own_terms_ ? 60 : 0, [&] { return dice_.percent(50) ? SimTime::min() : SimTime{dice_.multiple(30, moments)}; });
  column(block.not_after, own_terms_ ? 60 : 0, [&] { return dice_.percent(50) ? kNever : SimTime{dice_.multiple(60, moments)}; });
  column(block.malformed, 20, [&] { return static_cast<std::uint8_t>(dice_.below(4) / 3); });
  return block;
}

void RandomScenario::add_command(std::uint32_t campaigns) {
  static constexpr InputKind kKinds[] = {InputKind::pause,       InputKind::resume,        InputKind::finish,
                                         InputKind::remove,      InputKind::add_contacts,  InputKind::change_script,
                                         InputKind::buy_minutes, InputKind::failure_began, InputKind::failure_ended,
                                         InputKind::schedule,    InputKind::create};
  const InputKind kind = kKinds[dice_.below(std::size(kKinds))];
  const SimTime at{dice_.multiple(80, grid_)};
  const auto c = static_cast<std::uint32_t>(dice_.below(campaigns + 1));
  if (kind == InputKind::add_contacts) blocks_.push_back(some_contacts(6));
  if (kind == InputKind::create) campaigns_.push_back(some_campaign());
  feed(at, kind, c, at + dice_.multiple(20, grid_) - 10 * grid_);
  if (dice_.percent(50)) feed(at + dice_.multiple(20, grid_), InputKind::failure_ended, c);
  if (dice_.percent(70)) feed(at + dice_.multiple(20, grid_), InputKind::resume, c);
}

void RandomScenario::feed(SimTime at, InputKind kind, std::uint32_t campaign, SimTime when) {
  Input input;
  input.kind = kind;
  input.campaign = CampaignId{campaign};
  input.at = when;
  input.amount = kSecond + dice_.multiple(10, 30 * kSecond);
  input.cause = FailureCause{static_cast<std::uint32_t>(dice_.below(2))};
  input.script = ScriptId{static_cast<std::uint16_t>(dice_.below(5))};
  if (kind == InputKind::create) input.config = &campaigns_.back();
  if (kind == InputKind::add_contacts) input.contacts = &blocks_.back();
  inputs_.push_back({at, input});
}

std::vector<TimedInput> RandomScenario::reports(SimTime now, AttemptId attempt) {
  using enum AttemptOutcome;
  static constexpr AttemptOutcome kOutcomes[] = {answered, answered, voicemail,      no_answer,    no_answer,
                                                 busy,     rejected, invalid_number, network_error};
  std::vector<TimedInput> reports;
  Input end;
  end.kind = InputKind::attempt_ended;
  end.attempt = attempt;
  end.outcome = kOutcomes[dice_.below(std::size(kOutcomes))];
  if (picked_up(end.outcome)) end.amount = dice_.multiple(8, 10 * kSecond) + Duration{static_cast<std::int64_t>(dice_.below(2))};
  const SimTime over = now + dice_.multiple(4, grid_ / 2);
  if (pick_ups_ && dice_.percent(end.outcome == answered ? 60 : 10)) {
    Input pick_up = end;
    pick_up.kind = InputKind::attempt_answered;
    reports.push_back({over, pick_up});
  }
  if (!faulty_link_ || dice_.percent(85)) {
    const SimTime heard = over + (faulty_link_ && dice_.percent(30) ? dice_.multiple(12, grid_ / 2) : Duration{0});
    reports.push_back({heard, end});
    if (faulty_link_ && dice_.percent(20)) reports.push_back({heard + dice_.multiple(4, grid_ / 2), end});
  }
  if (faulty_link_ && dice_.percent(5)) {
    end.attempt = attempt_id(number_of(attempt) + 7, line_of(attempt) + static_cast<std::uint32_t>(dice_.below(3)));
    reports.push_back({over, end});
  }
  return reports;
}

}  // namespace sim::reference
