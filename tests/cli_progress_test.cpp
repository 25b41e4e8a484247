// The progress bar and line as text.

#include <limits>

#include "sim/cli/progress.hpp"
#include "sim/report/plain_text.hpp"
#include "sim/scenario/zones.hpp"
#include "tests/catch.hpp"

using namespace sim::cli;

namespace {

ProgressView half_way() {
  ProgressView view;
  view.date = "2026-03-02 14:05";
  view.share = 0.4275;
  view.finished = 3;
  view.total = 10;
  view.attempts_per_s = 588'123.4;
  view.left_s = 12.3;
  return view;
}

}  // namespace

TEST_CASE("the bar shows date, share, replications, rate and time left", "[cli]") {
  CHECK(progress_bar(half_way(), 79) == "2026-03-02 14:05  ████▊         42 %   3/10  588,123 attempts/s  0:12 left");
  CHECK(progress_bar(half_way(), 120) == "2026-03-02 14:05  ████████████▉                    42 %   3/10  588,123 attempts/s  0:12 left");
}

TEST_CASE("the bar keeps its length while numbers grow", "[cli]") {
  ProgressView later = half_way();
  later.finished = 10;
  later.attempts_per_s = 5;
  later.left_s = 4000;
  CHECK(progress_bar(later, 79) == "2026-03-02 14:05  ████▊         42 %  10/10  5 attempts/s  1:06:40 left");
}

TEST_CASE("a narrow terminal loses the less important first and never breaks the line", "[cli]") {
  CHECK(progress_bar(half_way(), 60) == "2026-03-02 14:05  ██████           42 %   3/10  0:12 left");
  CHECK(progress_bar(half_way(), 35) == "2026-03-02 14:05  ████▎        42 %");
  CHECK(progress_bar(half_way(), 6) == " 42 %");
  for (std::size_t columns = 1; columns < 200; ++columns) CHECK(sim::report::width(progress_bar(half_way(), columns)) <= columns);
}

TEST_CASE("a log gets the same without the bar", "[cli]") {
  CHECK(progress_line(half_way()) == "2026-03-02 14:05  42 %  3 of 10 replications  588,123 attempts/s  0:12 left");
}

TEST_CASE("one replication is not counted, and an unknown time left is not guessed", "[cli]") {
  ProgressView view = half_way();
  view.total = 1;
  view.left_s = std::numeric_limits<double>::infinity();
  CHECK(progress_line(view) == "2026-03-02 14:05  42 %  588,123 attempts/s");
}

TEST_CASE("a share is never rounded up to done", "[cli]") {
  ProgressView view = half_way();
  view.share = 0.9999;
  CHECK(progress_line(view).find("99 %") != std::string::npos);
}

TEST_CASE("rate and time left come from what is done so far", "[cli]") {
  sim::experiment::ProgressReport report;
  report.share = 0.25;
  report.elapsed_s = 2;
  report.attempts = 1000;
  report.total = 4;
  report.now = sim::at_us(90'000'000);
  sim::world::WorldConfig world;
  world.start_unix_s = 1'772'434'800;  // 2026-03-02T07:00Z
  world.account.zones = {sim::scenario::find_zone("UTC")->table(world.start_unix_s)};
  const ProgressView view = progress_view(report, world);
  CHECK(view.date == "2026-03-02 07:01");
  CHECK(view.attempts_per_s == 500);
  CHECK(view.left_s == 6);
  CHECK(view.total == 4);
}
