// The commands that show a finished run, and those that print words for a shell and for man: the program as a child process.

#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>

#include "sim/cli/command.hpp"
#include "sim/cli/completion.hpp"
#include "tests/catch.hpp"
#include "tests/finished_run.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

struct Shown {
  int status;
  std::string output, errors;
};

// `dialsim` is the program, the folder of the run is where the line is run.
Shown shell(const sim::TemporaryFolder& folder, const std::string& line) {
  const std::string place = "cd '" + folder.path().string() + "' && PATH=\"$(dirname '" DIALSIM_PROGRAM "'):$PATH\" && ";
  const int status = std::system((place + "{ " + line + "; } >output.txt 2>errors.txt").c_str());
  return {WEXITSTATUS(status), folder.read("output.txt"), folder.read("errors.txt")};
}

bool has_tool(const std::string& name) { return std::system(("command -v " + name + " >/dev/null").c_str()) == 0; }

// What bash would offer for the last of the words.
std::string offered(const sim::TemporaryFolder& folder, const std::string& words) {
  folder.write("complete.bash", "source <(dialsim completion bash)\nCOMP_WORDS=(" + words +
                                    ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_dialsim\necho \"${COMPREPLY[@]}\"\n");
  const Shown shown = shell(folder, "bash complete.bash");
  CHECK(shown.errors.empty());
  return shown.output;
}

}  // namespace

TEST_CASE("campaigns are listed by status", "[program]") {
  const sim::FinishedRunFolder folder;
  CHECK_THAT(shell(folder, "dialsim campaigns .").output, Contains("\n客户回访 ") && Contains("\nreminders "));
  CHECK_THAT(shell(folder, "dialsim campaigns . --status Paused").output, Contains("\n客户回访 ") && !Contains("reminders"));
  const Shown wrong = shell(folder, "dialsim campaigns . --status pausd");
  CHECK(wrong.status == 2);
  CHECK_THAT(wrong.errors, StartsWith("dialsim campaigns: --status: unknown word \"pausd\"; did you mean \"paused\"?\n"));
  CHECK_THAT(shell(folder, "dialsim campaigns . --color always").output, StartsWith("\x1b[1mcampaign"));
}

TEST_CASE("a campaign that cannot be shown is an error that says what can", "[program]") {
  const sim::FinishedRunFolder folder;
  CHECK_THAT(shell(folder, "dialsim campaign . reminders").output, StartsWith("reminders  "));
  const Shown unknown = shell(folder, "dialsim campaign . remindrs");
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.errors, EndsWith("has no campaign \"remindrs\"; did you mean \"reminders\"?\n"));
  const Shown deleted = shell(folder, "dialsim campaign . 'wrong list'");
  CHECK(deleted.status == 2);
  CHECK(
      deleted.errors ==
      "dialsim campaign: campaign \"wrong list\" is deleted, so only its dialogs can be read: dialsim dialogs . --campaign 'wrong list'\n");
  CHECK(shell(folder, "dialsim campaign nowhere reminders").status == 2);
}

TEST_CASE("calls and dialogs need a run with --calls", "[program]") {
  const sim::FinishedRunFolder folder;
  const Shown missing = shell(folder, "dialsim calls . reminders");
  CHECK(missing.status == 2);
  CHECK_THAT(missing.errors,
             EndsWith("calls.csv: is written with --calls only; run this first:\n  dialsim run my.json --out here --calls\n"));
  CHECK(shell(folder, "dialsim dialogs .").status == 2);
  folder.write_calls();
  CHECK_THAT(shell(folder, "dialsim calls . reminders --status 'Not dialed'").output,
             EndsWith("\n4930125         Not dialed                          0\n"));
  CHECK_THAT(shell(folder, "dialsim dialogs . --campaign 'wrong list'").output, Contains("voicemail"));
  CHECK(shell(folder, "dialsim calls . 'wrong list'").status == 2);
  CHECK(shell(folder, "dialsim dialogs . --campaign wrong").status == 2);
  const Shown first = shell(folder, "dialsim dialogs . --limit 1");
  CHECK_THAT(first.output, Contains("reminders") && !Contains("wrong list"));
  CHECK(first.errors.empty());
}

