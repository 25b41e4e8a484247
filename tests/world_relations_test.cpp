// Relations between runs of related worlds that must hold exactly, replication by replication, because every draw has a key of its own:
// what the number of lines, a policy, a window or an unlimited limit may change and what not. Where a relation holds for every world, the
// worlds are drawn by RapidCheck.

#include <algorithm>
#include <set>

#include "tests/gate.hpp"
#include "tests/properties.hpp"
#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using metrics::ReplicationResult;

constexpr auto kAnswered = AttemptOutcome::answered, kBusy = AttemptOutcome::busy, kNoAnswer = AttemptOutcome::no_answer;
constexpr std::uint32_t kContacts = 200;

campaign::RetryPolicy mixed_retries() {
  campaign::RetryPolicy retry;
  retry.max_attempts = 4;
  retry.rules[index(kNoAnswer)].delays = {{s(600)}, {s(3600)}};
  retry.rules[index(kBusy)].delays = {{s(120)}};
  retry.rules[index(AttemptOutcome::voicemail)].delays = {{s(1800)}};
  return retry;
}

// Retries, ringing and talk, nothing that couples contacts but the lines.
WorldConfig mixed_world(std::uint32_t lines) {
  WorldConfig config = plain_world(kContacts, lines);
  customers(config).reachability = 0.35;
  customers(config).no_answer = 0.6;
  customers(config).busy = 0.3;
  customers(config).voicemail = 0.1;
  customers(config).ring_answered = random::make_lognormal(8, 0.35);
  customers(config).ring_busy = random::make_uniform(1, 4);
  script(config).talk = random::make_lognormal(44, 0.8);
  script(config).voicemail_talk = random::make_uniform(15, 30);
  policy(config).ring_timeout = s(30);
  policy(config).retry = mixed_retries();
  return config;
}

// Any customers, any policy.
WorldConfig any_world(std::uint32_t lines) {
  WorldConfig config = mixed_world(lines);
  const auto share = *rc::gen::container<std::array<int, 4>>(rc::gen::inRange(0, 11));
  const double unanswered = share[1] + share[2] + share[3] + 1e-9;
  customers(config).reachability = share[0] / 10.0;
  customers(config).busy = share[1] / unanswered;
  customers(config).voicemail = share[2] / unanswered;
  customers(config).no_answer = 1 - customers(config).busy - customers(config).voicemail;
  policy(config).retry.max_attempts = static_cast<std::uint8_t>(*rc::gen::inRange(1, 7));
  for (const AttemptOutcome outcome : {kNoAnswer, kBusy, AttemptOutcome::voicemail}) {
    rule(config, outcome).delays = {{*rc::gen::inRange(0, 60) * kMinute}, {*rc::gen::inRange(0, 60) * kMinute}};
  }
  config.seed = *rc::gen::inRange<std::uint64_t>(1, 1000);
  return config;
}

// Contacts that do exactly what is drawn here, each with up to four attempts.
std::vector<Scripted> any_contacts() {
  using Digits = std::array<unsigned, 3>;  // outcome, talk, ringing
  static constexpr std::array kOutcomes{kAnswered, kNoAnswer, kBusy, AttemptOutcome::voicemail};
  std::vector<Scripted> contacts;
  for (const std::vector<Digits>& attempts : *rc::gen::container<std::vector<std::vector<Digits>>>(
           rc::gen::container<std::vector<Digits>>(4, rc::gen::container<Digits>(rc::gen::inRange(0u, 20u))))) {
    Scripted& contact = contacts.emplace_back();
    for (const auto& [outcome, talk, ring] : attempts) contact.push_back({kOutcomes[outcome % 4], talk * kSecond, ring * kSecond});
  }
  return contacts;
}

WorldConfig scripted_with_retries(const std::vector<Scripted>& contacts, std::uint32_t lines) {
  WorldConfig config = scripted_world(contacts, lines);
  policy(config).retry = mixed_retries();
  return config;
}

