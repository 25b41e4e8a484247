// Relations between runs of related worlds that must hold exactly, replication by replication, because every draw has a key of its own:
// what the number of lines, a policy, a window or an unlimited limit may change and what not.

#include <algorithm>
#include <set>

#include "tests/gate.hpp"
#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using metrics::ReplicationResult;

constexpr auto kAnswered = AttemptOutcome::answered, kBusy = AttemptOutcome::busy, kNoAnswer = AttemptOutcome::no_answer;
constexpr std::uint32_t kContacts = 200;

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
  policy(config).retry.max_attempts = 4;
  rule(config, kNoAnswer).delays = {{s(600)}, {s(3600)}};
  rule(config, kBusy).delays = {{s(120)}};
  rule(config, AttemptOutcome::voicemail).delays = {{s(1800)}};
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

TEST_CASE("more lines change when, not what", "[relations]") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    WorldConfig few = mixed_world(7), many = mixed_world(9);
    few.seed = many.seed = seed;
    const Logged a = logged(few), b = logged(many);
    CHECK(fates(a.attempts) == fates(b.attempts));
    CHECK(a.result.account.billed == b.result.account.billed);
    CHECK_FALSE(same_instants(a.attempts, b.attempts));
  }
}

TEST_CASE("without retries more lines are never slower", "[relations]") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SimTime previous = kNever;
    for (const std::uint32_t lines : {1u, 2u, 3u, 5u, 8u, 50u, kContacts}) {
      WorldConfig config = mixed_world(lines);
      config.seed = seed;
      policy(config).retry.max_attempts = 1;
      const SimTime end = run(config).end;
      CHECK(end <= previous);
      previous = end;
    }
  }
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

TEST_CASE("the extremes of reachability", "[relations]") {
  WorldConfig config = mixed_world(20);
  customers(config).reachability = 1;
  CHECK(run(config).account.attempts == kContacts);
  customers(config).reachability = 0;
  CHECK(run(config).account.attempts == kContacts * 4);
  customers(config).no_answer = 1;
  customers(config).busy = customers(config).voicemail = 0;
  rule(config, kNoAnswer).attempts = 3;
  CHECK(run(config).account.attempts == kContacts * 3);
}

TEST_CASE("with a line for everybody nobody waits", "[relations]") {
  const Logged all = logged(mixed_world(kContacts));
  CHECK(all.result.campaigns[0].wait == Duration{0});
  SimTime last{};
  for (const Attempt& a : all.attempts) {
    CHECK(a.placed == a.due);
    last = std::max(last, a.ended);
  }
  CHECK(all.result.campaigns[0].finished == last);
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

TEST_CASE("a window around the clock is no window, and equal zones are one", "[relations]") {
  const Logged plain = logged(mixed_world(9));
  WorldConfig config = mixed_world(9);
  policy(config).hours = every_day(0, 24);
  CHECK(logged(config).result.fingerprint == plain.result.fingerprint);
  config.account.zones.push_back(config.account.zones[0]);
  customers(config).zones = {{0, 0.3}, {1, 0.7}};
  CHECK(same_instants(logged(config).attempts, plain.attempts));

  WorldConfig one_zone = mixed_world(3), two_zones = config;
  policy(one_zone).hours = policy(two_zones).hours = every_day(0, 1.5);
  two_zones.account.lines = policy(two_zones).lines = 3;
  CHECK(same_instants(logged(one_zone).attempts, logged(two_zones).attempts));
}

TEST_CASE("limits that are never reached are no limits", "[relations]") {
  const Logged plain = logged(mixed_world(9));
  const auto unchanged = [&](auto change) {
    WorldConfig config = mixed_world(9);
    change(config);
    return same_instants(logged(config).attempts, plain.attempts);
  };
  CHECK(unchanged([](WorldConfig& c) { c.account.balance = s(1e9); }));
  CHECK(unchanged([](WorldConfig& c) { c.account.unique_users = kContacts; }));
  CHECK(unchanged([](WorldConfig& c) { c.account.start_gap = Duration{0}; }));
  CHECK(unchanged([](WorldConfig& c) { policy(c).max_call = 10 * kHour; }));
  CHECK(unchanged([](WorldConfig& c) { policy(c).ends = at_s(1e9); }));
  CHECK(unchanged([](WorldConfig& c) { policy(c).retry.max_attempts_per_day = 4; }));
  CHECK(unchanged([](WorldConfig& c) { c.account.breaker = campaign::Breaker{}; }));
  CHECK(unchanged([](WorldConfig& c) { c.carrier.outages = {{at_s(1e9), kHour}}; }));
  CHECK(unchanged([](WorldConfig& c) { c.account.lines = 1000; }));
  CHECK_FALSE(unchanged([](WorldConfig& c) { c.account.start_gap = 5 * kSecond; }));
}

TEST_CASE("a list in two campaigns is the same people as in one", "[relations]") {
  const Logged whole = logged(mixed_world(kContacts));
  WorldConfig config = mixed_world(kContacts);
  config.campaigns.push_back(config.campaigns[0]);
  ContactList& first = config.campaigns[0].contacts[0];
  ContactList& second = config.campaigns[1].contacts[0];
  first.count = second.first_row = 80;
  second.count = kContacts - 80;
  std::vector<Attempt> attempts = attempts_of(config);
  for (Attempt& a : attempts) a.call += a.campaign * 80;
  CHECK(fates(attempts) == fates(whole.attempts));
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
