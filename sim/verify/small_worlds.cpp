#include "sim/verify/small_world.hpp"

namespace sim::verify {
namespace {

using campaign::InputKind;
using enum AttemptOutcome;

constexpr Duration kUnit = kMinute;

const std::vector<InputKind> kOperator{InputKind::schedule, InputKind::pause, InputKind::resume, InputKind::finish, InputKind::remove};

std::vector<InputKind> operator_and(std::vector<InputKind> more) {
  more.insert(more.begin(), kOperator.begin(), kOperator.end());
  return more;
}

campaign::OutcomeRule after(std::vector<Duration> delays, std::optional<std::uint8_t> attempts = {}) {
  campaign::OutcomeRule rule;
  for (const Duration d : delays) rule.delays.push_back({d});
  rule.attempts = attempts;
  return rule;
}

SmallCampaign with_contacts(std::uint32_t contacts, std::uint8_t max_attempts) {
  SmallCampaign small;
  small.config.lines = 2;
  small.config.retry.max_attempts = max_attempts;
  small.config.retry.rules[index(no_answer)] = after({kUnit});
  small.contacts.count = contacts;
  small.more.count = 1;
  small.most_calls = contacts;
  return small;
}

SmallWorld retries() {
  SmallWorld world{.name = "retries", .what = "3 contacts, 2 lines, three attempts, delays of their own for each outcome"};
  world.account.lines = 2;
  SmallCampaign small = with_contacts(3, 3);
  small.config.retry.rules[index(no_answer)] = after({kUnit, 2 * kUnit});
  small.config.retry.rules[index(busy)] = after({Duration{0}}, std::uint8_t{2});
  world.campaigns = {small};
  world.ends = {{answered, kUnit}, {no_answer}, {busy}};
  world.inputs = kOperator;
  return world;
}

SmallWorld minutes() {
  SmallWorld world{.name = "minutes", .what = "2 campaigns, a balance that runs out and below zero, purchases"};
  world.account.lines = 2;
  world.account.balance = 2 * kUnit;
  world.account.billing = {.increment = kUnit};
  world.campaigns = {with_contacts(2, 2), with_contacts(2, 1)};
  world.ends = {{answered, kUnit}, {voicemail, 2 * kUnit}, {no_answer}};
  world.inputs = operator_and({InputKind::buy_minutes});
  return world;
}

SmallWorld reserve() {
  SmallWorld world{.name = "reserve", .what = "minutes are held for every call on a line"};
  world.account.lines = 2;
  world.account.balance = 3 * kUnit;
  world.account.reserve = 2 * kUnit;
  world.account.billing = {.increment = kUnit};
  world.campaigns = {with_contacts(4, 2)};
  world.ends = {{answered, kUnit}, {answered, 2 * kUnit}, {no_answer}};
  world.inputs = operator_and({InputKind::buy_minutes});
  world.bought_below = 2 * kUnit;
  return world;
}

SmallWorld silent_lines() {
  SmallWorld world{.name = "silent lines", .what = "reports that are late, doubled, lost, for unknown attempts; the watchdog"};
  world.account.lines = 2;
  SmallCampaign small = with_contacts(3, 2);
  small.config.ring_timeout = kUnit;
  small.config.max_call = kUnit;
  small.config.retry.rules[index(lost)] = after({kUnit});
  world.campaigns = {small};
  world.ends = {{answered, kUnit}, {no_answer}};
  world.pick_ups = true;
  world.inputs = kOperator;
  return world;
}

SmallWorld failures() {
  SmallWorld world{.name = "failures", .what = "two outages that overlap, and a breaker with its cool-down"};
  world.account.lines = 2;
  world.account.breaker = campaign::Breaker{.window = 3 * kUnit, .min_outcomes = 2, .cool_down = 2 * kUnit};
  SmallCampaign small = with_contacts(3, 2);
  small.config.retry.rules[index(network_error)] = after({kUnit});
  world.campaigns = {small};
  world.ends = {{answered, kUnit}, {network_error}};
  world.inputs = operator_and({InputKind::failure_began, InputKind::failure_ended});
  world.causes = 2;
  return world;
}

SmallWorld hours() {
  SmallWorld world{.name = "hours", .what = "calling hours that open and close, a daily cap, a retry at a time of day"};
  world.unit = 6 * kHour;
  world.period = kDay;
  world.account.lines = 2;
  SmallCampaign small = with_contacts(2, 3);
  std::array<std::vector<campaign::DayWindow>, 7> week;
  week.fill({{6 * kHour, 18 * kHour}});
  small.config.hours = {week, {}};
  small.config.retry.max_attempts_per_day = std::uint8_t{2};
  small.config.retry.rules[index(no_answer)] = after({6 * kHour});
  small.config.retry.rules[index(busy)].delays = {{.day_part = true, .days = 1, .at = 12 * kHour}};
  small.starts_later = 12 * kHour;
  world.campaigns = {small};
  world.ends = {{answered, kUnit}, {no_answer}, {busy}};
  world.inputs = kOperator;
  return world;
}

SmallWorld two_campaigns() {
  SmallWorld world{.name = "two campaigns",
                   .what = "priority, shares and a phone that both call; the newer one can be created at any time"};
  world.account.lines = 2;
  SmallCampaign older = with_contacts(2, 2);
  older.contacts.phones = {1, 2};
  older.config.order = campaign::DialOrder::retries_first;
  SmallCampaign newer = older;
  newer.contacts.phones = {2, 3};
  newer.config.lines = 1;
  newer.config.share = 2'000'000;
  newer.config.order = campaign::DialOrder::fresh_first;
  world.campaigns = {older, newer};
  world.ends = {{answered, kUnit}, {no_answer}};
  world.inputs = operator_and({InputKind::create});
  return world;
}

SmallWorld unique_users() {
  SmallWorld world{.name = "unique users", .what = "a quota of one user, reached by calls in flight; pick-ups; a shared phone"};
  world.account.lines = 2;
  world.account.unique_users = 1;
  SmallCampaign small = with_contacts(4, 2);
  small.contacts.phones = {7, 7, 0, 0};
  small.config.retry.rules[index(voicemail)] = after({kUnit});
  world.campaigns = {small};
  world.ends = {{answered, kUnit}, {voicemail, kUnit}, {no_answer}};
  world.pick_ups = true;
  world.inputs = kOperator;
  return world;
}

SmallWorld moments() {
  SmallWorld world{.name = "moments",
                   .what = "an end time, first and last moments, contact priorities, a malformed number, contacts added"};
  world.account.lines = 2;
  SmallCampaign small = with_contacts(3, 2);
  small.config.order = campaign::DialOrder::closing_first;
  small.config.ends = SimTime{8 * kUnit};
  small.contacts.priorities = {0, 1, 0};
  small.contacts.not_before = {SimTime::min(), SimTime{3 * kUnit}, SimTime::min()};
  small.contacts.not_after = {SimTime{5 * kUnit}, kNever, kNever};
  small.contacts.malformed = {0, 0, 1};
  small.most_calls = 4;
  world.campaigns = {small};
  world.ends = {{answered, kUnit}, {no_answer}};
  world.inputs = operator_and({InputKind::add_contacts, InputKind::change_script});
  return world;
}

SmallWorld equal_instants() {
  SmallWorld world{.name = "equal instants", .what = "a report and something else in one instant; a limited rate; every kind of input"};
  world.account.lines = 2;
  world.account.start_gap = kUnit;
  world.account.balance = 2 * kUnit;
  world.account.billing = {.increment = kUnit};
  SmallCampaign small = with_contacts(3, 2);
  world.campaigns = {small};
  world.ends = {{answered, kUnit}, {no_answer}};
  world.inputs = operator_and({InputKind::buy_minutes, InputKind::failure_began, InputKind::failure_ended});
  world.several_inputs = true;
  return world;
}

}  // namespace

std::vector<SmallWorld> small_worlds() {
  return {retries(), minutes(),       reserve(),      silent_lines(), failures(),
          hours(),   two_campaigns(), unique_users(), moments(),      equal_instants()};
}

}  // namespace sim::verify
