#include "sim/report/results_tables.hpp"

#include <fmt/format.h>

#include <limits>

#include "sim/report/results.hpp"

namespace sim::report {

namespace {

// No journal and no waiting for the disk: until the rename there is nothing to protect. The values of the replications, nearly all rows of
// the file, have no key: they stand in the order of the replications, and who asks for a metric asks for all its values.
constexpr const char* kSchema = R"sql(
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
BEGIN;
CREATE TABLE run (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE replication (point TEXT, replication INTEGER, fingerprint TEXT, end_s REAL, attempts INTEGER, audit_checks INTEGER,
  audit_violations INTEGER, PRIMARY KEY (point, replication)) WITHOUT ROWID;
CREATE TABLE replication_status (point TEXT, replication INTEGER, campaign TEXT, status TEXT,
  PRIMARY KEY (point, replication, campaign)) WITHOUT ROWID;
CREATE TABLE replication_metric (point TEXT, replication INTEGER, campaign TEXT, metric TEXT, value REAL);
CREATE TABLE estimate (point TEXT, campaign TEXT, metric TEXT, n INTEGER, mean REAL, half_width REAL, stddev REAL, min REAL, p5 REAL,
  p50 REAL, p95 REAL, max REAL, missing INTEGER, PRIMARY KEY (point, campaign, metric)) WITHOUT ROWID;
CREATE TABLE requirement (point TEXT, metric TEXT, statistic TEXT, min REAL, max REAL, confidence REAL, value REAL, low REAL, high REAL,
  verdict TEXT);
)sql";

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kAccount = "";

std::string hexadecimal(std::uint64_t fingerprint) { return fmt::format("{:016x}", fingerprint); }

// The metrics of one owner: all rows of a replication with one run of a statement, in which names are bound once.
class MetricRows {
 public:
  MetricRows(SqliteFile& database, std::string_view point, std::string_view owner, const std::vector<const experiment::Metric*>& set)
      : insert_(database, statement(set.size()).c_str()) {
    insert_.text(point).text(owner);
    for (const experiment::Metric* metric : set) insert_.text(metric->name);
    insert_.keep();
  }

  // Values in the order of the set.
  void add(std::uint32_t replication, const std::vector<double>& values) {
    insert_.integer(replication);
    for (const double value : values) insert_.real(value);
    insert_.end_row();
  }

 private:
  // Its parameters: point, owner, the names of the metrics; then replication and values.
  static std::string statement(std::size_t metrics) {
    const std::size_t replication = metrics + 3;
    std::string rows;
    for (std::size_t m = 0; m < metrics; ++m) {
      rows += fmt::format("{}(?1, ?{}, ?2, ?{}, ?{})", m == 0 ? "" : ", ", replication, m + 3, replication + 1 + m);
    }
    return "INSERT INTO replication_metric VALUES " + rows;
  }

  SqliteInsert insert_;
};

}  // namespace

ResultsTables::ResultsTables(const OutputFolder& folder) : file_(folder.path() / "results.sqlite"), database_(file_) {
  database_.run(kSchema);
}

void ResultsTables::add_run(const scenario::Scenario& scenario, const experiment::ExperimentResult& result) {
  SqliteInsert row(database_, "INSERT INTO run VALUES (?, ?)");
  row.text("program").text("dialsim").end_row();
  row.text("version").text(kProgramVersion).end_row();
  row.text("name").text(scenario.name).end_row();
  row.text("scenario").text(scenario.resolved.dump(-1, ' ', false, scenario::Json::error_handler_t::replace)).end_row();
  row.text("replications").integer(result.records.size()).end_row();
  row.text("fingerprint").text(hexadecimal(result.fingerprint)).end_row();
  row.text("audit_checks").integer(result.audit.checks).end_row();
  row.text("audit_violations").integer(result.audit.violations).end_row();
}

void ResultsTables::add_point(std::string_view point, const scenario::Scenario& scenario, const experiment::ExperimentResult& result) {
  add_records(point, scenario, result);
  add_values(point, scenario, result);
  add_estimates(point, result);
  add_requirements(point, result);
}

void ResultsTables::add_records(std::string_view point, const scenario::Scenario& scenario, const experiment::ExperimentResult& result) {
  SqliteInsert replication(database_, "INSERT INTO replication VALUES (?, ?, ?, ?, ?, ?, ?)");
  SqliteInsert status(database_, "INSERT INTO replication_status VALUES (?, ?, ?, ?)");
  for (const experiment::ReplicationRecord& record : result.records) {
    replication.text(point).integer(record.replication).text(hexadecimal(record.fingerprint)).real(experiment::seconds(record.end));
    replication.integer(record.attempts).integer(record.audit.checks).integer(record.audit.violations).end_row();
    for (std::size_t c = 0; c < record.status.size(); ++c) {
      status.text(point).integer(record.replication).text(scenario.world.campaigns[c].name).text(record.status[c]).end_row();
    }
  }
}

void ResultsTables::add_values(std::string_view point, const scenario::Scenario& scenario, const experiment::ExperimentResult& result) {
  MetricRows account(database_, point, kAccount, result.set.account);
  std::vector<MetricRows> campaigns;
  for (const world::CampaignSpec& campaign : scenario.world.campaigns) {
    campaigns.emplace_back(database_, point, campaign.name, result.set.campaign);
  }
  for (const experiment::ReplicationRecord& record : result.records) {
    account.add(record.replication, record.account);
    for (std::size_t c = 0; c < record.campaign.size(); ++c) campaigns[c].add(record.replication, record.campaign[c]);
  }
}

void ResultsTables::add_estimates(std::string_view point, const experiment::ExperimentResult& result) {
  SqliteInsert insert(database_, "INSERT INTO estimate VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const auto add = [&](std::string_view owner, const std::vector<const experiment::Metric*>& set,
                       const std::vector<experiment::Estimate>& estimates) {
    for (std::size_t m = 0; m < set.size(); ++m) {
      const experiment::Estimate& e = estimates[m];
      insert.text(point).text(owner).text(set[m]->name).integer(e.n).real(e.mean).real(e.half_width).real(e.stddev);
      insert.real(e.min).real(e.p5).real(e.p50).real(e.p95).real(e.max).integer(e.missing).end_row();
    }
  };
  add(kAccount, result.set.account, result.account);
  for (const experiment::CampaignSummary& campaign : result.campaigns) add(campaign.name, result.set.campaign, campaign.metrics);
}

void ResultsTables::add_requirements(std::string_view point, const experiment::ExperimentResult& result) {
  SqliteInsert insert(database_, "INSERT INTO requirement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const experiment::RequirementResult& r : result.requirements) {
    const scenario::Requirement& asked = r.requirement;
    insert.text(point).text(asked.metric).text(scenario::kStatisticWords[static_cast<std::size_t>(asked.statistic)]);
    insert.real(asked.min.value_or(kNone)).real(asked.max.value_or(kNone)).real(asked.confidence);
    insert.real(r.value).real(r.low).real(r.high).text(experiment::word(r.verdict)).end_row();
  }
}

void ResultsTables::commit() {
  database_.run("COMMIT");
  database_.close();
  file_.commit();
}

void write_sqlite(const scenario::Scenario& scenario, const experiment::ExperimentResult& result, const OutputFolder& folder) {
  ResultsTables tables(folder);
  tables.add_run(scenario, result);
  tables.add_point("", scenario, result);
  tables.commit();
}

}  // namespace sim::report
