#include <algorithm>
#include <array>

#include "sim/campaign/status.hpp"
#include "sim/cli/command.hpp"
#include "sim/cli/completion.hpp"
#include "sim/report/campaign_rows.hpp"

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
constexpr std::array kVerifyOptions{
    Option{"against", "TRACE", "compare the scenario's events with a trace.txt, perhaps of another build"},
    Option{"inputs", "TRACE", "feed the inputs of a trace to the machine alone and compare what it says"},
    Option{"replication", "N", "the replication of the trace; default 0"},
    Option{"list", "", "list the small worlds"},
    Option{"world", "NAME", "explore this small world only"},
    Option{"deep", "", "explore the largest worlds too"},
    Option{"states", "N", "visit no more states of each world; default 10000000"},
    Option{"replay", "PATH", "take one path of the world again, as a finding names it"},
};
constexpr std::array kCompareOptions{
    Option{"metric", "NAME", "the metric by which the best is chosen; with more than two scenarios by default finished_after_s"},
    Option{"minimize", "", "less of the metric is better"},
    Option{"maximize", "", "more of the metric is better; default for people reached, goals and minutes left"},
    Option{"indifference", "X", "differences up to X do not matter, in the unit of the metric; default 0"},
    Option{"until-best", "N", "add replications, at most N of each, until one is the best within --indifference"},
};
constexpr std::array kSweepOptions{
    Option{"metric", "NAME", "a metric to show factor by factor; default: finished_after_s and reach_ratio", true},
    Option{"pareto", "M,M[,M]", "the frontier of two or three metrics; max:NAME or min:NAME says which way is better"},
    Option{"tornado", "", "instead of vary, move each uncertain input over its plausible range; --metric says what is watched"},
    Option{"range", "/json/pointer=LOW,HIGH", "the range of an input of the tornado, or of one more key; may be repeated", true},
};
constexpr std::array kCampaignsOptions{
    Option{.name = "status", .value = "STATUS", .help = "campaigns of this status only", .words = report::kListedStatusWords},
};
constexpr Option kLimit{"limit", "N", "show no more than N; default: 40 on a terminal, all in a pipe or a file"};
constexpr std::array kCallsOptions{
    Option{.name = "status",
           .value = "STATUS",
           .help = "calls of this status only: a word of calls.csv, or its documented name",
           .words = campaign::kCallStatusWords},
    kLimit,
};
constexpr std::array kDialogsOptions{
    Option{"campaign", "NAME", "dialogs of this campaign only; it may be a deleted one"},
    kLimit,
};
constexpr std::array kRunExits{done, breached, usage, broken_invariant, undecided, cannot_write, interrupted};
constexpr std::array kSweepExits{done, usage, broken_invariant, cannot_write, interrupted};
constexpr std::array kComparisonExits{done, usage, broken_invariant, undecided, cannot_write, interrupted};
constexpr std::array kVerifyExits{done, breached, usage, broken_invariant, cannot_write, interrupted};
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
            .arguments = "A B...",
            .arity = {2, kAnyNumber},
            .help = "the same customers under each, paired differences",
            .details = "Every replication meets the same customers under each scenario, so differences\n"
                       "are not noise. Each scenario is compared with the first. Campaigns are matched\n"
                       "by name, the first scenario's seed goes for all. Writes compare.json and\n"
                       "compare.csv, by default to out/compare-A-B. With a metric, also the best, or\n"
                       "the group that cannot be told from it; --until-best goes on with those that\n"
                       "are left until it is one (Kim and Nelson's procedure), exit status 4 when N is\n"
                       "spent.",
            .options = kCompareOptions,
            .reads_scenarios = true,
            .exits = kComparisonExits,
            .example = "dialsim compare a.json b.json --replications 20",
            .run = compare_scenarios},
    Command{.name = "report",
            .arguments = "RESULTS...",
            .arity = {1, kAnyNumber},
            .help = "write the capacity planning report from results",
            .details = "Reads folders that run, compare, sweep or plan have written, or single files of\n"
                       "them, and writes one page that works offline, report.html, and report.md:\n"
                       "beside the results of one folder, to out/report for several, or to the folder\n"
                       "that --out DIR names. Several runs are shown side by side. A run with --calls\n"
                       "gets reach by attempt, attempts per call and gaps as well.",
            .exits = kPrintExits,
            .example = "dialsim report out/quickstart",
            .run = write_report},
    Command{.name = "plan",
            .arguments = "SCENARIO",
            .arity = {1, 1},
            .help = "find the least lines, minutes, ... that will do",
            .details = "Searches the key that the block \"plan\" names for the least value with which all\n"
                       "requirements hold at the stated confidence; with two keys, for each value of the\n"
                       "first the least of the second. Writes plan.json. Exit status 1: no value in the\n"
                       "range meets them; 4: the budget of replications does not tell.",
            .reads_scenarios = true,
            .exits = kRunExits,
            .example = "dialsim plan scenarios/how-many-lines.json",
            .run = plan_scenario},
    Command{.name = "sweep",
            .arguments = "SCENARIO",
            .arity = {1, 1},
            .help = "run the vary block, resume where it stopped",
            .details = "Runs every combination of the values in the scenario's vary block for the same\n"
                       "customers. Finished replications are kept in sweep.sqlite, so an interrupted\n"
                       "sweep goes on where it stopped, and one with more values or replications\n"
                       "computes only what is new. Writes sweep.json and sweep.csv: estimates of every\n"
                       "point, each factor by itself, a quadratic metamodel with its lack of fit.\n"
                       "With --tornado, moves each uncertain input (answer rate, talk, voicemail share,\n"
                       "list quality, errors, outages) to either end of its plausible range, one at a\n"
                       "time, and shows which moves the metric most. Writes tornado.json.",
            .options = kSweepOptions,
            .reads_scenarios = true,
            .exits = kSweepExits,
            .example = "dialsim sweep scenario.json --pareto cost,reminders/reach_ratio",
            .run = sweep_scenario},
    Command{.name = "campaigns",
            .arguments = "OUT",
            .arity = {1, 1},
            .help = "the campaigns of a finished run",
            .details = "Lists the campaigns newest first, as the replication ended whose campaigns are\n"
                       "kept (replication 0, or that of --replication). OUT is the folder of a run.\n"
                       "Deleted campaigns are in no list; their dialogs are in `dialsim dialogs`.",
            .options = kCampaignsOptions,
            .exits = kPrintExits,
            .example = "dialsim campaigns out/quickstart --status paused",
            .run = list_campaigns},
    Command{.name = "campaign",
            .arguments = "OUT NAME",
            .arity = {2, 2},
            .help = "the page of one campaign",
            .details = "Shows its status and why it is paused, its calls by status, what the operator\n"
                       "did, and the hours in which something happened.",
            .exits = kPrintExits,
            .example = "dialsim campaign out/quickstart reminders",
            .run = show_campaign},
    Command{.name = "calls",
            .arguments = "OUT NAME",
            .arity = {2, 2},
            .help = "the call report of a campaign",
            .details = "A line for each call, in the order of calls.csv, which a run with --calls\n"
                       "writes. Further columns, for programs, are there.",
            .options = kCallsOptions,
            .exits = kPrintExits,
            .example = "dialsim calls out/quickstart reminders --status technical_error",
            .run = report_calls},
    Command{.name = "dialogs",
            .arguments = "OUT",
            .arity = {1, 1},
            .help = "the dialogs, of deleted campaigns too",
            .details = "A line for each answered attempt, by a person or by a voicemail, in the order\n"
                       "of dialogs.csv, which a run with --calls writes. Talk and billed time are\n"
                       "minutes and seconds.",
            .options = kDialogsOptions,
            .exits = kPrintExits,
            .example = "dialsim dialogs out/quickstart --campaign reminders | less",
            .run = list_dialogs},
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
            .example = "dialsim load scenarios/quickstart.json --replays 20",
            .run = load_machine},
    Command{.name = "verify",
            .arguments = "[SCENARIO]",
            .arity = {0, 1},
            .help = "explore every reachable state of small worlds",
            .details = "Explores all states of small worlds with the shipped machine under the audit,\n"
                       "feeds every kind of input in each, and looks for an end from each. A finding is\n"
                       "shown with the shortest history that leads to it. With a scenario and --against,\n"
                       "names the first event in which this build differs from the one that wrote the\n"
                       "trace; with --inputs only the machine is asked, which gets the inputs of the\n"
                       "trace. Exit status 1 then means that they differ.",
            .options = kVerifyOptions,
            .reads_scenarios = true,
            .exits = kVerifyExits,
            .example = "dialsim verify scenarios/quickstart.json --against out/quickstart/trace.txt",
            .run = verify_machine},
    Command{.name = "completion",
            .arguments = "SHELL",
            .arity = {1, 1},
            .help = "print a script that completes words in a shell",
            .details = "For bash, read it in ~/.bashrc; for zsh, write it to a file _dialsim in a folder\n"
                       "of $fpath.",
            .exits = kPrintExits,
            .example = "dialsim completion bash > ~/.local/share/bash-completion/completions/dialsim",
            .run = print_completion,
            .argument_words = kShells},
    Command{.name = "man",
            .arguments = "",
            .arity = {0, 0},
            .help = "print the manual page",
            .details = "In the macros of man, from the same table as this text.",
            .exits = kPrintExits,
            .example = "dialsim man | man -l -",
            .run = print_manual},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(kCommands, name, &Command::name);
  return found == kCommands.end() ? nullptr : &*found;
}

}  // namespace sim::cli
