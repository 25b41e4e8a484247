// The report of plans, sweeps, comparisons and tornados, from files written by hand.

#include <algorithm>

#include "sim/report/markdown_page.hpp"
#include "sim/report/report_sections.hpp"
#include "tests/catch.hpp"
#include "tests/shipped_scenario.hpp"
#include "tests/temporary_folder.hpp"

using namespace sim;
using namespace sim::report::page;
using Catch::Matchers::Contains;

namespace {

constexpr double kHour = 3600;

const Json& scenario_json() {
  static const Json resolved = shipped::load("how-many-lines.json").resolved;
  return resolved;
}

Json study_json() {
  return {{"format", 1}, {"program", {{"name", "dialsim"}, {"version", "0"}}}, {"scenario", scenario_json()}, {"replications", 30}};
}

Json estimate_json(double mean, double half_width) {
  return {{"n", 30}, {"missing", 0}, {"mean", mean}, {"half_width", half_width}, {"p5", mean - half_width}, {"p95", mean + half_width}};
}

Json judged_json(double value, const char* verdict) {
  return {{"metric", "recall/finished_after_s"},
          {"statistic", "p95"},
          {"max", 10 * kHour},
          {"confidence", 0.95},
          {"value", value},
          {"low", value - 60},
          {"high", nullptr},
          {"margin", 10 * kHour - value},
          {"verdict", verdict}};
}

// Done after 160 hours / lines and 5 more: a curve with a bend.
double done_s(double lines) { return (5 + 160 / lines) * kHour; }

Json plan_json() {
  Json json = study_json();
  json.update({{"minimize", "/account/lines"},
               {"from", 1},
               {"to", 60},
               {"step", 1},
               {"unit", nullptr},
               {"confidence", 0.95},
               {"outcome", "found"},
               {"answer", 32},
               {"next_lower", {{"value", 31}, {"verdict", "breached"}}},
               {"arithmetic", {{"least", 20}, {"at_answer", Json::array()}}},
               {"spent", {{"values", 5}, {"replications", 150}, {"attempts", 9}}},
               {"assumed", {"The same customers meet every value."}}});
  json["requirements"] = Json::array({judged_json(done_s(32), "holds")});
  for (const double lines : {60.0, 8.0, 32.0, 16.0, 31.0}) {
    const char* verdict = lines < 32 ? "breached" : "holds";
    json["tried"].push_back({{"value", lines},
                             {"verdict", verdict},
                             {"replications", 30},
                             {"attempts", 1},
                             {"requirements", {judged_json(done_s(lines), verdict)}}});
  }
  return json;
}

// Every combination of lines, attempts and, with `rates`, the rate; half of the points are on the frontier.
Json sweep_json(const std::vector<int>& lines, const std::vector<int>& attempts, const std::vector<int>& rates = {}) {
  Json json = study_json();
  json["pareto"] = {{{"metric", "cost"}, {"better", "smaller"}}, {{"metric", "recall/reach_ratio"}, {"better", "greater"}}};
  json["points"] = Json::array();
  const auto add = [&json](Json factors, double n, double m) {
    const std::size_t point = json["points"].size();
    json["points"].push_back({{"point", point},
                              {"factors", std::move(factors)},
                              {"standing", point % 2 == 0 ? "frontier" : "dominated"},
                              {"metrics",
                               {{"recall/finished_after_s", estimate_json(done_s(n), 60)},
                                {"recall/reach_ratio", estimate_json(0.2 * m, 0.01)},
                                {"cost", estimate_json(n * m, 1)}}}});
  };
  for (const int n : lines) {
    for (const int m : attempts.empty() ? std::vector{2} : attempts) {
      Json factors{{"/account/lines", n}};
      if (!attempts.empty()) factors["/campaigns/0/max_attempts"] = m;
      if (rates.empty()) add(factors, n, m);
      for (const int rate : rates) {
        factors["/account/calls_per_second"] = rate;
        add(factors, n, m);
      }
    }
  }
  json["factors"] = {
      {"recall/reach_ratio",
       {{"marginal", {{"/account/lines", {{{"value", 8}, {"n", 30}, {"mean", 0.4}, {"half_width", 0.01}}}}}}, {"metamodel", nullptr}}}};
  return json;
}

Json tornado_json() {
  const auto end = [](Json value, double difference) {
    return Json{{"value", std::move(value)}, {"mean", 1}, {"difference", difference}, {"half_width", 60}};
  };
  return {{"format", 1},
          {"program", {{"name", "dialsim"}, {"version", "0"}}},
          {"metric", "recall/finished_after_s"},
          {"baseline", {{"mean", 9 * kHour}, {"half_width", 300}}},
          {"inputs",
           {{{"pointer", "/customers/owners/reachability"},
             {"label", "answer rate"},
             {"low", end(0.3, 2 * kHour)},
             {"high", end(0.5, -1 * kHour)},
             {"swing", 3 * kHour},
             {"why", "plausible range: a fifth either way"}},
            {{"pointer", "/scripts/recall/talk"},
             {"label", "talk time"},
             {"low", end("50s", -600)},
             {"high", end("70s", 600)},
             {"swing", 1200},
             {"why", ""}}}}};
}

Json compare_json() {
  Json json{{"format", 1}, {"program", {{"name", "dialsim"}, {"version", "0"}}}, {"replications", 20}, {"best", nullptr}};
  json["scenarios"] = {{{"label", "now"}, {"file", "now.json"}, {"scenario", scenario_json()}},
                       {{"label", "patient"}, {"file", "patient.json"}, {"scenario", scenario_json()}}};
  const auto pairs = [](double a, double difference, const char* verdict) {
    return Json{{"n", 20},           {"mean_a", a},         {"mean_b", a + difference}, {"difference", difference},
                {"half_width", 120}, {"correlation", 0.99}, {"variance_reduction", 50}, {"verdict", verdict}};
  };
  json["pairs"] = {
      {{"a", "now"},
       {"b", "patient"},
       {"differences", {{{"pointer", "/account/lines"}, {"a", 30}, {"b", 40}}}},
       {"metrics",
        {{"recall/wait_s", pairs(600, 30, "no difference seen")}, {"recall/finished_after_s", pairs(10 * kHour, -2 * kHour, "differs")}}}}};
  return json;
}

class WrittenFolder : public TemporaryFolder {
 public:
  WrittenFolder(const char* name, const Json& json) { write(name, json.dump()); }
  Document document() const { return report_document(std::vector{read_folder(path())}, "dialsim report x"); }
  std::string text() const { return markdown_page(document()); }
};

std::vector<const Chart*> charts_of(const Document& document) {
  std::vector<const Chart*> charts;
  for (const Part& part : document.parts) {
    for (const Section& section : part.sections) {
      for (const Block& block : section.blocks) {
        if (const Chart* chart = std::get_if<Chart>(&block)) charts.push_back(chart);
      }
    }
  }
  return charts;
}

std::vector<std::string> chart_titles(const Document& document) {
  std::vector<std::string> titles;
  for (const Chart* chart : charts_of(document)) titles.push_back(chart->title);
  return titles;
}

}  // namespace

