#pragma once
// The files of a run, one function each. Text in the result, nothing of the wall clock but in run.json.
//
// Invariants
//   1. The same result gives the same bytes.
//   2. Words, not titles, for statuses and outcomes. Rows, hours and orders of creation count from 0.
//   3. Every time stands as seconds from the start and, where the file has room for it, as local time of the scenario's zone with offset.

#include <string>
#include <vector>

#include "sim/experiment/experiment.hpp"
#include "sim/metrics/sinks.hpp"
#include "sim/report/csv.hpp"
#include "sim/report/local_stamps.hpp"
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

// A row per campaign and hour; `hour` counts from 0 and `at` is its end, at which the statuses and the balance hold. Each number x has
// three columns: x_mean, x_p5, x_p95. Those of the balance are empty when minutes are unlimited. Deleted campaigns are included.
std::string timeseries_csv(const scenario::Scenario& scenario, const experiment::ExperimentResult& result);

// Of the replication in `detail`; only the header when there is none.
std::string campaigns_csv(const scenario::Scenario& scenario, const experiment::ExperimentResult& result);
std::string commands_csv(const scenario::Scenario& scenario, const experiment::ExperimentResult& result);

// calls.csv and dialogs.csv, streamed while a replication runs; commit() when it is over. `goal` is 1 or 0.
class CallFiles : public metrics::CallSink {
 public:
  // REQUIRES scenario outlives this. Throws WriteError.
  CallFiles(const scenario::Scenario& scenario, const OutputFolder& folder);
  void call(const metrics::CallRow& row) override;
  void dialog(const metrics::DialogRow& row) override;
  void commit();

 private:
  LocalStamps stamps_;
  std::vector<std::string> campaigns_, scripts_;  // names, quoted
  CsvRows call_rows_, dialog_rows_;
  OutputFile calls_, dialogs_;
};

// trace.txt, streamed.
class TraceFile : public metrics::TraceSink {
 public:
  explicit TraceFile(const OutputFolder& folder);  // throws WriteError
  void line(std::string_view text) override;
  void commit() { file_.commit(); }

 private:
  OutputFile file_;
};

// results.sqlite: the tables of results_tables.hpp, with one point named "". Throws WriteError.
void write_sqlite(const scenario::Scenario& scenario, const experiment::ExperimentResult& result, const OutputFolder& folder);

}  // namespace sim::report
