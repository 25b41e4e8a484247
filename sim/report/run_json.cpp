#include "sim/report/json_parts.hpp"
#include "sim/report/results.hpp"

namespace sim::report {

namespace {

scenario::Json per_second(std::uint64_t count, double wall_s) {
  return wall_s > 0 ? scenario::Json(static_cast<double>(count) / wall_s) : scenario::Json();
}

}  // namespace

std::string run_json(const scenario::Scenario& scenario, const experiment::ExperimentResult& result, const RunFacts& facts) {
  const scenario::Json json{{"format", 1},
                            {"program", program_json()},
                            {"command_line", facts.command_line},
                            {"scenario_file", scenario.file},
                            {"started_at", facts.started_at},
                            {"machine", facts.machine},
                            {"threads", facts.threads},
                            {"interrupted", result.interrupted},
                            {"replications", result.records.size()},
                            {"attempts", result.attempts},
                            {"events", result.events},
                            {"wall_s", facts.wall_s},
                            {"cpu_s", facts.cpu_s},
                            {"attempts_per_s", per_second(result.attempts, facts.wall_s)},
                            {"events_per_s", per_second(result.events, facts.wall_s)},
                            {"peak_rss_bytes", facts.peak_rss_bytes},
                            {"replication_peak_bytes", result.peak_bytes}};
  return json.dump(2, ' ', false, scenario::Json::error_handler_t::replace) + "\n";
}

}  // namespace sim::report
