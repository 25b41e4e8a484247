#include "sim/experiment/plan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <set>

#include "sim/base/check.hpp"
#include "sim/experiment/plan_range.hpp"

namespace sim::experiment {

namespace {

using scenario::Requirement;
using scenario::Scenario;

constexpr std::int64_t kAllTried = 64;  // a range as short as this is tried whole where greater can be worse

class Search {
 public:
  Search(const Scenario& scenario, const ScenarioAt& at, const RunnerOf& runner, const PlanOptions& options)
      : scenario_(scenario),
        at_(at),
        runner_(runner),
        options_(options),
        grid_{scenario.plan->from, scenario.plan->to, scenario.plan->step} {}

  PlanResult run() {
    result_.looks = looks_of(scenario_);
    result_.arithmetic.speaks = meets(fluid_estimate(scenario_.world), scenario_.require).has_value();
    const WorldAt world_at = [this](std::int64_t number) { return at_(grid_.value(number)); };
    const auto start = result_.arithmetic.speaks ? least_by_arithmetic(grid_, world_at) : std::optional(grid_.last() / 2);
    if (result_.arithmetic.speaks && start) result_.arithmetic.least = grid_.value(*start);
    least_that_holds({0, grid_.last()}, start.value_or(grid_.last()), [this](std::int64_t number) { return holds(number); });
    if (!least()) holds(0);  // something to compare `to` with
    find_reversals();
    if (!result_.reversals.empty()) scan();
    return finish();
  }

 private:
  bool holds(std::int64_t number) {
    auto known = tried_.find(number);
    if (known == tried_.end()) known = tried_.emplace(number, attempt(number)).first;
    return known->second.verdict == Verdict::holds;
  }

  PlanTrial attempt(std::int64_t number) {
    if (result_.interrupted) return {};
    const Scenario scenario = at_(grid_.value(number));
    PlanOptions options = options_;
    options.candidates = result_.candidates;
    if (options_.crew.progress) options.crew.progress = [this](const ProgressReport& report) { pass_on(report); };
    PlanTrial trial = try_value(grid_.value(number), scenario, runner_(scenario), options);
    result_.interrupted = trial.interrupted;
    result_.replications += trial.replications;
    result_.attempts += trial.attempts;
    result_.audit.add(trial.audit);
    if (trial.breach && !result_.breach) result_.breach = trial.breach;
    return trial;
  }

  // How many values a search tries is known only when it is over; twice the bisection of the whole range is rarely passed.
  void pass_on(ProgressReport report) const {
    const double expected = 2 * std::log2(static_cast<double>(grid_.last()) + 2);
    const double done = (static_cast<double>(tried_.size()) + report.share) / expected;
    report.share = std::min(done, 0.99);
    report.finished += static_cast<std::uint32_t>(result_.replications);
    report.total += static_cast<std::uint32_t>(result_.replications);
    report.attempts += result_.attempts;
    report.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    options_.crew.progress(report);
  }

  // The least tried value that holds.
  std::optional<std::int64_t> least() const {
    const auto found = std::ranges::find_if(tried_, [](const auto& one) { return one.second.verdict == Verdict::holds; });
    return found == tried_.end() ? std::nullopt : std::optional(found->first);
  }

  void find_reversals() {
    if (tried_.size() < 2) return;
    const auto pairs = static_cast<double>((tried_.size() - 1) * scenario_.require.size());
    const double confidence = 1 - (1 - scenario_.plan->confidence) / pairs;
    for (auto low = tried_.begin(), high = std::next(low); high != tried_.end() && !result_.interrupted; ++low, ++high) {
      for (std::size_t r = 0; r < scenario_.require.size(); ++r) {
        if (!is_reversed(scenario_.require[r], r, low->second, high->second, confidence)) continue;
        result_.reversals.push_back({r, low->second.value, high->second.value});
      }
    }
  }

  // A choice among many values: the whole range where it is short, else values over it and those next below the answer, then again a
  // bisection below the least that holds.
  void scan() {
    result_.scanned = true;
    const std::int64_t end = least().value_or(grid_.last());
    std::set<std::int64_t> numbers;
    for (std::int64_t number = 0; number <= grid_.last() && grid_.last() < kAllTried; ++number) numbers.insert(number);
    for (std::int64_t i = 0; i < kScanned; ++i) numbers.insert(end * i / kScanned);
    for (std::int64_t number = std::max<std::int64_t>(end - kScanned, 0); number < end; ++number) numbers.insert(number);
    for (const auto& [number, trial] : tried_) numbers.insert(number);
    result_.candidates = numbers.size();
    for (const std::int64_t number : numbers) holds(number);
    if (!least()) look_between_reasons();
    bisect_below_least();
    confirm();
  }

