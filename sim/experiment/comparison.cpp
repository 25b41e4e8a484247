#include "sim/experiment/comparison.hpp"

#include <algorithm>
#include <array>

#include "sim/stats/kim_nelson.hpp"

namespace sim::experiment {

namespace {

std::vector<std::string> names_of(const scenario::Scenario& scenario) { return metric_names(scenario.world, metrics_of(scenario.world)); }

bool has_campaign(const scenario::Scenario& scenario, std::string_view name) {
  return std::ranges::find(scenario.world.campaigns, name, &world::CampaignSpec::name) != scenario.world.campaigns.end();
}

bool contains(const std::vector<std::string>& names, const std::string& name) { return std::ranges::find(names, name) != names.end(); }

std::string_view campaign_part(std::string_view metric) {
  const std::size_t slash = metric.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : metric.substr(0, slash);
}

// Whole campaigns under their name, so that one missing campaign is not forty missing metrics.
std::string word_for_left_out(const std::vector<const scenario::Scenario*>& scenarios, const std::string& metric) {
  const std::string_view campaign = campaign_part(metric);
  const bool shared =
      campaign.empty() || std::ranges::all_of(scenarios, [&](const scenario::Scenario* s) { return has_campaign(*s, campaign); });
  return shared ? metric : "campaign " + std::string(campaign);
}

std::uint32_t without_a_gap(const PointRows& rows) {
  const auto gap = std::ranges::find_if(rows, [](const std::optional<PointRow>& row) { return !row.has_value(); });
  return static_cast<std::uint32_t>(gap - rows.begin());
}

// The replications of several scenarios, looked at one by one; who is out gets no more.
class SequentialRun {
 public:
  SequentialRun(const std::vector<const scenario::Scenario*>& scenarios, const BestBy& best_by, PointResults& results)
      : scenarios_(scenarios),
        positions_(shared_metrics(scenarios).positions),
        metric_(best_by.metric),
        results_(results),
        first_(complete_replications(results)),
        procedure_(scenarios.size(), first_, best_by.rule) {}

  SequentialChoice run(std::uint32_t budget, const RunMore& more) {
    std::uint32_t done = look_at(0, first_);
    while (!procedure_.over() && done < budget && !results_.interrupted) {
      const std::uint32_t wanted = std::min(budget, done + std::max(done / 10, kLeastBatch));
      add(wanted, more);
      done = look_at(done, wanted);
    }
    return {first_, budget, procedure_.n(), procedure_.over(), procedure_.best(), procedure_.left(), procedure_.out_after()};
  }

 private:
  static constexpr std::uint32_t kLeastBatch = 4;  // so that several threads have something to do

  // Who was out when the batch began is not run again.
  void add(std::uint32_t wanted, const RunMore& more) {
    const std::vector<std::size_t> staying = procedure_.left();
    std::vector<Point> points;
    for (const std::size_t s : staying) points.push_back({scenarios_[s], std::move(results_.rows[s])});
    PointResults added = more(std::move(points), wanted);
    results_.interrupted = added.interrupted;
    for (std::size_t i = 0; i < staying.size(); ++i) results_.rows[staying[i]] = std::move(added.rows[i]);
  }

  // Returns how far it came: up to the first replication that somebody lacks.
  std::uint32_t look_at(std::uint32_t from, std::uint32_t to) {
    std::vector<double> values(scenarios_.size());
    for (std::uint32_t r = from; r < to && !procedure_.over(); ++r) {
      for (const std::size_t s : procedure_.left()) {
        if (r >= results_.rows[s].size() || !results_.rows[s][r]) return r;
        values[s] = results_.rows[s][r]->values[positions_[s][metric_]];
      }
      procedure_.add(values);
    }
    return to;
  }

  const std::vector<const scenario::Scenario*>& scenarios_;
  const std::vector<std::vector<std::size_t>> positions_;
  const std::size_t metric_;
  PointResults& results_;
  const std::uint32_t first_;
  stats::KimNelson procedure_;
};

}  // namespace

SequentialChoice choose_best(const std::vector<const scenario::Scenario*>& scenarios, const BestBy& best_by, std::uint32_t budget,
                             const RunMore& run, PointResults& results) {
  return SequentialRun(scenarios, best_by, results).run(budget, run);
}

SharedMetrics shared_metrics(const std::vector<const scenario::Scenario*>& scenarios) {
  std::vector<std::vector<std::string>> names;
  for (const scenario::Scenario* scenario : scenarios) names.push_back(names_of(*scenario));
  SharedMetrics shared;
  shared.positions.resize(scenarios.size());
  for (const std::vector<std::string>& of_one : names) {
    for (const std::string& name : of_one) {
      if (std::ranges::all_of(names, [&](const auto& others) { return contains(others, name); })) {
        if (!contains(shared.names, name)) shared.names.push_back(name);
        continue;
      }
      const std::string word = word_for_left_out(scenarios, name);
      if (!contains(shared.left_out, word)) shared.left_out.push_back(word);
    }
  }
  for (std::size_t s = 0; s < scenarios.size(); ++s) {
    for (const std::string& name : shared.names) {
      shared.positions[s].push_back(static_cast<std::size_t>(std::ranges::find(names[s], name) - names[s].begin()));
    }
  }
  return shared;
}

std::optional<std::size_t> SharedMetrics::find(std::string_view name) const {
  constexpr std::string_view kAccount = "account/";
  for (const std::string_view wanted : {name, name.starts_with(kAccount) ? name.substr(kAccount.size()) : name}) {
    const auto found = std::ranges::find(names, wanted);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  }
  return std::nullopt;
}

stats::Better better_direction(std::string_view metric) {
  constexpr std::array<std::string_view, 6> kMore{"reach_ratio", "calls_answered", "attempts_answered",
                                                  "goals",       "balance_s",      "lines_used_ratio"};
  const std::string_view name = metric.substr(metric.rfind('/') + 1);  // npos + 1 is 0
  return std::ranges::find(kMore, name) != kMore.end() ? stats::Better::greater : stats::Better::smaller;
}

Comparison compare(const std::vector<const scenario::Scenario*>& scenarios, const PointResults& results, std::optional<BestBy> best_by) {
  Comparison comparison;
  comparison.shared = shared_metrics(scenarios);
  comparison.replications = complete_replications(results);
  comparison.audit = audit_of(results);
  comparison.best_by = best_by;
  const auto column = [&](std::size_t scenario, std::size_t metric, std::uint32_t replications) {
    return column_of(results.rows[scenario], comparison.shared.positions[scenario][metric], replications);
  };
  for (std::size_t s = 1; s < scenarios.size(); ++s) {
    Contrast contrast{s, world_differences(scenarios[0]->resolved, scenarios[s]->resolved), {}};
    const std::uint32_t pairs = std::min(without_a_gap(results.rows[0]), without_a_gap(results.rows[s]));
    for (std::size_t m = 0; m < comparison.shared.names.size(); ++m) {
      contrast.metrics.push_back(stats::paired_difference(column(0, m, pairs), column(s, m, pairs)));
    }
    comparison.contrasts.push_back(std::move(contrast));
  }
  if (best_by) {
    std::vector<Column> systems;
    for (std::size_t s = 0; s < scenarios.size(); ++s) systems.push_back(column(s, best_by->metric, comparison.replications));
    comparison.best = stats::select_best(systems, best_by->rule);
  }
  return comparison;
}

}  // namespace sim::experiment
