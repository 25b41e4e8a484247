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

campaign::CallingHours every_day(Duration from, Duration to) {
  std::array<std::vector<campaign::DayWindow>, 7> week;
  week.fill({{from, to}});
  return {week, {}};
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
  small.config.hours = every_day(6 * kHour, 18 * kHour);
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

SmallWorld month_turn() {
  SmallWorld world{.name = "month turn",
                   .what = "a quota of one user a month, used up and new again; calls that are on a line as the month ends"};
  world.unit = kDay;
  world.account.lines = 2;
  world.account.unique_users = 1;
  world.account.zones = {campaign::Zone({{SimTime::min(), 29 * kDay}})};  // the beginning is a 30th of January
  SmallCampaign small = with_contacts(3, 3);
  small.contacts.phones = {7, 7, 0};
  small.config.ends = SimTime{5 * kDay};
  small.config.retry.rules[index(no_answer)] = after({kDay});
  small.config.retry.rules[index(voicemail)] = after({kDay});
  small.starts_later = kDay;
  world.campaigns = {small};
  world.ends = {{answered, kUnit}, {voicemail, kUnit}, {no_answer}};
  world.inputs = kOperator;
  world.pick_ups = true;
  return world;
}

SmallWorld outage_and_hours() {
  SmallWorld world{.name = "outage and hours", .what = "2 campaigns with hours of their own, an outage that spans closing and opening"};
  world.unit = 6 * kHour;
  world.period = kDay;
  world.account.lines = 2;
  SmallCampaign day = with_contacts(2, 2);
  day.config.hours = every_day(6 * kHour, 18 * kHour);
  day.config.retry.rules[index(no_answer)] = after({6 * kHour});
  day.starts_later = 12 * kHour;
  SmallCampaign night = day;
  night.contacts.count = 1;
  night.config.hours = every_day(18 * kHour, 6 * kHour);
  night.config.priority = 1;
  world.campaigns = {day, night};
  world.ends = {{answered, kUnit}, {no_answer}};
  world.inputs = operator_and({InputKind::failure_began, InputKind::failure_ended});
  return world;
}

SmallWorld shared_phones() {
  SmallWorld world{.name = "shared phones",
                   .what = "2 campaigns that call the same people; a phone is on the line of a deleted one; silent lines; new contacts"};
  world.account.lines = 2;
  SmallCampaign older = with_contacts(2, 2);
  older.contacts.phones = {1, 2};
  older.config.ring_timeout = kUnit;
  older.config.max_call = kUnit;
  older.config.retry.rules[index(lost)] = after({kUnit});
  SmallCampaign newer = older;
  newer.contacts.phones = {2};
  newer.contacts.count = 1;
  newer.more.phones = {1};
  newer.most_calls = 2;
  world.campaigns = {older, newer};
  world.ends = {{answered, kUnit}, {no_answer}};
  world.inputs = operator_and({InputKind::add_contacts});
  return world;
}

SmallWorld money_and_faults() {
  SmallWorld world{.name = "money and faults",
                   .what = "2 campaigns; a reserve for every call, a rate, a breaker and an outage, minutes bought"};
  world.account.lines = 2;
  world.account.start_gap = kUnit;
  world.account.balance = 2 * kUnit;
  world.account.reserve = kUnit;
  world.account.billing = {.increment = kUnit};
  world.account.breaker = campaign::Breaker{.window = 2 * kUnit, .min_outcomes = 2, .cool_down = 2 * kUnit};
  SmallCampaign small = with_contacts(2, 2);
  small.config.retry.rules[index(network_error)] = after({kUnit});
  world.campaigns = {small, with_contacts(1, 1)};
  world.ends = {{answered, kUnit}, {network_error}};
  world.inputs = operator_and({InputKind::buy_minutes, InputKind::failure_began, InputKind::failure_ended});
  return world;
}

SmallWorld scripts_and_lists() {
  SmallWorld world{.name = "scripts and lists", .what = "2 campaigns whose scripts change and whose lists grow while they run"};
  world.account.lines = 2;
  SmallCampaign small = with_contacts(1, 2);
  small.more = small.contacts;
  small.most_calls = 2;
  world.campaigns = {small, small};
  world.ends = {{answered, kUnit}, {no_answer}};
  world.inputs = operator_and({InputKind::create, InputKind::add_contacts, InputKind::change_script});
  return world;
}

SmallWorld daily_cap() {
  SmallWorld world{.name = "daily cap", .what = "2 campaigns, at most one dial of a call a day, first and last moments, an end"};
  world.unit = 6 * kHour;
  world.period = kDay;
  world.account.lines = 2;
  SmallCampaign capped = with_contacts(2, 3);
  capped.config.retry.max_attempts_per_day = std::uint8_t{1};
  capped.config.retry.rules[index(no_answer)] = after({6 * kHour});
  capped.starts_later = 12 * kHour;
  SmallCampaign bounded = with_contacts(2, 2);
  bounded.config.retry.rules[index(no_answer)] = after({6 * kHour});
  bounded.config.order = campaign::DialOrder::closing_first;
  bounded.config.ends = SimTime{2 * kDay};
  bounded.contacts.not_before = {SimTime::min(), SimTime{12 * kHour}};
  bounded.contacts.not_after = {SimTime{kDay}, kNever};
  bounded.starts_later = 12 * kHour;
  world.campaigns = {capped, bounded};
  world.ends = {{answered, kUnit}, {no_answer}};
  world.inputs = kOperator;
  return world;
}

SmallWorld four_contacts() {
  SmallWorld world{.name = "four contacts", .what = "2 + 2 contacts, 2 lines, 2 campaigns, retries at once and later, an outage"};
  world.account.lines = 2;
  SmallCampaign small = with_contacts(2, 2);
  small.config.retry.rules[index(busy)] = after({Duration{0}});
  world.campaigns = {small, small};
  world.ends = {{answered, kUnit}, {no_answer}, {busy}};
  world.inputs = operator_and({InputKind::create, InputKind::failure_began, InputKind::failure_ended});
  return world;
}

SmallWorld three_attempts() {
  SmallWorld world = four_contacts();
  world.name = "three attempts";
  world.what = "as four contacts, with three attempts, silent lines and a phone that both campaigns call";
  world.deep = true;
  for (SmallCampaign& small : world.campaigns) {
    small.config.retry.max_attempts = 3;
    small.config.retry.rules[index(lost)] = after({kUnit});
    small.config.ring_timeout = kUnit;
    small.config.max_call = kUnit;
  }
  world.campaigns.front().contacts.phones = {1, 0};
  world.campaigns.back().contacts.phones = {1, 0};
  return world;
}

SmallWorld everything() {
  SmallWorld world = money_and_faults();
  world.name = "everything";
  world.what = "as money and faults, with 2 + 2 contacts, pick-ups, growing lists, and a report and something else in one instant";
  world.deep = true;
  world.campaigns.back() = world.campaigns.front();
  for (SmallCampaign& small : world.campaigns) small.most_calls = 2;
  world.campaigns.back().contacts.count = 1;
  world.inputs.push_back(InputKind::add_contacts);
  world.pick_ups = true;
  world.several_inputs = true;
  return world;
}

}  // namespace

std::vector<SmallWorld> small_worlds() {
  return {retries(),          minutes(),           reserve(),        silent_lines(),   failures(),         hours(),         two_campaigns(),
          unique_users(),     moments(),           equal_instants(), month_turn(),     outage_and_hours(), shared_phones(), daily_cap(),
          money_and_faults(), scripts_and_lists(), four_contacts(),  three_attempts(), everything()};
}

}  // namespace sim::verify
