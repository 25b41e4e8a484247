// sweep.json and sweep.csv.

#include "sim/report/sweep_files.hpp"

#include <fmt/format.h>

#include "sim/report/csv.hpp"
#include "sim/report/json_parts.hpp"
#include "sim/report/results.hpp"

namespace sim::report {
namespace {

using experiment::Estimate;
using experiment::Sweep;
using scenario::Json;

Json swept_estimate(const Estimate& e) {
  return {{"n", e.n},
          {"missing", e.missing},
          {"mean", finite_or_null(e.mean)},
          {"half_width", finite_or_null(e.half_width)},
          {"stddev", finite_or_null(e.stddev)},
          {"min", finite_or_null(e.min)},
          {"p5", finite_or_null(e.p5)},
          {"p50", finite_or_null(e.p50)},
          {"p95", finite_or_null(e.p95)},
          {"max", finite_or_null(e.max)}};
}

Json point_json(const Sweep& sweep, std::size_t point) {
  Json factors = Json::object(), metrics = Json::object();
  for (std::size_t f = 0; f < sweep.factors.size(); ++f) {
    factors[sweep.factors[f].key] = sweep.factors[f].levels[sweep.points[point][f]].label;
  }
  for (std::size_t m = 0; m < sweep.shared.names.size(); ++m) metrics[sweep.shared.names[m]] = swept_estimate(sweep.estimates[point][m]);
  Json json{{"point", point}, {"factors", std::move(factors)}};
  if (sweep.frontier) json["standing"] = stats::word(sweep.frontier->standing[point]);
  json["metrics"] = std::move(metrics);
  return json;
}

Json marginal_json(const Sweep& sweep, const experiment::SweptMetric& swept) {
  Json json = Json::object();
  for (std::size_t f = 0; f < sweep.factors.size(); ++f) {
    Json& levels = json[sweep.factors[f].key] = Json::array();
    for (std::size_t l = 0; l < swept.marginal[f].size(); ++l) {
      const experiment::LevelMean& level = swept.marginal[f][l];
      levels.push_back({{"value", sweep.factors[f].levels[l].label},
                        {"n", level.n},
                        {"mean", finite_or_null(level.mean)},
                        {"half_width", finite_or_null(level.half_width)}});
    }
  }
  return json;
}

Json model_json(const std::optional<stats::Metamodel>& model) {
  if (!model) return {};
  Json terms = Json::array();
  for (const stats::MetamodelTerm& term : model->terms) {
    terms.push_back(
        {{"term", term.name}, {"coefficient", finite_or_null(term.coefficient)}, {"half_width", finite_or_null(term.half_width)}});
  }
  return {{"terms", std::move(terms)},
          {"r_squared", finite_or_null(model->r_squared)},
          {"lack_of_fit",
           {{"f", finite_or_null(model->lack_of_fit.f)},
            {"degrees", model->lack_of_fit.degrees},
            {"error_degrees", model->lack_of_fit.error_degrees},
            {"p", finite_or_null(model->lack_of_fit.p)}}}};
}

Json frontier_json(const Sweep& sweep) {
  if (!sweep.frontier) return {};
  Json json = Json::array();
  for (std::size_t i = 0; i < sweep.frontier->metrics.size(); ++i) {
    json.push_back({{"metric", sweep.shared.names[sweep.frontier->metrics[i]]},
                    {"better", sweep.frontier->better[i] == stats::Better::smaller ? "smaller" : "greater"}});
  }
  return json;
}

}  // namespace

std::string sweep_json(const scenario::Scenario& scenario, const Sweep& sweep) {
  Json json{{"format", 1},
            {"program", program_json()},
            {"scenario", scenario.resolved},
            {"replications", sweep.replications},
            {"left_out", sweep.shared.left_out},
            {"pareto", frontier_json(sweep)}};
  json["points"] = Json::array();
  for (std::size_t p = 0; p < sweep.points.size(); ++p) json["points"].push_back(point_json(sweep, p));
  json["factors"] = Json::object();
  for (const experiment::SweptMetric& swept : sweep.metrics) {
    json["factors"][sweep.shared.names[swept.metric]] = {{"marginal", marginal_json(sweep, swept)}, {"metamodel", model_json(swept.model)}};
  }
  json["audit"] = audit_json(sweep.audit);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string sweep_csv(const Sweep& sweep) {
  std::string header = "point";
  for (const scenario::Factor& factor : sweep.factors) header += "," + csv_quoted(factor.key);
  CsvRows rows(header + ",metric,n,missing,mean,half_width,stddev,min,p5,p50,p95,max");
  for (std::size_t p = 0; p < sweep.points.size(); ++p) {
    for (std::size_t m = 0; m < sweep.shared.names.size(); ++m) {
      const Estimate& e = sweep.estimates[p][m];
      rows.number(p);
      for (std::size_t f = 0; f < sweep.factors.size(); ++f) {
        rows.field(experiment::level_text(sweep.factors[f].levels[sweep.points[p][f]]));
      }
      rows.field(sweep.shared.names[m]).number(e.n).number(e.missing).number(e.mean).number(e.half_width).number(e.stddev);
      rows.number(e.min).number(e.p5).number(e.p50).number(e.p95).number(e.max).end_row();
    }
  }
  return rows.text();
}

}  // namespace sim::report
