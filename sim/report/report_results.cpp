#include "sim/report/report_results.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>

#include "sim/report/plain_text.hpp"
#include "sim/report/report_csv.hpp"
#include "sim/scenario/times.hpp"

namespace sim::report::page {
namespace {

constexpr std::size_t kLocalTimeLength = 19;  // without the offset
constexpr double kMostAttempts = 255;         // of one call
constexpr double kLongestTime_s = 1e11;       // from the start; later is never, and far from what a date can hold
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

Json read_facts(const std::filesystem::path& file) {
  std::error_code none;
  return std::filesystem::exists(file, none) ? read_json(file) : Json();
}

void check_format(const Json& json, const std::filesystem::path& file) {
  const bool known = json.is_object() && json.value("format", 0) == 1 && json.contains("scenario") && json.contains("campaigns");
  if (!known) throw ReadError(file.string() + ": is not the result of `dialsim run`");
}

// The names of the columns of timeseries.csv, the order of the fields in `row_of`.
std::vector<std::string> series_columns() {
  std::vector<std::string> names{"campaign", "at"};
  const auto add = [&names](const std::string& x) {
    for (const char* band : {"_mean", "_p5", "_p95"}) names.push_back(x + band);
  };
  for (const std::string_view word : campaign::kCallStatusWords) add("calls_" + std::string(word));
  for (const char* x : {"attempts", "answered", "billed_s", "balance_s", "lines_busy"}) add(x);
  return names;
}

experiment::SeriesRow row_of(std::span<const std::string_view> fields) {
  std::size_t next = 2;
  const auto band = [&] {
    const experiment::Band read{number_in(fields[next]), number_in(fields[next + 1]), number_in(fields[next + 2])};
    next += 3;
    return read;
  };
  experiment::SeriesRow row{};
  for (experiment::Band& status : row.calls_by_status) status = band();
  for (experiment::Band* flow : {&row.attempts, &row.answered, &row.billed_s, &row.balance_s, &row.lines_busy}) *flow = band();
  return row;
}

void read_calls(RunResults& run) {
  constexpr std::array<std::string_view, 5> kColumns{"campaign", "status", "attempts", "first_attempt_s", "last_attempt_s"};
  read_columns(run.folder / "calls.csv", kColumns, [&run](std::span<const std::string_view> fields) {
    CallDigest& digest = run.calls[std::string(fields[0])];
    ++digest.calls;
    const double attempts = number_in(fields[2]);
    if (!(attempts > 0 && attempts <= kMostAttempts)) return;
    auto& counts = fields[1] == word(campaign::CallStatus::answered) ? digest.answered_at : digest.unanswered_after;
    ++counts[static_cast<std::uint64_t>(attempts)];
    if (attempts > 1) digest.gaps_s.push_back((number_in(fields[4]) - number_in(fields[3])) / (attempts - 1));
  });
}

void read_dialogs(RunResults& run) {
  constexpr std::array<std::string_view, 2> kColumns{"outcome", "billed_s"};
  read_columns(run.folder / "dialogs.csv", kColumns, [&run](std::span<const std::string_view> fields) {
    run.billed_s_by_outcome[std::string(fields[0])] += number_in(fields[1]);
  });
}

}  // namespace

Json read_json(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw ReadError(file.string() + ": cannot be read; name the folder of a finished run, or its results.json");
  Json json = Json::parse(in, nullptr, false);
  if (json.is_discarded()) throw ReadError(file.string() + ": is not JSON");
  return json;
}

LocalClock clock_of(const Json& scenario) {
  LocalClock clock;
  clock.zone = scenario::find_zone(scenario.value("time_zone", "UTC"));
  const auto start = scenario::parse_local(scenario.value("start", "")).value;
  if (clock.zone == nullptr || !start) throw ReadError("the scenario in the results has no start or no time zone");
  clock.start_unix_s = clock.zone->unix_s(*start).value_or(*start);
  return clock;
}

double number_or_nan(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number() ? found->get<double>() : kNotANumber;
}

std::int64_t LocalClock::local_s(double after_s) const {
  const std::int64_t unix_s = start_unix_s + std::llround(after_s);
  return unix_s + zone->offset_s(unix_s);
}

double LocalClock::chart_ms(double after_s) const { return static_cast<double>(local_s(after_s)) * 1000; }

std::string LocalClock::day_and_time(double after_s) const {
  if (std::isnan(after_s)) return "-";
  if (!(std::abs(after_s) < kLongestTime_s)) return "never";
  if (zone == nullptr) return rough_duration(after_s) + " after the start";
  const std::int64_t local = local_s(after_s);
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const std::chrono::weekday day{std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{std::chrono::seconds{local}})};
  std::string text = scenario::local_text(local).substr(0, 16);
  text[10] = ' ';  // the T of ISO 8601
  return std::string(kDays[day.c_encoding()]) + " " + text;
}

