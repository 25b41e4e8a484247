#include "sim/report/sweep_store.hpp"

#include <limits>
#include <map>

#include "sim/report/output_folder.hpp"

namespace sim::report {

namespace {

// Write-ahead log: a killed program loses the transactions that were not over, nothing else.
constexpr const char* kOpen = R"sql(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS replication (point TEXT, replication INTEGER, fingerprint INTEGER, attempts INTEGER,
  audit_checks INTEGER, audit_violations INTEGER, build TEXT, PRIMARY KEY (point, replication)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS value (point TEXT, replication INTEGER, metric TEXT, value REAL,
  PRIMARY KEY (point, replication, metric)) WITHOUT ROWID;
)sql";
constexpr int kWait_ms = 5000;  // for another program that writes

// Not called bind: std::bind would take texts that are not const.
void bind_text(sqlite3_stmt* statement, int place, const std::string& text) {
  sqlite3_bind_text64(statement, place, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

std::uint64_t unsigned_column(sqlite3_stmt* statement, int column) {
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement, column));
}

}  // namespace

SweepStore::SweepStore(const std::filesystem::path& file, std::string build) : file_(file), build_(std::move(build)) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open(file.c_str(), &opened);
  database_.reset(opened);
  check(code);
  sqlite3_busy_timeout(database_.get(), kWait_ms);
  run(kOpen);
  add_missing_column("build", "TEXT");
  add_missing_column("audit_checks", "INTEGER");
  keep_replication_ = prepared(
      "INSERT OR REPLACE INTO replication (point, replication, fingerprint, attempts, audit_checks, audit_violations, build) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)");
  keep_value_ = prepared("INSERT OR REPLACE INTO value VALUES (?, ?, ?, ?)");
  known_ = prepared(
      "SELECT replication, fingerprint, attempts, audit_checks, audit_violations FROM replication "
      "WHERE point = ? AND replication < ? AND build = ?");
  others_ = prepared("SELECT count(*) FROM replication WHERE point = ? AND replication < ? AND build IS NOT ?");
  values_ = prepared("SELECT metric, value FROM value WHERE point = ? AND replication = ?");
}

SweepStore::~SweepStore() = default;

// Files of builds that did not write it.
void SweepStore::add_missing_column(const std::string& name, const std::string& type) {
  const Statement has_it = prepared(("SELECT 1 FROM pragma_table_info('replication') WHERE name = '" + name + "'").c_str());
  if (!step(has_it)) run(("ALTER TABLE replication ADD COLUMN " + name + " " + type).c_str());
}

void SweepStore::check(int code) const {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  throw WriteError(file_, database_ ? sqlite3_errmsg(database_.get()) : sqlite3_errstr(code));
}

void SweepStore::run(const char* sql) { check(sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr)); }

SweepStore::Statement SweepStore::prepared(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr));
  return Statement(statement);
}

bool SweepStore::step(const Statement& statement) {
  const int code = sqlite3_step(statement.get());
  check(code);
  if (code == SQLITE_ROW) return true;
  check(sqlite3_reset(statement.get()));
  return false;
}

experiment::PointRows SweepStore::rows(const std::string& point, const std::vector<std::string>& metrics, std::uint32_t count) {
  experiment::PointRows rows(count);
  if (build_.empty()) return rows;
  bind_text(known_.get(), 1, point);
  sqlite3_bind_int64(known_.get(), 2, count);
  bind_text(known_.get(), 3, build_);
  while (step(known_)) {
    experiment::PointRow row{unsigned_column(known_.get(), 1),
                             unsigned_column(known_.get(), 2),
                             {unsigned_column(known_.get(), 3), unsigned_column(known_.get(), 4)},
                             {}};
    const std::uint64_t replication = unsigned_column(known_.get(), 0);
    std::map<std::string, double> values;
    bind_text(values_.get(), 1, point);
    sqlite3_bind_int64(values_.get(), 2, static_cast<sqlite3_int64>(replication));
    while (step(values_)) {
      const bool none = sqlite3_column_type(values_.get(), 1) == SQLITE_NULL;
      const auto* metric = reinterpret_cast<const char*>(sqlite3_column_text(values_.get(), 0));
      values[metric] = none ? std::numeric_limits<double>::quiet_NaN() : sqlite3_column_double(values_.get(), 1);
    }
    bool whole = true;
    for (const std::string& metric : metrics) {
      const auto found = values.find(metric);
      whole = whole && found != values.end();
      if (whole) row.values.push_back(found->second);
    }
    if (whole) rows[replication] = std::move(row);
  }
  return rows;
}

std::size_t SweepStore::of_other_builds(const std::string& point, std::uint32_t count) {
  bind_text(others_.get(), 1, point);
  sqlite3_bind_int64(others_.get(), 2, count);
  bind_text(others_.get(), 3, build_);
  step(others_);
  const std::uint64_t found = unsigned_column(others_.get(), 0);
  check(sqlite3_reset(others_.get()));
  return found;
}

void SweepStore::keep(const std::string& point, std::uint32_t replication, const std::vector<std::string>& metrics,
                      const experiment::PointRow& row) {
  run("BEGIN");
  sqlite3_stmt* head = keep_replication_.get();
  bind_text(head, 1, point);
  sqlite3_bind_int64(head, 2, replication);
  sqlite3_bind_int64(head, 3, static_cast<sqlite3_int64>(row.fingerprint));
  sqlite3_bind_int64(head, 4, static_cast<sqlite3_int64>(row.attempts));
  sqlite3_bind_int64(head, 5, static_cast<sqlite3_int64>(row.audit.checks));
  sqlite3_bind_int64(head, 6, static_cast<sqlite3_int64>(row.audit.violations));
  bind_text(head, 7, build_);
  step(keep_replication_);
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    bind_text(keep_value_.get(), 1, point);
    sqlite3_bind_int64(keep_value_.get(), 2, replication);
    bind_text(keep_value_.get(), 3, metrics[m]);
    sqlite3_bind_double(keep_value_.get(), 4, row.values[m]);  // NaN becomes NULL
    step(keep_value_);
  }
  run("COMMIT");
}

}  // namespace sim::report
