// The capacity planning report: what stands in it, what is left out, and that no text of a scenario becomes markup.

#include <algorithm>

#include "sim/report/html_page.hpp"
#include "sim/report/markdown_page.hpp"
#include "sim/report/report_hours.hpp"
#include "sim/report/report_sections.hpp"
#include "sim/report/results.hpp"
#include "sim/report/scenario_comments.hpp"
#include "tests/catch.hpp"
#include "tests/experiment_rig.hpp"
#include "tests/shipped_scenario.hpp"
#include "tests/temporary_folder.hpp"

using namespace sim;
using namespace sim::report::page;

namespace {

// A finished run of a shipped scenario in a folder, with calls.
class FinishedRun {
 public:
  explicit FinishedRun(const std::string& file, std::vector<scenario::Override> overrides = {}) {
    const scenario::Scenario scenario = shipped::load(file, std::move(overrides));
    const report::OutputFolder out(folder.path());
    report::CallFiles calls(scenario, out);
    experiment::ExperimentOptions options;
    options.detail.calls = &calls;
    const experiment::ExperimentResult result = experiment::run_experiment(scenario, options);
    calls.commit();
    out.write("results.json", report::results_json(scenario, result));
    out.write("timeseries.csv", report::timeseries_csv(scenario, result));
    out.write("commands.csv", report::commands_csv(scenario, result));
  }
  RunResults read() const { return read_results(folder.path()); }
  Document document() const { return report_document(std::vector{read_folder(folder.path())}, "dialsim report x"); }

  TemporaryFolder folder;
};

std::vector<std::string> titles_of(const Document& document) {
  std::vector<std::string> titles;
  for (const Section& section : document.parts.front().sections) titles.push_back(section.title);
  return titles;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// The page without the libraries and the script, which stand behind the content.
std::string content_of(const std::string& html) { return html.substr(0, html.find("</main>")); }

experiment::SeriesRow hour_of(double attempts, double answered) {
  experiment::SeriesRow row{};
  row.attempts = {attempts, attempts, attempts};
  row.calls_by_status[3] = {answered, answered, answered};
  return row;
}

}  // namespace

TEST_CASE("a report begins with the answer and says or leaves out what the data does not have", "[report]") {
  const FinishedRun quickstart("quickstart.json");
  const std::vector<std::string> titles = titles_of(quickstart.document());
  CHECK(titles.front() == "The answer");
  CHECK(std::ranges::find(titles, "Reach by attempt") != titles.end());
  CHECK(has(markdown_page(quickstart.document()), "## Pauses\n\nNo campaign was paused in any replication.\n"));

  std::filesystem::remove(quickstart.folder.path() / "calls.csv");
  std::filesystem::remove(quickstart.folder.path() / "timeseries.csv");
  const std::vector<std::string> bare = titles_of(quickstart.document());
  CHECK(has(markdown_page(quickstart.document()), "is told by calls.csv, which dialsim run --calls writes."));
  CHECK(std::ranges::find(bare, "Progress of the list") == bare.end());

  const std::vector<std::string> paused = titles_of(FinishedRun("minutes-run-out-at-noon.json").document());
  CHECK(std::ranges::find(paused, "Pauses") != paused.end());
}

TEST_CASE("the answer says what was left, why, and which requirement does not hold", "[report]") {
  const FinishedRun quickstart("quickstart.json");
  const std::string text = markdown_page(quickstart.document());
  CHECK(has(text, "Both requirements hold. "));
  CHECK(has(text, " calls (every attempt that the policy and the calling hours allow was made), "));
  CHECK_FALSE(has(text, "± 0.000 "));  // also of what costs a tenth of a cent
  const Document late =
      FinishedRun("too-few-lines.json", {{"/require", R"([{"metric": "account/attempts", "mean": {"max": 1}}])"}}).document();
  CHECK(has(markdown_page(late), "0 of 1 requirements hold; attempts is breached."));
}

TEST_CASE("both formats give the numbers of results.json with their intervals and verdicts", "[report]") {
  const FinishedRun quickstart("quickstart.json");
  const RunResults run = quickstart.read();
  const experiment::Estimate reach = estimate_of(run.campaigns().front(), "reach_ratio").value();
  char expected[64];
  std::snprintf(expected, sizeof expected, "%.2f %% ± %.2f %%", reach.mean * 100, reach.half_width * 100);
  const Document document = quickstart.document();
  const std::string markdown = markdown_page(document), html = html_page(document);
  CHECK(has(markdown, expected));
  CHECK(has(markdown, "| holds |"));
  CHECK(has(html, "<span class=\"good\">holds</span>"));
  CHECK(has(markdown, run.json.at("fingerprint").get<std::string>()));
  CHECK(has(markdown, "dialsim report x"));
}

TEST_CASE("reach by attempt adds up to the calls that were answered", "[report]") {
  const RunResults run = FinishedRun("quickstart.json").read();
  const CallDigest& digest = run.calls.at("reminders");
  CHECK(digest.calls == 10000);
  std::uint64_t answered = 0;
  for (const auto& [attempt, calls] : digest.answered_at) answered += calls;
  const double at_the_end = run.json.at("campaigns")[0].at("metrics").at("calls_answered").at("max").get<double>();
  CHECK(answered > 0);
  CHECK(static_cast<double>(answered) <= at_the_end);
  const double shortest = *std::ranges::min_element(digest.gaps_s);
  CHECK(shortest >= 1800);  // the shortest delay of its retry policy, network_error
}

TEST_CASE("text of a scenario never becomes markup", "[report]") {
  const std::string name = "</script><img src=x onerror=alert(1)> & \"_*`|";
  const FinishedRun run("scripted-contacts.json", {{"/campaigns/0/name", name}, {"/require", "[]"}});
  const Document document = run.document();
  const std::string html = content_of(html_page(document));
  CHECK_FALSE(has(html, "<img"));
  CHECK(has(html, "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; &amp; &quot;"));
  const std::string markdown = markdown_page(document);
  CHECK(has(markdown, "\\</script\\>\\<img src=x onerror=alert(1)\\>"));
}

TEST_CASE("the page loads nothing from anywhere", "[report]") {
  const std::string html = content_of(html_page(FinishedRun("closing-first.json").document()));
  for (const char* loads : {"<link rel=\"stylesheet\"", "<script src", "<img", "@import", "url(http"}) CHECK_FALSE(has(html, loads));
  CHECK(has(html, "default-src 'none'"));
}

TEST_CASE("several runs are shown side by side", "[report]") {
  const FinishedRun few("quickstart.json"), many("quickstart.json", {{"/account/lines", "60"}, {"/campaigns/0/lines", "60"}});
  const Document document =
      report_document(std::vector{read_folder(few.folder.path()), read_folder(many.folder.path())}, "dialsim report a b");
  REQUIRE(document.parts.size() == 3);
  CHECK(document.parts[0].sections.size() == 1);
  const std::string text = markdown_page(document);
  CHECK(has(text, "The runs share their seed"));
  CHECK(has(text, "| account | most lines at once | 40 | 60 |"));
}

TEST_CASE("what is no result of a run is named", "[report]") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(read_results(folder.path()), ReadError);
  folder.write("results.json", "{\"format\": 2}");
  CHECK_THROWS_WITH(read_results(folder.path()), Catch::Contains("is not the result of `dialsim run`"));
  folder.write("results.json", "{");
  CHECK_THROWS_WITH(read_results(folder.path() / "results.json"), Catch::Contains("is not JSON"));
}

