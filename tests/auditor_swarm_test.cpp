// Thousands of small random worlds, each with a random choice of everything that the machine can do: the shipped machine under the
// complete audit, without one violation. A seed that fails prints itself and the first violation.

#include <algorithm>
#include <deque>
#include <queue>
#include <random>

#include "tests/audit_rig.hpp"
#include "tests/catch.hpp"

namespace sim::world {
namespace {

using campaign::AccountConfig;
using campaign::CampaignConfig;
using campaign::Command;
using campaign::ContactBlock;
using campaign::Input;
using campaign::InputKind;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  bool percent(unsigned p) { return below(100) < p; }
  Duration seconds(std::uint64_t n) { return static_cast<std::int64_t>(below(n)) * kSecond; }
  Duration minutes(std::uint64_t n, int each) { return static_cast<std::int64_t>(below(n)) * each * kMinute; }
  template <typename T, std::size_t N>
  T one_of(const T (&values)[N]) {
    return values[below(N)];
  }

 private:
  std::mt19937_64 random_;
};

// A clock that is changed now and then, but never back over midnight.
campaign::Zone some_zone(Dice& dice) {
  std::vector<campaign::Zone::Segment> segments{{SimTime::min(), dice.minutes(5, 60) - 2 * kHour}};
  SimTime at{};
  while (dice.percent(60)) {
    at += kMinute + dice.minutes(48 * 60, 1);
    const Duration before = segments.back().local_minus_time;
    const Duration past_midnight = campaign::time_of_day(at.time_since_epoch() + before);
    const bool forward = dice.percent(50) || (past_midnight > Duration{0} && past_midnight < kHour);
    segments.push_back({at, before + (forward ? kHour : -kHour)});
  }
  return campaign::Zone{segments};
}

campaign::CallingHours some_hours(Dice& dice) {
  if (dice.percent(40)) return {};
  std::array<std::vector<campaign::DayWindow>, 7> week;
  week[3].push_back({9 * kHour, 18 * kHour});
  for (auto& day : week) {
    for (std::uint64_t n = dice.below(3); n > 0; --n) {
      const campaign::DayWindow window{dice.minutes(48, 30), dice.minutes(49, 30)};
      if (window.from != window.to) day.push_back(window);
    }
  }
  std::vector<std::int64_t> closed;
  for (std::int64_t day = 0; day < 5; ++day) {
    if (dice.percent(10)) closed.push_back(day);
  }
  return {week, closed};
}

AccountConfig some_account(Dice& dice) {
  AccountConfig account;
  account.lines = static_cast<std::uint32_t>(1 + dice.below(6));
  account.zones.clear();
  for (std::uint64_t n = 1 + dice.below(3); n > 0; --n) account.zones.push_back(some_zone(dice));
  if (dice.percent(30)) account.start_gap = dice.seconds(20);
  if (dice.percent(40)) account.balance = dice.seconds(1200);
  if (dice.percent(50)) account.billing = {15 * kSecond, 30 * kSecond};
  if (account.balance && dice.percent(40)) account.reserve = dice.seconds(120);
  if (dice.percent(30)) account.unique_users = dice.below(12);
  if (dice.percent(40)) account.counted_on = campaign::CountedOn::dialed;
  if (dice.percent(25)) {
    account.breaker = campaign::Breaker{.window = kMinute + dice.seconds(3000),
                                        .min_outcomes = static_cast<std::uint32_t>(1 + dice.below(5)),
                                        .cool_down = kSecond + dice.seconds(3600)};
  }
  account.set_up_limit = dice.seconds(10);
  return account;
}

campaign::RetryPolicy some_policy(Dice& dice) {
  static constexpr int kDelays[] = {0, 1, 10, 60, 600, 3600, 7200, 86400};
  campaign::RetryPolicy policy;
  policy.max_attempts = static_cast<std::uint8_t>(1 + dice.below(6));
  if (dice.percent(30)) policy.max_attempts_per_day = static_cast<std::uint8_t>(1 + dice.below(2));
  policy.voicemail_answers = dice.percent(30);
  for (campaign::OutcomeRule& rule : policy.rules) {
    if (dice.percent(25)) continue;
    for (std::uint64_t n = 1 + dice.below(3); n > 0; --n) {
      campaign::RetryDelay delay{dice.one_of(kDelays) * kSecond};
      if (dice.percent(25)) delay = {{}, true, static_cast<std::uint16_t>(dice.below(3)), dice.minutes(96, 15)};
      rule.delays.push_back(delay);
    }
    if (dice.percent(30)) rule.attempts = static_cast<std::uint8_t>(1 + dice.below(3));
  }
  return policy;
}

// One world: what the dice have decided, and what happens on its lines.
class Swarm {
 public:
  explicit Swarm(std::uint64_t seed)
      : dice_(seed), account_(some_account(dice_)), rig_(account_, dice_.percent(25) ? dice_.below(30) : Auditor::kCompleteContacts) {
    imperfect_ = dice_.percent(30);
    pick_ups_ = dice_.percent(50) ? 60 : 0;
    same_phones_ = dice_.percent(40);
    own_terms_ = dice_.percent(40);
    many_zones_ = dice_.percent(50);
    rig_.heard = [this](SimTime at, const Command& k) { hear(at, k); };
    campaigns_ = static_cast<std::uint32_t>(1 + dice_.below(4));
    for (std::uint32_t c = 0; c < campaigns_; ++c) {
      configs_.push_back(some_campaign(c));
      rig_.create(configs_.back(), some_contacts(40));
      if (dice_.percent(90)) act(SimTime{dice_.seconds(5000)}, command(c, InputKind::schedule, SimTime{dice_.minutes(20, 60)}));
    }
    for (std::uint64_t n = dice_.below(12); n > 0; --n) some_action();
    std::ranges::stable_sort(actions_,
                             [](const Action& a, const Action& b) { return std::pair(a.at, a.rank()) < std::pair(b.at, b.rank()); });
  }