TEST_CASE("a report of a plan begins with the least value and draws what was tried", "[report]") {
  const WrittenFolder folder("plan.json", plan_json());
  const Document document = folder.document();
  REQUIRE(charts_of(document).size() == 1);
  const Chart& chart = *charts_of(document).front();
  CHECK(chart.spec.at("datasets").at("rows").size() == 5);
  CHECK(chart.spec.at("datasets").at("rows").front().at("x") == 8);
  CHECK(chart.spec.at("datasets").at("answer").front().at("x") == 32);
  const std::string text = folder.text();
  CHECK_THAT(text, Contains("## Lines needed\n\n- Least lines: **32**") && Contains("Arithmetic would say: **20**, 12 too few"));
  CHECK_THAT(text, Contains("knee is at 16 lines") && Contains("Mon 2026-03-02 18:00") && Contains("| breached |"));
  CHECK_THAT(text, Contains("## Model card") && Contains("dialsim plan scenario.json\ndialsim report x"));
}

TEST_CASE("a sweep over lines shows the knee and what a further line saves", "[report]") {
  const WrittenFolder folder("sweep.json", sweep_json({40, 8, 16, 32, 24, 64}, {}));
  CHECK_THAT(folder.text(), Contains("The knee is at 24 lines") && Contains("| 16 | Mon 2026-03-02 23:00"));
  const WrittenFolder flat("sweep.json", sweep_json({32, 64}, {}));
  CHECK_THAT(flat.text(), Contains("No clear knee"));
  // Nothing marks a knee, so the layers that would are gone.
  const Document marked = folder.document(), unmarked = flat.document();
  CHECK(charts_of(marked).front()->spec.at("layer").size() == charts_of(unmarked).front()->spec.at("layer").size() + 2);
}

