// A machine that is stopped after any event and goes on, as a copy or rebuilt from the trace, does what the machine of the run did.

#include "sim/verify/trace_replay.hpp"
#include "sim/kernel/fingerprint.hpp"
#include "sim/world/trace_text.hpp"
#include "tests/shipped_scenario.hpp"
#include "tests/temporary_folder.hpp"

namespace sim::verify {
namespace {

using campaign::Machine;
using world::InputRecording;
using world::WithinInstant;

class Lines final : public metrics::TraceSink {
 public:
  void line(std::string_view text) override { lines.emplace_back(text); }
  std::vector<std::string> lines;
};

// One run: what the machine got, and the trace of it.
struct Recorded {
  scenario::Scenario scenario;
  InputRecording inputs;
  std::vector<std::string> trace;
};

std::unique_ptr<Recorded> recorded(const std::string& file, std::vector<scenario::Override> overrides) {
  auto run = std::make_unique<Recorded>(Recorded{shipped::load(file, std::move(overrides)), {}, {}});
  Lines lines;
  world::ReplicationOptions options;
  options.trace = &lines;
  options.recording = &run->inputs;
  world::run(run->scenario.world, options);
  run->trace = std::move(lines.lines);
  return run;
}

// A machine that gets the recorded inputs one after the other. A copy is a fork.
class Player {
 public:
  explicit Player(const Recorded& run) : run_(&run), machine_(run.scenario.world.account), on_line_(run.scenario.world.account.lines) {}

  bool over() const { return next_ == run_->inputs.size(); }
  void feed_next() {
    InputRecording::Recorded recorded = run_->inputs[next_++];
    if (recorded.live) recorded.input.attempt = on_line_[recorded.line];
    commands_.clear();
    if (recorded.place == WithinInstant::last) {
      machine_.step(recorded.at, recorded.input, commands_);
    } else {
      machine_.accept(recorded.at, recorded.input, commands_);
    }
    for (const campaign::Command& command : commands_) {
      said_.add(std::hash<std::string>{}(world::command_text(recorded.at, command)));
      if (command.kind == campaign::CommandKind::place_attempt) on_line_[line_of(command.attempt)] = command.attempt;
    }
  }
  void play() {
    while (!over()) feed_next();
  }
  std::uint64_t said() const { return said_.value(); }
  std::vector<std::int64_t> state() const { return state_of(machine_); }
  static std::vector<std::int64_t> state_of(const Machine& machine) {
    std::vector<std::int64_t> words;
    machine.append_canonical_state(words);
    return words;
  }

 private:
  const Recorded* run_;
  Machine machine_;
  std::vector<AttemptId> on_line_;
  campaign::Commands commands_;
  kernel::Fingerprint said_;
  std::size_t next_ = 0;
};

// A machine from the trace alone. Stops after as many inputs as it is told.
class Rebuilt {
 public:
  explicit Rebuilt(const Recorded& run) : run_(run), replay_(run.scenario.world) {}

  void feed_next() {
    REQUIRE(world::is_input_line(run_.trace[next_]));
    std::vector<std::string> said;
    const std::string problem = replay_.feed(run_.trace[next_], said);
    if (!problem.empty()) FAIL(run_.trace[next_] << ": " << problem);
    ++next_;
    for (const std::string& line : said) {
      if (run_.trace[next_] != line) FAIL(run_.trace[next_] << " became " << line);
      ++next_;
    }
  }
  std::vector<std::int64_t> state() const { return Player::state_of(replay_.machine()); }
  bool over() const { return next_ == run_.trace.size(); }

