// dialsim check: scenarios are read and validated, nothing runs.

#include <fmt/format.h>

#include "sim/cli/command.hpp"
#include "sim/cli/scenario_loading.hpp"
#include "sim/report/plain_text.hpp"

namespace sim::cli {
namespace {

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", report::grouped(static_cast<double>(count)), noun, count == 1 ? "" : "s");
}

std::string description(const scenario::Scenario& scenario) {
  std::uint64_t contacts = 0;
  for (const world::CampaignSpec& campaign : scenario.world.campaigns) {
    for (const world::ContactList& list : campaign.contacts) contacts += list.count;
  }
  std::string text = counted(scenario.world.campaigns.size(), "campaign") + ", " + counted(contacts, "contact") + ", " +
                     counted(scenario.replications, "replication");
  if (!scenario.require.empty()) text += ", " + counted(scenario.require.size(), "requirement");
  return text;
}

}  // namespace

ExitStatus check_scenarios(const Invocation& invocation) {
  std::size_t errors = 0;
  for (const std::string& file : invocation.arguments) {
    const LoadedScenario loaded = load_scenario(file, invocation.common);
    errors += loaded.errors;
    if (loaded.scenario && !invocation.common.quiet) print(fmt::format("{}: ok\n  {}\n", file, description(*loaded.scenario)));
  }
  if (errors == 0) return ExitStatus::done;
  say_error_count(errors);
  return ExitStatus::usage;
}

}  // namespace sim::cli
