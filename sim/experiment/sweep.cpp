#include "sim/experiment/sweep.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/check.hpp"
#include "sim/scenario/times.hpp"

namespace sim::experiment {

namespace {

// Columns of one metric, [point][replication].
using Columns = std::vector<Column>;

Columns columns_of(const SharedMetrics& shared, const PointResults& results, std::size_t metric, std::uint32_t replications) {
  Columns columns;
  for (std::size_t p = 0; p < results.rows.size(); ++p) {
    columns.push_back(column_of(results.rows[p], shared.positions[p][metric], replications));
  }
  return columns;
}

Missing missing_of(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  const Scope scope = slash == std::string_view::npos ? Scope::account : Scope::campaign;
  const auto& table = metric_table(scope);
  const auto found = std::ranges::find(table, name.substr(slash + 1), &Metric::name);
  return found == table.end() ? Missing::left_out : found->missing;
}

Estimate estimate_of(const Column& column, Missing missing) {
  Observations seen;
  for (const double value : column) {
    if (std::isfinite(value)) {
      seen.finite.add(value);
      seen.sorted.push_back(value);
    } else {
      ++seen.missing;
      if (missing == Missing::never) seen.sorted.push_back(std::numeric_limits<double>::infinity());
    }
  }
  std::ranges::sort(seen.sorted);
  return estimate(seen);
}

LevelMean level_mean(const Columns& columns, const std::vector<Levels>& points, std::size_t factor, std::size_t level) {
  stats::Tally over;
  for (std::size_t r = 0; r < columns.front().size(); ++r) {
    stats::Tally inside;
    bool whole = true;
    for (std::size_t p = 0; p < points.size() && whole; ++p) {
      if (points[p][factor] != level) continue;
      whole = std::isfinite(columns[p][r]);
      if (whole) inside.add(columns[p][r]);
    }
    if (whole) over.add(inside.mean());
  }
  return {over.n(), over.mean(), stats::half_width(over)};
}

std::optional<double> as_number(const scenario::Json& value) {
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) return std::nullopt;
  const auto duration = scenario::parse_duration(value.get<std::string>());
  return duration.value ? std::optional(seconds(*duration.value)) : std::nullopt;
}

// A replication that never got there was not faster than all others.
Columns with_never(Columns columns, std::string_view metric, double latest_s) {
  if (missing_of(metric) != Missing::never) return columns;
  for (Column& column : columns) {
    for (double& value : column) value = std::isfinite(value) ? value : latest_s;
  }
  return columns;
}

stats::DesignFactor design_factor(const std::vector<scenario::Factor>& factors, std::size_t f) {
  const scenario::Factor& factor = factors[f];
  stats::DesignFactor design{factor_name(factors, f), {}, {}};
  for (const scenario::Level& level : factor.levels) {
    design.levels.push_back(level_text(level));
    if (const auto number = as_number(level.label)) design.numbers.push_back(*number);
  }
  if (design.numbers.size() != design.levels.size()) design.numbers.clear();
  return design;
}

std::optional<stats::Metamodel> model_of(const std::vector<scenario::Factor>& factors, const std::vector<Levels>& points, Columns columns) {
  stats::FactorialData data{{}, points, Columns(points.size())};
  for (std::size_t f = 0; f < factors.size(); ++f) data.factors.push_back(design_factor(factors, f));
  for (std::size_t r = 0; r < columns.front().size(); ++r) {
    if (!std::ranges::all_of(columns, [r](const Column& column) { return std::isfinite(column[r]); })) continue;
    for (std::size_t p = 0; p < points.size(); ++p) data.responses[p].push_back(columns[p][r]);
  }
  if (data.responses.front().empty()) return std::nullopt;
  return stats::fit_quadratic(data);
}

}  // namespace

std::vector<Levels> full_factorial(const std::vector<scenario::Factor>& factors) {
  std::vector<Levels> points{{}};
  for (const scenario::Factor& factor : factors) {
    std::vector<Levels> longer;
    for (const Levels& point : points) {
      for (std::size_t l = 0; l < factor.levels.size(); ++l) {
        longer.push_back(point);
        longer.back().push_back(l);
      }
    }
    points = std::move(longer);
  }
  return points;
}

std::vector<scenario::Override> overrides_of(const std::vector<scenario::Factor>& factors, const Levels& levels) {
  std::vector<scenario::Override> overrides;
  for (std::size_t f = 0; f < factors.size(); ++f) {
    for (const scenario::Setting& setting : factors[f].levels[levels[f]].settings) {
      overrides.push_back({setting.pointer, setting.value.dump()});
    }
  }
  return overrides;
}

std::string factor_name(const std::vector<scenario::Factor>& factors, std::size_t factor) {
  const auto last_part = [](const std::string& key) { return key.starts_with('/') ? key.substr(key.rfind('/') + 1) : key; };
  const std::string name = last_part(factors[factor].key);
  const auto alike = std::ranges::count_if(factors, [&](const scenario::Factor& f) { return last_part(f.key) == name; });
  return alike == 1 ? name : factors[factor].key;
}

std::string level_text(const scenario::Level& level) {
  return level.label.is_string() ? level.label.get<std::string>() : level.label.dump();
}

Sweep sum_up_sweep(const std::vector<scenario::Factor>& factors, SharedMetrics shared, const PointResults& results,
                   const SweepQuestions& questions) {
  Sweep sweep;
  sweep.factors = factors;
  sweep.points = full_factorial(factors);
  SIM_CHECK(results.rows.size() == sweep.points.size(), "a row of results for every point");
  sweep.shared = std::move(shared);
  sweep.replications = complete_replications(results);
  sweep.audit = audit_of(results);
  const auto columns = [&](std::size_t metric) { return columns_of(sweep.shared, results, metric, sweep.replications); };
  sweep.estimates.resize(sweep.points.size());
  for (std::size_t m = 0; m < sweep.shared.names.size(); ++m) {
    const Columns all = columns(m);
    for (std::size_t p = 0; p < all.size(); ++p) sweep.estimates[p].push_back(estimate_of(all[p], missing_of(sweep.shared.names[m])));
  }
  for (const std::size_t metric : questions.metrics) {
    const Columns all = columns(metric);
    SweptMetric swept{metric, {}, model_of(factors, sweep.points, all)};
    for (std::size_t f = 0; f < factors.size(); ++f) {
      swept.marginal.emplace_back();
      for (std::size_t l = 0; l < factors[f].levels.size(); ++l) swept.marginal[f].push_back(level_mean(all, sweep.points, f, l));
    }
    sweep.metrics.push_back(std::move(swept));
  }
  if (!questions.pareto.empty()) {
    std::vector<stats::Objective> objectives;
    for (std::size_t i = 0; i < questions.pareto.size(); ++i) {
      const std::size_t metric = questions.pareto[i];
      objectives.push_back({questions.pareto_better[i], with_never(columns(metric), sweep.shared.names[metric], questions.latest_s)});
    }
    sweep.frontier = Frontier{questions.pareto, questions.pareto_better, stats::frontier(objectives)};
  }
  return sweep;
}

}  // namespace sim::experiment