TEST_CASE("a sweep of two factors is a heat map, of three one for each level of the third", "[report]") {
  const std::vector<std::string> two = chart_titles(WrittenFolder("sweep.json", sweep_json({8, 16, 32}, {2, 3})).document());
  CHECK(std::ranges::count(two, "recall: reached over lines and max attempts") == 1);
  const std::vector<std::string> three = chart_titles(WrittenFolder("sweep.json", sweep_json({8, 16, 32}, {2, 3}, {5, 10})).document());
  CHECK(std::ranges::count(three, "recall: reached over lines and max attempts, with calls per second 5") == 1);
  CHECK(std::ranges::count(three, "recall: reached over lines and max attempts, with calls per second 10") == 1);
}

TEST_CASE("all heat maps of a metric share their scale", "[report]") {
  const Document document = WrittenFolder("sweep.json", sweep_json({8, 16, 32}, {2, 3}, {5, 10})).document();
  for (const Chart* chart : charts_of(document)) {
    if (!chart->title.starts_with("recall: reached over")) continue;
    for (const Json& cell : chart->spec.at("datasets").at("rows")) {
      CHECK(cell.at("depth").get<double>() == Approx(cell.at("row") == "3" ? 1 : 0).margin(1e-9));
    }
  }
}

TEST_CASE("the frontier of a sweep names the points that nothing beats", "[report]") {
  const WrittenFolder folder("sweep.json", sweep_json({8, 16, 32, 64}, {}));
  CHECK_THAT(folder.text(),
             Contains("cost (less is better), recall: reached (more is better). 2 points on the frontier") && Contains("2 dominated"));
  Json without = sweep_json({8, 16}, {});
  without["pareto"] = nullptr;
  CHECK_THAT(WrittenFolder("sweep.json", without).text(), !Contains("Pareto"));
}

TEST_CASE("sensitivity shows each input with its range and its paired difference", "[report]") {
  const WrittenFolder folder("tornado.json", tornado_json());
  folder.write("sweep.json", sweep_json({8, 16}, {}).dump());
  CHECK_THAT(folder.text(), Contains("What moves it most is answer rate: +2 h 00 min ± 1 min 00 s at 0.3") &&
                                Contains("| talk time | 50s | -10 min 00 s"));
  CHECK_THAT(folder.text(), Contains("recall: done: **Mon 2026-03-02 17:00 ± 5 min 00 s**"));  // the clock of the sweep beside it
  const WrittenFolder alone("tornado.json", tornado_json());
  CHECK_THAT(alone.text(), Contains("recall: done: **9 h 00 min after the start"));
}

