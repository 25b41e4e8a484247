// Retries that meet a daily window, against closed sums over days and against list scheduling.
//
// Translation: the random retry delay of the oracle is the ringing of the first attempt here, followed by a retry without delay; the
// next attempt is due at the same instant.

#include <sstream>

#include "tests/gate.hpp"
#include "tests/oracle_table.hpp"
#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using oracles::Gate;
using oracles::Sample;
using oracles::Table;

struct Delay {
  std::string name;
  double start_h, mean_h, open_h, close_h;
};
const Delay kDelays[] = {{"exp_delay s0=17h mean=2h window=[9h,21h)", 17, 2, 9, 21},
                         {"exp_delay s0=10h mean=24h window=[9h,18h)", 10, 24, 9, 18},
                         {"exp_delay s0=17.75h mean=1h window=[9h,18h)", 17.75, 1, 9, 18}};

// Two zones: the first is the customers', the second is an hour ahead.
WorldConfig delay_world(const Delay& delay) {
  WorldConfig config = plain_world(1000, 1000);
  config.account.zones.push_back(campaign::Zone{{{SimTime{}, kHour}}});
  config.campaigns[0].starts = at_s(delay.start_h * 3600);
  policy(config).hours = every_day(delay.open_h, delay.close_h);
  policy(config).retry.max_attempts = 2;
  rule(config, AttemptOutcome::no_answer).delays = {{}};
  customers(config).reachability = 0;
  customers(config).ring_no_answer = random::make_exponential(delay.mean_h * 3600);
  return config;
}

Gate held_against(const Delay& delay, const WorldConfig& config, std::uint32_t replications) {
  const Table table("calling_windows");
  Sample next_s, same_day, not_deferred;
  replicate_logged(config, replications, [&](const metrics::ReplicationResult& result, const std::vector<Attempt>& attempts) {
    REQUIRE(result.campaigns[0].outside_hours == 0);
    for (const Attempt& attempt : attempts) {
      if (attempt.number != 2) continue;
      next_s.push_back(seconds(attempt.placed));
      same_day.push_back(attempt.placed < SimTime{kDay} ? 1 : 0);
      not_deferred.push_back(attempt.placed == attempt.due ? 1 : 0);
    }
  });
  REQUIRE(next_s.size() == 1000u * replications);
  const double mean = table.value(delay.name, "E_next_attempt_time_s"), deviation = table.value(delay.name, "SD_next_attempt_time_s");
  Gate gate;
  gate.mean("E_next_attempt_time_s", next_s, mean, deviation);
  gate.variance("Var_next_attempt_time_s", next_s, mean, deviation * deviation);
  gate.share("P_same_day", same_day, table.value(delay.name, "P_same_day"));
  gate.share("P_not_deferred", not_deferred, table.value(delay.name, "P_not_deferred"));
  return gate;
}

TEST_CASE("a retry after a random delay waits for the next window", "[oracle]") {
  for (const Delay& delay : kDelays) {
    WorldConfig config = delay_world(delay);
    const Gate gate = held_against(delay, config, 40);
    INFO(delay.name << '\n' << gate.report());
    CHECK(gate.holds());
    policy(config).clock = campaign::HoursClock::campaign;
    CHECK(held_against(delay, config, 10).holds());  // the same zone
    policy(config).zone = 1;
    CHECK_FALSE(held_against(delay, config, 10).holds());
  }
}

std::vector<double> starts_of_chain(double delay_s, double open_h, double close_h, std::uint8_t attempts) {
  WorldConfig config = scripted_world({{{AttemptOutcome::busy}}}, 1);
  policy(config).hours = every_day(open_h, close_h);
  policy(config).retry.max_attempts = attempts;
  rule(config, AttemptOutcome::busy).delays = {{s(delay_s)}};
  std::vector<double> starts;
  for (const Attempt& attempt : attempts_of(config)) starts.push_back(seconds(attempt.placed));
  return starts;
}

TEST_CASE("a chain of retries with a fixed delay in a daily window", "[oracle]") {
  const auto numbers = [](const std::string& text) {
    std::istringstream in(text);
    return std::vector<double>(std::istream_iterator<double>(in), {});
  };
  const Table table("calling_windows");
  CHECK(starts_of_chain(36'000, 9, 21, 6) == numbers(table.text("det_chain D=36000s window=[9h,21h) K=6", "attempt_times_s")));
  CHECK(starts_of_chain(5400, 9, 10, 5) == numbers(table.text("det_chain D=5400s window=[9h,10h) K=5", "attempt_times_s")));
}

TEST_CASE("a call may start until the window closes and run past it", "[oracle]") {
  const Table table("calling_windows");
  const auto end_s = [](std::uint32_t contacts, std::uint32_t lines, double talk_s, double close_h) {
    WorldConfig config = plain_world(contacts, lines);
    policy(config).hours = every_day(9, close_h);
    script(config).talk = random::make_constant(s(talk_s));
    return seconds(run(config).end);
  };
  const double three_lines = table.value("det_window N=5000 C=3 d=45 window=[9h,18h)", "makespan_abs_s");
  const double one_line = table.value("det_window N=1000 C=1 d=61 window=[9h,18h)", "makespan_abs_s");
  CHECK(end_s(5000, 3, 45, 18) == three_lines);
  CHECK(end_s(1000, 1, 61, 18) == one_line);
  CHECK(end_s(1000, 1, 61, 18 - 61.0 / 3600) != one_line);  // the last call would have to end inside
}

}  // namespace
}  // namespace sim::world
