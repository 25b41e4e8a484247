// The operator: actions at set times, reactions to events of the account, and what is refused.

#include <algorithm>
#include <string>
#include <vector>

#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using campaign::CallStatus;
using metrics::ReplicationResult;
using models::ActionKind;
using models::Trigger;

TEST_CASE("an outage that is a system failure pauses until somebody resumes", "[world]") {
  WorldConfig config = minute_world(3, 1);
  config.carrier.outages = {{at_s(30), s(100)}};
  CHECK(run(config).campaigns[0].pause_reason == "system_failure");
  at(config, 100, {action(ActionKind::resume, 0)});
  when(config, Trigger::system_failure_over, 20, {action(ActionKind::resume)});
  CHECK(story(config) == "c0/0#1 0-60 answered\nc0/1#1 150-210 answered\nc0/2#1 210-270 answered\n");
  const ReplicationResult result = run(config);
  CHECK(commands(result) == "100 resume campaign: system_failure\n150 resume campaign: done\n");
  CHECK(result.account.commands_refused == 1);
  CHECK(result.campaigns[0].paused == s(120));
}

TEST_CASE("the operator acts at set times", "[world]") {
  WorldConfig config = minute_world(4, 1);
  config.scripts.push_back({"short", {random::make_constant(s(10)), {}, 0}});
  models::Action change = action(ActionKind::change_script, 0);
  change.script = ScriptId{1};
  ContactList more;
  more.list = 1;
  more.count = 1;
  config.added = {more};
  at(config, 30, {action(ActionKind::pause, 0)});
  at(config, 100, {action(ActionKind::resume, 0), action(ActionKind::resume, 0)});
  at(config, 130, {change});
  at(config, 165, {action(ActionKind::add_contacts, 0)});
  at(config, 175, {action(ActionKind::finish, 0)});
  at(config, 176, {action(ActionKind::remove, 0), action(ActionKind::pause, 0)});
  CHECK(story(config) == "c0/0#1 0-60 answered\nc0/1#1 100-160 answered\nc0/2#1 160-170 answered\nc0/3#1 170-180 answered\n");
  const ReplicationResult result = run(config);
  CHECK(commands(result) ==
        "30 pause campaign: done\n"
        "100 resume campaign: done\n"
        "100 resume campaign: not_paused\n"
        "130 change_script campaign: done\n"
        "165 add_contacts campaign: done\n"
        "175 finish campaign: done\n"
        "176 delete campaign: done\n"
        "176 pause campaign: deleted\n");
  CHECK(result.campaigns[0].status == "deleted");
  CHECK(calls_in(result, CallStatus::not_dialed) == 1);
  CHECK(result.campaigns[0].finished == at_s(180));
}

// The phones behind the dialogs of a run.
class Phones : public metrics::CallSink {
 public:
  void call(const metrics::CallRow&) override {}
  void dialog(const metrics::DialogRow& row) override { dialed.emplace_back(row.phone); }
  std::vector<std::string> dialed;
};

TEST_CASE("a reaction that adds its list again adds other people", "[world]") {
  WorldConfig config = minute_world(1, 1);
  config.carrier.outages = {{at_s(30), s(5)}, {at_s(90), s(5)}};
  ContactList more;
  more.list = 1;
  more.count = 2;
  config.added = {more};
  when(config, Trigger::system_failure, 0, {action(ActionKind::add_contacts, 0)});
  when(config, Trigger::system_failure_over, 0, {action(ActionKind::resume)});
  Phones phones;
  CHECK(run(config, {.calls = &phones}).campaigns[0].calls == 5);
  CHECK(phones.dialed.size() == 5);
  std::ranges::sort(phones.dialed);
  CHECK(std::ranges::adjacent_find(phones.dialed) == phones.dialed.end());
}

TEST_CASE("lines used are counted in open time; a call that runs on after it is not", "[world]") {
  WorldConfig config = minute_world(1, 1);
  policy(config).hours = every_day(0, 0.01);  // 36 s
  const ReplicationResult result = run(config);
  CHECK(result.account.line_time == s(60));
  CHECK(result.account.open_time == s(36));
  CHECK(result.account.open_line_time == s(36));
}

TEST_CASE("a reaction to the end of the minutes resumes what that paused", "[world]") {
  WorldConfig config = minute_world(4, 1);
  for (const char* name : {"second", "by hand"}) {
    config.campaigns.push_back(config.campaigns[0]);
    config.campaigns.back().name = name;
    config.campaigns.back().contacts[0].list = static_cast<std::uint32_t>(config.campaigns.size() - 1);
  }
  config.account.lines = 3;
  config.account.balance = s(180);
  at(config, 10, {action(ActionKind::pause, 2)});
  when(config, Trigger::out_of_minutes, 100, {buy(90), action(ActionKind::resume)});
  const ReplicationResult result = run(config);
  // Three calls spend it by 60 s. Each 90 s bought let two calls start, which leave 30 s of debt more than the time before.
  CHECK(commands(result) ==
        "10 pause by hand: done\n"
        "160 buy_minutes: done\n160 resume campaign: done\n160 resume second: done\n"
        "320 buy_minutes: done\n320 resume campaign: done\n320 resume second: done\n"
        "480 buy_minutes: done\n480 resume campaign: done\n480 resume second: done\n"
        "640 buy_minutes: done\n");
  CHECK(result.campaigns[0].status == "finished");
  CHECK(result.campaigns[2].pause_reason == "manual");
  CHECK(result.account.balance == s(180 + 4 * 90 - 9 * 60));
  CHECK(result.account.overshoot == s(90));
}

}  // namespace
}  // namespace sim::world
