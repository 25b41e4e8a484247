// What can go wrong between the lines and the machine: reports that come late, twice or never, and a carrier that fails what is dialed.

#include "tests/world_rig.hpp"

namespace sim::world {
namespace {

using campaign::CallStatus;
using metrics::ReplicationResult;
using models::ActionKind;
using models::Trigger;

constexpr auto kNoAnswer = AttemptOutcome::no_answer, kNetworkError = AttemptOutcome::network_error, kLost = AttemptOutcome::lost;

TEST_CASE("a report that comes late holds the line, and the gap runs from its arrival", "[world]") {
  WorldConfig config = minute_world(2, 1);
  config.carrier.reports.late = 1;
  config.carrier.reports.late_by = random::make_constant(s(10));
  CHECK(story(config) == "c0/0#1 0-70 answered\nc0/1#1 70-140 answered\n");
  CHECK(run(config).account.billed == s(120));
  customers(config).reachability = 0;
  policy(config).ring_timeout = s(20);
  policy(config).retry.max_attempts = 2;
  rule(config, kNoAnswer).delays = {{s(100)}};
  config.campaigns[0].contacts[0].count = 1;
  CHECK(story(config) == "c0/0#1 0-30 no_answer\nc0/0#2 130-160 no_answer\n");
}

TEST_CASE("a report that comes twice counts once", "[world]") {
  WorldConfig config = minute_world(2, 1);
  config.carrier.reports.duplicated = 1;
  config.carrier.reports.late_by = random::make_constant(s(5));
  CHECK(story(config) == "c0/0#1 0-60 answered\nc0/1#1 60-120 answered\n");
  const ReplicationResult result = run(config);
  CHECK(result.end == at_s(125));
  CHECK(result.campaigns[0].finished == at_s(120));
  CHECK(result.account.reports_ignored == 2);
  CHECK(result.account.billed == s(120));
  CHECK(result.account.unbilled == s(120));
}

TEST_CASE("an attempt without a report is lost when its time is up", "[world]") {
  WorldConfig config = minute_world(1, 1);
  config.account.set_up_limit = config.carrier.set_up_limit = s(10);
  policy(config).ring_timeout = s(30);
  policy(config).max_call = s(100);
  policy(config).grace = s(5);
  policy(config).retry.max_attempts = 2;
  rule(config, kLost).delays = {{s(55)}};
  SECTION("it never comes") {
    config.carrier.reports.lost = 1;
    CHECK(story(config) == "c0/0#1 0-145 lost\nc0/0#2 200-345 lost\n");
    CHECK(calls_in(run(config), CallStatus::technical_error) == 1);
  }
  SECTION("it comes after that") {
    config.carrier.reports.late = 1;
    config.carrier.reports.late_by = random::make_constant(s(1000));
    const ReplicationResult result = run(config);
    CHECK(result.end == at_s(1260));
    CHECK(result.campaigns[0].finished == at_s(345));
    CHECK(result.account.reports_ignored == 2);
    CHECK(result.account.billed == s(0));
    CHECK(result.account.unbilled == s(120));
  }
}

TEST_CASE("an outage of network errors fails what is dialed, not what talks", "[world]") {
  WorldConfig config = minute_world(4, 1);
  config.carrier.outage_is = models::OutageIs::network_errors;
  config.carrier.outages = {{at_s(100), s(50)}};
  policy(config).retry.max_attempts = 2;
  rule(config, kNetworkError).delays = {{s(40)}};
  CHECK(story(config) ==
        "c0/0#1 0-60 answered\n"
        "c0/1#1 60-120 answered\n"
        "c0/2#1 120-120 network_error\n"
        "c0/3#1 120-120 network_error\n"
        "c0/2#2 160-220 answered\n"
        "c0/3#2 220-280 answered\n");
}

TEST_CASE("an outage of network errors fails scripted contacts too", "[world]") {
  const ScriptedOutcome talks{AttemptOutcome::answered, s(60), s(0)};
  WorldConfig config = scripted_world({{talks}, {talks}, {{kLost, s(0), s(0)}}}, 1);
  config.carrier.outage_is = models::OutageIs::network_errors;
  config.carrier.outages = {{at_s(50), s(30)}};
  policy(config).retry.max_attempts = 2;
  rule(config, kNetworkError).delays = {{s(40)}};
  policy(config).ring_timeout = policy(config).max_call = s(100);
  CHECK(story(config) ==
        "c0/0#1 0-60 answered\n"
        "c0/1#1 60-60 network_error\n"
        "c0/2#1 60-60 network_error\n"
        "c0/1#2 100-160 answered\n"
        "c0/2#2 160-360 lost\n");
}

TEST_CASE("the breaker notices an outage of network errors", "[world]") {
  WorldConfig config = minute_world(100, 10);
  config.carrier.outage_is = models::OutageIs::network_errors;
  config.carrier.outages = {{at_s(130), s(300)}};
  config.account.breaker = campaign::Breaker{};
  when(config, Trigger::system_failure_over, 0, {action(ActionKind::resume)});
  const ReplicationResult result = run(config);
  // At 180 s the window of 120 s holds the answers of 120 and 180 s, ten each, so the 21st error trips; ten lines have made 30 by then.
  CHECK(result.campaigns[0].attempts_by_outcome[index(kNetworkError)] == 30);
  CHECK(result.campaigns[0].pauses[2] == 1);
  CHECK(result.campaigns[0].paused == s(600));
  CHECK(result.end == at_s(780 + 4 * 60));
}

}  // namespace
}  // namespace sim::world