// What became of each attempt, whenever it was.
std::multiset<std::string> fates(const std::vector<Attempt>& attempts) {
  std::multiset<std::string> all;
  for (const Attempt& a : attempts) {
    all.insert(std::to_string(a.call) + "#" + std::to_string(a.number) + " " + std::string(word(a.outcome)) + " " +
               std::to_string(us(a.ended - a.placed)));
  }
  return all;
}

void holds_always(const std::function<void()>& relation) { properties::holds_always(relation, 25); }

struct Logged {
  ReplicationResult result;
  std::vector<Attempt> attempts;
};
Logged logged(const WorldConfig& config) {
  AttemptLog log;
  ReplicationOptions options;
  options.trace = &log;
  ReplicationResult result = run(config, options);
  return {std::move(result), std::move(log.attempts)};
}

bool same_instants(const std::vector<Attempt>& a, const std::vector<Attempt>& b, Duration shift = Duration{0}) {
  return std::ranges::equal(a, b, [shift](const Attempt& x, const Attempt& y) {
    return x.call == y.call && x.number == y.number && x.placed + shift == y.placed && x.ended + shift == y.ended && x.outcome == y.outcome;
  });
}

std::vector<std::uint32_t> attempts_per_call(const std::vector<Attempt>& attempts) {
  std::vector<std::uint32_t> n(kContacts);
  for (const Attempt& a : attempts) ++n[a.call];
  return n;
}

std::set<std::uint32_t> answered_calls(const std::vector<Attempt>& attempts) {
  std::set<std::uint32_t> calls;
  for (const Attempt& a : attempts) {
    if (a.outcome == kAnswered) calls.insert(a.call);
  }
  return calls;
}

TEST_CASE("more lines change when not what", "[relations]") {
  holds_always([] {
    const auto lines = *rc::gen::inRange(1u, 12u);
    WorldConfig few = any_world(lines), many = few;
    many.account.lines = policy(many).lines = lines + 1;
    const Logged a = logged(few), b = logged(many);
    RC_ASSERT(fates(a.attempts) == fates(b.attempts));
    RC_ASSERT(a.result.account.billed == b.result.account.billed);
  });
  CHECK_FALSE(same_instants(attempts_of(mixed_world(7)), attempts_of(mixed_world(9))));
}

TEST_CASE("without retries more lines are never slower", "[relations]") {
  holds_always([] {
    WorldConfig config = any_world(1);
    policy(config).retry.max_attempts = 1;
    SimTime previous = kNever;
    for (const std::uint32_t lines : {1u, 2u, 3u, 5u, 8u, 50u, kContacts}) {
      config.account.lines = policy(config).lines = lines;
      const ReplicationResult result = run(config);
      RC_ASSERT(result.end <= previous);
      RC_ASSERT(result.account.attempts == kContacts);
      previous = result.end;
    }
  });
}

TEST_CASE("without retries every contact is dialed once", "[relations]") {
  WorldConfig config = mixed_world(20);
  policy(config).retry.max_attempts = 1;
  oracles::Sample answered;
  replicate(config, 500, [&](const ReplicationResult& result) {
    REQUIRE(result.account.attempts == kContacts);
    answered.push_back(calls_in(result, campaign::CallStatus::answered));
  });
  oracles::Gate gate;
  gate.mean("answered", answered, kContacts * 0.35, std::sqrt(kContacts * 0.35 * 0.65));
  gate.variance("variance", answered, kContacts * 0.35, kContacts * 0.35 * 0.65);
  INFO(gate.report());
  CHECK(gate.holds());
}

TEST_CASE("a cap of its own ends a contact that never answers", "[relations]") {
  WorldConfig config = mixed_world(20);
  customers(config).reachability = 0;
  customers(config).no_answer = 1;
  customers(config).busy = customers(config).voicemail = 0;
  rule(config, kNoAnswer).attempts = 3;
  CHECK(run(config).account.attempts == kContacts * 3);
}

