// Several scenarios in one queue, and the store of a sweep.

#include "sim/experiment/points.hpp"

#include <bit>

#include "sim/experiment/comparison.hpp"
#include "sim/experiment/sweep.hpp"
#include "sim/report/sweep_store.hpp"
#include "tests/experiment_rig.hpp"
#include "tests/shipped_scenario.hpp"
#include "tests/temporary_folder.hpp"

using namespace sim::experiment;

namespace {

sim::scenario::Scenario quick(const std::string& lines) {
  return sim::shipped::load("quickstart.json", {{"/campaigns/0/contacts/0/count", "300"}, {"/account/lines", lines}});
}

// Of every value of every row, so that not-a-number counts too.
std::vector<std::uint64_t> bits(const PointResults& results) {
  std::vector<std::uint64_t> all;
  for (const PointRows& rows : results.rows) {
    for (const auto& row : rows) {
      REQUIRE(row.has_value());
      all.push_back(row->fingerprint);
      for (const double value : row->values) all.push_back(value != value ? 1 : std::bit_cast<std::uint64_t>(value));
    }
  }
  return all;
}

}  // namespace

TEST_CASE("parts of a study add up to the whole bit for bit", "[points]") {
  const sim::scenario::Scenario a = quick("3"), b = quick("5");
  const PointResults whole = run_points({{&a}, {&b}}, {.replications = 6, .crew = {.threads = 2}});
  PointResults part = run_points({{&a}, {&b}}, {.replications = 2});
  part.rows[1][0].reset();  // as if it had been in flight when the program was killed
  std::size_t computed = 0;
  PointOptions rest{.replications = 6, .crew = {.threads = 2}};
  rest.finished = [&computed](std::size_t, std::uint32_t, const PointRow&) { ++computed; };
  const PointResults joined = run_points({{&a, part.rows[0]}, {&b, part.rows[1]}}, rest);
  CHECK(computed == 9);
  CHECK(bits(joined) == bits(whole));
  const PointResults alone = run_points({{&b}}, {.replications = 6});
  CHECK(bits(PointResults{{whole.rows[1]}, false}) == bits(alone));
}

TEST_CASE("equal policies under different names do not differ at all", "[points]") {
  const sim::scenario::Scenario a = quick("4");
  sim::scenario::Scenario b = quick("4");
  b.name = b.resolved["name"] = "another name";
  const Comparison comparison = compare({&a, &b}, run_points({{&a}, {&b}}, {.replications = 5}), std::nullopt);
  CHECK(comparison.contrasts[0].differences.empty());
  const auto attempts = comparison.shared.find("account/attempts");
  REQUIRE(attempts);
  CHECK(comparison.contrasts[0].metrics[*attempts].correlation == 1);
  for (const auto& pairs : comparison.contrasts[0].metrics) {
    if (pairs.n > 0) CHECK(pairs.difference == 0);
    CHECK_FALSE(sim::stats::differs(pairs));
  }
}

TEST_CASE("replications go on with those that are left until one is the best", "[points]") {
  const sim::scenario::Scenario few = quick("3"), some = quick("5"), many = quick("30");
  const std::vector<const sim::scenario::Scenario*> scenarios{&few, &many, &some};
  const RunMore more = [](std::vector<Point> points, std::uint32_t replications) {
    return run_points(std::move(points), {.replications = replications, .crew = {.threads = 2}});
  };
  const std::size_t finished = shared_metrics(scenarios).find("reminders/finished_after_s").value();
  const BestBy best_by{finished, {.indifference = 60}};
  PointResults results = run_points({{&few}, {&many}, {&some}}, {.replications = 5});
  const SequentialChoice choice = choose_best(scenarios, best_by, 100, more, results);
  CHECK(choice.decided);
  CHECK(choice.best == 1);
  CHECK(choice.n >= 5);
  CHECK(results.rows[0].size() <= results.rows[1].size());
  CHECK(choice.out_after[0] > 0);

  // Nothing tells a scenario from itself but the end of the budget, or of the procedure.
  const std::vector<const sim::scenario::Scenario*> twins{&few, &few};
  PointResults alike = run_points({{&few}, {&few}}, {.replications = 5});
  CHECK(choose_best(twins, best_by, 100, more, alike).decided);
  CHECK(alike.rows[0].size() == 5);
}

