// Random outages that pause every campaign, against absorbing Markov chains and the two-state availability.
//
// Translation: an operator who resumes as soon as the failure is over makes "no new starts while down, calls in progress finish". Left
// out: work that is interrupted and taken up again (calls are never interrupted), and pauses after k errors in a row (the breaker counts
// a share of a window).

#include "tests/gate.hpp"
#include "tests/oracle_table.hpp"
#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using oracles::Gate;
using oracles::Sample;
using oracles::Table;

struct Outages {
  double up_s, down_s;
};

WorldConfig outage_world(std::uint32_t contacts, std::uint32_t lines, const Outages& outages, Duration reaction) {
  WorldConfig config = plain_world(contacts, lines);
  config.carrier.random_outages = {random::make_exponential(outages.up_s), random::make_exponential(outages.down_s)};
  models::OperatorRule resume;
  resume.trigger = models::Trigger::system_failure_over;
  resume.after = random::make_constant(reaction);
  models::Action action;
  action.kind = models::ActionKind::resume;
  resume.actions = {action};
  config.operators = {resume};
  return config;
}

Gate drain_pause(const Outages& outages, Duration reaction, std::uint32_t replications) {
  const Table table("outages");
  const std::string name = "drain_pause N=500 C=20 m=45 mtbf=900 mttr=300";
  WorldConfig config = outage_world(500, 20, outages, reaction);
  script(config).talk = random::make_exponential(45);
  Sample makespan;
  replicate(config, replications, [&](const metrics::ReplicationResult& result) {
    REQUIRE(result.campaigns[0].status == "finished");
    makespan.push_back(seconds(*result.campaigns[0].finished));
  });
  const double mean = table.value(name, "E_makespan"), deviation = table.value(name, "SD_makespan");
  Gate gate;
  gate.mean("E_makespan", makespan, mean, deviation);
  gate.variance("Var_makespan", makespan, mean, deviation * deviation);
  return gate;
}

TEST_CASE("outages pause a campaign and let its calls finish", "[oracle]") {
  const Gate gate = drain_pause({900, 300}, Duration{0}, 2500);
  INFO(gate.report());
  CHECK(gate.holds());
  CHECK_FALSE(drain_pause({900, 300}, kMinute, 1000).holds());
  CHECK_FALSE(drain_pause({300, 900}, Duration{0}, 500).holds());
}

// A campaign without contacts stays in progress, and is paused exactly while the carrier is down.
Gate availability(const Outages& outages, Duration reaction, std::uint32_t replications) {
  const Table table("outages");
  const std::string name = "availability mtbf=3600 mttr=900";
  WorldConfig config = outage_world(0, 1, outages, reaction);
  config.horizon = at_s(1800);
  Sample up, up_s;
  replicate(config, replications, [&](const metrics::ReplicationResult& result) {
    REQUIRE(result.end == at_s(1800));
    up.push_back(result.campaigns[0].status == "in_progress" ? 1 : 0);
    up_s.push_back(1800 - seconds(result.campaigns[0].paused));
  });
  Gate gate;
  gate.share("A(1800)", up, table.value(name, "A(1800)"));
  gate.mean("E_uptime(0,1800)", up_s, table.value(name, "E_uptime(0,1800)"));
  return gate;
}

TEST_CASE("the share of time without an outage", "[oracle]") {
  const Gate gate = availability({3600, 900}, Duration{0}, 30'000);
  INFO(gate.report());
  CHECK(gate.holds());
  CHECK_FALSE(availability({3600, 900}, kMinute, 30'000).holds());
}

Gate no_failure(const std::string& name, double work_s, const Outages& outages, std::uint32_t replications) {
  WorldConfig config = outage_world(0, 1, outages, Duration{0});
  config.horizon = at_s(work_s);
  Sample none;
  replicate(config, replications, [&](const metrics::ReplicationResult& result) {
    constexpr std::size_t kSystemFailure = 2;
    none.push_back(result.campaigns[0].pauses[kSystemFailure] == 0 ? 1 : 0);
  });
  Gate gate;
  gate.share("P_no_failure", none, Table("outages").value(name, "P_no_failure"));
  return gate;
}

TEST_CASE("the share of runs without an outage", "[oracle]") {
  const std::string name = "preempt_resume W=3600 mtbf=1800 mttr=120";
  const Gate gate = no_failure(name, 3600, {1800, 120}, 20'000);
  INFO(gate.report());
  CHECK(gate.holds());
  CHECK_FALSE(no_failure(name, 3600, {2000, 120}, 20'000).holds());
}

}  // namespace
}  // namespace sim::world
