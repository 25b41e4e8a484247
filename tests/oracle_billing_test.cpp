// Billed time against exact expectations of rounded talk, and the minutes of a whole campaign against an exact convolution.
//
// Translation: "first 30, then 6" is an increment of 6 with a minimum of 30, because 30 is a multiple of 6. The rounding overhead is
// checked as billed - talk, whose small spread makes the gate bite. Left out: P and shortfall over 1,750 minutes, too rare for n.

#include <algorithm>
#include <numeric>

#include "sim/stats/interval.hpp"
#include "tests/gate.hpp"
#include "tests/oracle_table.hpp"
#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using oracles::fits;
using oracles::Gate;
using oracles::Sample;
using oracles::Table;

constexpr std::uint32_t kDialogs = 40'000;

struct DialogLog final : metrics::CallSink {
  void call(const metrics::CallRow&) override {}
  void dialog(const metrics::DialogRow& row) override {
    talk_s.push_back(seconds(row.talk));
    billed_s.push_back(seconds(row.billed));
  }
  Sample talk_s, billed_s;
};

DialogLog dialogs(const random::Distribution& talk, double increment_s, double minimum_s) {
  WorldConfig config = plain_world(kDialogs, 1000);
  script(config).talk = talk;
  config.account.billing = {s(increment_s), s(minimum_s)};
  DialogLog log;
  ReplicationOptions options;
  options.hours = false;
  options.calls = &log;
  const metrics::ReplicationResult result = run(config, options);
  REQUIRE(log.billed_s.size() == kDialogs);
  REQUIRE(seconds(result.account.billed) == Approx(std::accumulate(log.billed_s.begin(), log.billed_s.end(), 0.0)).epsilon(1e-12));
  return log;
}

struct Tariff {
  std::string name;
  random::Distribution talk;
  double mean_s, increment_s, minimum_s;
};

std::vector<Tariff> tariffs() {
  return {{"exp mean 75 increments 60/60", random::make_exponential(75), 75, 60, 60},
          {"exp mean 75 increments 1/1", random::make_exponential(75), 75, 1, 1},
          {"exp mean 180 increments 60/60", random::make_exponential(180), 180, 60, 60},
          {"exp mean 180 increments 1/1", random::make_exponential(180), 180, 1, 1},
          {"lognormal mean 95 sd 60 increments 60/60", lognormal(95, 60), 95, 60, 60},
          {"lognormal mean 95 sd 60 increments 1/1", lognormal(95, 60), 95, 1, 1},
          {"lognormal mean 188 sd 240 increments 30/6", lognormal(188, 240), 188, 6, 30},
          {"gamma shape 2 scale 45 increments 60/60", random::make_gamma(90, 2), 90, 60, 60},
          {"gamma shape 2 scale 45 increments 1/1", random::make_gamma(90, 2), 90, 1, 1},
          {"gamma shape 0.755 scale 753.8 increments 30/6", random::make_gamma(0.755 * 753.8, 0.755), 0.755 * 753.8, 6, 30}};
}

Gate held_against(const Tariff& tariff, const DialogLog& log) {
  const Table table("billing");
  const double mean = table.value(tariff.name, "E_billed_seconds"), deviation = table.value(tariff.name, "SD_billed_seconds");
  Sample rounding;
  for (std::size_t i = 0; i < log.billed_s.size(); ++i) rounding.push_back(log.billed_s[i] - log.talk_s[i]);
  Gate gate;
  gate.mean("E_billed_seconds", log.billed_s, mean, deviation);
  gate.variance("Var_billed_seconds", log.billed_s, mean, deviation * deviation);
  gate.mean("E_rounding", rounding, mean - tariff.mean_s);
  return gate;
}

TEST_CASE("talk is rounded up to the increment", "[oracle]") {
  for (const Tariff& tariff : tariffs()) {
    const DialogLog log = dialogs(tariff.talk, tariff.increment_s, tariff.minimum_s);
    const Gate gate = held_against(tariff, log);
    INFO(tariff.name << '\n' << gate.report());
    CHECK(gate.holds());
    for (std::size_t i = 0; i < log.billed_s.size(); ++i) {
      const double talk = log.talk_s[i], billed = log.billed_s[i];
      const bool whole = std::fmod(billed, tariff.increment_s) == 0;
      const bool least = billed >= talk && (billed < talk + tariff.increment_s || billed == tariff.minimum_s);
      if (!whole || !least || billed < tariff.minimum_s) FAIL(tariff.name << ": talk of " << talk << " s is billed as " << billed << " s");
    }
  }
}