TEST_CASE("all answer or nobody", "[relations]") {
  holds_always([] {
    WorldConfig config = any_world(20);
    customers(config).reachability = 1;
    RC_ASSERT(run(config).account.attempts == kContacts);
    customers(config).reachability = 0;
    RC_ASSERT(run(config).account.attempts == kContacts * policy(config).retry.max_attempts);
  });
}

TEST_CASE("with a line for everybody nobody waits", "[relations]") {
  holds_always([] {
    const Logged all = logged(any_world(kContacts));
    RC_ASSERT(all.result.campaigns[0].wait == Duration{0});
    SimTime last{};
    for (const Attempt& a : all.attempts) {
      RC_ASSERT(a.placed == a.due);
      last = std::max(last, a.ended);
    }
    RC_ASSERT(all.result.campaigns[0].finished == last);
  });
}

TEST_CASE("one line without delays is never idle", "[relations]") {
  WorldConfig config = mixed_world(1);
  for (campaign::OutcomeRule& outcome : policy(config).retry.rules) {
    if (!outcome.delays.empty()) outcome.delays = {{}};
  }
  const Logged all = logged(config);
  Duration sum{0};
  for (const Attempt& a : all.attempts) sum += a.ended - a.placed;
  CHECK(all.result.campaigns[0].finished == SimTime{sum});
  CHECK(all.result.account.line_time == sum);
}

TEST_CASE("a window around the clock is no window and equal zones are one", "[relations]") {
  holds_always([] {
    WorldConfig config = any_world(9);
    const Logged plain = logged(config);
    policy(config).hours = every_day(0, 24);
    RC_ASSERT(logged(config).result.fingerprint == plain.result.fingerprint);

    policy(config).hours = every_day(0, 1.5);
    const std::vector<Attempt> one_zone = attempts_of(config);
    config.account.zones.push_back(config.account.zones[0]);
    customers(config).zones = {{0, 0.3}, {1, 0.7}};
    RC_ASSERT(same_instants(attempts_of(config), one_zone));
  });
}

TEST_CASE("limits that are never reached are no limits", "[relations]") {
  holds_always([] {
    WorldConfig config = any_world(9);
    const std::vector<Attempt> plain = attempts_of(config);
    config.account.balance = s(1e9);
    config.account.unique_users = kContacts;
    config.account.breaker = campaign::Breaker{};
    config.account.lines = 1000;
    config.carrier.outages = {{at_s(1e9), kHour}};
    policy(config).max_call = 10 * kHour;
    policy(config).ends = at_s(1e9);
    policy(config).retry.max_attempts_per_day = 6;
    rule(config, AttemptOutcome::network_error).delays = {{s(60)}};
    RC_ASSERT(same_instants(attempts_of(config), plain));
  });
  WorldConfig paced = mixed_world(9);
  paced.account.start_gap = 5 * kSecond;
  CHECK_FALSE(same_instants(attempts_of(paced), attempts_of(mixed_world(9))));
}

TEST_CASE("a list in two campaigns is the same people as in one", "[relations]") {
  holds_always([] {
    WorldConfig config = any_world(kContacts);
    const Logged whole = logged(config);
    const auto first_part = *rc::gen::inRange(0u, kContacts + 1);
    config.campaigns.push_back(config.campaigns[0]);
    ContactList& first = config.campaigns[0].contacts[0];
    ContactList& second = config.campaigns[1].contacts[0];
    first.count = second.first_row = first_part;
    second.count = kContacts - first_part;
    std::vector<Attempt> attempts = attempts_of(config);
    for (Attempt& a : attempts) a.call += a.campaign * first_part;
    RC_ASSERT(fates(attempts) == fates(whole.attempts));
  });
}

