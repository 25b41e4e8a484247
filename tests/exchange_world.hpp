#pragma once
// What the tests of the two fast paths draw alike: an account and campaigns of which most steps may be exchanges of calls, and how the
// attempts on the lines end.

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "tests/dice.hpp"
#include "tests/machine_rig.hpp"

namespace sim::exchanges {

inline constexpr std::array kOutcomes{AttemptOutcome::answered, AttemptOutcome::voicemail, AttemptOutcome::no_answer,
                                      AttemptOutcome::busy,     AttemptOutcome::rejected,  AttemptOutcome::network_error};

inline campaign::AccountConfig some_account(swarm::Dice& dice) {
  campaign::AccountConfig account = campaign::plain_account(dice.up_to(4));
  if (dice.percent(10)) account.counted_on = campaign::CountedOn::dialed;
  if (dice.percent(10)) account.unique_users = 3;
  if (dice.percent(10)) account.balance = 10 * kMinute;
  if (dice.percent(10)) account.start_gap = kSecond;
  if (dice.percent(20)) account.billing.increment = 7 * kSecond;
  if (dice.percent(40)) {
    for (const Duration ahead : {2 * kMinute, -3 * kMinute})
      account.zones.emplace_back(std::vector{campaign::Zone::Segment{SimTime::min(), ahead}});
  }
  return account;
}

// Open on every day but for two minutes of its first ten.
inline campaign::CallingHours some_hours(swarm::Dice& dice) {
  const Duration closes = dice.up_to(8) * kMinute;
  std::array<std::vector<campaign::DayWindow>, 7> week;
  week.fill({{Duration{0}, closes}, {closes + 2 * kMinute, kDay}});
  return {week, {}};
}

inline campaign::CampaignConfig some_campaign(swarm::Dice& dice) {
  campaign::CampaignConfig config = campaign::plain_campaign(dice.percent(60) ? 10 : dice.up_to(3));
  config.order = static_cast<campaign::DialOrder>(dice.below(4));
  config.script = ScriptId{7};
  if (dice.percent(30)) config.priority = 1;
  config.share *= dice.up_to(3);
  if (dice.percent(40)) config.hours = some_hours(dice);
  if (dice.percent(30)) config.clock = campaign::HoursClock::campaign;
  if (dice.percent(20)) {  // some of what is drawn below lasts longer
    config.ring_timeout = config.max_call = 20 * kSecond;
    config.grace = 5 * kSecond;
  }
  config.retry.max_attempts = static_cast<std::uint8_t>(dice.up_to(4));
  config.retry.voicemail_answers = dice.percent(50);
  for (const AttemptOutcome outcome : kOutcomes) {
    if (dice.percent(70)) config.retry.rules[index(outcome)] = campaign::after_seconds({static_cast<int>(10 * dice.below(6)), 40});
  }
  if (dice.percent(10)) config.retry.rules[index(AttemptOutcome::busy)].delays = {{.day_part = true, .at = dice.up_to(10) * kMinute}};
  if (dice.percent(10)) config.retry.max_attempts_per_day = 2;
  if (dice.percent(20)) config.ends = SimTime{dice.up_to(6) * kMinute};
  return config;
}

inline campaign::ContactBlock some_contacts(swarm::Dice& dice, const campaign::AccountConfig& account, std::uint32_t most) {
  campaign::ContactBlock block;
  block.count = dice.up_to(most);
  if (account.zones.size() > 1) {
    for (std::uint32_t i = 0; i < block.count; ++i) block.zones.push_back(static_cast<ZoneIndex>(dice.below(account.zones.size())));
  }
  if (dice.percent(20)) {  // 0: nobody else has this one
    for (std::uint32_t i = 0; i < block.count; ++i) block.phones.push_back(static_cast<PhoneKey>(dice.percent(60) ? 0 : dice.up_to(2)));
  }
  return block;
}

// The ends of the attempts on the lines, by the instant.
class Ends {
 public:
  SimTime first() const { return ends_.empty() ? kNever : ends_.begin()->first; }
  AttemptId first_attempt() const { return ends_.begin()->second.attempt; }  // REQUIRES some
  void add(SimTime at, const campaign::Input& end) { ends_.emplace(at, end); }
  // Of what has been dialed now: with an outcome, talk and ring that are drawn.
  void draw(swarm::Dice& dice, SimTime now, const campaign::Commands& said) {
    for (const campaign::Command& k : said) {
      if (k.kind != campaign::CommandKind::place_attempt) continue;
      campaign::Input end;
      end.kind = campaign::InputKind::attempt_ended;
      end.attempt = k.attempt;
      end.outcome = kOutcomes[dice.below(kOutcomes.size())];
      if (picked_up(end.outcome)) end.amount = dice.multiple(4, 10 * kSecond);
      add(now + end.amount + dice.multiple(9, 3 * kSecond) + kSecond, end);
    }
  }
  // REQUIRES some.
  campaign::Input take() { return ends_.extract(ends_.begin()).mapped(); }

 private:
  std::multimap<SimTime, campaign::Input> ends_;
};

}  // namespace sim::exchanges
