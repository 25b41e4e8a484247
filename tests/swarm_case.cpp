#include "tests/swarm_case.hpp"

#include <algorithm>

#include "tests/dice.hpp"

namespace sim::swarm {
namespace {

using campaign::AccountConfig;
using campaign::CampaignConfig;
using campaign::InputKind;

constexpr std::array kActions{InputKind::pause,         InputKind::resume,       InputKind::finish,        InputKind::remove,
                              InputKind::schedule,      InputKind::add_contacts, InputKind::change_script, InputKind::buy_minutes,
                              InputKind::failure_began, InputKind::failure_ended};

constexpr std::uint64_t kTalkWithinMaxCall = 6;  // steps, where there is a max_call

// Draws one case. Instants lie on a grid, coarse in most worlds, so that much happens at the same time.
class Draw {
 public:
  Draw(Dice dice, std::uint64_t seed) : dice_(dice) { case_.seed = seed; }

  Case all() {
    static constexpr Duration kGrids[] = {kSecond, 10 * kSecond, 10 * kMinute};
    grid_ = kGrids[dice_.below(3)];
    local_start_ = dice_.percent(40) ? 31 * kDay - dice_.multiple(12, grid_) : Duration{0};
    hours_ = dice_.dose(40);
    times_of_day_ = dice_.dose(60);
    phones_ = dice_.dose(60);
    terms_ = dice_.dose(60);
    zones_ = dice_.dose(50);
    faulty_ = dice_.percent(40);
    case_.account = account();
    case_.link = link();
    for (std::uint32_t n = dice_.up_to(4); n > 0; --n) add_campaign();
    add_actions();
    case_.calm = case_.campaigns.back().created + grid_ + dice_.multiple(100, grid_);
    if (dice_.percent(20)) case_.calm += dice_.multiple(40, kDay);
    if (dice_.percent(20)) {
      case_.horizon = SimTime{dice_.multiple(100, grid_)};
    } else {
      std::erase_if(case_.actions, [this](const Action& action) { return action.at >= case_.calm; });
    }
    if (dice_.percent(25)) case_.complete_contacts = dice_.below(30);
    return std::move(case_);
  }

 private:
  // A clock that is changed now and then, but never back over midnight.
  campaign::Zone zone() {
    std::vector<campaign::Zone::Segment> segments{{SimTime::min(), local_start_ + dice_.multiple(5, kHour) - 2 * kHour}};
    SimTime at{};
    while (segments.size() < 5 && dice_.percent(60)) {
      at += dice_.percent(50) ? kHour + dice_.multiple(72, kHour) : kMinute + dice_.multiple(48 * 60, kMinute);
      const Duration before = segments.back().local_minus_time;
      const Duration since_midnight = campaign::time_of_day(at.time_since_epoch() + before);
      segments.push_back({at, before + (since_midnight < 2 * kHour || dice_.percent(50) ? kHour : -kHour)});
    }
    return campaign::Zone{segments};
  }

  // Open for nine hours of every Thursday at least, so that no call waits for ever.
  campaign::CallingHours hours() {
    std::array<std::vector<campaign::DayWindow>, 7> week;
    week[3].push_back({9 * kHour, 18 * kHour});
    for (auto& day : week) {
      for (std::uint64_t n = dice_.below(3); n > 0; --n) {
        const campaign::DayWindow window{dice_.multiple(48, 30 * kMinute), dice_.multiple(49, 30 * kMinute)};
        if (window.from != window.to) day.push_back(window);
      }
    }
    std::vector<std::int64_t> closed;
    const std::int64_t first_day = campaign::day_of(local_start_);
    for (std::int64_t day = first_day; day < first_day + kClosedDates; ++day) {
      if (dice_.percent(10)) closed.push_back(day);
    }
    return {week, closed};
  }

