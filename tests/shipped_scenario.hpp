#pragma once
// Runs one file of scenarios/ and holds it against what every shipped scenario must keep: it loads, no invariant is broken, nothing is
// called outside calling hours, one thread and four write the same bytes, and its history is the one in tests/fingerprints.csv.
//
// A change of the rules changes histories on purpose. Then the table is written anew, and the difference is part of the change:
//   DIALSIM_WRITE_FINGERPRINTS=1 build/release/tests/dialsim_tests "[scenarios]"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "sim/experiment/experiment.hpp"
#include "sim/report/results.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/world_rig.hpp"

namespace sim::shipped {

inline std::filesystem::path scenarios_folder() { return std::filesystem::path(DIALSIM_SOURCE) / "scenarios"; }

inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) FAIL("cannot read " << path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The table of histories: "file,replications,fingerprint".
class Histories {
 public:
  Histories() {
    std::ifstream file(path());
    std::string line;
    std::getline(file, line);  // the header
    while (std::getline(file, line)) lines_[line.substr(0, line.find(','))] = line;
  }

  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& [name, line] : lines_) names.push_back(name);
    return names;
  }
  std::string line(const std::string& file) const { return lines_.count(file) > 0 ? lines_.at(file) : "no line for " + file; }
  void replace(const std::string& file, const std::string& line) {
    lines_[file] = line;
    std::ofstream out(path());
    out << "file,replications,fingerprint\n";
    for (const auto& [name, text] : lines_) out << text << '\n';
  }

 private:
  static std::filesystem::path path() { return std::filesystem::path(DIALSIM_SOURCE) / "tests/fingerprints.csv"; }

  std::map<std::string, std::string> lines_;  // by file
};

// One call at the end of the first replication.
struct Call {
  std::string phone, status, last_outcome;
  std::uint32_t attempts = 0;
  Duration talk{0}, billed{0};
};

struct Dialog {
  std::size_t campaign = 0;
  std::string script;
  SimTime start{};
  Duration billed{0};
};

class CallLog final : public metrics::CallSink {
 public:
  explicit CallLog(const world::WorldConfig& config) : config_(config), calls(config.campaigns.size()) {}

  void call(const metrics::CallRow& row) override {
    std::vector<Call>& rows = calls.at(index(row.campaign));
    if (rows.size() <= row.row) rows.resize(row.row + 1);
    rows[row.row] = {std::string(row.phone), std::string(row.status), std::string(row.last_outcome), row.attempts, row.talk, row.billed};
  }
  void dialog(const metrics::DialogRow& row) override {
    dialogs.push_back({index(row.campaign), config_.scripts.at(index(row.script)).name, row.start, row.billed});
  }

 private:
  const world::WorldConfig& config_;

 public:
  std::vector<std::vector<Call>> calls;  // [campaign][row]
  std::vector<Dialog> dialogs;
};

inline scenario::Scenario load(const std::string& file, std::vector<scenario::Override> overrides = {}) {
  scenario::LoadOptions options;
  options.overrides = std::move(overrides);
  options.metric_names = [](const world::WorldConfig& world) { return experiment::metric_names(world, experiment::metrics_of(world)); };
  scenario::Loaded loaded = scenario::load((scenarios_folder() / file).string(), options);
  for (const scenario::Error& error : loaded.errors) UNSCOPED_INFO(error.text());
  REQUIRE(loaded.scenario);
  loaded.scenario->file = file;  // results do not depend on where the project lies
  return std::move(*loaded.scenario);
}

class Run {
 public:
  // What every shipped scenario must keep is checked here. With replaced values, as --set has them, only the audit is.
  explicit Run(const std::string& file, std::vector<scenario::Override> overrides = {})
      : changed_(!overrides.empty()), scenario_(load(file, std::move(overrides))), log_(scenario_.world) {
    experiment::ExperimentOptions options;
    options.detail.calls = &log_;
    options.detail.trace = &attempts_;
    result_ = experiment::run_experiment(scenario_, options);
    for (const experiment::ReplicationRecord& record : result_.records) {
      for (const metrics::Violation& violation : record.violations) UNSCOPED_INFO(violation.text);
    }
    CHECK(result_.audit.violations == 0);
    if (changed_) return;
    for (const world::CampaignSpec& campaign : scenario_.world.campaigns) CHECK(most(campaign.name + "/outside_hours") == 0);
    check_threads();
    check_history(file);
  }

  // Over the replications: "reminders/attempts", "overshoot_s".
  double mean(const std::string& metric) const { return estimate(metric).mean; }
  double least(const std::string& metric) const { return estimate(metric).min; }
  double most(const std::string& metric) const { return estimate(metric).max; }

  // Of the requirement for this metric.
  experiment::Verdict verdict(const std::string& metric) const {
    for (const experiment::RequirementResult& result : result_.requirements) {
      if (result.requirement.metric == metric) return result.verdict;
    }
    FAIL("no requirement for " << metric);
    return {};
  }
  bool all_hold() const {
    return std::ranges::all_of(result_.requirements, [](const auto& r) { return r.verdict == experiment::Verdict::holds; });
  }

  // Of the first replication.
  const std::vector<Call>& calls(std::size_t campaign = 0) const { return log_.calls.at(campaign); }
  const std::vector<Dialog>& dialogs() const { return log_.dialogs; }
  const std::vector<world::Attempt>& attempts() const { return attempts_.attempts; }
  const metrics::ReplicationResult& first() const { return result_.detail.value(); }
  std::string campaigns_csv() const { return report::campaigns_csv(scenario_, result_); }
  const std::vector<experiment::ReplicationRecord>& records() const { return result_.records; }

 private:
  const experiment::Estimate& estimate(const std::string& metric) const {
    const auto found = experiment::find_metric(scenario_.world, result_.set, metric);
    if (!found) FAIL("no metric " << metric);
    return found->campaign ? result_.campaigns.at(*found->campaign).metrics.at(found->metric) : result_.account.at(found->metric);
  }

  void check_threads() const {
    experiment::ExperimentOptions options;
    options.crew.threads = 4;
    const std::string four = report::results_json(scenario_, experiment::run_experiment(scenario_, options));
    CHECK((report::results_json(scenario_, result_) == four));  // in brackets: nobody wants to read both
  }

  void check_history(const std::string& file) const {
    char word[17];
    std::snprintf(word, sizeof word, "%016llx", static_cast<unsigned long long>(result_.fingerprint));
    const std::string line = file + ',' + std::to_string(result_.records.size()) + ',' + word;
    Histories histories;
    if (std::getenv("DIALSIM_WRITE_FINGERPRINTS") != nullptr) histories.replace(file, line);
    CHECK(histories.line(file) == line);
  }

  bool changed_;
  scenario::Scenario scenario_;
  CallLog log_;
  world::AttemptLog attempts_;
  experiment::ExperimentResult result_;
};

}  // namespace sim::shipped
