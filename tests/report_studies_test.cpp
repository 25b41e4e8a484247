// The report of plans, sweeps, comparisons and tornados, from files written by hand.

#include <algorithm>

#include "sim/report/markdown_page.hpp"
#include "sim/report/report_labels.hpp"
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

// A pair that a plan of two keys has tried; it is over after nine hours.
Json tried_pair_json(int lines, int minutes, const char* verdict) {
  return {{"values", {lines, minutes}},
          {"verdict", verdict},
          {"replications", 30},
          {"attempts", 1},
          {"requirements", {judged_json(9 * kHour, verdict)}}};
}

Json pairs_plan_json() {
  const auto key = [](const char* pointer) { return Json{{"pointer", pointer}, {"from", 1}, {"to", 60}, {"step", 1}, {"unit", nullptr}}; };
  Json plan = study_json();
  plan.update({{"minimize", {key("/account/lines"), key("/account/minutes")}},
               {"confidence", 0.95},
               {"outcome", "found"},
               {"monotone", true},
               {"spent", {{"values", 3}, {"replications", 90}}},
               {"tried", {tried_pair_json(16, 3, "breached"), tried_pair_json(17, 3, "holds"), tried_pair_json(40, 50, "holds")}}});
  plan["frontier"] = Json::array({tried_pair_json(17, 3, "holds")});
  plan["frontier"][0].update({{"next_lower", {Json{{"values", {16, 3}}, {"verdict", "breached"}}, nullptr}}, {"second_by_arithmetic", 2}});
  return plan;
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

TEST_CASE("of many heat maps the first are drawn, and it is said which are left out", "[report]") {
  const std::vector<int> eight{1, 2, 3, 4, 5, 6, 7, 8};
  const WrittenFolder folder("sweep.json", sweep_json(eight, eight, {5, 10, 15, 20, 25, 30, 35}));
  const std::vector<std::string> titles = chart_titles(folder.document());
  const auto drawn = [&titles](int rate) {
    return std::ranges::count(titles, "recall: reached over lines and max attempts, with calls per second " + std::to_string(rate));
  };
  CHECK(drawn(30) == 1);
  CHECK(drawn(35) == 0);
  CHECK_THAT(folder.text(), Contains("Of each metric the first 6 of 7 maps are drawn. Left out are those with calls per second 35."));
  CHECK_THAT(WrittenFolder("sweep.json", sweep_json({8, 16}, {2, 3})).text(), !Contains("Left out are those"));
}

TEST_CASE("a heat map of what never came is a table", "[report]") {
  Json sweep = sweep_json({8, 16}, {2, 3});
  for (Json& point : sweep["points"]) point["metrics"]["recall/reach_ratio"] = {{"n", 0}, {"missing", 30}, {"mean", nullptr}};
  const WrittenFolder folder("sweep.json", sweep);
  CHECK(std::ranges::count(chart_titles(folder.document()), "recall: reached over lines and max attempts") == 0);
  CHECK_THAT(folder.text(), Contains("| 8 | 2 | never |"));
}

TEST_CASE("points of a frontier that lie close together share their room for labels", "[report]") {
  const LabelRoom room{340, 24, true, true};
  const std::vector<PlottedPoint> apart{{0, 0, "30 / 1"}, {0.5, 0.5, "30 / 2"}, {1, 1, "30 / 3"}, {1, 0, ""}};
  const auto all = place_labels(apart, room);
  CHECK((all[0] && all[1] && all[2]));
  CHECK_FALSE(all[3]);                     // without a text
  CHECK((!all[0]->left && all[1]->left));  // at the left edge there is room on the right only
  const std::vector<PlottedPoint> close{
      {0.5, 0.5, "30 / 2"}, {0.501, 0.5, "31 / 2"}, {0.502, 0.5, "32 / 2"}, {0.503, 0.5, "33 / 2"}, {0.504, 0.5, "34 / 2"}};
  const auto some = place_labels(close, room);
  CHECK(std::ranges::count_if(some, [](const auto& place) { return place.has_value(); }) == 4);  // one on each side
  CHECK((some.front() && some.back()));                                                          // the ends first
}

TEST_CASE("a label waits for a drawing that is wide enough", "[report]") {
  const std::vector<PlottedPoint> points{
      {0, 0.5, "a label that is long"}, {0.4, 0.5, "a label that is long"}, {1, 0.5, "a label that is long"}};
  double widest = 0;
  for (const auto& place : place_labels(points, {40, 12})) widest = std::max(widest, place ? place->from_width : 0);
  CHECK(widest > 300);
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

TEST_CASE("a tornado by itself has its model, its audit and what reproduces it", "[report]") {
  Json tornado = tornado_json();
  tornado["scenario"] = scenario_json();
  tornado["audit"] = {{"checks", 1200}, {"violations", 0}};
  tornado["left_out"] = {"/scripts/other/talk"};
  const std::string text = WrittenFolder("tornado.json", tornado).text();
  CHECK_THAT(text, Contains("# How many lines\n") && Contains("## Sensitivity") &&
                       Contains("recall: done: **Mon 2026-03-02 17:00 ± 5 min 00 s**"));
  CHECK_THAT(text, Contains("Not moved, since it comes from a file: /scripts/other/talk."));
  CHECK_THAT(text,
             Contains("## Model card") && Contains("1,200 checks, 0 violations") && Contains("dialsim sweep --tornado scenario.json"));
}

TEST_CASE("the audit of several studies is a table, and what is not known of is not in it", "[report]") {
  Json sweep = sweep_json({8, 16}, {});
  sweep["audit"] = {{"checks", 4200}, {"violations", 1}};
  Json plan = plan_json();
  plan["audit"] = {{"checks", 1000}, {"violations", 0}};
  const WrittenFolder folder("plan.json", plan);
  folder.write("sweep.json", sweep.dump());
  folder.write("tornado.json", tornado_json().dump());
  CHECK_THAT(folder.text(), Contains("| plan | 1,000 | 0 |\n| sweep | 4,200 | 1 |\n") && !Contains("| tornado |"));
  CHECK_THAT(WrittenFolder("plan.json", plan_json()).text(), !Contains("## Audit"));
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
  Json plan = pairs_plan_json();
  const Document document = WrittenFolder("plan.json", plan).document();
  const Chart& chart = *charts_of(document).front();
  const Json edge = Json::array({{{"x", 17}, {"y", 50.0}}, {{"x", 17}, {"y", 3}}, {{"x", 40.0}, {"y", 3}}});
  CHECK(chart.spec.at("datasets").at("staircase") == edge);  // one pair alone has an edge too
  const auto text = [&plan] { return WrittenFolder("plan.json", plan).text(); };
  CHECK_THAT(text(), Contains("- Least lines: **17**, with minutes 3\n- Least minutes: **3**, with lines 17\n"));
  CHECK_THAT(text(), Contains("| 17 | 3 | 2, 1 too few | 16 and 3: breached |"));
  CHECK_THAT(text(), Contains("On and above the staircase every requirement holds"));
  plan["monotone"] = false;
  CHECK_THAT(text(), !Contains("On and above the staircase") && Contains("more is not always better here"));
}

TEST_CASE("a plan of two keys shows what each requirement has to spare at its only pair, or where there is none at the greatest",
          "[report]") {
  Json plan = pairs_plan_json();
  const auto text = [&plan] { return WrittenFolder("plan.json", plan).text(); };
  CHECK_THAT(text(), Contains("At lines 17 and minutes 3:\n\n| requirement | asked for | found | interval | margin | verdict |"));
  CHECK_THAT(text(),
             Contains("| recall: done, 95 % point | at most Mon 2026-03-02 18:00 | Mon 2026-03-02 17:00 | Mon 2026-03-02 16:59 or more "
                      "| +1 h 00 min | holds |"));
  plan["frontier"] = Json::array();
  plan["outcome"] = "none";
  CHECK_THAT(text(),
             Contains("- Least lines and minutes: **none**, 40 and 50 will not do either") && Contains("At lines 40 and minutes 50:"));
}

TEST_CASE("where a plan of two keys has several pairs, each requirement is drawn along them with its limit", "[report]") {
  Json plan = pairs_plan_json();
  plan["frontier"].push_back(tried_pair_json(40, 2, "holds"));
  plan["frontier"][1].update({{"next_lower", {nullptr, nullptr}}, {"second_by_arithmetic", nullptr}});
  const Document document = WrittenFolder("plan.json", plan).document();
  CHECK(chart_titles(document) ==
        std::vector<std::string>{"What will do: minutes against lines", "recall: done, 95 % point along the frontier"});
  const Chart& along = *charts_of(document).back();
  CHECK(along.spec.at("datasets").at("rows").size() == 2);
  CHECK(along.spec.at("datasets").at("limits").front().at("label") == "at most Mon 2026-03-02 18:00");
  const std::string text = WrittenFolder("plan.json", plan).text();
  CHECK_THAT(text, Contains("| 40 | 2 | Mon 2026-03-02 17:00 | Mon 2026-03-02 16:59 or more | +1 h 00 min | holds |"));
  CHECK_THAT(text, Contains("| 40 | 2 | - |"));  // arithmetic finds nothing
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
