// dialsim load: the inputs of a run, recorded, then fed to the bare machine at full speed.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "sim/cli/command.hpp"
#include "sim/cli/scenario_loading.hpp"
#include "sim/load/load_test.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/world/replication.hpp"

namespace sim::cli {
namespace {

using report::grouped;

constexpr std::uint64_t kMostReplays = 1000;

struct Recorded {
  world::InputRecording inputs;
  std::uint64_t contacts = 0;
};

Recorded record(const scenario::Scenario& scenario) {
  Recorded recorded;
  world::ReplicationOptions options;
  options.hours = false;
  options.recording = &recorded.inputs;
  const metrics::ReplicationResult run = world::run_replication(scenario.world, options);
  for (const metrics::CampaignResult& campaign : run.campaigns) recorded.contacts += campaign.calls;
  return recorded;
}

struct Spread {
  double least, median, most;
};

Spread spread_of(std::vector<double> values) {
  std::ranges::sort(values);
  return {values.front(), values[values.size() / 2], values.back()};
}

std::string latency(std::uint64_t ns) {
  if (ns < 10'000) return fmt::format("{} ns", grouped(static_cast<double>(ns)));
  return fmt::format("{} µs", grouped(static_cast<double>(ns) / 1000));
}

double bytes_per_contact(const load::LoadResult& result, std::uint64_t contacts) {
  return static_cast<double>(result.machine_bytes) / static_cast<double>(std::max<std::uint64_t>(contacts, 1));
}

std::string summary(const scenario::Scenario& scenario, const load::LoadResult& result, std::uint64_t contacts) {
  const Spread rate = spread_of(result.steps_per_s);
  const stats::LatencyHistogram& step = result.step_ns;
  return fmt::format("{}\nload test of the bare state machine, inputs of replication 0\n\n", scenario.name) +
         fmt::format("  contacts   {}\n", grouped(static_cast<double>(contacts))) +
         fmt::format("  steps      {}, {} attempts placed\n", grouped(static_cast<double>(result.steps)),
                     grouped(static_cast<double>(result.attempts))) +
         fmt::format("  rate       {} steps/s, median of {} replays ({} to {})\n", grouped(std::round(rate.median)),
                     result.steps_per_s.size(), grouped(std::round(rate.least)), grouped(std::round(rate.most))) +
         fmt::format("  step       p50 {}, p99 {}, p99.9 {}, longest {}\n", latency(step.quantile(0.5)), latency(step.quantile(0.99)),
                     latency(step.quantile(0.999)), latency(step.max())) +
         fmt::format("  commands   {}, longest {}\n", grouped(static_cast<double>(result.command_ns.n())),
                     latency(result.command_ns.max())) +
         fmt::format("  memory     {:.2f} bytes per contact, at peak\n", bytes_per_contact(result, contacts));
}

std::string as_json(const scenario::Scenario& scenario, const load::LoadResult& result, std::uint64_t contacts) {
  nlohmann::ordered_json out;
  out["name"] = scenario.name;
  out["contacts"] = contacts;
  out["steps"] = result.steps;
  out["attempts"] = result.attempts;
  out["fingerprint"] = fmt::format("{:016x}", result.fingerprint);
  out["steps_per_s"] = result.steps_per_s;
  for (const auto& [name, q] : {std::pair{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p99_9", 0.999}, {"max", 1.0}}) {
    out["step_ns"][name] = result.step_ns.quantile(q);
  }
  out["command_ns"] = {{"n", result.command_ns.n()}, {"max", result.command_ns.max()}};
  out["bytes_per_contact"] = bytes_per_contact(result, contacts);
  return out.dump(2) + "\n";
}

}  // namespace

ExitStatus load_machine(const Invocation& invocation) {
  const LoadedScenario loaded = load_scenario(invocation.arguments.front(), invocation.common);
  if (!loaded.scenario) {
    say_error_count(loaded.errors);
    return ExitStatus::usage;
  }
  const scenario::Scenario& scenario = *loaded.scenario;
  const auto replays = static_cast<unsigned>(invocation.own.number("replays", 1, kMostReplays).value_or(5));
  const report::OutputFolder folder(
      invocation.common.out.value_or(std::filesystem::path("out") / std::filesystem::path(scenario.file).stem()));
  const Recorded recorded = record(scenario);
  const load::LoadResult result = load::run_load_test(scenario.world.account, recorded.inputs, replays);
  folder.write("load.json", as_json(scenario, result, recorded.contacts));
  if (!invocation.common.quiet) {
    print(summary(scenario, result, recorded.contacts) + fmt::format("\nfile: {}\n", (folder.path() / "load.json").string()));
  }
  flush_output();
  return ExitStatus::done;
}

}  // namespace sim::cli
