#pragma once
// SQLite with owners: a database that is written once, and statements that are bound and run row by row.
//
// Invariants
//   1. Everything is closed and finalised whatever is thrown.
//   2. An error is a WriteError with the name of the file that was to become, and SQLite's reason.

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "sim/report/output_folder.hpp"

namespace sim::report {

class SqliteFile {
 public:
  // Opens `file.temporary()`; errors speak of `file.path()`. REQUIRES file outlives this.
  explicit SqliteFile(const PendingFile& file);
  void run(const char* sql);
  void close();

 private:
  friend class SqliteInsert;
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  void check(int code) const;

  std::filesystem::path name_;
  std::unique_ptr<sqlite3, Close> database_;
};

// One INSERT, run again and again: bind the values in their order, then end_row().
class SqliteInsert {
 public:
  // REQUIRES database outlives this.
  SqliteInsert(SqliteFile& database, const char* sql);
  // What is bound so far stays for every run; the next value is the first of each.
  void keep() { kept_ = next_; }
  SqliteInsert& text(std::string_view value);
  SqliteInsert& integer(std::uint64_t value);  // as SQLite's signed 64 bits
  SqliteInsert& real(double value);            // NULL where it is not a number
  void end_row();

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  SqliteFile& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int kept_ = 1;
  int next_ = 1;
};

}  // namespace sim::report
