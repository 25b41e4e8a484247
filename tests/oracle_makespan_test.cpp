// When the last of N jobs on C lines is over, against closed forms and numerical inversion: exponential attempts, retries without delay
// until success, a fixed delay without contention, and a cap on the start rate.
//
// Translation: service is talk when the attempt succeeds and ringing when it does not. "As often as it takes" is 255 attempts: at the
// shares of success used here fewer than 1e-30 of the contacts need more. Left out: random retry delays, which this policy does not have.

#include <numeric>

#include "tests/gate.hpp"
#include "tests/oracle_table.hpp"
#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using oracles::Gate;
using oracles::Sample;
using oracles::Table;

// Attempts take an exponential time, whether somebody answers or not.
WorldConfig exponential_world(std::uint32_t contacts, std::uint32_t lines, double mean_s, double success = 1) {
  WorldConfig config = plain_world(contacts, lines);
  customers(config).reachability = success;
  customers(config).ring_no_answer = random::make_exponential(mean_s);
  script(config).talk = random::make_exponential(mean_s);
  return config;
}

struct Runs {
  Sample makespan, line_s, attempts;
};

Runs simulated(const WorldConfig& config, std::uint32_t replications) {
  Runs runs;
  replicate(config, replications, [&](const metrics::ReplicationResult& result) {
    REQUIRE(result.campaigns[0].finished);
    REQUIRE(*result.campaigns[0].finished == result.end);
    runs.makespan.push_back(seconds(result.end));
    runs.line_s.push_back(seconds(result.account.line_time));
    runs.attempts.push_back(static_cast<double>(result.account.attempts));
  });
  return runs;
}

void makespan(Gate& gate, const Sample& sample, const Table& table, const std::string& name) {
  const double mean = table.value(name, "E_makespan"), deviation = table.value(name, "SD_makespan");
  gate.mean("E_makespan", sample, mean, deviation);
  gate.variance("Var_makespan", sample, mean, deviation * deviation);
}

struct Jobs {
  std::string name;
  std::uint32_t contacts, lines;
  double mean_s;
  std::uint32_t replications;
};
const Jobs kOne{"exp N=1 C=1 m=60", 1, 1, 60, 20'000};
const Jobs kHundred{"exp N=100 C=5 m=90", 100, 5, 90, 3'000};
const Jobs kTenThousand{"exp N=10000 C=100 m=75", 10'000, 100, 75, 100};

Gate held_against(const Jobs& jobs, const Runs& runs) {
  const Table table("makespan");
  Gate gate;
  makespan(gate, runs.makespan, table, jobs.name);
  for (const char* q : {"0.05", "0.5", "0.9", "0.95", "0.99"}) {
    const std::string quantity = std::string("quantile[") + q + "]";
    gate.at_most(quantity, runs.makespan, table.value(jobs.name, quantity), std::stod(q));
  }
  if (jobs.contacts > 1) {  // a single job is on its line for the whole makespan
    gate.mean("E_busy_line_seconds", runs.line_s, table.value(jobs.name, "E_busy_line_seconds"), jobs.mean_s * std::sqrt(jobs.contacts));
  }
  return gate;
}

TEST_CASE("exponential jobs on a few lines", "[oracle]") {
  for (const Jobs& jobs : {kOne, kHundred, kTenThousand}) {
    const Gate gate = held_against(jobs, simulated(exponential_world(jobs.contacts, jobs.lines, jobs.mean_s), jobs.replications));
    INFO(jobs.name << '\n' << gate.report());
    CHECK(gate.holds());
  }
}

TEST_CASE("the makespan gate notices a line too many and a limit of the campaign", "[oracle]") {
  CHECK_FALSE(held_against(kHundred, simulated(exponential_world(100, 6, 90), 500)).holds());
  WorldConfig config = exponential_world(100, 5, 90);
  policy(config).lines = 4;
  CHECK_FALSE(held_against(kHundred, simulated(config, 500)).holds());
}

struct Retries {
  std::string name;
  std::uint32_t contacts, lines;
  double mean_s, success;
};
const Retries kQuarter{"georetry0 N=100 C=5 m=30 p=0.25", 100, 5, 30, 0.25};
const Retries kHalf{"georetry0 N=50 C=50 m=40 p=0.5", 50, 50, 40, 0.5};

Gate held_against(const Retries& retries, std::uint8_t max_attempts, std::uint32_t replications) {
  const Table table("makespan");
  WorldConfig config = exponential_world(retries.contacts, retries.lines, retries.mean_s, retries.success);
  policy(config).retry.max_attempts = max_attempts;
  rule(config, AttemptOutcome::no_answer).delays = {{}};
  const Runs runs = simulated(config, replications);
  Gate gate;
  makespan(gate, runs.makespan, table, retries.name);
  gate.mean("E_attempts_total", runs.attempts, table.value(retries.name, "E_attempts_total"),
            table.value(retries.name, "SD_attempts_total"));
  gate.variance("Var_attempts_total", runs.attempts, table.value(retries.name, "E_attempts_total"),
                std::pow(table.value(retries.name, "SD_attempts_total"), 2));
  return gate;
}

TEST_CASE("retries without delay until somebody answers", "[oracle]") {
  for (const Retries& retries : {kQuarter, kHalf}) {
    const Gate gate = held_against(retries, 255, 1000);
    INFO(retries.name << '\n' << gate.report());
    CHECK(gate.holds());
    CHECK_FALSE(held_against(retries, 4, 300).holds());
  }
}

Gate fixed_delay(double delay_s, std::uint8_t max_attempts, std::uint32_t replications) {
  WorldConfig config = exponential_world(200, 200, 30, 0.35);
  policy(config).retry.max_attempts = max_attempts;
  rule(config, AttemptOutcome::no_answer).delays = {{s(delay_s)}};
  Gate gate;
  makespan(gate, simulated(config, replications).makespan, Table("makespan"), "nocontention_detdelay N=200<=C m=30 D=600 p=0.35 K=4");
  return gate;
}

TEST_CASE("a fixed delay with a line for everybody", "[oracle]") {
  const Gate gate = fixed_delay(600, 4, 1000);
  INFO(gate.report());
  CHECK(gate.holds());
  CHECK_FALSE(fixed_delay(600, 3, 300).holds());
  CHECK_FALSE(fixed_delay(570, 4, 300).holds());  // measured from the start of an average attempt
}

TEST_CASE("a cap on the start rate", "[oracle]") {
  const Table table("makespan");
  const auto end_s = [](std::uint32_t contacts, std::uint32_t lines, double talk_s, double gap_s) {
    WorldConfig config = plain_world(contacts, lines);
    config.account.start_gap = s(gap_s);
    script(config).talk = random::make_constant(s(talk_s));
    return seconds(run(config).end);
  };
  CHECK(end_s(1000, 30, 45, 2) == table.value("det N=1000 C=30 d=45 gap=2", "makespan"));
  CHECK(end_s(10'000, 100, 40, 0.5) == table.value("det N=10000 C=100 d=40 gap=0.5", "makespan"));
  CHECK(end_s(1000, 30, 45, 0) == 34 * 45);  // without the cap
}

}  // namespace
}  // namespace sim::world