TEST_CASE("the billing gate notices another increment, no minimum and no rounding", "[oracle]") {
  for (const Tariff& tariff : tariffs()) {
    INFO(tariff.name);
    CHECK_FALSE(held_against(tariff, dialogs(tariff.talk, tariff.increment_s * 2, tariff.minimum_s)).holds());
    CHECK_FALSE(held_against(tariff, dialogs(tariff.talk, 1e-6, 0)).holds());
    if (tariff.minimum_s > tariff.increment_s) CHECK_FALSE(held_against(tariff, dialogs(tariff.talk, tariff.increment_s, 0)).holds());
  }
}

TEST_CASE("how many minutes a call is billed", "[oracle]") {
  const std::string name = "lognormal mean 95 sd 60 60/60";
  const Table table("billing");
  const Sample billed_s = dialogs(lognormal(95, 60), 60, 60).billed_s;
  std::map<double, double> probabilities;
  double rest = 1;
  for (int minutes = 1; minutes <= 8; ++minutes) {
    probabilities[minutes] = table.value(name, "P_billed_minutes[" + std::to_string(minutes) + "]");
    rest -= probabilities[minutes];
  }
  probabilities[9] = rest;
  Sample minutes;
  for (const double billed : billed_s) minutes.push_back(std::min(billed / 60, 9.0));
  CHECK(fits(minutes, probabilities));
  for (double& m : minutes) m = std::max(1.0, m - 1);  // rounded down
  CHECK_FALSE(fits(minutes, probabilities));
}

Sample campaign_minutes(double answered, std::uint32_t replications) {
  WorldConfig config = plain_world(1000, 1000);
  customers(config).reachability = answered;
  script(config).talk = lognormal(95, 60);
  config.account.billing = {s(60), s(60)};
  Sample minutes;
  replicate(config, replications,
            [&](const metrics::ReplicationResult& result) { minutes.push_back(seconds(result.account.billed) / 60); });
  return minutes;
}

Gate held_against_compound(const Sample& minutes) {
  const std::string name = "compound N=1000 p_answered=0.77860396875 lognormal 95/60 60/60";
  const Table table("billing");
  const double mean = table.value(name, "E_total_minutes"), deviation = table.value(name, "SD_total_minutes");
  Gate gate;
  gate.mean("E_total_minutes", minutes, mean, deviation);
  gate.variance("Var_total_minutes", minutes, mean, deviation * deviation);
  for (const int limit : {1650, 1700}) {
    const std::string text = std::to_string(limit);
    gate.at_most("P_at_most_" + text, minutes, limit, table.value(name, "P(total_minutes<=" + text + ")"));
    Sample shortfall;
    for (const double m : minutes) shortfall.push_back(std::max(0.0, m - limit));
    gate.mean("E_shortfall_" + text, shortfall, table.value(name, "E_shortfall(minutes over " + text + ")"));
  }
  return gate;
}

TEST_CASE("the minutes of a campaign", "[oracle]") {
  const std::string name = "compound N=1000 p_answered=0.77860396875 lognormal 95/60 60/60";
  Sample minutes = campaign_minutes(0.77860396875, 500);
  const Gate gate = held_against_compound(minutes);
  INFO(gate.report());
  CHECK(gate.holds());
  CHECK_FALSE(held_against_compound(campaign_minutes(0.75, 200)).holds());

  std::ranges::sort(minutes);
  for (const char* q : {"0.05", "0.5", "0.9", "0.95", "0.99"}) {
    const double exact = Table("billing").value(name, std::string("quantile[") + q + "]");
    const stats::Interval interval = stats::quantile_interval(minutes, std::stod(q), 1 - 1e-6);
    CHECK(interval.low <= exact);
    CHECK(exact <= interval.high);
  }
}

}  // namespace
}  // namespace sim::world
