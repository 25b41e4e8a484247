// The built program as a child process: what it prints where, and the exit status.

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>

#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

struct Outcome {
  int status;
  std::string output, errors;
};

// A folder in which commands run.
class Desk : public sim::TemporaryFolder {
 public:
  bool has(const std::string& name) const { return std::filesystem::exists(path() / name); }

  // A line for the shell, in which `dialsim` is the program.
  Outcome shell(const std::string& line) const {
    const std::string place = "cd '" + path().string() + "' && PATH=\"$(dirname '" DIALSIM_PROGRAM "'):$PATH\" && ";
    const int status = std::system((place + "{ " + line + "; } >output.txt 2>errors.txt").c_str());
    return {WEXITSTATUS(status), read("output.txt"), read("errors.txt")};
  }
};

// Ten contacts that all answer at once: nothing is random.
constexpr const char* kTiny = R"({"version": 1, "name": "Tiny", "start": "2026-03-02T08:00", "time_zone": "Europe/Berlin", "horizon": "1d",
 "account": {"lines": 2},
 "campaigns": [{"name": "all", "starts": "2026-03-02T09:00", "contacts": [{"count": 10, "customers": "ready"}], "script": "v1"}],
 "scripts": {"v1": {"talk": "60s"}},
 "customers": {"ready": {"reachability": 1}}})";

}  // namespace

TEST_CASE("alone the program shows the overview", "[program]") {
  const Desk desk;
  const Outcome alone = desk.shell("dialsim");
  CHECK(alone.status == 0);
  CHECK_THAT(alone.output, Contains("Usage: dialsim COMMAND"));
  CHECK(alone.errors.empty());
  CHECK(desk.shell("dialsim --help").output == alone.output);
  CHECK(desk.shell("dialsim --version").output == "dialsim 0.1.0\n");
  CHECK(desk.shell("dialsim run --version").output == "dialsim 0.1.0\n");
  CHECK_THAT(desk.shell("dialsim check --help").output, StartsWith("Usage: dialsim check SCENARIO..."));
}

TEST_CASE("wrong usage ends with 2 and names the nearest word", "[program]") {
  const Desk desk;
  const Outcome command = desk.shell("dialsim rnu a.json");
  CHECK(command.status == 2);
  CHECK(command.output.empty());
  CHECK(command.errors == "dialsim: unknown command \"rnu\"; did you mean \"run\"?\n`dialsim --help` shows what can be given\n");
  const Outcome option = desk.shell("dialsim run a.json --sede 3");
  CHECK(option.status == 2);
  CHECK_THAT(option.errors, StartsWith("dialsim run: unknown option --sede; did you mean \"--seed\"?\n"));
  CHECK(desk.shell("dialsim run").status == 2);
  CHECK(desk.shell("dialsim run a.json b.json").status == 2);
  CHECK(desk.shell("dialsim check").status == 2);
}

TEST_CASE("run writes the files and prints the summary", "[program]") {
  const Desk desk;
  desk.write("tiny.json", kTiny);
  const Outcome run = desk.shell("dialsim run tiny.json");
  CHECK(run.status == 0);
  CHECK_THAT(run.output, StartsWith("Tiny\nMon 2026-03-02 08:00 to Mon 2026-03-02 09:05, Europe/Berlin\n"));
  CHECK_THAT(run.output, Contains("  Answered                                    10   100.00 %"));
  CHECK_THAT(run.output, Contains("files in out/tiny:\n"));
  CHECK(run.errors.empty());
  for (const char* name : {"results.json", "run.json", "results.sqlite", "timeseries.csv", "campaigns.csv", "commands.csv"}) {
    CHECK(desk.has(std::string("out/tiny/") + name));
  }
  CHECK_FALSE(desk.has("out/tiny/calls.csv"));
}

TEST_CASE("option --quiet prints nothing, and threads change no result", "[program]") {
  const Desk desk;
  desk.write("tiny.json", kTiny);
  const Outcome quiet = desk.shell("dialsim run tiny.json --replications 5 --threads 1 --quiet --out one");
  CHECK(quiet.status == 0);
  CHECK((quiet.output + quiet.errors).empty());
  desk.shell("dialsim run tiny.json --replications 5 --threads 3 --quiet --out three");
  CHECK(desk.read("one/results.json") == desk.read("three/results.json"));
  CHECK_FALSE(desk.read("one/results.json").empty());
}

