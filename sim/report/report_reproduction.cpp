// What reproduces the results and the report: the commands, and the scenario with every default.

#include <fmt/format.h>

#include <array>

#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

struct Kept {
  const std::optional<Study> ResultsFolder::*study;
  const char* command;  // where no file says how it was made
};
constexpr std::array kKept{Kept{&ResultsFolder::plan, "dialsim plan scenario.json"},
                           Kept{&ResultsFolder::sweep, "dialsim sweep scenario.json"},
                           Kept{&ResultsFolder::tornado, "dialsim sweep --tornado scenario.json"},
                           Kept{&ResultsFolder::comparison, "dialsim compare a.json b.json"}};

std::string command_of(const Json& facts, const std::string& otherwise) {
  return facts.is_object() ? facts.value("command_line", otherwise) : otherwise;
}

// Where --until ended the run; empty: nowhere.
std::string cut_at(const RunResults& run) { return run.json.value("until", ""); }

std::string commands_of(const ResultsFolder& results, const std::string& command_line) {
  std::string lines;
  if (results.run) {
    const std::string until = cut_at(*results.run);
    lines += command_of(results.run->facts, "dialsim run scenario.json" + (until.empty() ? "" : " --until " + until)) + "\n";
  }
  for (const Kept& kept : kKept) {
    if (const auto& study = results.*kept.study) lines += command_of(study->facts, kept.command) + "\n";
  }
  return lines + command_line;
}

const Json& program_of(const ResultsFolder& results) {
  if (results.run) return results.run->json.at("program");
  for (const Kept& kept : kKept) {
    if (const auto& study = results.*kept.study) return study->json.at("program");
  }
  static const Json none = Json::object();
  return none;
}

std::string basis_of(const ResultsFolder& results) {
  const Json& program = program_of(results);
  std::string words = program.value("name", "dialsim") + " " + program.value("version", "");
  if (const Json& scenario = scenario_of(results); scenario.is_object()) {
    words += fmt::format(", seed {}", scenario.value("seed", std::uint64_t{0}));
  }
  if (results.run && !cut_at(*results.run).empty()) words += ", cut at " + cut_at(*results.run);
  if (results.run) words += ", fingerprint of the history " + results.run->json.value("fingerprint", "");
  return words + ". The same scenario, seed and program give the same bytes.";
}

}  // namespace

const Json& scenario_of(const ResultsFolder& results) {
  if (results.run) return results.run->scenario();
  for (const Kept& kept : kKept) {
    if (const auto& study = results.*kept.study; study && !study->scenario().is_null()) return study->scenario();
  }
  static const Json none;
  return none;
}

Section reproduction_section(const ResultsFolder& results, const std::string& command_line) {
  Section section{"Reproduce it"};
  section.blocks.emplace_back(Paragraph{basis_of(results)});
  section.blocks.emplace_back(Code{"", "sh", commands_of(results, command_line)});
  const bool several = results.comparison && !results.run;
  if (!several && scenario_of(results).is_object()) {
    section.blocks.emplace_back(Code{"The scenario with every default written out", "json", scenario_of(results).dump(2)});
  }
  for (const Json& one : several ? results.comparison->json.at("scenarios") : Json::array()) {
    section.blocks.emplace_back(Code{one.value("label", "") + " with every default written out", "json", one.at("scenario").dump(2)});
  }
  return section;
}

}  // namespace sim::report::page
