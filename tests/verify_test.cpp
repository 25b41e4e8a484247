// dialsim verify: the exploration of small worlds, its findings, and the comparison of traces.

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "sim/base/check.hpp"
#include "sim/verify/explorer.hpp"
#include "sim/verify/trace_comparison.hpp"
#include "sim/verify/ways_out.hpp"
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

TEST_CASE("the beginning of every shipped world has no finding", "[verify]") {
  for (const SmallWorld& world : small_worlds()) {
    INFO(world.name);
    const Exploration found = explore(world, {.most_states = 1000});
    CHECK(!found.finding);
    CHECK(found.expanded > 10);
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

TEST_CASE("every kind of input is fed in every state and has one of three effects", "[verify]") {
  const Exploration found = explore(world_named("reserve"), {});
  for (std::size_t k = 0; k < kInputKindCount; ++k) {
    const auto kind = static_cast<campaign::InputKind>(k);
    INFO(k);
    CHECK(found.effects.of(kind, Effect::refused) + found.effects.of(kind, Effect::ignored) + found.effects.of(kind, Effect::effective) >=
          found.states);
    if (is_campaign_command(kind)) CHECK(found.effects.of(kind, Effect::ignored) == 0);
  }
  CHECK(found.effects.of(campaign::InputKind::resume, Effect::refused) > 0);
  CHECK(found.effects.of(campaign::InputKind::resume, Effect::effective) > 0);
}

TEST_CASE("one thread and three find the same", "[verify]") {
  const SmallWorld world = world_named("reserve");
  const Exploration one = explore(world, {.threads = 1}), three = explore(world, {.threads = 3});
  CHECK(one.states == three.states);
  CHECK(one.transitions == three.transitions);
  CHECK(one.checks == three.checks);
  CHECK(one.depth == three.depth);
  CHECK(one.effects.of(campaign::InputKind::pause, Effect::refused) == three.effects.of(campaign::InputKind::pause, Effect::refused));
}

// Machines with a bug: what is fed to them is not what was meant.

constexpr std::uint64_t kUnknown = 1'000'000;  // attempts from here on were never placed

// An end does not arrive: its line is never released.
void keep_line(campaign::Machine& machine, Fed& fed) {
  const bool kept = fed.input.kind == campaign::InputKind::attempt_ended && number_of(fed.input.attempt) < kUnknown;
  Fed tick{fed.at, {}, fed.ends_instant, {}};
  feed_machine(machine, kept ? tick : fed);
}

// The resume is lost on the way, for the auditor too: nothing is wrong, but no end can be reached after a pause, here for want of minutes.
void lose_resume(campaign::Machine& machine, Fed& fed) {
  if (fed.input.kind == campaign::InputKind::resume) fed.input.kind = campaign::InputKind::tick;
  feed_machine(machine, fed);
}

void check_no_pause_on_line(campaign::Machine& machine, Fed& fed) {
  SIM_CHECK(fed.input.kind != campaign::InputKind::pause || machine.account().lines_in_use == 0, "planted");
  feed_machine(machine, fed);
}

void throw_on_finish_while_draining(campaign::Machine& machine, Fed& fed) {
  if (fed.input.kind == campaign::InputKind::finish && machine.account().lines_in_use > 0) throw std::out_of_range("planted");
  feed_machine(machine, fed);
}

// A pick-up of nobody buys minutes.
void buy_on_unknown(campaign::Machine& machine, Fed& fed) {
  feed_machine(machine, fed);
  if (fed.input.kind != campaign::InputKind::attempt_answered || number_of(fed.input.attempt) < kUnknown) return;
  Fed more{fed.at, {.kind = campaign::InputKind::buy_minutes, .amount = kMinute}, true, {}};
  feed_machine(machine, more);
}

void swallow_finish(campaign::Machine& machine, Fed& fed) {
  if (fed.input.kind != campaign::InputKind::finish) return feed_machine(machine, fed);
  Fed tick{fed.at, {}, fed.ends_instant, {}};
  feed_machine(machine, tick);
}

struct Planted {
  void (*feed)(campaign::Machine&, Fed&);
  std::string what;        // some of it
  std::string last_input;  // of the history
  std::size_t choices;     // from the beginning: the shortest there is
};

// What is found with the bug planted, which must also be found on the same path again, and not by a machine without it.
Finding finding_of(const Planted& planted) {
  SmallWorld world = world_named("reserve");
  world.feed = planted.feed;
  const Exploration found = explore(world, {.threads = 2});
  REQUIRE(found.finding);
  const auto again = replay(world, found.finding->numbers);
  REQUIRE(again);
  CHECK(again->what == found.finding->what);
  CHECK(again->history == found.finding->history);
  world.feed = feed_machine;
  const auto without = replay(world, found.finding->numbers);
  REQUIRE(without);
  CHECK(without->what.empty());
  return *found.finding;
}

TEST_CASE("planted bugs are found with the shortest history that leads to them", "[verify]") {
  const std::vector<Planted> bugs{{keep_line, "invariant ", "attempt_ended #1 on line 0", 2},
                                  {lose_resume, kNoEnd, "answered talk 120s", 2},
                                  {check_no_pause_on_line, "check failed: ", "pause c0", 2},
                                  {throw_on_finish_while_draining, "planted", "finish c0", 2},
                                  {buy_on_unknown, "not live changed the machine", "attempt_answered #1000000 on line 0", 1},
                                  {swallow_finish, "no effect and was not refused", "finish c0", 1}};
  for (const Planted& planted : bugs) {
    INFO(planted.what);
    const Finding finding = finding_of(planted);
    CHECK(finding.what.find(planted.what) != std::string::npos);
    const auto is_input = [](const std::string& line) { return line.find("-> ") == std::string::npos; };
    const auto last = std::find_if(finding.history.rbegin(), finding.history.rend(), is_input);
    REQUIRE(last != finding.history.rend());
    CHECK(last->find(planted.last_input) != std::string::npos);
    CHECK(finding.numbers.size() == planted.choices);
  }
}

TEST_CASE("a path that is not there is not taken", "[verify]") {
  const SmallWorld world = world_named("reserve");
  CHECK(replay(world, {}));
  CHECK(!replay(world, {1'000}));
}

TEST_CASE("states from which no end can be reached are told from those that go round", "[verify]") {
  WaysOut ways;
  const std::uint32_t far = 300;  // more than one byte
  ways.add({1, 2});
  ways.add({0});
  ways.add({far});
  for (std::uint32_t state = 3; state < far; ++state) ways.add({state + 1, 3, state + 1});
  ways.add({});
  std::vector<bool> can_end(far + 1);
  can_end[far] = true;
  CHECK(!ways.first_without(can_end));
  can_end.assign(far + 1, false);
  can_end[1] = true;
  CHECK(ways.first_without(can_end) == 2u);
  CHECK(can_end[0]);
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

TEST_CASE("a user counted last month is not one of this month in the machine's numbers", "[verify]") {
  const SmallWorld world = world_named("month turn");
  std::vector<Fed> log;
  Fork fork(world, log);
  const auto numbers = [&fork] {
    std::vector<std::int64_t> words;
    fork.machine().append_canonical_state(words);
    return words;
  };
  fork.take({.last = {MoveKind::schedule_now}}, log);
  fork.take({.time_passes = true, .last = {MoveKind::end, 0, 0}}, log);  // answered on the 31st
  const std::vector<std::int64_t> on_the_31st = numbers();
  fork.take({.time_passes = true}, log);
  const std::vector<std::int64_t> on_the_1st = numbers();
  const auto difference = std::mismatch(on_the_31st.begin(), on_the_31st.end(), on_the_1st.begin()).first;
  const auto users = static_cast<std::size_t>(difference - on_the_31st.begin());
  REQUIRE(users < on_the_1st.size());
  CHECK(on_the_31st[users] == 1);
  CHECK(on_the_1st[users] == 0);
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
