#include "sim/report/sqlite.hpp"

namespace sim::report {

SqliteFile::SqliteFile(const PendingFile& file) : name_(file.path()) {
  std::error_code none;
  std::filesystem::remove(file.temporary(), none);  // of a program that was killed and had the same number
  sqlite3* opened = nullptr;
  // One thread writes it, so SQLite need not lock.
  const int code =
      sqlite3_open_v2(file.temporary().c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(opened);
  check(code);
}

void SqliteFile::check(int code) const {
  if (code == SQLITE_OK || code == SQLITE_DONE) return;
  throw WriteError(name_, database_ ? sqlite3_errmsg(database_.get()) : sqlite3_errstr(code));
}

void SqliteFile::run(const char* sql) { check(sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr)); }

void SqliteFile::close() {
  check(sqlite3_close(database_.get()));
  database_.release();
}

SqliteInsert::SqliteInsert(SqliteFile& database, const char* sql) : database_(database) {
  sqlite3_stmt* prepared = nullptr;
  database_.check(sqlite3_prepare_v2(database_.database_.get(), sql, -1, &prepared, nullptr));
  statement_.reset(prepared);
}

SqliteInsert& SqliteInsert::text(std::string_view value) {
  database_.check(sqlite3_bind_text64(statement_.get(), next_++, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

SqliteInsert& SqliteInsert::integer(std::uint64_t value) {
  database_.check(sqlite3_bind_int64(statement_.get(), next_++, static_cast<sqlite3_int64>(value)));
  return *this;
}

SqliteInsert& SqliteInsert::real(double value) {
  database_.check(sqlite3_bind_double(statement_.get(), next_++, value));  // SQLite keeps NaN as NULL
  return *this;
}

void SqliteInsert::end_row() {
  database_.check(sqlite3_step(statement_.get()));
  database_.check(sqlite3_reset(statement_.get()));
  next_ = kept_;
}

}  // namespace sim::report