TEST_CASE("on a terminal a view is a screenful", "[program]") {
  if (!has_tool("script")) return;
  const sim::FinishedRunFolder folder;
  folder.write_calls();
  std::string calls = folder.read("calls.csv");
  for (int i = 0; i < 50; ++i) calls += "reminders,3,4930125,not_dialed,0,,,,,,0,0\n";
  folder.write("calls.csv", calls);
  const std::string shown = shell(folder, "script -qec 'dialsim calls . reminders' /dev/null </dev/null").output;
  CHECK(std::ranges::count(shown, '\n') == 42);  // the head, 40 calls, and
  CHECK_THAT(shown, EndsWith("there are more; --limit N shows N of them, a pipe takes all\r\n"));
  CHECK(std::ranges::count(shell(folder, "dialsim calls . reminders").output, '\n') == 54);
}

TEST_CASE("a view whose reader goes away stops in silence", "[program]") {
  const sim::FinishedRunFolder folder;
  folder.write_calls();
  std::string calls = folder.read("calls.csv");
  for (int i = 0; i < 20'000; ++i) calls += "reminders,3,4930125,not_dialed,0,,,,,,0,0\n";
  folder.write("calls.csv", calls + "a broken record\n");
  const Shown head = shell(folder, "{ dialsim calls . reminders; echo status $? >&2; } | head -n 1");
  CHECK_THAT(head.output, StartsWith("phone "));
  CHECK(head.errors == "status 0\n");
  CHECK(shell(folder, "dialsim calls . reminders >/dev/full").status == 5);
  CHECK_THAT(shell(folder, "dialsim calls . reminders").errors, Contains("calls.csv:20007:16: expected 12 fields"));
}

TEST_CASE("bash completes commands, options, their words, files and folders", "[program]") {
  const sim::TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "my out");
  folder.write("my.json", "");
  CHECK(offered(folder, "dialsim camp") == "campaigns campaign\n");
  CHECK(offered(folder, "dialsim run --rep") == "--replication --replications\n");
  CHECK(offered(folder, "dialsim run --out my") == "my out\n");
  CHECK(offered(folder, "dialsim run --quiet my") == "my out my.json\n");
  CHECK(offered(folder, "dialsim run --seed ''") == "\n");
  CHECK(offered(folder, "dialsim campaigns my") == "my out\n");
  CHECK(offered(folder, "dialsim campaigns x --status p") == "planned paused\n");
  CHECK(offered(folder, "dialsim check --color = al") == "always\n");
  CHECK(offered(folder, "dialsim completion z") == "zsh\n");
  CHECK(offered(folder, "dialsim nothing x") == "\n");
}

TEST_CASE("every command, option and word is in both scripts", "[cli]") {
  const std::string bash = sim::cli::bash_completion(), zsh = sim::cli::zsh_completion();
  for (const sim::cli::Command& command : sim::cli::commands()) {
    CHECK_THAT(bash, Contains(" " + std::string(command.name) + ")\n"));
    CHECK_THAT(zsh, Contains("'" + std::string(command.name) + ":"));
    for (const sim::cli::Option& option : command.options) {
      CHECK_THAT(bash, Contains("--" + std::string(option.name)));
      CHECK_THAT(zsh, Contains("--" + std::string(option.name)));
    }
  }
}

TEST_CASE("shells and the formatter of man find nothing wrong", "[program]") {
  const sim::TemporaryFolder folder;
  CHECK(shell(folder, "dialsim completion bash | bash -n").errors.empty());
  if (has_tool("zsh")) CHECK(shell(folder, "dialsim completion zsh | zsh -n").errors.empty());
  if (has_tool("groff")) {
    const Shown page = shell(folder, "dialsim man | groff -man -ww -Tutf8 -P-cbou");
    CHECK(page.errors.empty());
    for (const sim::cli::Command& command : sim::cli::commands()) CHECK_THAT(page.output, Contains("   " + std::string(command.name)));
    CHECK_THAT(page.output, Contains("--replications N") && Contains("`dialsim dialogs`"));
  }
  CHECK(shell(folder, "dialsim completion powershell").errors ==
        "dialsim completion: unknown shell \"powershell\"; known here: bash, zsh\n`dialsim completion --help` shows what can be given\n");
}
