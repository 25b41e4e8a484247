// What a sample says: estimates, verdicts on requirements, and whether an interval is narrow enough. Limits of the intervals are taken
// from the exact tables of Student's t and of order statistics.

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "sim/experiment/precision.hpp"
#include "sim/experiment/verdict.hpp"
#include "sim/stats/interval.hpp"
#include "tests/catch.hpp"
#include "tests/experiment_rig.hpp"

using namespace sim;
using namespace sim::experiment;
using scenario::Requirement;
using scenario::Statistic;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// As the values of finished_after_s (a missing one means "never") or of another metric of the campaign.
Observations observed(const std::vector<double>& values, const std::string& metric = "finished_after_s") {
  const scenario::Scenario scenario = two_campaigns();
  const MetricSet set = metrics_of(scenario.world);
  const MetricRef ref = find_metric(scenario.world, set, "reminders/" + metric).value();
  std::vector<ReplicationRecord> records;
  for (const double value : values) {
    ReplicationRecord& record = records.emplace_back();
    record.campaign.assign(2, std::vector<double>(set.campaign.size(), 0));
    record.campaign[0][ref.metric] = value;
    record.campaign[0][position_of(set.campaign, "calls").value()] = 100;
    record.fingerprint = records.size();
  }
  return observe(records, set, ref);
}

std::vector<double> one_to(std::size_t n) {
  std::vector<double> values(n);
  std::iota(values.begin(), values.end(), 1.0);
  return values;
}

Requirement at_most(Statistic statistic, double limit) { return {"m", statistic, {}, limit, 0.95}; }
Requirement at_least(Statistic statistic, double limit) { return {"m", statistic, limit, {}, 0.95}; }

Verdict verdict(const Requirement& requirement, const std::vector<double>& values) { return judge(requirement, observed(values)).verdict; }

}  // namespace

TEST_CASE("an estimate has the mean, Student's half width and the order statistics", "[experiment]") {
  const Estimate e = estimate(observed(one_to(20)));
  CHECK(e.n == 20);
  CHECK(e.missing == 0);
  CHECK(e.mean == 10.5);
  CHECK(e.stddev == Approx(5.916079783099616));
  CHECK(e.half_width == Approx(2.093024054408263 * 5.916079783099616 / std::sqrt(20.0)));
  CHECK(e.min == 1);
  CHECK(e.p5 == 1);
  CHECK(e.p50 == 10);
  CHECK(e.p95 == 19);
  CHECK(e.max == 20);
}

TEST_CASE("a replication that never finished is infinite in quantiles and absent from means", "[experiment]") {
  const Estimate e = estimate(observed({30, kNone, 10, 20}));
  CHECK(e.n == 3);
  CHECK(e.missing == 1);
  CHECK(e.mean == 20);
  CHECK(e.max == 30);
  CHECK(e.p50 == 20);  // X_(2) of four
  CHECK(e.p95 == kInfinity);
}

TEST_CASE("where a missing value means nothing it leaves the sample", "[experiment]") {
  const Estimate e = estimate(observed({30, kNone, 10, 20}, "reach_ratio"));
  CHECK(e.n == 3);
  CHECK(e.missing == 1);
  CHECK(e.p95 == 30);
}

TEST_CASE("a sample of nothing has no numbers, one value no spread", "[experiment]") {
  const Estimate none = estimate(observed({}));
  CHECK(none.n == 0);
  for (const double x : {none.mean, none.half_width, none.stddev, none.min, none.p50, none.max}) CHECK(std::isnan(x));
  const Estimate one = estimate(observed({5}));
  CHECK(one.mean == 5);
  CHECK(one.p95 == 5);
  CHECK(std::isnan(one.half_width));
  CHECK(std::isnan(one.stddev));
}

TEST_CASE("a mean is judged by its Student interval", "[experiment]") {
  const std::vector<double> values = one_to(20);  // 10.5 +- 2.769
  CHECK(verdict(at_most(Statistic::mean, 13.3), values) == Verdict::holds);
  CHECK(verdict(at_most(Statistic::mean, 13.2), values) == Verdict::undecided);
  CHECK(verdict(at_most(Statistic::mean, 7.8), values) == Verdict::undecided);
  CHECK(verdict(at_most(Statistic::mean, 7.7), values) == Verdict::breached);
  CHECK(verdict(at_least(Statistic::mean, 7.7), values) == Verdict::holds);
  CHECK(verdict(at_least(Statistic::mean, 13.3), values) == Verdict::breached);
  const RequirementResult result = judge(at_most(Statistic::mean, 13), observed(values));
  CHECK(result.value == 10.5);
  CHECK(result.low == Approx(7.7312).epsilon(1e-4));
  CHECK(result.high == Approx(13.2688).epsilon(1e-4));
}