TEST_CASE("single calls are written when asked for, and those of an earlier run are not left behind", "[program]") {
  const Desk desk;
  desk.write("tiny.json", kTiny);
  desk.shell("dialsim run tiny.json --calls --trace --out o");
  for (const char* name : {"calls.csv", "dialogs.csv", "trace.txt"}) CHECK_FALSE(desk.read(std::string("o/") + name).empty());
  desk.shell("dialsim run tiny.json --out o");
  for (const char* name : {"calls.csv", "dialogs.csv", "trace.txt"}) CHECK_FALSE(desk.has(std::string("o/") + name));
}

TEST_CASE("option --set, --until and --replication shape the run", "[program]") {
  const Desk desk;
  desk.write("tiny.json", kTiny);
  CHECK_THAT(desk.shell("dialsim run tiny.json --set /account/lines=1").output, Contains("1 of 1 at the peak"));
  CHECK_THAT(desk.shell("dialsim run tiny.json --until 2026-03-02T09:02").output, Contains("not before the end of the run"));
  CHECK_THAT(desk.read("out/tiny/results.json"), Contains("\"until\": \"2026-03-02T09:02:00+01:00\""));
  CHECK_THAT(desk.shell("dialsim run tiny.json --until +1h2m").output, Contains("to Mon 2026-03-02 09:02"));
  CHECK_THAT(desk.shell("dialsim run tiny.json --until noon").errors, StartsWith("dialsim run: --until: expected an instant"));
  CHECK(desk.shell("dialsim run tiny.json --until +0s").status == 2);
  CHECK(desk.shell("dialsim run tiny.json --replication 7 --trace --out o").status == 0);
  CHECK_FALSE(desk.read("o/trace.txt").empty());
}

TEST_CASE("requirements decide the exit status", "[program]") {
  const Desk desk;
  desk.write("tiny.json", kTiny);
  const std::string demand = "dialsim run tiny.json --set '/require=[{\"metric\":\"all/calls_answered\",\"max\":{\"min\":";
  CHECK(desk.shell(demand + "10}}]'").status == 0);
  const Outcome breached = desk.shell(demand + "11}}]'");
  CHECK(breached.status == 1);
  CHECK_THAT(breached.output, Contains("  breached   all/calls_answered max ≥ 11 calls\n"));
  CHECK(desk.shell("dialsim run tiny.json --set '/require=[{\"metric\":\"all/calls_answered\",\"p95\":{\"min\":10}}]'").status == 4);
}

TEST_CASE("every error of a scenario is on standard error, with their number at the end", "[program]") {
  const Desk desk;
  desk.write("tiny.json", kTiny);
  const Outcome wrong = desk.shell("dialsim run tiny.json --set /account/lines=0 --set /replications=0");
  CHECK(wrong.status == 2);
  CHECK(wrong.output.empty());
  CHECK_THAT(wrong.errors, Contains("/account/lines") && Contains("/replications") && Catch::Matchers::EndsWith("2 errors\n"));
  CHECK_FALSE(desk.has("out"));
  const Outcome missing = desk.shell("dialsim check nowhere.json tiny.json");
  CHECK(missing.status == 2);
  CHECK_THAT(missing.errors, StartsWith("nowhere.json: "));
  CHECK(missing.output == "tiny.json: ok\n  1 campaign, 10 contacts, 1 replication\n");
}

TEST_CASE("results that cannot be written end with 5 and the reason", "[program]") {
  const Desk desk;
  desk.write("tiny.json", kTiny);
  const Outcome file = desk.shell("dialsim run tiny.json --out tiny.json/o");
  CHECK(file.status == 5);
  CHECK_THAT(file.errors, StartsWith("dialsim run: tiny.json/o: "));
  CHECK(desk.shell("dialsim schema >/dev/full").status == 5);
}

TEST_CASE("a reader that goes away is no error", "[program]") {
  const Desk desk;
  const Outcome head = desk.shell("{ dialsim schema; echo status $? >&2; } | head -c 1");
  CHECK(head.output == "{");
  CHECK(head.errors == "status 0\n");
}