RunResults read_results_json(const std::filesystem::path& name) {
  const std::filesystem::path file = std::filesystem::is_directory(name) ? name / "results.json" : name;
  RunResults run;
  run.folder = file.parent_path();
  run.json = read_json(file);
  check_format(run.json, file);
  run.label = std::filesystem::absolute(file).parent_path().filename().string();
  run.clock = clock_of(run.scenario());
  run.facts = read_facts(run.folder / "run.json");
  return run;
}

void read_series(RunResults& run) {
  const std::vector<std::string> names = series_columns();
  const std::vector<std::string_view> columns(names.begin(), names.end());
  const std::filesystem::path file = run.folder / "timeseries.csv";
  read_columns(file, columns, [&](std::span<const std::string_view> fields) {
    if (!scenario::parse_local(fields[1].substr(0, kLocalTimeLength)).value) {
      throw ReadError(fmt::format("{}: \"{}\" is no local time", file.string(), fields[1]));
    }
    if (run.series.empty() || run.series.back().campaign != fields[0]) run.series.push_back({std::string(fields[0]), {}, {}});
    run.series.back().at.emplace_back(fields[1]);
    run.series.back().rows.push_back(row_of(fields));
  });
}

void read_commands(RunResults& run) {
  constexpr std::array<std::string_view, 4> kColumns{"at", "command", "campaign", "result"};
  read_columns(run.folder / "commands.csv", kColumns, [&run](std::span<const std::string_view> f) {
    run.commands.push_back({std::string(f[0]), std::string(f[1]), std::string(f[2]), std::string(f[3])});
  });
}

RunResults read_results(const std::filesystem::path& name) {
  RunResults run = read_results_json(name);
  read_series(run);
  read_calls(run);
  read_dialogs(run);
  read_commands(run);
  return run;
}

std::optional<experiment::Estimate> read_estimate(const Json& json) {
  experiment::Estimate e{};
  e.n = json.value("n", std::uint64_t{0});
  e.missing = json.value("missing", json.value("unfinished", std::uint64_t{0}));
  if (e.n == 0) return {};
  e.mean = number_or_nan(json, "mean");
  e.half_width = number_or_nan(json, "half_width");
  e.stddev = number_or_nan(json, "stddev");
  e.min = number_or_nan(json, "min");
  e.p5 = number_or_nan(json, "p5");
  e.p50 = number_or_nan(json, "p50");
  e.p95 = number_or_nan(json, "p95");
  e.max = number_or_nan(json, "max");
  return e;
}

std::optional<experiment::Estimate> estimate_of(const Json& holder, std::string_view metric) {
  const Json& metrics = holder.at("metrics");
  const auto found = metrics.find(std::string(metric));
  return found == metrics.end() ? std::nullopt : read_estimate(*found);
}

double mean_of(const Json& holder, std::string_view metric) {
  const auto found = estimate_of(holder, metric);
  return found ? found->mean : 0;
}

}  // namespace sim::report::page