  AccountConfig account() {
    AccountConfig account;
    account.lines = dice_.up_to(6);
    account.zones.clear();
    for (std::uint32_t n = dice_.up_to(3); n > 0; --n) account.zones.push_back(zone());
    if (dice_.percent(30)) account.start_gap = grid_ / 2 + dice_.multiple(4, grid_ / 2);
    if (dice_.percent(50)) account.balance = dice_.multiple(40, 30 * kSecond);
    if (dice_.percent(50)) account.billing = {15 * kSecond, dice_.multiple(3, 15 * kSecond)};
    if (account.balance && dice_.percent(40)) account.reserve = dice_.multiple(5, 30 * kSecond);
    if (dice_.percent(40)) account.unique_users = dice_.below(10);
    if (dice_.percent(40)) account.counted_on = campaign::CountedOn::dialed;
    if (dice_.percent(30)) {
      account.breaker = campaign::Breaker{.failure_ratio = 0.1 + 0.1 * static_cast<double>(dice_.below(6)),
                                          .window = grid_ + dice_.multiple(20, grid_),
                                          .min_outcomes = dice_.up_to(5),
                                          .cool_down = grid_ + dice_.multiple(20, grid_)};
    }
    account.set_up_limit = dice_.multiple(2, grid_);
    return account;
  }

  Link link() {
    Link link;
    link.outcomes = dice_.weights<kOutcomeCount>();
    link.outcomes[index(AttemptOutcome::lost)] = 0;  // is no report
    if (link.outcomes == std::array<unsigned, kOutcomeCount>{}) link.outcomes[index(AttemptOutcome::answered)] = 1;
    link.step = grid_ / 2;
    link.talk_steps = dice_.up_to(8);
    link.pick_ups = dice_.dose(40);
    if (!faulty_) return link;
    link.late = dice_.dose(30) / 2;
    link.duplicated = dice_.dose(30) / 2;
    link.lost = dice_.dose(30) / 4;
    link.of_nobody = dice_.dose(50) / 10;
    return link;
  }

  campaign::RetryPolicy policy() {
    campaign::RetryPolicy policy;
    policy.max_attempts = static_cast<std::uint8_t>(dice_.up_to(6));
    if (dice_.percent(30)) policy.max_attempts_per_day = static_cast<std::uint8_t>(dice_.up_to(2));
    policy.voicemail_answers = dice_.percent(30);
    for (campaign::OutcomeRule& rule : policy.rules) {
      if (dice_.percent(25)) continue;
      for (std::uint32_t n = dice_.up_to(3); n > 0; --n) {
        campaign::RetryDelay delay{dice_.percent(15) ? kDay : dice_.multiple(6, grid_)};
        if (dice_.percent(times_of_day_)) delay = {{}, true, static_cast<std::uint16_t>(dice_.below(3)), dice_.multiple(48, 30 * kMinute)};
        rule.delays.push_back(delay);
      }
      if (dice_.percent(30)) rule.attempts = static_cast<std::uint8_t>(dice_.up_to(3));
    }
    return policy;
  }

  void add_campaign() {
    PlannedCampaign planned;
    CampaignConfig& config = planned.config;
    config.lines = dice_.up_to(6);
    config.priority = static_cast<std::int32_t>(dice_.below(2));
    config.share = 500'000 * dice_.up_to(4);
    config.order = static_cast<campaign::DialOrder>(dice_.below(4));
    config.clock = dice_.percent(50) ? campaign::HoursClock::customer : campaign::HoursClock::campaign;
    config.zone = some_zone();
    if (dice_.percent(hours_)) config.hours = hours();
    if (dice_.percent(40)) config.ends = SimTime{dice_.percent(50) ? dice_.multiple(100, grid_) : dice_.multiple(150, kHour)};
    if (case_.link.lost > 0) {  // else a line would be kept for ever
      config.ring_timeout = 2 * grid_;
      config.max_call = static_cast<std::int64_t>(kTalkWithinMaxCall) * 10 * kSecond;
      config.grace = dice_.multiple(3, grid_);
    }
    config.retry = policy();
    config.script = ScriptId{static_cast<std::uint16_t>(case_.campaigns.size())};
    if (!case_.campaigns.empty() && dice_.percent(20)) planned.created = case_.campaigns.back().created + dice_.multiple(20, grid_);
    if (!case_.campaigns.empty()) planned.created = std::max(planned.created, case_.campaigns.back().created);
    planned.contacts = contacts(dice_.percent(30) ? 40 : 10);
    case_.campaigns.push_back(planned);
  }

