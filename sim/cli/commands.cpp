#include <algorithm>
#include <array>

#include "sim/cli/command.hpp"

namespace sim::cli {
namespace {

using enum ExitStatus;

constexpr std::array kRunOptions{
    Option{"calls", "", "write every call and every dialog: calls.csv, dialogs.csv"},
    Option{"trace", "", "write every input and command of the state machine: trace.txt"},
    Option{"until", "TIME", "end earlier: a local time such as 2026-03-03T12:00, or +1d3h after the start"},
    Option{"replication", "N", "the replication, from 0, whose calls, trace and campaigns are written; default 0"},
};
constexpr std::array kLoadOptions{Option{"replays", "N", "how often the inputs are fed for the rate; default 5"}};
constexpr std::array kCompareOptions{
    Option{"metric", "NAME", "the metric by which the best is chosen; with more than two scenarios by default finished_after_s"},
    Option{"minimize", "", "less of the metric is better"},
    Option{"maximize", "", "more of the metric is better; default for people reached, goals and minutes left"},
    Option{"indifference", "X", "differences up to X do not matter, in the unit of the metric; default 0"},
};
constexpr std::array kRunExits{done, breached, usage, broken_invariant, undecided, cannot_write, interrupted};
constexpr std::array kCompareExits{done, usage, broken_invariant, cannot_write, interrupted};
constexpr std::array kCheckExits{done, usage};
constexpr std::array kPrintExits{done, usage, cannot_write};

constexpr std::array kCommands{
    Command{.name = "run",
            .arguments = "SCENARIO",
            .arity = {1, 1},
            .help = "run a scenario, print a summary, write results",
            .details = "Runs the scenario and writes results.json, results.sqlite, timeseries.csv,\n"
                       "campaigns.csv, commands.csv and run.json. The first Ctrl-C stops cleanly and\n"
                       "keeps the finished replications, a second one ends at once.",
            .options = kRunOptions,
            .reads_scenarios = true,
            .exits = kRunExits,
            .example = "dialsim run scenario.json --replications 20 --set /account/lines=50",
            .run = run_scenario},
    Command{.name = "check",
            .arguments = "SCENARIO...",
            .arity = {1, kAnyNumber},
            .help = "read and validate scenarios, print every error",
            .details = "Reads the scenarios and all files that they name, and runs nothing.",
            .reads_scenarios = true,
            .exits = kCheckExits,
            .example = "dialsim check scenarios/*.json",
            .run = check_scenarios},
    Command{.name = "compare",
            .arguments = "SCENARIO SCENARIO...",
            .arity = {2, kAnyNumber},
            .help = "the same customers under each, paired differences",
            .details = "Every replication meets the same customers under each scenario, so differences\n"
                       "are not noise. Each scenario is compared with the first. Campaigns are matched\n"
                       "by name, the first scenario's seed goes for all. Writes compare.json and\n"
                       "compare.csv, by default to out/compare-A-B. With a metric, also the best, or\n"
                       "the group that cannot be told from it.",
            .options = kCompareOptions,
            .reads_scenarios = true,
            .exits = kCompareExits,
            .example = "dialsim compare a.json b.json --replications 20",
            .run = compare_scenarios},
    Command{.name = "schema",
            .arguments = "",
            .arity = {0, 0},
            .help = "print the JSON Schema of scenarios, for editors",
            .details = "An editor that knows the schema completes keys and marks mistakes: name the\n"
                       "file in the scenario's key \"$schema\".",
            .exits = kPrintExits,
            .example = "dialsim schema > dialsim.schema.json",
            .run = print_schema},
    Command{.name = "init",
            .arguments = "[FILE]",
            .arity = {0, 1},
            .help = "write a commented starter scenario",
            .details = "Writes scenario.json, or FILE. A file that is there already is left alone.",
            .exits = kPrintExits,
            .example = "dialsim init reminders.json",
            .run = write_starter},
    Command{.name = "load",
            .arguments = "SCENARIO",
            .arity = {1, 1},
            .help = "load test of the bare state machine",
            .details = "Records the inputs of replication 0 and feeds them to the machine alone, at full\n"
                       "speed: steps per second, latency of single steps, bytes per contact. Writes\n"
                       "load.json.",
            .options = kLoadOptions,
            .reads_scenarios = true,
            .exits = kPrintExits,
            .example = "dialsim load scenarios/quickstart.json --set /campaigns/0/contacts/0/count=1000000",
            .run = load_machine},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(kCommands, name, &Command::name);
  return found == kCommands.end() ? nullptr : &*found;
}

}  // namespace sim::cli
