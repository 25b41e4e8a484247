#include "sim/experiment/plan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>

#include "sim/base/check.hpp"
#include "sim/stats/paired.hpp"

namespace sim::experiment {

namespace {

using scenario::Requirement;
using scenario::Scenario;

constexpr std::int64_t kScanned = 16;  // values below the answer, and values over the range, that a scan tries

double excess(const Requirement& requirement, double value) {
  constexpr double kAny = std::numeric_limits<double>::infinity();
  return std::max(requirement.min.value_or(-kAny) - value, value - requirement.max.value_or(kAny));
}

// The values that may be tried, by number.
struct Grid {
  explicit Grid(const scenario::Plan& plan) : from(plan.from), step(plan.step), last((plan.to - plan.from) / plan.step) {}
  std::int64_t value(std::int64_t number) const { return from + number * step; }
  std::int64_t from, step, last;
};

// By bisection, as if greater values were never worse; where `last` will not do, below the first of some values over the range that will.
std::optional<std::int64_t> least_by_arithmetic(const Scenario& scenario, const ScenarioAt& at, const Grid& grid) {
  const auto good = [&](std::int64_t number) {
    return meets(fluid_estimate(at(grid.value(number)).world), scenario.require).value_or(false);
  };
  std::int64_t low = 0, high = grid.last;
  if (!good(grid.last)) {
    std::int64_t i = 0;
    while (i < kScanned && !good(grid.last * i / kScanned)) ++i;
    if (i == kScanned) return std::nullopt;
    high = grid.last * i / kScanned;
    low = grid.last * std::max<std::int64_t>(i - 1, 0) / kScanned;
  }
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (good(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

class Search {
 public:
  Search(const Scenario& scenario, const ScenarioAt& at, const RunnerOf& runner, const PlanOptions& options)
      : scenario_(scenario), at_(at), runner_(runner), options_(options), grid_(*scenario.plan) {}

  PlanResult run() {
    result_.looks = looks_of(scenario_);
    result_.arithmetic.speaks = meets(fluid_estimate(scenario_.world), scenario_.require).has_value();
    const auto start = result_.arithmetic.speaks ? least_by_arithmetic(scenario_, at_, grid_) : std::optional(grid_.last / 2);
    if (result_.arithmetic.speaks && start) result_.arithmetic.least = grid_.value(*start);
    gallop_from(start.value_or(grid_.last));
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
    if (options_.progress) options.progress = [this](const ProgressReport& report) { pass_on(report); };
    PlanTrial trial = try_value(grid_.value(number), scenario, runner_(scenario), options);
    result_.interrupted = trial.interrupted;
    result_.replications += trial.replications;
    result_.attempts += trial.attempts;
    if (trial.breach && !result_.breach) result_.breach = trial.breach;
    return trial;
  }

  // How many values a search tries is known only when it is over; twice the bisection of the whole range is rarely passed.
  void pass_on(ProgressReport report) const {
    const double expected = 2 * std::log2(static_cast<double>(grid_.last) + 2);
    const double done = (static_cast<double>(tried_.size()) + report.share) / expected;
    report.share = std::min(done, 0.99);
    report.finished += static_cast<std::uint32_t>(result_.replications);
    report.total += static_cast<std::uint32_t>(result_.replications);
    report.attempts += result_.attempts;
    report.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    options_.progress(report);
  }

  void gallop_from(std::int64_t start) {
    const bool down = holds(start);
    const std::int64_t end = down ? 0 : grid_.last;
    std::int64_t here = start;
    for (std::int64_t stride = 1; here != end && !result_.interrupted; stride *= 2) {
      const std::int64_t next = down ? std::max(here - stride, end) : std::min(here + stride, end);
      if (holds(next) != down) return down ? bisect(next, here) : bisect(here, next);
      here = next;
    }
  }

  // REQUIRES `low` does not hold and `high` does.
  void bisect(std::int64_t low, std::int64_t high) {
    while (high - low > 1 && !result_.interrupted) {
      const std::int64_t middle = low + (high - low) / 2;
      (holds(middle) ? high : low) = middle;
    }
  }

  // The least tried value that holds.
  std::optional<std::int64_t> least() const {
    const auto found = std::ranges::find_if(tried_, [](const auto& one) { return one.second.verdict == Verdict::holds; });
    return found == tried_.end() ? std::nullopt : std::optional(found->first);
  }

  // What gets worse counts unless the requirement holds at both values all the same.
  void find_reversals() {
    if (tried_.size() < 2) return;
    const auto pairs = static_cast<double>((tried_.size() - 1) * scenario_.require.size());
    const double confidence = 1 - (1 - scenario_.plan->confidence) / pairs;
    for (auto low = tried_.begin(), high = std::next(low); high != tried_.end() && !result_.interrupted; ++low, ++high) {
      for (std::size_t r = 0; r < scenario_.require.size(); ++r) {
        const PlanTrial &a = low->second, &b = high->second;
        const bool both_hold = a.requirements[r].verdict == Verdict::holds && b.requirements[r].verdict == Verdict::holds;
        const bool overturned = a.requirements[r].verdict == Verdict::holds && b.requirements[r].verdict == Verdict::breached;
        if (overturned || (!both_hold && gets_worse(r, a, b, confidence))) result_.reversals.push_back({r, a.value, b.value});
      }
    }
  }

  bool gets_worse(std::size_t r, const PlanTrial& a, const PlanTrial& b, double confidence) const {
    const std::size_t pairs = std::min(a.columns[r].size(), b.columns[r].size());
    const auto excesses = [&](const PlanTrial& trial) {
      std::vector<double> column(trial.columns[r].begin(), trial.columns[r].begin() + static_cast<std::ptrdiff_t>(pairs));
      std::ranges::transform(column, column.begin(), [&](double value) { return excess(scenario_.require[r], value); });
      return column;
    };
    const stats::PairedDifference difference = stats::paired_difference(excesses(a), excesses(b), confidence);
    return difference.interval().low > 0;
  }

  // Values over the range and those next below the answer; then again a bisection below the least that holds.
  void scan() {
    result_.scanned = true;
    const std::int64_t end = least().value_or(grid_.last);
    for (std::int64_t i = 0; i < kScanned && !result_.interrupted; ++i) holds(end * i / kScanned);
    for (std::int64_t number = std::max<std::int64_t>(end - kScanned, 0); number < end && !result_.interrupted; ++number) holds(number);
    if (!least()) look_between_reasons();
    const std::optional<std::int64_t> found = least();
    if (found && *found > 0) bisect(std::prev(tried_.find(*found))->first, *found);
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
    const FluidEstimate estimate = fluid_estimate(at_(answer ? grid_.value(*answer) : grid_.value(grid_.last)).world);
    for (const Requirement& requirement : scenario_.require) result_.arithmetic.at_answer.push_back(estimate.find(requirement.metric));
    return std::move(result_);
  }

  const Scenario& scenario_;
  const ScenarioAt& at_;
  const RunnerOf& runner_;
  const PlanOptions& options_;
  const Grid grid_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::map<std::int64_t, PlanTrial> tried_;  // by number in the grid
  PlanResult result_;
};

}  // namespace

PlanResult find_plan(const Scenario& scenario, const ScenarioAt& at, const RunnerOf& runner, const PlanOptions& options) {
  SIM_CHECK(scenario.plan && !scenario.require.empty(), "a plan needs its block and something to meet");
  return Search(scenario, at, runner, options).run();
}

PlanResult find_plan(const Scenario& scenario, const ScenarioAt& at, const PlanOptions& options) {
  const RunnerOf simulated = [](const Scenario& one) -> RunReplication {
    const auto simulation = std::make_shared<const world::Simulation>(one.world);
    return [simulation](const world::ReplicationOptions& replication) { return simulation->run(replication); };
  };
  return find_plan(scenario, at, simulated, options);
}

double margin(const RequirementResult& result) {
  constexpr double kAny = std::numeric_limits<double>::infinity();
  return std::min(result.low - result.requirement.min.value_or(-kAny), result.requirement.max.value_or(kAny) - result.high);
}

}  // namespace sim::experiment