TEST_CASE("the confidence of a requirement decides how wide its interval is", "[experiment]") {
  Requirement requirement = at_most(Statistic::mean, 13.2);
  CHECK(judge(requirement, observed(one_to(20))).verdict == Verdict::undecided);
  requirement.confidence = 0.9;
  CHECK(judge(requirement, observed(one_to(20))).verdict == Verdict::holds);
}

TEST_CASE("a requirement with two limits holds between them", "[experiment]") {
  const auto between = [](double min, double max) { return Requirement{"m", Statistic::mean, min, max, 0.95}; };
  const std::vector<double> values = one_to(20);
  CHECK(verdict(between(7, 14), values) == Verdict::holds);
  CHECK(verdict(between(9, 14), values) == Verdict::undecided);
  CHECK(verdict(between(14, 15), values) == Verdict::breached);
  CHECK(verdict(between(1, 7), values) == Verdict::breached);
}

TEST_CASE("a quantile is judged by order statistics", "[experiment]") {
  const std::vector<double> values = one_to(200);  // p95: between the 184th and the 197th
  CHECK(verdict(at_most(Statistic::p95, 197), values) == Verdict::holds);
  CHECK(verdict(at_most(Statistic::p95, 196), values) == Verdict::undecided);
  CHECK(verdict(at_most(Statistic::p95, 184), values) == Verdict::undecided);
  CHECK(verdict(at_most(Statistic::p95, 183), values) == Verdict::breached);
  CHECK(judge(at_most(Statistic::p95, 190), observed(values)).value == 190);
}

TEST_CASE("a sample too small to bound a quantile decides nothing on that side", "[experiment]") {
  const std::vector<double> values = one_to(20);
  CHECK(verdict(at_most(Statistic::p95, 1000), values) == Verdict::undecided);
  CHECK(verdict(at_most(Statistic::p95, 2), values) == Verdict::breached);  // the lower bound exists
  CHECK(judge(at_most(Statistic::p95, 1000), observed(values)).high == kInfinity);
}

TEST_CASE("the least and the greatest value are judged by themselves", "[experiment]") {
  CHECK(verdict(at_most(Statistic::max, 3), {1, 2, 3}) == Verdict::holds);
  CHECK(verdict(at_most(Statistic::max, 2), {1, 2, 3}) == Verdict::breached);
  CHECK(verdict(at_least(Statistic::min, 1), {1, 2, 3}) == Verdict::holds);
  CHECK(verdict(at_least(Statistic::min, 2), {1, 2, 3}) == Verdict::breached);
}

TEST_CASE("one replication decides nothing about means, two that agree do", "[experiment]") {
  CHECK(verdict(at_most(Statistic::mean, 10), {5}) == Verdict::undecided);
  CHECK(verdict(at_most(Statistic::p50, 10), {5}) == Verdict::undecided);
  CHECK(verdict(at_most(Statistic::mean, 5), {5, 5}) == Verdict::holds);
  CHECK(verdict(at_most(Statistic::p95, 5), {5, 5}) == Verdict::holds);
  CHECK(verdict(at_most(Statistic::mean, 4.9), {5, 5}) == Verdict::breached);
  CHECK(verdict(at_most(Statistic::mean, 10), {}) == Verdict::undecided);
}

TEST_CASE("never is later than any limit", "[experiment]") {
  std::vector<double> values = one_to(99);
  values.push_back(kNone);
  CHECK(verdict(at_most(Statistic::mean, 1e9), values) == Verdict::breached);
  CHECK(verdict(at_most(Statistic::max, 1e9), values) == Verdict::breached);
  CHECK(verdict(at_most(Statistic::p50, 61), values) == Verdict::holds);
  CHECK(verdict(at_most(Statistic::p95, 1e9), values) == Verdict::undecided);  // the upper bound is the 100th, which never came
  CHECK(verdict(at_most(Statistic::p95, 1e9), {kNone, kNone}) == Verdict::breached);
  CHECK(judge(at_most(Statistic::mean, 1), observed(values)).value == kInfinity);
}