TEST_CASE("an interrupted run keeps what is finished", "[program]") {
  const Desk desk;
  desk.write("tiny.json", kTiny);
  const Outcome stopped = desk.shell(
      "timeout --preserve-status -s INT 1 dialsim run tiny.json --set /campaigns/0/contacts/0/count=1000 --replications 100000 --out o");
  CHECK(stopped.status == 130);
  CHECK_THAT(stopped.errors, Contains("dialsim run: interrupted; finished replications that are written: "));
  CHECK_THAT(stopped.output, Contains("interrupted: only the replications that were finished are counted"));
  CHECK(desk.has("o/results.json"));
}

TEST_CASE("a run that is told to end or whose terminal goes away keeps what is finished and leaves no half-written file", "[program]") {
  const char* const signal = GENERATE("TERM", "HUP");
  INFO(signal);
  const Desk desk;
  desk.write("tiny.json", kTiny);
  // The first replication writes its calls when it is over, so a moment later there is something to keep; on a slow machine the moment is
  // long and the replication is short.
  const Outcome stopped = desk.shell(
      "dialsim run tiny.json --set /campaigns/0/contacts/0/count=5000 --replications 10000 --threads 2 --calls --trace --out o & "
      "until [ -s o/.calls.csv.$!.part ] || ! kill -0 $!; do sleep 0.02; done; sleep 0.6; kill -" +
      std::string(signal) + " $!; wait $!");
  CHECK(stopped.status == 130);
  CHECK_THAT(stopped.errors, Contains("dialsim run: interrupted"));
  for (const auto& entry : std::filesystem::directory_iterator(desk.path() / "o")) CHECK(entry.path().extension() != ".part");
  CHECK(desk.has("o/results.json"));
}

TEST_CASE("small worlds are listed, explored, and a path of one is taken again", "[program]") {
  const Desk desk;
  CHECK_THAT(desk.shell("dialsim verify --list").output, Contains("  reserve           minutes are held for every call on a line\n"));
  const Outcome explored = desk.shell("dialsim verify --world reserve --threads 2");
  CHECK(explored.status == 0);
  CHECK_THAT(explored.output, StartsWith("  reserve                    594 states         22,354 transitions    9 deep\n"));
  CHECK_THAT(explored.output, Contains("no invariant is broken, and from every state an end can be reached\n"));
  CHECK_THAT(desk.shell("dialsim verify --world reserve --states 100").output, Contains("those marked + have more\n"));
  const Outcome taken = desk.shell("dialsim verify --world reserve --replay 4,3");
  CHECK(taken.status == 0);
  CHECK_THAT(taken.output, StartsWith("  0s            create\n") && Contains("nothing is wrong on this path"));

  const Outcome unknown = desk.shell("dialsim verify --world reserv");
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.errors, StartsWith("dialsim verify: --world: there is no \"reserv\"; did you mean \"reserve\"?\n"));
  CHECK(desk.shell("dialsim verify --replay 1").status == 2);
  for (const char* path : {"99", "1;2", "1,", ",1", "1,,2"}) {
    INFO(path);
    CHECK(desk.shell(std::string("dialsim verify --world reserve --replay '") + path + "'").status == 2);
  }
}

TEST_CASE("an interrupted exploration says how far it came", "[program]") {
  const Desk desk;
  const Outcome stopped = desk.shell("timeout --preserve-status -s INT 0.5 dialsim verify --world 'month turn' --threads 1");
  CHECK(stopped.status == 130);
  CHECK_THAT(stopped.output, Contains("+ states") && Contains("those marked + have more\n"));
}

TEST_CASE("the starter scenario is written once, has no errors and meets its requirements", "[program]") {
  const Desk desk;
  const Outcome first = desk.shell("dialsim init");
  CHECK(first.status == 0);
  CHECK(first.output == "scenario.json is written; run it:\n  dialsim run scenario.json\n");
  const Outcome again = desk.shell("dialsim init");
  CHECK(again.status == 2);
  CHECK_THAT(again.errors, StartsWith("dialsim init: scenario.json is there already"));
  CHECK(desk.shell("dialsim init nowhere/a.json").status == 5);
  CHECK(desk.shell("dialsim run scenario.json").status == 0);
}
