#pragma once
// results.sqlite: the results of one or many points as tables, for questions that no file answers.
//
//   run                 key, value: what stands at the top of results.json
//   replication         point, replication, fingerprint, end_s, attempts, audit_checks, audit_violations
//   replication_status  point, replication, campaign, status
//   replication_metric  point, replication, campaign, metric, value    NULL: no value; the account's have the campaign ""
//   estimate            point, campaign, metric, n, mean, half_width, stddev, min, p5, p50, p95, max, missing
//   requirement         point, metric, statistic, min, max, confidence, value, low, high, verdict
//
// Invariants
//   1. Written under a temporary name, in one transaction, and renamed when whole.
//   2. A point is named by its factors; the only point of a plain run is "".

#include <string_view>

#include "sim/experiment/experiment.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/report/sqlite.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::report {

class ResultsTables {
 public:
  explicit ResultsTables(const OutputFolder& folder);  // throws WriteError, as everything here
  void add_run(const scenario::Scenario& scenario, const experiment::ExperimentResult& result);
  void add_point(std::string_view point, const scenario::Scenario& scenario, const experiment::ExperimentResult& result);
  void commit();

 private:
  void add_records(std::string_view point, const scenario::Scenario& scenario, const experiment::ExperimentResult& result);
  void add_values(std::string_view point, const scenario::Scenario& scenario, const experiment::ExperimentResult& result);
  void add_estimates(std::string_view point, const experiment::ExperimentResult& result);
  void add_requirements(std::string_view point, const experiment::ExperimentResult& result);

  PendingFile file_;
  SqliteFile database_;
};

}  // namespace sim::report