TEST_CASE("an interval is narrow enough relative to the mean, absolutely, or both", "[experiment]") {
  const Observations seen = observed(one_to(20));  // 10.5 +- 2.769
  const auto narrow = [&seen](std::optional<double> relative, std::optional<double> absolute) {
    return narrow_enough({"m", relative, absolute, 0.95, 1000}, seen);
  };
  CHECK(narrow(0.36, {}));  // 0.36 / 1.36 * 10.5 = 2.779
  CHECK_FALSE(narrow(0.35, {}));
  CHECK(narrow({}, 2.77));
  CHECK_FALSE(narrow({}, 2.76));
  CHECK_FALSE(narrow(0.36, 2.76));
  CHECK(narrow(0.36, 2.77));
  CHECK_FALSE(narrow_enough({"m", 0.5, {}, 0.95, 1000}, observed({5})));
}

TEST_CASE("a share of replications is judged by Clopper and Pearson", "[experiment]") {
  std::vector<double> values(20, 0);
  values[0] = values[7] = 1;  // 2 of 20: 1.235 % to 31.698 %
  const Requirement requirement = at_most(Statistic::mean, 0.3);
  const RequirementResult result = judge(requirement, observed(values, "pauses_manual"));
  CHECK(result.value == Approx(0.1));
  CHECK(result.low == Approx(0.012349).epsilon(1e-4));
  CHECK(result.high == Approx(0.316983).epsilon(1e-4));
  CHECK(result.verdict == Verdict::undecided);  // Student's interval ends at 24.4 %
}

TEST_CASE("what never happened may still happen, by as many trials", "[experiment]") {
  const auto judged = [](double value, std::size_t n, const Requirement& requirement, const std::string& metric) {
    return judge(requirement, observed(std::vector<double>(n, value), metric));
  };
  const RequirementResult never = judged(0, 30, at_most(Statistic::mean, 0.05), "pauses_manual");
  CHECK(never.low == 0);
  CHECK(never.high == Approx(1 - std::pow(0.025, 1.0 / 30)));  // Clopper and Pearson
  CHECK(never.verdict == Verdict::undecided);
  CHECK(judged(0, 100, at_most(Statistic::mean, 0.05), "pauses_manual").verdict == Verdict::holds);
  CHECK(judged(1, 30, at_least(Statistic::mean, 0.95), "pauses_manual").verdict == Verdict::undecided);
  CHECK(judged(0, 30, at_most(Statistic::p95, 0), "pauses_manual").verdict == Verdict::undecided);  // too few for a 95 % point
  CHECK(judged(0, 30, at_most(Statistic::max, 0), "pauses_manual").verdict == Verdict::holds);      // of those that were run
  // A hundred calls in each replication.
  const RequirementResult all = judged(1, 10, at_least(Statistic::mean, 0.99), "reach_ratio");
  CHECK(all.low == Approx(std::pow(0.025, 1.0 / 1000)));
  CHECK(all.verdict == Verdict::holds);
  CHECK(judged(1, 10, at_least(Statistic::mean, 0.999), "reach_ratio").verdict == Verdict::undecided);
  // An amount is not a share of anything, and what the auditor counts is 0.
  CHECK(judged(0, 10, at_most(Statistic::mean, 0), "billed_s").verdict == Verdict::holds);
  CHECK(judged(0, 10, at_most(Statistic::mean, 0), "outside_hours").verdict == Verdict::holds);
}

TEST_CASE("where every replication went alike nothing is left to chance", "[experiment]") {
  Observations seen = observed(std::vector<double>(10, 0), "pauses_manual");
  CHECK(judge(at_most(Statistic::mean, 0), seen).verdict == Verdict::undecided);
  CHECK_FALSE(narrow_enough({"m", {}, 0.5, 0.95, 1000}, seen));
  seen.one_history = true;
  CHECK(judge(at_most(Statistic::mean, 0), seen).verdict == Verdict::holds);
  CHECK(narrow_enough({"m", {}, 0.5, 0.95, 1000}, seen));
}

TEST_CASE("an estimate of a share of replications has Wilson's interval", "[experiment]") {
  std::vector<double> values(20, 0);
  values[0] = values[7] = 1;
  const Estimate estimated = estimate(observed(values, "pauses_manual"));
  REQUIRE(estimated.share);
  CHECK(estimated.share->low == stats::wilson({2, 20}).low);
  CHECK_FALSE(estimate(observed(values, "goals")).share);
}

TEST_CASE("a share is not narrow enough before ten of either kind", "[experiment]") {
  const auto narrow = [](std::size_t yes, std::size_t no) {
    std::vector<double> values(yes, 1);
    values.resize(yes + no, 0);
    return narrow_enough({"m", {}, 0.5, 0.95, 1000}, observed(values, "pauses_manual"));
  };
  CHECK_FALSE(narrow(0, 200));
  CHECK_FALSE(narrow(9, 200));
  CHECK_FALSE(narrow(200, 9));
  CHECK(narrow(10, 200));
  CHECK(narrow(10, 10));
}
