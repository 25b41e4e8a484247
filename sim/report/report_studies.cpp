#include "sim/report/report_studies.hpp"

#include <algorithm>
#include <array>

#include "sim/report/study_facts.hpp"

namespace sim::report::page {
namespace {

namespace fs = std::filesystem;

struct StudyFile {
  const char* name;
  const char* command;
  const char* key;  // what such a file has, beside its format
  std::optional<Study> ResultsFolder::*place;
};
constexpr std::array kStudies{StudyFile{"compare.json", "compare", "pairs", &ResultsFolder::comparison},
                              StudyFile{"sweep.json", "sweep", "points", &ResultsFolder::sweep},
                              StudyFile{"plan.json", "plan", "tried", &ResultsFolder::plan},
                              StudyFile{"tornado.json", "sweep --tornado", "inputs", &ResultsFolder::tornado}};
constexpr const char* kRun = "results.json";

bool is_there(const fs::path& file) {
  std::error_code none;
  return fs::exists(file, none);
}

Study read_study(const fs::path& file, const StudyFile& kind) {
  Study study{file, read_json(file), Json(), {}};
  if (!study.json.is_object() || study.json.value("format", 0) != 1 || !study.json.contains(kind.key)) {
    throw ReadError(file.string() + ": is not the result of `dialsim " + kind.command + "`");
  }
  const fs::path facts = file.parent_path() / study_facts_file(file.stem().string());
  if (is_there(facts)) study.facts = read_json(facts);
  if (!study.scenario().is_null()) study.clock = clock_of(study.scenario());
  return study;
}

void read_file(ResultsFolder& found, const fs::path& file) {
  if (file.filename() == kRun) {
    found.run = read_results(file);
    return;
  }
  const auto kind = std::ranges::find_if(kStudies, [&](const StudyFile& one) { return file.filename() == one.name; });
  if (kind == kStudies.end()) {
    throw ReadError(file.string() + ": is none of results.json, compare.json, sweep.json, plan.json and tornado.json");
  }
  found.*kind->place = read_study(file, *kind);
}

void read_all_files(ResultsFolder& found) {
  bool any = is_there(found.folder / kRun);
  if (any) found.run = read_results(found.folder);
  for (const StudyFile& kind : kStudies) {
    if (!is_there(found.folder / kind.name)) continue;
    found.*kind.place = read_study(found.folder / kind.name, kind);
    any = true;
  }
  if (any) return;
  if (is_there(found.folder / "sweep.sqlite")) {
    throw ReadError(found.folder.string() + ": holds a sweep that has not come to an end; the same dialsim sweep goes on from there");
  }
  throw ReadError(found.folder.string() +
                  ": holds no results; name a folder that dialsim run, compare, sweep or plan has written (results.json, compare.json, "
                  "sweep.json, plan.json)");
}

// A tornado may leave the scenario to what lies beside it.
void lend_clock(ResultsFolder& found) {
  if (!found.tornado || found.tornado->clock.zone != nullptr) return;
  if (found.sweep) found.tornado->clock = found.sweep->clock;
  if (found.run) found.tornado->clock = found.run->clock;
}

}  // namespace

const Json& Study::scenario() const {
  static const Json none;
  const Json* holder = &json;
  if (const auto several = json.find("scenarios"); several != json.end() && !several->empty()) holder = &several->front();
  const auto found = holder->find("scenario");
  return found == holder->end() ? none : *found;
}

ResultsFolder read_folder(const fs::path& name) {
  std::error_code none;
  if (!fs::exists(name, none)) throw ReadError(name.string() + ": there is no such folder or file");
  const bool folder = fs::is_directory(name, none);
  ResultsFolder found;
  found.folder = folder ? name : name.parent_path();
  found.label = fs::weakly_canonical(found.folder.empty() ? "." : found.folder).filename().string();
  if (folder) {
    read_all_files(found);
  } else {
    read_file(found, name);
  }
  lend_clock(found);
  return found;
}

}  // namespace sim::report::page
