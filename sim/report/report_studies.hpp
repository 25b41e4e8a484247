#pragma once
// A folder of results as the report finds it: a run, and what compare, sweep and plan left there. Commands with the same scenario share a
// folder unless they are told otherwise, so several of them may be there.
//
// Invariants
//   1. At least one of them is there, each of format 1.
//   2. A study brings the clock of its scenario; of several scenarios, that of the first.

#include <filesystem>
#include <optional>
#include <string>

#include "sim/report/report_results.hpp"

namespace sim::report::page {

struct Study {
  std::filesystem::path file;
  Json json;   // compare.json, sweep.json, plan.json or tornado.json
  Json facts;  // how it was made (study_facts_file), or null
  LocalClock clock;

  const Json& scenario() const;  // null: the file does not say
};

struct ResultsFolder {
  std::filesystem::path folder;
  std::string label;  // how a heading with several folders calls it
  std::optional<RunResults> run{};
  std::optional<Study> comparison{}, sweep{}, plan{}, tornado{};
};

// `name` is a folder, or one of the files in it, which then stands alone. Throws ReadError.
ResultsFolder read_folder(const std::filesystem::path& name);

}  // namespace sim::report::page
