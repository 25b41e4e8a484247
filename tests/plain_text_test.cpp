// Numbers, durations and small pictures as text.

#include <array>
#include <cmath>
#include <limits>

#include "sim/report/metric_text.hpp"
#include "sim/report/plain_text.hpp"
#include "tests/catch.hpp"

using namespace sim::report;

TEST_CASE("numbers are grouped by thousands and rounded to what matters", "[report]") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(1'234'567.4) == "1,234,567");
  CHECK(grouped(-1'234'567) == "-1,234,567");
  CHECK(grouped(3.14) == "3.1");
  CHECK(grouped(3.01) == "3");
  CHECK(grouped(-0.04) == "0");
  CHECK(grouped(99.96) == "100");
  CHECK(grouped(std::nan("")) == "-");
  CHECK(grouped(1e30) == "1e+30");
  CHECK(percent(0.65712) == "65.71 %");
}

TEST_CASE("a difference has a sign unless it is rounded to nothing", "[report]") {
  CHECK(difference_text("a/reach_ratio", 0.052, 0.011) == "+5.20 pt ± 1.10");
  CHECK(difference_text("a/reach_ratio", -0.00003, 0) == "0.00 pt");
  CHECK(difference_text("a/wait_s", -283, 0) == "-4 min 43 s");
}

TEST_CASE("a duration shows its two largest units", "[report]") {
  CHECK(rough_duration(0) == "0.0 s");
  CHECK(rough_duration(9.94) == "9.9 s");
  CHECK(rough_duration(12.3) == "12 s");
  CHECK(rough_duration(59.6) == "1 min 00 s");
  CHECK(rough_duration(245) == "4 min 05 s");
  CHECK(rough_duration(3599.7) == "1 h 00 min");
  CHECK(rough_duration(3780) == "1 h 03 min");
  CHECK(rough_duration(86'399) == "1 d 00 h");
  CHECK(rough_duration(100'800) == "1 d 04 h");
  CHECK(rough_duration(-245) == "-4 min 05 s");
  CHECK(rough_duration(std::numeric_limits<double>::infinity()) == "never");
}

TEST_CASE("columns count characters, and what is cut shows that it was", "[report]") {
  CHECK(width("Größe") == 5);
  CHECK(left("Größe", 7) == "Größe  ");
  CHECK(right("Größe", 7) == "  Größe");
  CHECK(left("Größe", 4) == "Grö…");
  CHECK(at_most("short", 80) == "short");
  CHECK(at_most("a\nb\x1b[31m", 80) == "a b [31m");
}

TEST_CASE("columns are those of the terminal, whatever script a name is written in", "[report]") {
  CHECK(width("客户回访") == 8);
  CHECK(left("客户回访", 10) == "客户回访  ");
  CHECK(left("客户回访", 6) == "客户… ");
  CHECK(width("e\u0301") == 1);
  CHECK(at_most("e\u0301cole", 4) == "e\u0301co…");
  CHECK(width("😀 ±▏") == 5);
  CHECK(width("\xff\xfe") == 2);
  CHECK(at_most("客", 0).empty());
}

TEST_CASE("bars are exact to an eighth of a column", "[report]") {
  CHECK(bar(0, 4) == "    ");
  CHECK(bar(0.5, 4) == "██  ");
  CHECK(bar(0.53125, 4) == "██▏ ");
  CHECK(bar(1, 4) == "████");
  CHECK(bar(7, 4) == "████");
  CHECK(bar(std::nan(""), 4) == "    ");
}

TEST_CASE("the least value above nothing is seen in a sparkline", "[report]") {
  CHECK(sparkline(std::array{0.0, 0.001, 0.5, 1.0, 2.0}, 1) == " ▁▄██");
}

TEST_CASE("words fill lines and never cross the margin", "[report]") {
  CHECK(filled(std::array<std::string, 4>{"aaa", "bb", "cc", "dddd"}, 10, 2) == "  aaa bb\n  cc dddd\n");
  CHECK(filled(std::array<std::string, 1>{"longer than the line"}, 10, 2) == "  longer than the line\n");
  CHECK(filled({}, 10, 2).empty());
}

TEST_CASE("durations of a study read as those of a run, with days as hours", "[report]") {
  CHECK(metric_text("reminders/wait_s", 3044) == "50 min 44 s");
  CHECK(metric_text("reminders/finished_after_s", 102180, 151) == "28 h 23 min ± 2 min 31 s");
  CHECK(metric_text("reminders/talk_s", 485662) == "5 d 15 h");
  CHECK(metric_text("reminders/wait_s", 3599.7) == "1 h 00 min");
  CHECK(difference_text("reminders/finished_after_s", -7200, 12) == "-2 h 00 min ± 12 s");
}

TEST_CASE("a small p is not zero", "[report]") {
  CHECK(p_text(0.2541) == "p = 0.254");
  CHECK(p_text(0.00001) == "p < 0.001");
}
