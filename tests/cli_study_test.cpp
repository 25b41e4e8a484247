// compare and sweep as child processes.

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "sim/report/plain_text.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

using Catch::Matchers::Contains;

namespace {

struct Told {
  int status;
  std::string output, errors;
};

class Study : public sim::TemporaryFolder {
 public:
  Study() {
    write("a.json", scenario(""));
    write("b.json", scenario(R"(, "max_attempts": 2, "retry": {"no_answer": ["10m"]})"));
    std::string varied = scenario("");
    varied.replace(varied.size() - 1, 1, R"(, "vary": {"/account/lines": [2, 3, 5], "/campaigns/0/max_attempts": [1, 2]}})");
    write("v.json", varied);
    std::string slower = scenario("");
    write("c.json", slower.replace(slower.find("60s"), 3, "61s"));
  }
  Told shell(const std::string& line) const {
    const std::string place = "cd '" + path().string() + "' && PATH=\"$(dirname '" DIALSIM_PROGRAM "'):$PATH\" && ";
    const int status = std::system((place + "{ " + line + "; } >output.txt 2>errors.txt").c_str());
    return {WEXITSTATUS(status), read("output.txt"), read("errors.txt")};
  }

  // Starts the program and kills it as soon as parts/sweep.sqlite holds more than this; how many it holds then.
  int kill_with_more_rows_than(int known, const std::vector<std::string>& words) const {
    const pid_t program = ::fork();
    if (program == 0) {
      std::vector<std::string> all{DIALSIM_PROGRAM};
      all.insert(all.end(), words.begin(), words.end());
      all.insert(all.end(), {"--out", "parts", "--threads", "1", "--quiet"});
      std::vector<char*> arguments;
      for (std::string& word : all) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      if (::chdir(path().c_str()) == 0) ::execv(DIALSIM_PROGRAM, arguments.data());
      ::_exit(127);
    }
    while (rows_in_store() <= known) {
      REQUIRE(::waitpid(program, nullptr, WNOHANG) == 0);  // not over yet
      ::usleep(500);
    }
    int status = 0;
    ::kill(program, SIGKILL);
    REQUIRE(::waitpid(program, &status, 0) == program);
    CHECK(WIFSIGNALED(status));
    return rows_in_store();
  }

 private:
  int rows_in_store() const {
    sqlite3* store = nullptr;
    int rows = 0;
    const auto take = [](void* to, int, char** texts, char**) { return *static_cast<int*>(to) = std::atoi(texts[0]), 0; };
    if (sqlite3_open_v2((path() / "parts/sweep.sqlite").c_str(), &store, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK) {
      sqlite3_busy_timeout(store, 1000);
      sqlite3_exec(store, "SELECT count(*) FROM replication", take, &rows, nullptr);
    }
    sqlite3_close(store);
    return rows;
  }
  static std::string scenario(const std::string& more) {
    return R"({"version": 1, "start": "2026-03-02T08:00", "time_zone": "Europe/Berlin", "horizon": "1d", "replications": 5,
 "account": {"lines": 4},
 "campaigns": [{"name": "all", "starts": "2026-03-02T09:00", "contacts": [{"count": 200, "customers": "some"}], "script": "v1")" +
           more + R"(}],
 "scripts": {"v1": {"talk": {"exponential": {"mean": "60s"}}}},
 "customers": {"some": {"reachability": 0.5}}})";
  }
};

}  // namespace

TEST_CASE("compare tells what differs between two policies", "[program]") {
  const Study study;
  const Told told = study.shell("dialsim compare a.json b.json --out c --threads 2");
  CHECK(told.status == 0);
  CHECK_THAT(told.output, Contains("/campaigns/0/max_attempts: 1 -> 2") && Contains("\n  all\n") && Contains("\n   reach_ratio ") &&
                              Contains("\n  exactly equal metrics: "));
  CHECK_THAT(study.read("c/compare.csv"), Contains("a,b,all/reach_ratio,5,0,") && Contains(",differs\n"));
  std::istringstream lines(told.output);
  for (std::string line; std::getline(lines, line);) CHECK(sim::report::width(line) <= 80);
  const std::string json = study.read("c/compare.json");
  CHECK_THAT(json, Contains("\"audit\": {\n    \"checks\": ") && Contains("\"violations\": 0"));
  CHECK(study.shell("dialsim compare a.json b.json --out c --threads 1").status == 0);
  CHECK(study.read("c/compare.json") == json);
}

