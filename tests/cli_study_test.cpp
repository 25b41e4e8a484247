// compare and sweep as child processes.

#include <sys/wait.h>

#include <cstdlib>

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
  }
  Told shell(const std::string& line) const {
    const std::string place = "cd '" + path().string() + "' && PATH=\"$(dirname '" DIALSIM_PROGRAM "'):$PATH\" && ";
    const int status = std::system((place + "{ " + line + "; } >output.txt 2>errors.txt").c_str());
    return {WEXITSTATUS(status), read("output.txt"), read("errors.txt")};
  }

 private:
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
  CHECK_THAT(told.output, Contains("/campaigns/0/max_attempts: 1 -> 2") && Contains("all/reach_ratio"));
  CHECK_THAT(study.read("c/compare.csv"), Contains("a,b,all/reach_ratio,5,0,") && Contains(",differs\n"));
  const std::string json = study.read("c/compare.json");
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

TEST_CASE("compare and sweep say what is wrong with what was asked", "[program]") {
  const Study study;
  CHECK_THAT(study.shell("dialsim compare a.json b.json --metric all/reach_ration").errors,
             Contains("--metric: there is no metric \"all/reach_ration\"; did you mean \"all/reach_ratio\"?"));
  CHECK_THAT(study.shell("dialsim compare a.json b.json --indifference x --metric all/attempts").errors,
             Contains("--indifference: expected a number from 0 on, got \"x\""));
  const Told none = study.shell("dialsim sweep a.json");
  CHECK(none.status == 2);
  CHECK_THAT(none.errors,
             Contains("a.json: there is nothing to vary; add a block such as \"vary\": {\"/account/lines\": [100, 150, 200]}"));
  CHECK_THAT(study.shell("dialsim sweep v.json --pareto all/attempts").errors, Contains("expected two or three metrics"));
}

TEST_CASE("a sweep that was killed goes on to the same bytes", "[program]") {
  const Study study;
  CHECK(study.shell("dialsim sweep v.json --out whole --replications 20 --threads 2 --quiet").status == 0);
  study.shell("timeout -s KILL 0.05 dialsim sweep v.json --out parts --replications 20 --threads 1 --quiet");
  CHECK(study.shell("dialsim sweep v.json --out parts --replications 7 --threads 1 --quiet").status == 0);  // and then more of it
  const Told told = study.shell("dialsim sweep v.json --out parts --replications 20 --threads 2");
  CHECK(told.status == 0);
  CHECK_THAT(told.output, Contains("replications known from before: "));
  CHECK(study.read("parts/sweep.csv") == study.read("whole/sweep.csv"));
  CHECK(study.read("parts/sweep.json") == study.read("whole/sweep.json"));
  CHECK_THAT(study.read("whole/sweep.csv"), Contains("point,/account/lines,/campaigns/0/max_attempts,metric,n,"));
}

TEST_CASE("summaries of studies fit 80 columns", "[program]") {
  const Study study;
  for (const char* line : {"dialsim compare a.json b.json a.json", "dialsim sweep v.json --pareto all/attempts,all/reach_ratio"}) {
    const std::string text = study.shell(line).output;
    std::size_t columns = 0;
    for (const char c : text) {
      const bool continues = (static_cast<unsigned char>(c) & 0xc0) == 0x80;
      columns = c == '\n' ? 0 : columns + (continues ? 0 : 1);
      if (columns > 80) FAIL("a line is too long in\n" << text);
    }
  }
}