TEST_CASE("a comparison shows what differs and the paired differences", "[report]") {
  const WrittenFolder folder("compare.json", compare_json());
  const std::string text = folder.text();
  CHECK_THAT(text, Contains("# now against patient\n") && Contains("| /account/lines | 30 | 40 |"));
  CHECK_THAT(text, Contains("- recall: done: **-2 h 00 min ± 2 min 00 s**"));
  const Document document = folder.document();
  const Json& rows = charts_of(document).front()->spec.at("datasets").at("rows");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].at("mean").get<double>() == Approx(-20));  // percent of the first
  CHECK(rows[1].at("verdict") == "no difference seen");
}

TEST_CASE("a plan of two keys shows the least pairs and the edge of what will do", "[report]") {
  const auto key = [](const char* pointer) { return Json{{"pointer", pointer}, {"from", 1}, {"to", 60}, {"step", 1}, {"unit", nullptr}}; };
  const auto pair = [](int x, int y, const char* verdict) { return Json{{"values", {x, y}}, {"verdict", verdict}, {"replications", 30}}; };
  Json plan{{"format", 1},
            {"program", {{"name", "dialsim"}, {"version", "0"}}},
            {"minimize", {key("/account/lines"), key("/account/minutes")}},
            {"confidence", 0.95},
            {"monotone", true},
            {"spent", {{"values", 3}, {"replications", 90}}},
            {"tried", {pair(17, 3, "holds"), pair(16, 3, "breached"), pair(40, 50, "holds")}}};
  plan["frontier"] = Json::array({pair(17, 3, "holds")});
  plan["frontier"][0]["next_lower"] = {Json{{"values", {16, 3}}, {"verdict", "breached"}}, nullptr};
  const Document document = WrittenFolder("plan.json", plan).document();
  const Chart& chart = *charts_of(document).front();
  const Json edge = Json::array({{{"x", 17}, {"y", 50.0}}, {{"x", 17}, {"y", 3}}, {{"x", 40.0}, {"y", 3}}});
  CHECK(chart.spec.at("datasets").at("staircase") == edge);  // one pair alone has an edge too
  const auto text = [&plan] { return WrittenFolder("plan.json", plan).text(); };
  CHECK_THAT(text(), Contains("| 17 | 3 | 16 and 3: breached |") && Contains("On and above the staircase every requirement holds"));
  plan["monotone"] = false;
  CHECK_THAT(text(), !Contains("On and above the staircase") && Contains("more is not always better here"));
}

TEST_CASE("a folder that holds several studies is one report in which each has its section", "[report]") {
  const WrittenFolder folder("plan.json", plan_json());
  folder.write("sweep.json", sweep_json({8, 16, 32}, {2, 3}).dump());
  folder.write("plan_run.json", R"({"format": 1, "command_line": "dialsim plan x.json", "scenario_files": ["x.json"]})");
  const Document document = folder.document();
  REQUIRE(document.parts.size() == 1);
  CHECK_THAT(folder.text(),
             Contains("## Lines needed") && Contains("## Sweep") && Contains("dialsim plan x.json\ndialsim sweep scenario.json\n"));
  const Document both = report_document(std::vector{read_folder(folder.path()), read_folder(folder.path() / "plan.json")}, "");
  CHECK(both.parts.size() == 2);
}

TEST_CASE("a folder that holds no results is named, with what it lacks", "[report]") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(read_folder(folder.path()),
                    Contains(": holds no results; name a folder that dialsim run, compare, sweep or plan has written"));
  CHECK_THROWS_WITH(read_folder(folder.path() / "none"), Contains("none: there is no such folder or file"));
  folder.write("sweep.sqlite", "");
  CHECK_THROWS_WITH(read_folder(folder.path()), Contains("holds a sweep that has not come to an end"));
  folder.write("plan.json", "{}");
  CHECK_THROWS_WITH(read_folder(folder.path()), Contains("plan.json: is not the result of `dialsim plan`"));
  folder.write("x.json", "{}");
  CHECK_THROWS_WITH(read_folder(folder.path() / "x.json"), Contains("is none of results.json, compare.json"));
}
