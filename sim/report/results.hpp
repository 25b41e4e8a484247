#pragma once
// The files of a run, one function each. Text in the result, nothing of the wall clock but in run.json.

#include <string>

#include "sim/experiment/experiment.hpp"
#include "sim/metrics/sinks.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/scenario/scenario.hpp"

namespace sim::report {

inline constexpr const char* kProgramVersion = "0.1.0";

// results.json: see its keys in README. Numbers are the shortest text that reads back equal; not a number is null.
std::string results_json(const scenario::Scenario& scenario, const experiment::ExperimentResult& result);

// Facts about the run itself.
struct RunFacts {
  std::string command_line;
  double wall_s = 0;
  double cpu_s = 0;
  std::uint64_t peak_rss_bytes = 0;
  unsigned threads = 1;
  std::string started_at;  // local wall-clock time with offset
  std::string machine;     // processor, cores
};
std::string run_json(const scenario::Scenario& scenario, const experiment::ExperimentResult& result, const RunFacts& facts);

std::string timeseries_csv(const scenario::Scenario& scenario, const experiment::ExperimentResult& result);
std::string campaigns_csv(const scenario::Scenario& scenario, const experiment::ExperimentResult& result);
std::string commands_csv(const scenario::Scenario& scenario, const experiment::ExperimentResult& result);

// calls.csv and dialogs.csv, streamed while a replication runs; commit() when it is over.
class CallFiles : public metrics::CallSink {
 public:
  CallFiles(const scenario::Scenario& scenario, const OutputFolder& folder);  // throws WriteError
  void call(const metrics::CallRow& row) override;
  void dialog(const metrics::DialogRow& row) override;
  void commit();

 private:
  const scenario::Scenario& scenario_;
  OutputFile calls_, dialogs_;
};

// trace.txt, streamed.
class TraceFile : public metrics::TraceSink {
 public:
  explicit TraceFile(const OutputFolder& folder);  // throws WriteError
  void line(std::string_view text) override;
  void commit();

 private:
  OutputFile file_;
};

// results.sqlite: tables `replication_metric` (point, replication, campaign, metric, value) and `run` (key, value). Written under a
// temporary name and renamed. Throws WriteError.
void write_sqlite(const scenario::Scenario& scenario, const experiment::ExperimentResult& result, const OutputFolder& folder);

}  // namespace sim::report
