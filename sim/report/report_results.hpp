#pragma once
// A finished run as the report finds it: results.json, and what else lies beside it. Read once, never written.
//
// Invariants
//   1. results.json is there and of format 1; every other file may be missing, and its part is then empty.
//   2. Estimates are read back as they were written; a null is not a number.

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/campaign/status.hpp"
#include "sim/experiment/estimate.hpp"
#include "sim/experiment/series.hpp"
#include "sim/report/report_document.hpp"
#include "sim/scenario/zones.hpp"

namespace sim::report::page {

// A file that is missing, unreadable or not what it should be.
class ReadError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Hour by hour, as timeseries.csv has it.
struct CampaignSeries {
  std::string campaign;
  std::vector<std::string> at;  // the end of each hour, local time with offset
  std::vector<experiment::SeriesRow> rows;
};

// What calls.csv tells about one campaign, of one replication.
struct CallDigest {
  std::uint64_t calls = 0;
  std::map<std::uint64_t, std::uint64_t> answered_at;  // attempts that a call took -> calls
  std::map<std::uint64_t, std::uint64_t> unanswered_after;
  std::vector<double> gaps_s{};  // of calls with several attempts: mean time from one attempt to the next
};

struct CommandRow {
  std::string at, command, campaign, result;
};

// Wall clock of the scenario's zone.
struct LocalClock {
  const scenario::ZoneRules* zone = nullptr;
  std::int64_t start_unix_s = 0;

  // "Thu 2026-03-05 13:42"; "never" for infinity, "-" for not a number. Without a zone the time since the start.
  std::string day_and_time(double after_s) const;
  // The wall clock as if it were UTC, which is how a chart shows it everywhere alike, in milliseconds. REQUIRES a zone, a finite time.
  double chart_ms(double after_s) const;

 private:
  std::int64_t local_s(double after_s) const;
};

struct RunResults {
  std::filesystem::path folder;
  std::string label;  // how a table with several runs calls it
  Json json;          // results.json
  Json facts;         // run.json, or null
  LocalClock clock;
  std::vector<CampaignSeries> series{};
  std::map<std::string, CallDigest> calls{};            // by campaign
  std::map<std::string, double> billed_s_by_outcome{};  // of dialogs.csv
  std::vector<CommandRow> commands{};

  const Json& scenario() const { return json.at("scenario"); }
  const Json& campaigns() const { return json.at("campaigns"); }
  const Json& account() const { return json.at("account"); }
};

// Throws ReadError.
Json read_json(const std::filesystem::path& file);
LocalClock clock_of(const Json& scenario);

// `name` is the folder of a run, or its results.json. Throws ReadError.
RunResults read_results(const std::filesystem::path& name);
// Without the CSV files, which may be large.
RunResults read_results_json(const std::filesystem::path& name);
// Puts timeseries.csv and commands.csv into it.
void read_series(RunResults& run);
void read_commands(RunResults& run);

// As results.json and sweep.json write it. Empty: no replication has a value.
std::optional<experiment::Estimate> read_estimate(const Json& json);
// A null is not a number, as is what is not there.
double number_or_nan(const Json& json, const char* key);
// Of a campaign or the account. Empty: there is no such metric, or no replication has a value.
std::optional<experiment::Estimate> estimate_of(const Json& holder, std::string_view metric);
// 0 where there is none.
double mean_of(const Json& holder, std::string_view metric);

}  // namespace sim::report::page