TEST_CASE("campaigns that not all have are left out by name", "[points]") {
  const sim::scenario::Scenario a = two_campaigns();
  sim::scenario::Scenario b = two_campaigns();
  b.world.campaigns[1].name = "winter";
  const SharedMetrics shared = shared_metrics({&a, &b});
  CHECK(shared.left_out == std::vector<std::string>{"campaign summer, \"sale\"", "campaign winter"});
  CHECK(shared.find("reminders/attempts"));
  CHECK_FALSE(shared.find("winter/attempts"));
}

TEST_CASE("a changed key stands in the differences with both values", "[points]") {
  const auto differences = world_differences(quick("4").resolved, quick("6").resolved);
  REQUIRE(differences.size() == 2);  // a campaign has the account's lines unless it says otherwise
  CHECK(differences[0].pointer == "/account/lines");
  CHECK(differences[0].a == 4);
  CHECK(differences[0].b == 6);
}

TEST_CASE("the key of a point is that of its world", "[sweep]") {
  const sim::scenario::Scenario a = quick("4");
  sim::scenario::Scenario named = quick("4");
  named.resolved["name"] = "x";
  named.resolved["replications"] = 99;
  CHECK(point_key(a) == point_key(named));
  CHECK(point_key(a) != point_key(quick("5")));
  named.resolved["seed"] = 2;
  CHECK(point_key(a) != point_key(named));
}

TEST_CASE("the first factor of a factorial changes slowest", "[sweep]") {
  CHECK(full_factorial({{"/a", {{1, {}}, {2, {}}}}, {"/b", {{1, {}}, {2, {}}, {3, {}}}}}) ==
        std::vector<Levels>{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
}

TEST_CASE("the store gives back what it was given", "[sweep]") {
  const sim::TemporaryFolder folder;
  const std::vector<std::string> metrics{"c/x", "y"};
  const PointRow row{0xfedcba9876543210, 7, {900, 1}, {0.1 + 0.2, std::numeric_limits<double>::quiet_NaN()}};
  { sim::report::SweepStore(folder.path() / "s.sqlite", "build").keep("key", 2, metrics, row); }
  sim::report::SweepStore store(folder.path() / "s.sqlite", "build");
  const PointRows rows = store.rows("key", metrics, 4);
  REQUIRE(rows.size() == 4);
  CHECK_FALSE(rows[0]);
  REQUIRE(rows[2]);
  CHECK(rows[2]->fingerprint == row.fingerprint);
  CHECK(rows[2]->audit.checks == 900);
  CHECK(rows[2]->audit.violations == 1);
  CHECK(rows[2]->values[0] == row.values[0]);
  CHECK(rows[2]->values[1] != rows[2]->values[1]);
  CHECK_FALSE(store.rows("key", {"c/x", "y", "a metric of later"}, 4)[2]);
  CHECK_FALSE(store.rows("another", metrics, 4)[2]);
}

TEST_CASE("rows of another build are counted and not known", "[sweep]") {
  const sim::TemporaryFolder folder;
  const std::vector<std::string> metrics{"x"};
  const auto store = [&folder](const char* build) { return sim::report::SweepStore(folder.path() / "s.sqlite", build); };
  store("old").keep("key", 0, metrics, {1, 1, {}, {1}});
  store("old").keep("key", 1, metrics, {1, 1, {}, {1}});
  store("new").keep("key", 1, metrics, {2, 1, {}, {2}});
  const PointRows rows = store("new").rows("key", metrics, 2);
  CHECK_FALSE(rows[0]);
  REQUIRE(rows[1]);
  CHECK(rows[1]->values[0] == 2);
  CHECK(store("new").of_other_builds("key", 2) == 1);
  CHECK(store("old").of_other_builds("key", 1) == 0);
  CHECK_FALSE(store("").rows("key", metrics, 2)[1]);
}

TEST_CASE("a store of before builds were told apart has no known rows", "[sweep]") {
  const sim::TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "s.sqlite";
  sqlite3* old = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &old) == SQLITE_OK);
  sqlite3_exec(old,
               "CREATE TABLE replication (point TEXT, replication INTEGER, fingerprint INTEGER, attempts INTEGER, audit_violations INTEGER,"
               " PRIMARY KEY (point, replication)) WITHOUT ROWID; INSERT INTO replication VALUES ('key', 0, 1, 1, 0)",
               nullptr, nullptr, nullptr);
  sqlite3_close(old);
  sim::report::SweepStore store(file, "new");
  CHECK(store.of_other_builds("key", 1) == 1);
  CHECK_FALSE(store.rows("key", {}, 1)[0]);
}
