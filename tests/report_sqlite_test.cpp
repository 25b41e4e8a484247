// results.sqlite, asked with SQL.

#include <sqlite3.h>

#include <string>

#include "sim/report/results.hpp"
#include "sim/report/results_tables.hpp"
#include "tests/catch.hpp"
#include "tests/experiment_rig.hpp"
#include "tests/full_disk.hpp"
#include "tests/temporary_folder.hpp"

using namespace sim;
using namespace sim::report;
using namespace sim::experiment;

namespace {

// Rows as text: columns joined with '|', rows with a line feed.
std::string ask(const std::filesystem::path& file, const char* sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  std::string text;
  const auto add_row = [](void* out, int columns, char** values, char**) {
    std::string& rows = *static_cast<std::string*>(out);
    for (int c = 0; c < columns; ++c) rows += (c > 0 ? "|" : "") + std::string(values[c] == nullptr ? "NULL" : values[c]);
    rows += "\n";
    return 0;
  };
  const int code = sqlite3_exec(database, sql, add_row, &text, nullptr);
  sqlite3_close(database);
  REQUIRE(code == SQLITE_OK);
  return text;
}

}  // namespace

TEST_CASE("results.sqlite has a row for every replication, campaign and metric", "[report]") {
  const TemporaryFolder here;
  scenario::Scenario scenario = two_campaigns();
  scenario.replications = 3;
  scenario.require = {{"reminders/reach_ratio", scenario::Statistic::mean, 0.5, {}, 0.95}};
  const ExperimentResult result = run_experiment(scenario, stand_in, with_threads(1));
  write_sqlite(scenario, result, OutputFolder(here.path()));
  CHECK(here.names() == std::set<std::string>{"results.sqlite"});

  const std::filesystem::path file = here.path() / "results.sqlite";
  const std::size_t rows = 3 * (2 * result.set.campaign.size() + result.set.account.size());
  CHECK(ask(file, "SELECT count(*) FROM replication_metric WHERE point = ''") == std::to_string(rows) + "\n");
  CHECK(ask(file,
            "SELECT replication, value FROM replication_metric WHERE campaign = 'reminders' AND metric = 'calls_answered' ORDER BY "
            "replication") == "0|60.0\n1|61.0\n2|62.0\n");
  CHECK(ask(file, "SELECT value FROM replication_metric WHERE campaign = 'summer, \"sale\"' AND metric = 'finished_after_s'") ==
        "NULL\nNULL\nNULL\n");
  CHECK(ask(file, "SELECT value FROM replication_metric WHERE campaign = '' AND metric = 'attempts' AND replication = 1") == "150.0\n");
  CHECK(ask(file, "SELECT campaign, status FROM replication_status WHERE replication = 2 ORDER BY campaign") ==
        "reminders|finished\nsummer, \"sale\"|draft\n");
  CHECK(ask(file, "SELECT fingerprint, end_s, attempts FROM replication WHERE replication = 2") == "0000000000001002|3720.0|150\n");
  CHECK(ask(file, "SELECT n, p50 FROM estimate WHERE campaign = 'reminders' AND metric = 'calls_answered'") == "3|61.0\n");
  CHECK(ask(file, "SELECT metric, statistic, min, max, verdict FROM requirement") == "reminders/reach_ratio|mean|0.5|NULL|holds\n");
  CHECK(ask(file, "SELECT value FROM run WHERE key IN ('replications', 'version') ORDER BY key") == "3\n0.1.0\n");
}

TEST_CASE("several points stand side by side", "[report]") {
  const TemporaryFolder here;
  const scenario::Scenario scenario = two_campaigns();
  const ExperimentResult result = run_experiment(scenario, stand_in, with_threads(1));
  ResultsTables tables{OutputFolder(here.path())};
  tables.add_point("lines=10", scenario, result);
  tables.add_point("lines=20", scenario, result);
  tables.commit();
  CHECK(ask(here.path() / "results.sqlite", "SELECT point, count(*) FROM replication GROUP BY point") == "lines=10|10\nlines=20|10\n");
}

TEST_CASE("tables that are given up or cannot be written leave the old file", "[report]") {
  const TemporaryFolder here;
  here.write("results.sqlite", "old");
  const scenario::Scenario scenario = two_campaigns();
  const ExperimentResult result = run_experiment(scenario, stand_in, with_threads(1));
  {
    ResultsTables tables{OutputFolder(here.path())};
    tables.add_point("", scenario, result);
    CHECK_THROWS_AS(tables.add_point("", scenario, result), WriteError);  // the same point twice
  }
  CHECK(here.read("results.sqlite") == "old");
  CHECK(here.names() == std::set<std::string>{"results.sqlite"});
}

TEST_CASE("a place where no database can be made is named", "[report]") {
  const TemporaryFolder here;
  std::filesystem::create_directory(here.path() / "results.sqlite");
  const std::string file = (here.path() / "results.sqlite").string();
  CHECK_THROWS_WITH(write_sqlite(two_campaigns(), {}, OutputFolder(here.path())), file + ": Is a directory");
}

TEST_CASE("a disk that fills up under the database is an error, and the old file is still there", "[report]") {
  const TemporaryFolder here;
  here.write("results.sqlite", "old");
  scenario::Scenario scenario = two_campaigns();
  scenario.replications = 1000;
  const ExperimentResult result = run_experiment(scenario, stand_in, with_threads(1));
  std::string message;
  {
    const FullDisk full(100'000);
    try {
      write_sqlite(scenario, result, OutputFolder(here.path()));
    } catch (const WriteError& error) {
      message = error.what();
    }
  }
  CHECK(message.starts_with((here.path() / "results.sqlite").string() + ": "));
  CHECK(here.read("results.sqlite") == "old");
  CHECK(here.names() == std::set<std::string>{"results.sqlite"});
}