  void bisect_below_least() {
    const std::optional<std::int64_t> found = least();
    if (!found || *found == 0) return;
    const std::int64_t fails = std::prev(tried_.find(*found))->first;
    least_that_holds({fails, *found}, *found, [this](std::int64_t number) { return holds(number); });
  }

  // Feasibility of one among many: what held by itself must hold with the error shared among all candidates (Andradottir and Kim, "Fully
  // sequential procedures for comparing constrained systems via simulation", Naval Research Logistics 57, 2010, by Bonferroni's bound).
  void confirm() {
    std::set<std::int64_t> confirmed;
    for (auto found = least(); found && !result_.interrupted && confirmed.insert(*found).second; found = least()) {
      if (tried_.at(*found).candidates < result_.candidates) tried_.at(*found) = attempt(*found);
    }
  }

  // Where one value fails for a reason that a greater one does not have, values between them may hold.
  void look_between_reasons() {
    std::vector<std::int64_t> numbers;
    for (const auto& [number, trial] : tried_) numbers.push_back(number);
    for (std::size_t i = 1; i < numbers.size() && !result_.interrupted; ++i) {
      const std::optional<std::size_t> reason = reason_lost(numbers[i - 1], numbers[i]);
      std::int64_t low = numbers[i - 1], high = numbers[i];
      while (reason && high - low > 1 && !result_.interrupted) {
        const std::int64_t middle = low + (high - low) / 2;
        if (holds(middle)) return;
        (meets_one(middle, *reason) ? high : low) = middle;
      }
    }
  }

  bool meets_one(std::int64_t number, std::size_t requirement) const {
    const std::vector<RequirementResult>& results = tried_.at(number).requirements;
    return !results.empty() && results[requirement].verdict == Verdict::holds;
  }

  // A requirement that does not hold at `low` and does at `high`.
  std::optional<std::size_t> reason_lost(std::int64_t low, std::int64_t high) const {
    for (std::size_t r = 0; r < scenario_.require.size(); ++r) {
      if (!meets_one(low, r) && meets_one(high, r)) return r;
    }
    return std::nullopt;
  }

  PlanResult finish() {
    if (result_.interrupted)
      std::erase_if(tried_, [](const auto& one) { return one.second.interrupted || one.second.requirements.empty(); });
    const std::optional<std::int64_t> answer = least();
    for (auto& [number, trial] : tried_) {
      if (number == answer) {
        result_.answer = result_.tried.size();
        if (*result_.answer > 0) result_.next_lower = *result_.answer - 1;
      }
      result_.tried.push_back(std::move(trial));
    }
    const bool breached_at_end = !result_.tried.empty() && result_.tried.back().verdict == Verdict::breached;
    result_.outcome = answer ? PlanOutcome::found : breached_at_end ? PlanOutcome::none : PlanOutcome::undecided;
    const FluidEstimate estimate = fluid_estimate(at_(answer ? grid_.value(*answer) : grid_.value(grid_.last())).world);
    for (const Requirement& requirement : scenario_.require) result_.arithmetic.at_answer.push_back(estimate.find(requirement.metric));
    return std::move(result_);
  }

  const Scenario& scenario_;
  const ScenarioAt& at_;
  const RunnerOf& runner_;
  const PlanOptions& options_;
  const PlanRange grid_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::map<std::int64_t, PlanTrial> tried_;  // by number in the grid
  PlanResult result_;
};

}  // namespace

RunnerOf simulated() {
  return [](const Scenario& one) -> RunReplication {
    const auto simulation = std::make_shared<const world::Simulation>(one.world);
    return [simulation](const world::ReplicationOptions& replication) { return simulation->run(replication); };
  };
}

PlanResult find_plan(const Scenario& scenario, const ScenarioAt& at, const RunnerOf& runner, const PlanOptions& options) {
  SIM_CHECK(scenario.plan && !scenario.require.empty(), "a plan needs its block and something to meet");
  return Search(scenario, at, runner, options).run();
}

PlanResult find_plan(const Scenario& scenario, const ScenarioAt& at, const PlanOptions& options) {
  return find_plan(scenario, at, simulated(), options);
}

double margin(const RequirementResult& result) {
  constexpr double kAny = std::numeric_limits<double>::infinity();
  return std::min(result.low - result.requirement.min.value_or(-kAny), result.requirement.max.value_or(kAny) - result.high);
}

}  // namespace sim::experiment