  std::vector<Contact> contacts(std::uint64_t at_most) {
    std::vector<Contact> list(dice_.below(at_most));
    const Duration moments = dice_.percent(50) ? grid_ : kHour;
    const bool malformed = dice_.percent(20);
    const ZoneIndex zone = some_zone();
    for (Contact& contact : list) {
      contact.id = next_id_++;
      contact.zone = dice_.percent(zones_) ? some_zone() : zone;
      if (dice_.percent(phones_)) contact.phone = dice_.below(8);
      if (dice_.percent(terms_ / 2)) contact.priority = static_cast<std::int32_t>(dice_.below(3)) - 1;
      if (dice_.percent(terms_ / 2)) contact.not_before = SimTime{dice_.multiple(30, moments)};
      if (dice_.percent(terms_ / 2)) contact.not_after = SimTime{dice_.multiple(60, moments)};
      contact.malformed = malformed && dice_.percent(20);
    }
    return list;
  }

  void add_actions() {
    const auto weights = dice_.weights<kActions.size()>();
    for (std::uint32_t c = 0; c < case_.campaigns.size(); ++c) {
      const SimTime at = case_.campaigns[c].created + dice_.multiple(4, grid_);
      if (dice_.percent(90)) act(at, InputKind::schedule, c);
    }
    for (std::uint64_t n = dice_.below(16); n > 0; --n) {
      const SimTime at{dice_.multiple(80, grid_)};
      // One campaign too many: some are unknown.
      act(at, kActions[dice_.pick(weights)], static_cast<std::uint32_t>(dice_.below(case_.campaigns.size() + 1)));
      if (dice_.percent(40)) act(at + dice_.multiple(20, grid_), InputKind::failure_ended, 0);
      if (dice_.percent(60)) act(at + dice_.multiple(20, grid_), InputKind::resume, some_campaign());
    }
  }

  void act(SimTime at, InputKind kind, std::uint32_t c) {
    Action action{at, {}, {}, false};
    campaign::Input& input = action.input;
    input.kind = kind;
    input.campaign = CampaignId{c};
    input.at = at + dice_.multiple(12, grid_) - 2 * grid_;
    input.amount = kSecond + (dice_.percent(70) ? dice_.multiple(20, 30 * kSecond) : Duration{0});
    input.cause = FailureCause{static_cast<std::uint32_t>(dice_.below(kCauses))};
    input.script = ScriptId{static_cast<std::uint16_t>(dice_.below(9))};
    if (kind == InputKind::add_contacts) action.contacts = contacts(15);
    case_.actions.push_back(action);
  }

  ZoneIndex some_zone() { return static_cast<ZoneIndex>(dice_.below(case_.account.zones.size())); }
  std::uint32_t some_campaign() { return static_cast<std::uint32_t>(dice_.below(case_.campaigns.size())); }

  Dice dice_;
  Case case_;
  Duration grid_{0};
  campaign::LocalTime local_start_{0};  // in some worlds a month turns soon
  unsigned hours_ = 0, times_of_day_ = 0, phones_ = 0, terms_ = 0, zones_ = 0;
  bool faulty_ = false;
  std::uint32_t next_id_ = 0;
};

}  // namespace

Case some_case(std::uint64_t seed) { return Draw(Dice(seed), seed).all(); }

Case case_of(std::string_view bytes) { return Draw(Dice(bytes), bytes.size()).all(); }

Link Case::link_at(SimTime at) const {
  if (at < calm) return link;
  Link perfect = link;
  perfect.late = perfect.duplicated = perfect.lost = perfect.of_nobody = 0;
  perfect.talk_steps = std::min(perfect.talk_steps, kTalkWithinMaxCall);
  perfect.outcomes[index(AttemptOutcome::network_error)] = 0;
  if (perfect.outcomes == std::array<unsigned, kOutcomeCount>{}) perfect.outcomes[index(AttemptOutcome::answered)] = 1;
  return perfect;
}

SimTime Case::repaired() const {
  Duration longest = link.longest_attempt();
  for (const PlannedCampaign& c : campaigns) {
    if (c.config.max_call == kNoLimit) continue;
    longest = std::max(longest, account.set_up_limit + c.config.ring_timeout + c.config.max_call + c.config.grace);
  }
  const Duration breaker = account.breaker ? account.breaker->window + account.breaker->cool_down : Duration{0};
  return calm + longest + breaker + kSecond;
}

}  // namespace sim::swarm
