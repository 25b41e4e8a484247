#pragma once
// sweep.sqlite: what a sweep has computed so far, so that it goes on where it stopped and an extended one computes only what is new.
//
//   replication  point, replication, fingerprint, attempts, audit_checks, audit_violations, build
//   value        point, replication, metric, value    NULL: no value
//
// A point is the key of its resolved scenario (experiment::point_key). Rows of points that the sweep no longer has stay.
//
// Invariants
//   1. A replication is there with all its values, or not at all, also after the program was killed.
//   2. Values come back bit for bit.
//   3. Only rows of the same build of the program are known: another one may have had other rules. Their place is taken when the
//      replication is run again.

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/experiment/points.hpp"

namespace sim::report {

class SweepStore {
 public:
  // Opens or makes it; throws WriteError, as everything here. An empty build knows no rows.
  SweepStore(const std::filesystem::path& file, std::string build);
  ~SweepStore();
  SweepStore(const SweepStore&) = delete;
  SweepStore& operator=(const SweepStore&) = delete;

  // What is known of the replications below `count`. A row that lacks one of the metrics is not known.
  experiment::PointRows rows(const std::string& point, const std::vector<std::string>& metrics, std::uint32_t count);
  // How many of them are there from other builds.
  std::size_t of_other_builds(const std::string& point, std::uint32_t count);
  void keep(const std::string& point, std::uint32_t replication, const std::vector<std::string>& metrics, const experiment::PointRow& row);

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

  void check(int code) const;
  void run(const char* sql);
  void add_missing_column(const std::string& name, const std::string& type);
  Statement prepared(const char* sql);
  bool step(const Statement& statement);  // whether there is a row

  std::filesystem::path file_;
  std::string build_;
  std::unique_ptr<sqlite3, Close> database_;
  Statement keep_replication_, keep_value_, known_, others_, values_;
};

}  // namespace sim::report