TEST_CASE("report takes what compare wrote, and names every folder that holds no results", "[program]") {
  const Study study;
  CHECK(study.shell("dialsim compare a.json b.json --out c --threads 2").status == 0);
  CHECK(study.shell("dialsim report c --quiet").status == 0);
  CHECK_THAT(study.read("c/report.md"),
             Contains("# a against b\n") && Contains("dialsim compare a.json b.json --out c --threads 2\ndialsim report c"));
  const Told none = study.shell("mkdir empty && dialsim report c empty other");
  CHECK(none.status == 2);
  CHECK_THAT(none.errors,
             Contains("dialsim report: empty: holds no results") && Contains("dialsim report: other: there is no such folder or file"));
}

TEST_CASE("compare names the best of three or the group", "[program]") {
  const Study study;
  const Told best = study.shell("dialsim compare a.json b.json a.json --metric all/reach_ratio --out c");
  CHECK_THAT(best.output, Contains("greatest all/reach_ratio") && Contains("best with 95 % confidence: b.json (2)"));
  const Told group = study.shell("dialsim compare a.json b.json a.json --metric all/reach_ratio --minimize --out c");
  CHECK_THAT(group.output, Contains("cannot be told apart:\n    a.json (1)\n    a.json (3)\n"));
}

TEST_CASE("compare goes on until one is the best", "[program]") {
  const Study study;
  const std::string by_reach = "dialsim compare a.json b.json c.json --metric all/reach_ratio --out c --threads 2 ";
  const Told best = study.shell(by_reach + "--indifference 0.05 --until-best 100");
  CHECK(best.status == 0);
  CHECK_THAT(best.output, Contains("best with 95 % confidence: b") && Contains("out after     20 replications: a"));
  CHECK_THAT(study.read("c/compare.json"), Contains("\"decided\": true") && Contains("\"procedure\": \"Kim-Nelson\""));
  const Told spent = study.shell("dialsim compare a.json c.json --metric all/finished_after_s --indifference 1e-9 --until-best 21 --out c");
  CHECK(spent.status == 4);
  CHECK_THAT(spent.output, Contains("undecided after 21 replications; still in, best mean first:"));
  const Told zone = study.shell(by_reach + "--until-best 100");
  CHECK(zone.status == 2);
  CHECK_THAT(zone.errors, Contains("--until-best needs --indifference X"));
  CHECK_THAT(study.shell(by_reach + "--indifference 1 --until-best 19").errors, Contains("the first look takes 20 replications already"));
}

TEST_CASE("compare and sweep say what is wrong with what was asked", "[program]") {
  const Study study;
  CHECK_THAT(study.shell("dialsim compare a.json b.json --metric all/reach_ration").errors,
             Contains("--metric: there is no metric \"all/reach_ration\"; did you mean \"all/reach_ratio\"?"));
  CHECK_THAT(study.shell("dialsim compare a.json b.json --indifference x --metric all/attempts").errors,
             Contains("--indifference: expected a number from 0 on, got \"x\""));
  const Told none = study.shell("dialsim sweep a.json");
  CHECK(none.status == 2);
  CHECK_THAT(none.errors,
             Contains("a.json: there is nothing to vary; add a block such as\n  \"vary\": {\"/account/lines\": [100, 150, 200]}"));
  CHECK_THAT(study.shell("dialsim sweep v.json --pareto all/attempts").errors, Contains("expected two or three metrics"));
}

TEST_CASE("a sweep that is killed again and again ends with the same bytes", "[program]") {
  const Study study;
  const std::vector<std::string> words{"sweep", "v.json", "--replications", "20", "--set", "/campaigns/0/contacts/0/count=1000"};
  const auto line = [&](const std::string& more) {
    std::string text = "dialsim";
    for (const std::string& word : words) text += " " + word;
    return text + " " + more;
  };
  CHECK(study.shell(line("--out whole --threads 2 --quiet")).status == 0);
  int known = 0;
  for (int kill = 0; kill < 3; ++kill) {
    known = study.kill_with_more_rows_than(known, words);
    REQUIRE(known < 120);
  }
  CHECK(study.shell("dialsim sweep v.json --out parts --replications 2 --threads 1 --quiet").status == 0);  // another sweep in between
  const Told told = study.shell(line("--out parts --threads 2"));
  CHECK(told.status == 0);
  CHECK_THAT(told.output, Contains("replications run: " + std::to_string(120 - known) + "; known from before: " + std::to_string(known)));
  CHECK(study.read("parts/sweep.csv") == study.read("whole/sweep.csv"));
  CHECK(study.read("parts/sweep.json") == study.read("whole/sweep.json"));
  CHECK_THAT(study.read("whole/sweep.csv"), Contains("point,/account/lines,/campaigns/0/max_attempts,metric,n,"));
}