TEST_CASE("sources of assumptions are the comments at their keys", "[report]") {
  const TemporaryFolder folder;
  folder.write("s.json",
               "{\n"
               "  // two lines\n"
               "  // above\n"
               "  \"a\": {\"b\": 1},   // and beside\n"
               "\n"
               "  \"url\": \"http://x\",\n"
               "  \"list\": [\n"
               "    {\"c\": 2}   // of an item\n"
               "  ]\n"
               "}\n");
  const auto comments = scenario_comments(folder.path() / "s.json");
  CHECK(comments.at("/a") == "two lines above and beside");
  CHECK(comments.at("/list/0/c") == "of an item");
  CHECK(comments.count("/url") == 0);
  CHECK(scenario_comments(folder.path() / "none.json").empty());
}

TEST_CASE("hours without news are cut off and many hours are joined", "[report]") {
  CampaignSeries series{"c", {}, {}};
  for (int hour = 0; hour < 600; ++hour) {
    char stamp[64];
    std::snprintf(stamp, sizeof stamp, "2026-03-%02dT%02d:00:00+01:00", 1 + hour / 24, hour % 24);
    series.at.emplace_back(stamp);
    series.rows.push_back(hour_of(hour >= 10 && hour < 510 ? 2 : 0, hour < 10 ? 0 : std::min(hour, 509) - 9));
  }
  const std::vector<HourPoint> points = hour_points(series);
  double attempts = 0;
  for (const HourPoint& point : points) attempts += point.row.attempts.mean;
  CHECK(points.size() == 167);  // 501 hours in threes: the one before the first attempt belongs to them
  CHECK(attempts == 1000);
  CHECK(points.back().row.calls_by_status[3].mean == 500);
}

TEST_CASE("of an hour that happens twice a chart shows the second", "[report]") {
  CampaignSeries series{"c", {"2026-10-25T01:00:00+02:00", "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"}, {}};
  for (int hour = 0; hour < 3; ++hour) series.rows.push_back(hour_of(1, hour + 1));
  const std::vector<HourPoint> points = hour_points(series);
  REQUIRE(points.size() == 2);
  CHECK(points.back().row.calls_by_status[3].mean == 3);
}