  // Returns the first violation, or nothing.
  std::string run() {
    static constexpr Duration kHorizons[] = {kHour, 6 * kDay, 6 * kDay, 6 * kDay, 50 * kDay};
    const SimTime end{dice_.one_of(kHorizons)};
    for (;;) {
      SimTime now = rig_.machine.next_deadline();
      if (!reports_.empty()) now = std::min(now, reports_.top().at);
      if (next_action_ < actions_.size()) now = std::min(now, actions_[next_action_].at);
      if (now >= end || rig_.auditor.violations() > 0) break;
      instant(now);
    }
    if (rig_.auditor.violations() == 0) rig_.finish(static_cast<double>(us(end)) / 1e6);
    return rig_.first_violation();
  }
  std::uint64_t checks() const { return rig_.auditor.checks(); }
  std::uint64_t dials() const { return rig_.dials; }

 private:
  struct Report {
    SimTime at;
    std::uint64_t sequence;
    Input input;
    bool operator<(const Report& o) const {  // the last first, as std::priority_queue wants it
      return std::tuple(o.at, line_of(o.input.attempt), o.sequence) < std::tuple(at, line_of(input.attempt), sequence);
    }
  };
  struct Action {
    SimTime at;
    Input input;
    campaign::InputClass rank() const {
      if (input.kind == InputKind::failure_ended) return campaign::InputClass::failure_ended;
      return input.kind == InputKind::failure_began ? campaign::InputClass::failure_began : campaign::InputClass::command;
    }
  };

  CampaignConfig some_campaign(std::uint32_t c) {
    CampaignConfig config;
    config.lines = static_cast<std::uint32_t>(1 + dice_.below(6));
    config.priority = static_cast<std::int32_t>(dice_.below(2));
    config.share = 500'000 * (1 + dice_.below(4));
    config.order = static_cast<campaign::DialOrder>(dice_.below(4));
    config.clock = dice_.percent(50) ? campaign::HoursClock::customer : campaign::HoursClock::campaign;
    config.zone = static_cast<ZoneIndex>(dice_.below(account_.zones.size()));
    config.hours = some_hours(dice_);
    if (dice_.percent(40)) config.ends = SimTime{10 * kMinute + dice_.minutes(500, 10)};
    if (imperfect_) {
      config.ring_timeout = 30 * kSecond;
      config.max_call = 60 * kSecond;
      config.grace = dice_.seconds(30);
    }
    config.retry = some_policy(dice_);
    config.script = ScriptId{static_cast<std::uint16_t>(c)};
    return config;
  }

  ContactBlock some_contacts(std::uint32_t at_most) {
    ContactBlock block;
    block.count = static_cast<std::uint32_t>(dice_.below(at_most));
    block.zone = static_cast<ZoneIndex>(dice_.below(account_.zones.size()));
    const auto column = [&](auto& values, unsigned percent, auto draw) {
      if (!dice_.percent(percent)) return;
      for (std::uint32_t i = 0; i < block.count; ++i) values.push_back(draw());
    };
    column(block.zones, many_zones_ ? 100 : 0, [&] { return static_cast<ZoneIndex>(dice_.below(account_.zones.size())); });
    column(block.phones, same_phones_ ? 80 : 0, [&] { return dice_.below(15); });
    column(block.priorities, own_terms_ ? 60 : 0, [&] { return static_cast<std::int32_t>(dice_.below(3)) - 1; });
    column(block.not_before, own_terms_ ? 60 : 0, [&] { return dice_.percent(50) ? SimTime::min() : SimTime{dice_.minutes(300, 10)}; });
    column(block.not_after, own_terms_ ? 60 : 0, [&] { return dice_.percent(50) ? kNever : SimTime{dice_.minutes(600, 10)}; });
    column(block.malformed, 20, [&] { return static_cast<std::uint8_t>(dice_.below(5) / 4); });
    return block;
  }

