// A scenario, with the files that it names and values from the command line, is read as `dialsim run` reads it. One without errors is read
// again from its resolved form, which must come out the same; then its beginning runs under the audit.

#include <atomic>

#include "sim/experiment/metric_table.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/world/replication.hpp"
#include "tests/fuzz/named_parts.hpp"
#include "tests/fuzz/scratch_folder.hpp"
#include "tests/fuzz/targets.hpp"

namespace sim::fuzz {
namespace {

using scenario::LoadOptions;
using scenario::Scenario;

constexpr std::string_view kNamedFiles[] = {"contacts.csv", "more.csv", "talk.csv"};
constexpr std::string_view kOverrides = "set";  // the part with lines POINTER=VALUE, as after --set

std::vector<scenario::Override> overrides_in(std::string_view lines) {
  std::vector<scenario::Override> overrides;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    overrides.push_back({std::string(line.substr(0, equals)), std::string(line.substr(equals + 1))});
  }
  return overrides;
}

LoadOptions options_of(const std::vector<NamedPart>& parts) {
  LoadOptions options;
  options.metric_names = [](const world::WorldConfig& world) { return experiment::metric_names(world, experiment::metrics_of(world)); };
  for (const NamedPart& part : parts) {
    if (part.name == kOverrides) options.overrides = overrides_in(part.text);
  }
  return options;
}

void check_resolved(const ScratchFolder& folder, const Scenario& first, const LoadOptions& options) {
  folder.write("resolved.json", first.resolved.dump());
  LoadOptions again;
  again.metric_names = options.metric_names;
  const scenario::Loaded second = scenario::load(folder.path("resolved.json"), again);
  if (!second.scenario) throw Finding("the resolved scenario has errors: " + second.errors.front().text());
  if (second.scenario->resolved != first.resolved) throw Finding("the resolved scenario resolves to another");
}

bool is_small(const world::WorldConfig& world) {
  constexpr std::uint64_t kMostContacts = 2000;
  constexpr std::uint32_t kMostLines = 500;
  std::uint64_t contacts = 0;
  const auto add = [&contacts](const world::ContactList& list) { contacts += list.count; };
  for (const world::CampaignSpec& campaign : world.campaigns) std::ranges::for_each(campaign.contacts, add);
  std::ranges::for_each(world.added, add);
  return contacts <= kMostContacts && world.account.lines <= kMostLines;
}

void run_beginning(const world::WorldConfig& world) {
  const std::atomic<bool> stop{true};  // seen after a few thousand events
  world::ReplicationOptions options;
  options.stop = &stop;
  const metrics::ReplicationResult result = world::run_replication(world, options);
  if (result.audit_violations > 0) throw Finding("the auditor: " + result.violations.front().text);
}

}  // namespace

void feed_scenario(std::string_view bytes) {
  static const ScratchFolder folder;
  const std::vector<NamedPart> parts = named_parts(bytes);
  for (const std::string_view name : kNamedFiles) folder.remove(name);
  folder.write("scenario.json", parts.front().text);
  for (const NamedPart& part : parts) {
    if (std::ranges::find(kNamedFiles, part.name) != std::end(kNamedFiles)) folder.write(part.name, part.text);
  }
  const LoadOptions options = options_of(parts);
  const scenario::Loaded loaded = scenario::load(folder.path("scenario.json"), options);
  if (loaded.scenario.has_value() != loaded.errors.empty()) throw Finding("a scenario and errors, or neither");
  for (const scenario::Error& error : loaded.errors) error.text();
  if (!loaded.scenario) return;
  check_resolved(folder, *loaded.scenario, options);
  if (is_small(loaded.scenario->world)) run_beginning(loaded.scenario->world);
}

}  // namespace sim::fuzz
