// How far a package of minutes and a quota of unique users reach on one line, against renewal and binomial closed forms.
//
// Translation: with billing by the minute, "start while a minute is left" is a balance above zero. Left out: calls that are cut off when
// the package is used up, and metering second by second while a call lasts; here a call is charged when it ends.

#include "tests/gate.hpp"
#include "tests/oracle_table.hpp"
#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using oracles::Gate;
using oracles::Sample;
using oracles::Table;

// More contacts than the package can reach; the campaign pauses for good when it is used up.
WorldConfig package_world(const random::Distribution& talk, double minutes) {
  WorldConfig config = plain_world(1000, 1);
  script(config).talk = talk;
  config.account.billing = {kMinute, kMinute};
  config.account.balance = s(minutes * 60);
  return config;
}

struct Package {
  Sample attempts, overrun_min, total_min;
};

Package used_up(const WorldConfig& config, std::uint32_t replications) {
  Package package;
  replicate(config, replications, [&](const metrics::ReplicationResult& result) {
    REQUIRE(result.campaigns[0].pause_reason == "out_of_minutes");
    package.attempts.push_back(static_cast<double>(result.account.attempts));
    package.overrun_min.push_back(seconds(result.account.overshoot) / 60);
    package.total_min.push_back(seconds(result.account.billed) / 60);
  });
  return package;
}

Gate held_against(const std::string& name, const Package& package) {
  const Table table("minutes_and_users");
  const double calls = table.value(name, "E_calls_started"), deviation = table.value(name, "SD_calls_started");
  Gate gate;
  gate.mean("E_calls_started", package.attempts, calls, deviation);
  gate.variance("Var_calls_started", package.attempts, calls, deviation * deviation);
  gate.mean("E_total_minutes", package.total_min, table.value(name, "E_total_minutes"));
  if (name.starts_with("exp")) {  // the overrun is geometric
    const double overrun = table.value(name, "E_overrun_minutes");
    gate.mean("E_overrun_minutes", package.overrun_min, overrun, std::sqrt(overrun * (1 + overrun)));
  }
  return gate;
}

struct PackageCase {
  std::string name;
  random::Distribution talk;
  double minutes;
};

TEST_CASE("a package of minutes is used up", "[oracle]") {
  for (const PackageCase& c : {PackageCase{"exp mean=75 M=100 overrun_allowed", random::make_exponential(75), 100},
                               PackageCase{"exp mean=180 M=500 overrun_allowed", random::make_exponential(180), 500},
                               PackageCase{"lognormal 95/60 M=200 overrun_allowed", lognormal(95, 60), 200}}) {
    WorldConfig config = package_world(c.talk, c.minutes);
    const Gate gate = held_against(c.name, used_up(config, 1500));
    INFO(c.name << '\n' << gate.report());
    CHECK(gate.holds());

    config.account.reserve = 2 * kMinute;  // starts while two minutes are left
    CHECK_FALSE(held_against(c.name, used_up(config, 600)).holds());
    config.account.reserve = kMinute;  // whole minutes: the same as a balance above zero
    CHECK(held_against(c.name, used_up(config, 600)).holds());
    config.account.billing = {kSecond, Duration{0}};
    CHECK_FALSE(held_against(c.name, used_up(config, 600)).holds());
  }
}

Gate attempts_until_used_up(double answered, std::uint32_t replications) {
  const Table table("minutes_and_users");
  const std::string name = "lognormal 95/60 M=200 p_answer=0.3";
  WorldConfig config = package_world(lognormal(95, 60), 200);
  customers(config).reachability = answered;
  const Sample attempts = used_up(config, replications).attempts;
  const double mean = table.value(name, "E_attempts_until_exhaustion"), variance = table.value(name, "Var_attempts_until_exhaustion");
  Gate gate;
  gate.mean("E_attempts", attempts, mean, std::sqrt(variance));
  gate.variance("Var_attempts", attempts, mean, variance);
  return gate;
}

TEST_CASE("attempts until a package is used up", "[oracle]") {
  const Gate gate = attempts_until_used_up(0.3, 1000);
  INFO(gate.report());
  CHECK(gate.holds());
  CHECK_FALSE(attempts_until_used_up(0.31, 1000).holds());
}

WorldConfig quota_world(std::uint32_t contacts, std::uint64_t users) {
  WorldConfig config = plain_world(contacts, 1);
  customers(config).reachability = 0.3;
  customers(config).ring_no_answer = random::make_constant(s(20));
  script(config).talk = random::make_constant(s(50));
  config.account.unique_users = users;
  return config;
}

Gate held_against(const std::string& name, const WorldConfig& config, std::uint32_t replications) {
  const Table table("minutes_and_users");
  Sample processed, reached, answered;
  replicate(config, replications, [&](const metrics::ReplicationResult& result) {
    const std::uint32_t refused = calls_in(result, campaign::CallStatus::plan_limit_exceeded);
    REQUIRE(result.account.attempts + refused == result.campaigns[0].calls);
    processed.push_back(static_cast<double>(result.account.attempts));
    reached.push_back(result.account.unique_users >= *config.account.unique_users ? 1 : 0);
    answered.push_back(calls_in(result, campaign::CallStatus::answered));
  });
  const double mean = table.value(name, "E_contacts_processed"), deviation = table.value(name, "SD_contacts_processed");
  Gate gate;
  gate.mean("E_contacts_processed", processed, mean, deviation);
  gate.variance("Var_contacts_processed", processed, mean, deviation * deviation);
  gate.share("P_limit_reached", reached, table.value(name, "P_limit_reached"));
  gate.mean("E_answered", answered, table.value(name, "E_answered"));
  return gate;
}

TEST_CASE("a quota of unique users ends a campaign", "[oracle]") {
  struct Quota {
    std::string name;
    std::uint32_t contacts;
    std::uint64_t users;
    std::uint32_t replications;
  };
  for (const Quota& quota :
       {Quota{"unique_limit N=100 U=30 p=0.3", 100, 30, 3000}, Quota{"unique_limit N=1000 U=320 p=0.3", 1000, 320, 1000}}) {
    WorldConfig config = quota_world(quota.contacts, quota.users);
    const Gate gate = held_against(quota.name, config, quota.replications);
    INFO(quota.name << '\n' << gate.report());
    CHECK(gate.holds());
    config.account.unique_users = quota.users + quota.users / 30;
    CHECK_FALSE(held_against(quota.name, config, quota.replications).holds());
    config = quota_world(quota.contacts, quota.users);
    config.account.counted_on = campaign::CountedOn::dialed;
    CHECK_FALSE(held_against(quota.name, config, 100).holds());
  }
}

}  // namespace
}  // namespace sim::world
