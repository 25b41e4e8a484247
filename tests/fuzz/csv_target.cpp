// Tables that a scenario names, between a scenario that is right: a file of contacts, and a column of durations.

#include "sim/scenario/scenario.hpp"
#include "sim/world/replication.hpp"
#include "tests/fuzz/scratch_folder.hpp"
#include "tests/fuzz/targets.hpp"

namespace sim::fuzz {
namespace {

constexpr std::string_view kAround = R"({"start": "2026-03-02T08:00", "time_zone": "Europe/Berlin", "account": {"lines": 3},
  "campaigns": [{"name": "a", "starts": "+0s", "contacts": [{"file": "contacts.csv"}, {"count": 2, "customers": "warm"}],
                 "ring_timeout": "30s", "max_call": "10m", "max_attempts": 3, "retry": {"busy": ["10m"], "lost": ["1h"]},
                 "script": "v1"}],
  "scripts": {"v1": {"talk": {"empirical": {"file": "talk.csv", "column": "talk_s"}}}},
  "customers": {"warm": {"reachability": 1}, "cold": {"reachability": 0.1, "unanswered": {"no_answer": 1}}}})";

// The columns of a file have as many entries as it has rows, or none.
void check_columns(const world::ContactFile& file) {
  const std::size_t rows = file.phones.size();
  const auto fits = [rows](std::size_t size) { return size == 0 || size == rows; };
  const bool all_fit = fits(file.phone_keys.size()) && fits(file.malformed.size()) && fits(file.customers.size()) &&
                       fits(file.zones.size()) && fits(file.priorities.size()) && fits(file.not_before.size()) &&
                       fits(file.not_after.size());
  if (!all_fit || !(file.script_from.empty() || file.script_from.size() == rows + 1)) throw Finding("a column is too short or too long");
}

void feed_table(std::string_view name, std::string_view bytes) {
  static const ScratchFolder folder;
  folder.write("scenario.json", kAround);
  folder.write("contacts.csv", "phone\n+49301234567\n");
  folder.write("talk.csv", "talk_s\n60\n");
  folder.write(name, bytes);
  const scenario::Loaded loaded = scenario::load(folder.path("scenario.json"), {});
  for (const scenario::Error& error : loaded.errors) error.text();
  if (!loaded.scenario) return;
  check_columns(*loaded.scenario->world.campaigns[0].contacts[0].file);
  const metrics::ReplicationResult result = world::run_replication(loaded.scenario->world, {});
  if (result.audit_violations > 0) throw Finding("the auditor: " + result.violations.front().text);
}

}  // namespace

void feed_contacts(std::string_view bytes) { feed_table("contacts.csv", bytes); }
void feed_durations(std::string_view bytes) { feed_table("talk.csv", bytes); }

}  // namespace sim::fuzz