 private:
  const Recorded& run_;
  TraceReplay replay_;
  std::size_t next_ = 0;
};

// Everywhere the rebuilt machine is in the state of the one that ran, and at every `stride`-th event a copy goes on to the same end.
void check_every_stop(const std::string& file, std::vector<scenario::Override> overrides, std::size_t stride) {
  const auto run = recorded(file, std::move(overrides));
  INFO(file << ", " << run->inputs.size() << " inputs");
  CHECK(run->inputs.size() > stride * 5);
  Player whole(*run);
  whole.play();
  Player played(*run);
  Rebuilt rebuilt(*run);
  std::size_t same_states = 0, same_ends = 0, forks = 0;
  for (std::size_t i = 0; !played.over(); ++i) {
    played.feed_next();
    rebuilt.feed_next();
    if (i % stride != 0) continue;
    same_states += played.state() == rebuilt.state() ? 1 : 0;
    Player fork = played;
    fork.play();
    same_ends += fork.said() == whole.said() && fork.state() == whole.state() ? 1 : 0;
    ++forks;
  }
  CHECK(same_states == forks);
  CHECK(same_ends == forks);
  CHECK(rebuilt.over());
}

TEST_CASE("a machine stopped at any event and copied or rebuilt from the trace goes on as it did", "[verify][trace]") {
  check_every_stop("closing-first.json", {}, 1);
  check_every_stop("scripted-contacts.json", {}, 1);
  check_every_stop("script-changed.json", {{"/campaigns/0/contacts/0/count", "60"}}, 3);
  check_every_stop("lost-reports.json", {{"/campaigns/0/contacts/0/count", "60"}}, 3);
  check_every_stop("unique-user-quota.json", {{"/campaigns/0/contacts/0/count", "60"}}, 3);
}

TEST_CASE("every shipped scenario is rebuilt from its trace", "[.long][verify][trace]") {
  for (const std::string& file : shipped::Histories().files()) {
    const auto run = recorded(file, {});
    Rebuilt rebuilt(*run);
    Player played(*run);
    played.play();
    while (!rebuilt.over()) rebuilt.feed_next();
    INFO(file);
    CHECK(rebuilt.state() == played.state());
  }
}

TEST_CASE("an input is read back as it was written", "[trace]") {
  campaign::ContactBlock block;
  block.count = 5;
  block.zone = 2;
  block.zones = {1, 1, 1, 0, 1};
  block.phones = {0, 0, 0, 77, 0xffffffffffffffff};
  block.priorities = {-3, -3, 0, 0, 5};
  block.not_before = {SimTime::min(), SimTime::min(), SimTime{}, SimTime{}, SimTime{}};
  block.not_after.assign(5, kNever);
  block.malformed = {0, 1, 0, 0, 0};
  campaign::Input input;
  input.kind = campaign::InputKind::add_contacts;
  input.campaign = CampaignId{3};
  input.contacts = &block;
  const std::string text = world::input_text(at_us(-7), input, WithinInstant::more_follow);
  CHECK(text ==
        "-7 < add_contacts campaign 3 count 5 zone 2 zones 1*3,0,1 phones 0*3,77,18446744073709551615 priorities -3*2,0*2,5 not_before "
        "-9223372036854775808*2,0*3 not_after 9223372036854775807*5 malformed 0,1,0*3 +");
  auto read = world::read_input(text);
  REQUIRE(read);
  CHECK(read->at == at_us(-7));
  CHECK(read->place == WithinInstant::more_follow);
  CHECK(read->contacts.phones == block.phones);
  CHECK(read->contacts.not_before == block.not_before);
  read->input.contacts = &read->contacts;
  CHECK(world::input_text(read->at, read->input, read->place) == text);
}

TEST_CASE("what is not an input of a trace is refused", "[trace]") {
  for (const char* line : {"",
                           "5",
                           "5 <",
                           "5 < ",
                           "5 > tick",
                           "x < tick",
                           "5 < tock",
                           "5 < tick 1",
                           "5 < tick + +",
                           "5 < tick+",
                           "5 < pause",
                           "5 < pause campaign",
                           "5 < pause campaign x",
                           "5 < pause campaign -1",
                           "5 < attempt_answered 3",
                           "5 < attempt_answered 3@16777216",
                           "5 < attempt_answered 1099511627776@0",
                           "5 < attempt_ended 3@0 lost",
                           "5 < attempt_ended 3@0 gone talk 0",
                           "5 < add_contacts campaign 0 count 2 zone 0 zones 0",
                           "5 < add_contacts campaign 0 count 2 zone 0 zones 0,0,0",
                           "5 < add_contacts campaign 0 count 2 zone 0 zones 0*9",
                           "5 < add_contacts campaign 0 count 2 zone 0 zones 0*18446744073709551615,0*3",
                           "5 < add_contacts campaign 0 count 2 zone 0 zones 0,0 zones 0,0",
                           "5 < add_contacts campaign 0 count 2 zone 0 not_after 7,7 not_after 7,7",
                           "5 < add_contacts campaign 0 count 2 zone 0 colour 0,0",
                           "99999999999999999999 < tick"}) {
    INFO(line);
    CHECK_FALSE(world::read_input(line));
  }
  CHECK(world::read_input("5 < tick"));
}

TEST_CASE("a replay refuses inputs that the machine cannot get", "[verify][trace]") {
  const world::WorldConfig world = world::plain_world(1, 1);
  TraceReplay replay(world);
  std::vector<std::string> said;
  CHECK(replay.feed("5 < create campaign 1", said) == "campaigns are created in their order");
  CHECK(replay.feed("5 < create campaign 0", said).empty());
  CHECK(replay.feed("5 < create campaign 1", said) == "the scenario has no such campaign");
  CHECK(replay.feed("4 < tick", said) == "time goes back");
  CHECK(replay.feed("5 < buy_minutes 0", said) == "minutes that are bought are more than none");
  CHECK(replay.feed("5 < attempt_ended 1@0 answered talk -1", said) == "a talk takes no less than no time");
  CHECK(replay.feed("5 < add_contacts campaign 0 count 1 zone 1", said) == "the scenario has no such time zone");
  CHECK(replay.feed("5 < add_contacts campaign 9 count 1 zone 0", said).empty());
  CHECK(said == std::vector<std::string>{"5 > refused add_contacts campaign 9 unknown_campaign"});
}

}  // namespace
}  // namespace sim::verify
