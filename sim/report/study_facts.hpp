#pragma once
// How a study was made: the command line and the scenario files, in a file of its own beside compare.json, sweep.json or plan.json, which
// hold nothing that the same scenario, seed and program would not give again.

#include <string>
#include <string_view>
#include <vector>

namespace sim::report {

// "sweep_run.json" for "sweep".
std::string study_facts_file(std::string_view study);
std::string study_facts_json(const std::string& command_line, const std::vector<std::string>& scenario_files);

}  // namespace sim::report