  Input command(std::uint32_t c, InputKind kind, SimTime at = {}) {
    Input input = AuditRig::on(c, kind);
    input.at = at;
    return input;
  }
  void act(SimTime at, const Input& input) { actions_.push_back({at, input}); }

  void some_action() {
    static constexpr InputKind kKinds[] = {InputKind::pause,       InputKind::resume,        InputKind::finish,
                                           InputKind::remove,      InputKind::add_contacts,  InputKind::change_script,
                                           InputKind::buy_minutes, InputKind::failure_began, InputKind::failure_ended,
                                           InputKind::schedule,    InputKind::create};
    const SimTime at{dice_.minutes(400, 10)};
    Input input = command(static_cast<std::uint32_t>(dice_.below(campaigns_ + 1)), dice_.one_of(kKinds), at + dice_.minutes(100, 10));
    input.at -= 10 * kHour;
    input.amount = kSecond + dice_.seconds(600);
    input.cause = FailureCause{static_cast<std::uint32_t>(dice_.below(2))};
    input.script = ScriptId{static_cast<std::uint16_t>(dice_.below(9))};
    input.config = &configs_.front();
    if (input.kind == InputKind::add_contacts) input.contacts = &added_.emplace_back(some_contacts(15));
    act(at, input);
    Input over = input;
    over.kind = InputKind::failure_ended;
    act(at + dice_.minutes(20, 10), over);
    act(at + dice_.minutes(20, 10), command(static_cast<std::uint32_t>(dice_.below(campaigns_)), InputKind::resume));
  }

  // What becomes of a dial.
  void hear(SimTime at, const Command& k) {
    using enum AttemptOutcome;
    static constexpr AttemptOutcome kOutcomes[] = {answered, answered, voicemail,      no_answer,    no_answer,
                                                   busy,     rejected, invalid_number, network_error};
    if (k.kind != campaign::CommandKind::place_attempt) return;
    Input end;
    end.kind = InputKind::attempt_ended;
    end.attempt = k.attempt;
    end.outcome = dice_.one_of(kOutcomes);
    if (picked_up(end.outcome)) end.amount = Duration{static_cast<std::int64_t>(dice_.below(60'000'000))};
    const SimTime ringing_until = at + 5 * dice_.seconds(4);
    if (dice_.percent(pick_ups_) && (end.outcome == answered || dice_.percent(10))) {
      Input pick_up = end;
      pick_up.kind = InputKind::attempt_answered;
      reports_.push({ringing_until, ++sequence_, pick_up});
    }
    SimTime ends = ringing_until + end.amount;
    if (imperfect_ && dice_.percent(10)) return;
    if (imperfect_ && dice_.percent(20)) ends += dice_.seconds(200);
    if (imperfect_ && dice_.percent(20)) reports_.push({ends + dice_.seconds(50), ++sequence_, end});
    reports_.push({ends, ++sequence_, end});
  }

  void instant(SimTime now) {
    std::vector<Input> inputs;
    for (; !reports_.empty() && reports_.top().at == now; reports_.pop()) inputs.push_back(reports_.top().input);
    for (; next_action_ < actions_.size() && actions_[next_action_].at == now; ++next_action_)
      inputs.push_back(actions_[next_action_].input);
    if (inputs.empty() || dice_.percent(50)) inputs.push_back({});
    for (std::size_t i = 0; i + 1 < inputs.size(); ++i) rig_.more(now, inputs[i]);
    rig_.last(now, inputs.back());
  }

  Dice dice_;
  AccountConfig account_;
  AuditRig rig_;
  bool imperfect_ = false, same_phones_ = false, own_terms_ = false, many_zones_ = false;
  unsigned pick_ups_ = 0;  // percent of answers that are reported when they are picked up
  std::uint32_t campaigns_ = 0;
  std::deque<CampaignConfig> configs_;
  std::deque<ContactBlock> added_;
  std::vector<Action> actions_;
  std::size_t next_action_ = 0;
  std::uint64_t sequence_ = 0;
  std::priority_queue<Report> reports_;
};

TEST_CASE("random worlds keep every invariant", "[auditor][swarm]") {
  std::uint64_t checks = 0, dials = 0;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    Swarm swarm(seed);
    const std::string violation = swarm.run();
    checks += swarm.checks();
    dials += swarm.dials();
    if (violation.empty()) continue;
    FAIL_CHECK("seed " << seed << ": " << violation);
  }
  CHECK(dials > 50'000);
  CHECK(checks > 10 * dials);
}

}  // namespace
}  // namespace sim::world
