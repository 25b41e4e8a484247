#include "sim/experiment/frontier_plan.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/base/check.hpp"
#include "sim/experiment/plan_range.hpp"

namespace sim::experiment {

namespace {

using scenario::Scenario;

PlanRange first_range(const scenario::Plan& plan) { return {plan.from, plan.to, plan.step}; }
PlanRange second_range(const scenario::PlanKey& key) { return {key.from, key.to, key.step}; }

constexpr std::int64_t kMostColumns = 32;  // values of the first key that are searched by themselves

bool nowhere_smaller(const PlanPair& a, const PlanPair& b) { return a.first >= b.first && a.second >= b.second; }

class FrontierSearch {
 public:
  FrontierSearch(const Scenario& scenario, const ScenarioAtPair& at, const RunnerOf& runner, const PlanOptions& options)
      : scenario_(scenario),
        at_(at),
        runner_(runner),
        options_(options),
        first_(first_range(*scenario.plan)),
        second_(second_range(*scenario.plan->second)) {}

  FrontierPlan run() {
    result_.looks = looks_of(scenario_);
    result_.arithmetic_speaks = meets(fluid_estimate(scenario_.world), scenario_.require).has_value();
    staircase();
    const bool less_will_do = try_neighbours();
    find_reversals();
    if (less_will_do || !result_.reversals.empty()) search_columns();
    return finish();
  }

 private:
  void staircase() {
    const auto right = least_second(first_.last(), {0, second_.last()});
    if (!right) return;
    const std::int64_t left = least_first();
    const std::optional<std::int64_t> top = least_second(left, {*right, second_.last()});
    if (top) between({left, *top}, {first_.last(), *right});
  }

  bool holds(const PlanPair& pair) {
    if (const std::optional<bool> known = implied(pair)) return *known;
    return tried(pair);
  }

  bool tried(const PlanPair& pair) {
    auto known = tried_.find(pair);
    if (known == tried_.end() && result_.interrupted) return false;
    if (known == tried_.end()) known = tried_.emplace(pair, attempt(pair)).first;
    return known->second.verdict == Verdict::holds;
  }

  // What the tried pairs say about this one; columns by themselves say nothing about each other.
  std::optional<bool> implied(const PlanPair& pair) const {
    for (const auto& [other, trial] : tried_) {
      if (result_.columns_apart && other.first != pair.first) continue;
      const bool good = trial.verdict == Verdict::holds;
      if (good ? nowhere_smaller(pair, other) : nowhere_smaller(other, pair)) return good;
    }
    return std::nullopt;
  }

  // Pairs that hold, and nothing smaller that was tried does.
  std::vector<PlanPair> corners() const {
    std::vector<PlanPair> found;
    for (const auto& [pair, trial] : tried_) {
      const bool lower = found.empty() || pair.second < found.back().second;
      if (trial.verdict == Verdict::holds && lower) found.push_back(pair);
    }
    return found;
  }

  // What greater pairs have said of the next lower ones, looked at: the answer shows them, and one that holds after all tells that greater
  // is not always better.
  bool try_neighbours() {
    bool one_holds = false;
    for (const PlanPair& corner : corners()) {
      if (corner.first > 0) one_holds = tried({corner.first - 1, corner.second}) || one_holds;
      if (corner.second > 0) one_holds = tried({corner.first, corner.second - 1}) || one_holds;
    }
    return one_holds;
  }

  // Where more of the first can be worse: values over it, each with a search of its own.
  void search_columns() {
    result_.columns_apart = true;
    const std::int64_t columns = std::min(first_.last(), kMostColumns);
    for (std::int64_t i = 0; i <= columns && !result_.interrupted; ++i) {
      least_second(columns == 0 ? 0 : first_.last() * i / columns, {0, second_.last()});
    }
  }

  Scenario scenario_at(const PlanPair& pair) const { return at_(first_.value(pair.first), second_.value(pair.second)); }

  PlanTrial attempt(const PlanPair& pair) {
    const Scenario scenario = scenario_at(pair);
    PlanOptions options = options_;
    if (options_.crew.progress) options.crew.progress = [this](const ProgressReport& report) { pass_on(report); };
    PlanTrial trial = try_value(first_.value(pair.first), scenario, runner_(scenario), options);
    result_.interrupted = trial.interrupted;
    result_.replications += trial.replications;
    result_.attempts += trial.attempts;
    result_.audit.add(trial.audit);
    if (trial.breach && !result_.breach) {
      result_.breach = trial.breach;
      result_.breach_at = PlanPair{first_.value(pair.first), second_.value(pair.second)};
    }
    return trial;
  }

  // How many pairs a staircase takes is known only when it is over; the share is of a staircase with one step for each bisection.
  void pass_on(ProgressReport report) const {
    const double expected = 2 * std::log2(static_cast<double>(first_.last()) + 2) * std::log2(static_cast<double>(second_.last()) + 2);
    report.share = std::min((static_cast<double>(tried_.size()) + report.share) / expected, 0.99);
    report.finished += static_cast<std::uint32_t>(result_.replications);
    report.total += static_cast<std::uint32_t>(result_.replications);
    report.attempts += result_.attempts;
    report.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    options_.crew.progress(report);
  }

