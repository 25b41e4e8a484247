#include "sim/report/study_facts.hpp"

#include "sim/report/json_parts.hpp"

namespace sim::report {

std::string study_facts_file(std::string_view study) { return std::string(study) + "_run.json"; }

std::string study_facts_json(const std::string& command_line, const std::vector<std::string>& scenario_files) {
  const scenario::Json json{{"format", 1}, {"program", program_json()}, {"command_line", command_line}, {"scenario_files", scenario_files}};
  return json.dump(2, ' ', false, scenario::Json::error_handler_t::replace) + "\n";
}

}  // namespace sim::report