TEST_CASE("with a line for everybody the order of the list does not matter", "[relations]") {
  holds_always([] {
    const std::vector<Scripted> contacts = any_contacts();
    RC_PRE(!contacts.empty());
    const auto lines = static_cast<std::uint32_t>(contacts.size());
    const auto turned_by = *rc::gen::inRange(0u, lines);
    std::vector<Scripted> turned = contacts;
    std::rotate(turned.begin(), turned.begin() + turned_by, turned.end());
    std::vector<Attempt> before = attempts_of(scripted_with_retries(contacts, lines));
    std::vector<Attempt> after = attempts_of(scripted_with_retries(turned, lines));
    for (Attempt& a : after) a.call = (a.call + turned_by) % lines;
    for (std::vector<Attempt>* attempts : {&before, &after})
      std::ranges::sort(*attempts, {}, [](const Attempt& a) { return std::pair(a.call, a.number); });
    RC_ASSERT(same_instants(before, after));
  });
}

TEST_CASE("a unit of time twice as long doubles every instant", "[relations]") {
  const auto doubled = [](const std::vector<Attempt>& attempts) {
    std::vector<Attempt> all = attempts;
    for (Attempt& a : all) {
      a.placed += a.placed.time_since_epoch();
      a.ended += a.ended.time_since_epoch();
    }
    return all;
  };
  holds_always([&] {
    std::vector<Scripted> contacts = any_contacts();
    const auto lines = *rc::gen::inRange(1u, 4u);
    WorldConfig config = scripted_with_retries(contacts, lines);
    config.account.start_gap = *rc::gen::inRange(0, 5) * kSecond;
    for (Scripted& contact : contacts) {
      for (ScriptedOutcome& attempt : contact) {
        attempt.talk *= 2;
        attempt.ring *= 2;
      }
    }
    WorldConfig slow = scripted_with_retries(contacts, lines);
    slow.account.start_gap = 2 * config.account.start_gap;
    for (campaign::OutcomeRule& outcome : policy(slow).retry.rules) {
      for (campaign::RetryDelay& delay : outcome.delays) delay.after *= 2;
    }
    RC_ASSERT(same_instants(doubled(attempts_of(config)), attempts_of(slow)));
  });
}

TEST_CASE("a coarser increment or a longer minimum is never cheaper", "[relations]") {
  holds_always([] {
    WorldConfig config = any_world(20);
    const auto billed = [&](double increment_s, double minimum_s) {
      config.account.billing = {s(increment_s), s(minimum_s)};
      return run(config).account.billed;
    };
    const Duration exact = billed(1e-6, 0), by_second = billed(1, 1), thirty_six = billed(6, 30), by_minute = billed(60, 60);
    RC_ASSERT(exact == run(config).campaigns[0].talk);
    RC_ASSERT(exact <= by_second && by_second <= thirty_six && thirty_six <= by_minute);
  });
}

TEST_CASE("more attempts never take an answer away, nor does a better reachability", "[relations]") {
  std::vector<std::uint32_t> fewer(kContacts);
  std::set<std::uint32_t> before;
  for (std::uint8_t attempts = 1; attempts <= 6; ++attempts) {
    WorldConfig config = mixed_world(20);
    policy(config).retry.max_attempts = attempts;
    const std::vector<Attempt> all = attempts_of(config);
    const std::vector<std::uint32_t> more = attempts_per_call(all);
    CHECK(std::ranges::equal(fewer, more, std::less_equal{}));
    CHECK(std::ranges::includes(answered_calls(all), before));
    fewer = more;
    before = answered_calls(all);
  }
  before.clear();
  for (const double reachability : {0.1, 0.2, 0.35, 0.6, 0.9}) {
    WorldConfig config = mixed_world(20);
    customers(config).reachability = reachability;
    const std::set<std::uint32_t> answered = answered_calls(attempts_of(config));
    CHECK(std::ranges::includes(answered, before));
    before = answered;
  }
}

TEST_CASE("a start some weeks later shifts every instant", "[relations]") {
  const auto starting = [](double second) {
    WorldConfig config = mixed_world(2);
    config.campaigns[0].starts = at_s(second);
    policy(config).hours = every_day(9, 10);
    return attempts_of(config);
  };
  CHECK(same_instants(starting(9 * 3600), starting(9 * 3600 + 14 * 86'400), 14 * kDay));
}

}  // namespace
}  // namespace sim::world
