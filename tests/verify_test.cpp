// dialsim verify: the exploration of small worlds, its findings, and the comparison of traces.

#include <algorithm>
#include <sstream>

#include "sim/verify/explorer.hpp"
#include "sim/verify/trace_comparison.hpp"
#include "tests/catch.hpp"

namespace sim::verify {
namespace {

SmallWorld world_named(const std::string& name) {
  for (const SmallWorld& world : small_worlds()) {
    if (world.name == name) return world;
  }
  FAIL("no world " << name);
  return {};
}

TEST_CASE("a small world is explored to its end without a finding", "[verify]") {
  const Exploration found = explore(world_named("reserve"), {});
  CHECK(found.complete);
  CHECK(!found.finding);
  CHECK(found.states > 500);
  CHECK(found.transitions > 10 * found.states);
  CHECK(found.finals > 0);
}

TEST_CASE("every shipped world is explored to its end without a finding", "[.long][verify]") {
  for (const SmallWorld& world : small_worlds()) {
    INFO(world.name);
    const Exploration found = explore(world, {});
    CHECK(found.complete);
    CHECK(!found.finding);
  }
}

TEST_CASE("a state from which no end can be reached is found with a shortest history", "[verify]") {
  SmallWorld world = world_named("reserve");
  std::erase(world.inputs, campaign::InputKind::buy_minutes);  // out of minutes, and nobody buys any
  const Exploration found = explore(world, {});
  REQUIRE(found.finding);
  CHECK(found.finding->what == "from here no end can be reached");
  CHECK(found.finding->history.front().ends_with("create"));
  CHECK(std::ranges::any_of(found.finding->history, [](const std::string& line) { return line.ends_with("c0 paused out_of_minutes"); }));
}

TEST_CASE("an exploration stops at the number of states that it was given", "[verify]") {
  const Exploration found = explore(world_named("retries"), {.most_states = 200});
  CHECK(!found.complete);
  CHECK(found.states >= 200);
  CHECK(found.states < 300);
}

TEST_CASE("machines that went other ways to the same state have the same numbers", "[verify]") {
  const SmallWorld world = world_named("retries");
  std::vector<Fed> log;
  const auto numbers_after = [&](const std::vector<Choice>& path) {
    Fork fork(world, log);
    for (const Choice& choice : path) fork.take(choice, log);
    std::vector<std::int64_t> numbers;
    fork.append_state(numbers);
    return numbers;
  };
  const Choice schedule{.last = {MoveKind::schedule_now}}, pause{.last = {MoveKind::pause}}, resume{.last = {MoveKind::resume}};
  const Choice time{.time_passes = true}, answered{.last = {MoveKind::end, 0, 0}}, no_answer{.last = {MoveKind::end, 0, 1}};
  CHECK(numbers_after({schedule}) == numbers_after({schedule, pause, resume}));
  CHECK(numbers_after({schedule}) == numbers_after({time, schedule}));
  CHECK(numbers_after({schedule, answered}) != numbers_after({schedule, no_answer}));
  CHECK(numbers_after({schedule, no_answer}) != numbers_after({schedule, no_answer, time}));
}

std::optional<TraceDifference> compared(const std::string& theirs, const std::vector<std::string>& ours) {
  std::istringstream stream(theirs);
  TraceComparison comparison(stream);
  for (const std::string& line : ours) comparison.line(line);
  return comparison.finish();
}

TEST_CASE("traces are compared line by line, and the first difference is shown with what is around it", "[verify]") {
  using Lines = std::vector<std::string>;
  CHECK(!compared("a\nb\n", {"a", "b"}));
  CHECK(!compared("", {}));
  const auto changed = compared("a\nb\nc\nd\n", {"a", "x", "c"});
  REQUIRE(changed);
  CHECK(changed->line == 2);
  CHECK(changed->before == Lines{"a"});
  CHECK(changed->theirs == Lines{"b", "c", "d"});
  CHECK(changed->ours == Lines{"x", "c"});
  const auto shorter = compared("a\nb\n", {"a"});
  REQUIRE(shorter);
  CHECK(shorter->line == 2);
  CHECK(shorter->theirs == Lines{"b"});
  CHECK(shorter->ours.empty());
  const auto longer = compared("a\n", {"a", "b"});
  REQUIRE(longer);
  CHECK(longer->theirs.empty());
  CHECK(longer->ours == Lines{"b"});
}

}  // namespace
}  // namespace sim::verify