TEST_CASE("another build of the program takes no rows of this one", "[program]") {
  const Study study;
  CHECK_THAT(study.shell("dialsim sweep v.json --out o").output, Contains("replications run: 30; known from before: 0\n\n"));
  study.shell("cp '" DIALSIM_PROGRAM "' other && printf x >> other");
  CHECK_THAT(study.shell("./other sweep v.json --out o").output,
             Contains("replications run: 30; known from before: 0\nof another build of the program, so not taken: 30\n"));
  CHECK_THAT(study.shell("./other sweep v.json --out o").output, Contains("replications run: 0; known from before: 30\n\n"));
}

TEST_CASE("a factor of several keys is decided as a whole", "[program]") {
  const Study study;
  const std::string policy =
      R"(--set '/vary={"policy": {"A": {"/account/lines": 2}, "B": {"/account/lines": 5, "/campaigns/0/max_attempts": 2}}}')";
  CHECK(study.shell("dialsim sweep v.json --out o --replications 2 " + policy).status == 0);
  CHECK_THAT(study.read("o/sweep.csv"), Contains("point,policy,metric,n,") && Contains("\n1,B,all/reach_ratio,2,"));
  const Told told = study.shell("dialsim sweep v.json --set /account/lines=3 " + policy);
  CHECK(told.status == 2);
  CHECK_THAT(told.errors, Contains("--set /account/lines decides a part of the factor \"policy\"; its keys move together"));
}

TEST_CASE("a tornado tells what moves the answer, against the scenario as it is", "[program]") {
  const Study study;
  CHECK(study.shell("dialsim run v.json --out r --quiet").status == 0);
  CHECK(study.shell("dialsim sweep v.json --tornado --metric all/talk_s --out t --threads 2 --quiet").status == 0);
  const std::string text = study.read("t/tornado.json");
  const auto json = nlohmann::json::parse(text);
  CHECK(json["format"] == 1);
  CHECK(json["metric"] == "all/talk_s");
  const auto run = nlohmann::json::parse(study.read("r/results.json"));
  const double mean = run["campaigns"][0]["metrics"]["talk_s"]["mean"];
  CHECK(json["baseline"]["mean"] == mean);
  REQUIRE(json["inputs"].size() == 2);
  CHECK(json["inputs"][0]["swing"] >= json["inputs"][1]["swing"]);
  for (const auto& input : json["inputs"]) {
    if (input["pointer"] != "/scripts/v1/talk") continue;
    // The same customers talk one and a half times as long: no noise is left.
    CHECK(input["high"]["value"] == 90);
    CHECK(input["high"]["difference"].get<double>() == Approx(mean / 2).epsilon(1e-6));
  }
  CHECK(study.shell("dialsim sweep v.json --tornado --metric all/talk_s --out t1 --threads 1 --quiet").status == 0);
  CHECK(study.read("t1/tornado.json") == text);
}

TEST_CASE("what a tornado cannot do is said", "[program]") {
  const Study study;
  const auto errors = [&study](const std::string& options) {
    const Told told = study.shell("dialsim sweep v.json " + options);
    CHECK(told.status == 2);
    return told.errors;
  };
  CHECK_THAT(errors("--range /account/lines=1,2"), Contains("--range goes with --tornado"));
  CHECK_THAT(errors("--tornado --pareto all/attempts,cost"), Contains("--pareto and --tornado exclude each other"));
  CHECK_THAT(errors("--tornado --metric all/attempt"), Contains("--metric: there is no metric \"all/attempt\""));
  CHECK_THAT(errors("--tornado --metric all/attempts --metric all/talk_s"), Contains("expected one --metric"));
  CHECK_THAT(errors("--tornado --range /account/line=1,2"), Contains("unknown key \"line\"; did you mean \"lines\"?"));
  CHECK_THAT(errors(R"(--tornado --set '/scripts/v1/talk="0s"' --set /customers/some/reachability=1)"), Contains("has no uncertain input"));
}

TEST_CASE("summaries of studies fit 80 columns", "[program]") {
  const Study study;
  for (const char* line : {"dialsim compare a.json b.json a.json", "dialsim sweep v.json --pareto all/attempts,all/reach_ratio",
                           "dialsim sweep v.json --tornado --range /campaigns/0/ring_timeout=10s,90s"}) {
    const std::string text = study.shell(line).output;
    std::size_t columns = 0;
    for (const char c : text) {
      const bool continues = (static_cast<unsigned char>(c) & 0xc0) == 0x80;
      columns = c == '\n' ? 0 : columns + (continues ? 0 : 1);
      if (columns > 80) FAIL("a line is too long in\n" << text);
    }
  }
}