  std::optional<std::int64_t> second_by_arithmetic(std::int64_t first) const {
    if (!result_.arithmetic_speaks) return std::nullopt;
    return least_by_arithmetic(second_, [&](std::int64_t second) { return scenario_at({first, second}); });
  }

  std::optional<std::int64_t> least_second(std::int64_t first, Bounds bounds) {
    const std::int64_t start = second_by_arithmetic(first).value_or(bounds.high);
    return least_that_holds(bounds, std::clamp(start, bounds.low, bounds.high), [&](std::int64_t second) {
      return holds({first, second});
    });
  }

  // The least first with which anything will do. REQUIRES that its greatest does.
  std::int64_t least_first() {
    const auto by_arithmetic = result_.arithmetic_speaks ? least_by_arithmetic(first_,
                                                                               [&](std::int64_t first) {
                                                                                 return scenario_at({first, second_.last()});
                                                                               })
                                                         : std::nullopt;
    const Holds good = [&](std::int64_t first) { return holds({first, second_.last()}); };
    return least_that_holds({0, first_.last()}, by_arithmetic.value_or(first_.last() / 2), good).value_or(first_.last());
  }

  // The steps between two ends, each with the least second for its first.
  void between(const PlanPair& left, const PlanPair& right) {
    if (left.second == right.second || right.first - left.first <= 1 || result_.interrupted) return;
    const std::int64_t middle = left.first + (right.first - left.first) / 2;
    const std::optional<std::int64_t> second = least_second(middle, {right.second, left.second});
    if (!second) return;
    between(left, {middle, *second});
    between({middle, *second}, right);
  }

  void find_reversals() {
    std::vector<std::pair<const PlanPair*, const PlanPair*>> pairs;
    for (const auto& [low, one] : tried_) {
      for (const auto& [high, other] : tried_) {
        if (low != high && nowhere_smaller(high, low)) pairs.emplace_back(&low, &high);
      }
    }
    if (pairs.empty() || result_.interrupted) return;
    const double tests = static_cast<double>(pairs.size() * scenario_.require.size());
    const double confidence = 1 - (1 - scenario_.plan->confidence) / tests;
    for (const auto& [low, high] : pairs) {
      for (std::size_t r = 0; r < scenario_.require.size(); ++r) {
        if (!is_reversed(scenario_.require[r], r, tried_.at(*low), tried_.at(*high), confidence)) continue;
        result_.reversals.push_back({r, valued(*low), valued(*high)});
      }
    }
  }

  PlanPair valued(const PlanPair& numbers) const { return {first_.value(numbers.first), second_.value(numbers.second)}; }

  FrontierPlan finish() {
    std::erase_if(tried_, [](const auto& one) { return one.second.interrupted || one.second.requirements.empty(); });
    const std::vector<PlanPair> least = corners();
    std::map<PlanPair, std::size_t> positions;
    for (auto& [pair, trial] : tried_) {
      positions[pair] = result_.tried.size();
      result_.tried.push_back({valued(pair), trial});
    }
    const auto position = [&](const PlanPair& pair) {
      const auto found = positions.find(pair);
      return found == positions.end() ? std::nullopt : std::optional(found->second);
    };
    for (const PlanPair& corner : least) {
      FrontierPoint point{positions[corner], position({corner.first - 1, corner.second}), position({corner.first, corner.second - 1})};
      if (const auto number = second_by_arithmetic(corner.first)) point.second_by_arithmetic = second_.value(*number);
      result_.frontier.push_back(point);
    }
    const bool breached_at_end = !result_.tried.empty() && result_.tried.back().trial.verdict == Verdict::breached;
    result_.outcome = !least.empty() ? PlanOutcome::found : breached_at_end ? PlanOutcome::none : PlanOutcome::undecided;
    return std::move(result_);
  }

  const Scenario& scenario_;
  const ScenarioAtPair& at_;
  const RunnerOf& runner_;
  const PlanOptions& options_;
  const PlanRange first_, second_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::map<PlanPair, PlanTrial> tried_;  // by numbers in the ranges
  FrontierPlan result_;
};

}  // namespace

FrontierPlan find_frontier(const Scenario& scenario, const ScenarioAtPair& at, const RunnerOf& runner, const PlanOptions& options) {
  SIM_CHECK(scenario.plan && scenario.plan->second && !scenario.require.empty(), "a frontier needs two keys and something to meet");
  return FrontierSearch(scenario, at, runner, options).run();
}

FrontierPlan find_frontier(const Scenario& scenario, const ScenarioAtPair& at, const PlanOptions& options) {
  return find_frontier(scenario, at, simulated(), options);
}

}  // namespace sim::experiment
