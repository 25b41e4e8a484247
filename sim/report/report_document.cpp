// The sections in the order in which a planner reads them.

#include <fmt/format.h>

#include <utility>

#include "sim/experiment/json_difference.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/report/report_numbers.hpp"
#include "sim/report/report_sections.hpp"

namespace sim::report::page {
namespace {

std::string run_subtitle(const RunResults& run) {
  const Json& scenario = run.scenario();
  double calls = 0;
  for (const Json& campaign : run.campaigns()) calls += mean_of(campaign, "calls");
  return fmt::format("{}, {} · {} from {} · {}", counted(static_cast<double>(run.campaigns().size()), "campaign"), counted(calls, "call"),
                     counted(run.json.value("replications", 0.0), "replication"), run.clock.day_and_time(0),
                     scenario.value("time_zone", ""));
}

// What is told of a study beside a run that had another scenario; empty: it had the same.
std::string other_world(const ResultsFolder& results, const Study& study) {
  if (!results.run || study.scenario().is_null()) return "";
  std::string pointers;
  for (const experiment::JsonDifference& one : experiment::world_differences(results.run->scenario(), study.scenario())) {
    pointers += (pointers.empty() ? "" : ", ") + one.pointer;
  }
  return pointers.empty() ? "" : "Its scenario is not that of the run above; they differ in " + pointers + ".";
}

class PartWriter {
 public:
  PartWriter(const ResultsFolder& results, std::string title) : results_(results) {
    part_.title = std::move(title);
    if (results.run) part_.subtitle = run_subtitle(*results.run);
  }

  void of_run(std::initializer_list<Section (*)(const RunResults&)> sections) {
    if (!results_.run) return;
    for (auto* make : sections) add(make(*results_.run));
  }
  void of_study(const std::optional<Study>& study, std::initializer_list<Section (*)(const Study&)> sections) {
    if (!study) return;
    std::string other = other_world(results_, *study);
    for (auto* make : sections) {
      Section section = make(*study);
      if (section.blocks.empty()) continue;
      if (!other.empty()) section.blocks.insert(section.blocks.begin(), Paragraph{std::exchange(other, "")});
      add(std::move(section));
    }
  }
  void add(Section section) {
    if (!section.blocks.empty()) part_.sections.push_back(std::move(section));
  }
  Part take() { return std::move(part_); }

 private:
  const ResultsFolder& results_;
  Part part_;
};

// The file that a study or a run was made of, whose comments tell where its values are from.
std::string scenario_file_of(const ResultsFolder& results) {
  if (results.run && results.run->facts.is_object()) return results.run->facts.value("scenario_file", "");
  for (const auto* study : {&results.plan, &results.sweep, &results.tornado, &results.comparison}) {
    if (!*study || !(*study)->facts.is_object()) continue;
    const Json files = (*study)->facts.value("scenario_files", Json::array());
    if (!files.empty()) return files.front().get<std::string>();
  }
  return "";
}

Part part_of(const ResultsFolder& results, std::string title, const std::string& command_line) {
  PartWriter part(results, std::move(title));
  part.of_run({answer_section, requirement_section});
  part.of_study(results.plan, {plan_section});
  part.of_study(results.comparison, {paired_section});
  part.of_study(results.sweep, {lines_needed_section});
  part.of_run({progress_section, reach_section, lines_section, minutes_section, attempts_section, pauses_section, hours_section,
               sharpened_section});
  part.of_study(results.tornado, {tornado_section});
  part.of_study(results.sweep, {sweep_section, frontier_section});
  if (scenario_of(results).is_object()) part.add(model_card_section(scenario_of(results), scenario_file_of(results)));
  part.add(audit_section(results));
  part.add(reproduction_section(results, command_line));
  return part.take();
}

std::string title_of(const ResultsFolder& results) {
  const Json& scenario = scenario_of(results);
  const std::string name = scenario.is_object() ? scenario.value("name", "") : "";
  if (results.run || !results.comparison) return name.empty() ? results.label : name;
  std::string labels;
  for (const Json& one : results.comparison->json.at("scenarios")) {
    labels += (labels.empty() ? "" : labels.find(" against ") == std::string::npos ? " against " : ", ") + one.value("label", "");
  }
  return labels;
}

}  // namespace

Document report_document(std::span<const ResultsFolder> results, const std::string& command_line) {
  Document document{title_of(results.front()), {}};
  if (results.size() == 1) {
    document.parts.push_back(part_of(results.front(), document.title, command_line));
    return document;
  }
  document.title = fmt::format("{} results", results.size());
  std::vector<const RunResults*> runs;
  for (const ResultsFolder& one : results) {
    if (one.run) runs.push_back(&*one.run);
  }
  if (runs.size() > 1) {
    document.title = fmt::format("{} runs side by side", runs.size());
    document.parts.push_back({document.title, "", {comparison_section(runs)}});
  }
  for (const ResultsFolder& one : results) {
    const std::string title = title_of(one);
    document.parts.push_back(part_of(one, title == one.label ? title : one.label + ": " + title, command_line));
  }
  return document;
}

}  // namespace sim::report::page
