// What placement remembers while it waits, for the rate or for somebody to become ready, and what makes it look again. Of each test the
// last lines are the point: a machine that goes on remembering announces another deadline, or dials another call.

#include "tests/catch.hpp"
#include "tests/machine_rig.hpp"

namespace sim::campaign {
namespace {

using enum AttemptOutcome;
using enum InputKind;

// One start in ten seconds.
AccountConfig slow_account(std::uint32_t lines = 100) {
  AccountConfig account = plain_account(lines);
  account.start_gap = 10 * kSecond;
  return account;
}

CampaignConfig open_until(Duration closes) {
  CampaignConfig config = plain_campaign();
  std::array<std::vector<DayWindow>, 7> week;
  week.fill({{Duration{0}, closes}});
  config.hours = {week, {}};
  return config;
}

CampaignConfig retries_after(int s) {
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 2;
  config.retry.rules[index(busy)] = after_seconds({s});
  return config;
}

// A campaign of three that has dialed the first at 0 and waits for the rate until 10.
class WaitingRig : public Rig {
 public:
  explicit WaitingRig(const AccountConfig& account = slow_account(), const CampaignConfig& config = retries_after(100)) : Rig(account) {
    create(0, config, 3);
    schedule(0, 0, 0);
    CHECK(deadline() == 10);
  }
};

TEST_CASE("an end before the rate allows a start leaves the next start where it was", "[machine]") {
  WaitingRig rig;
  CHECK(rig.end(5, 0, 0, busy) == "");
  CHECK(rig.deadline() == 10);
  CHECK(rig.tick(10) == "dial c0/1#1");
  CHECK(rig.tick(20) == "dial c0/2#1");
  CHECK(rig.deadline() == 105);
}

TEST_CASE("nobody waits for the rate in a campaign that was stopped", "[machine]") {
  const InputKind stop = GENERATE(pause, finish, remove, failure_began);
  WaitingRig rig;
  CHECK_FALSE(rig.command(5, stop, 0).empty());
  CHECK(rig.deadline() == -1);
  rig.end(6, 0, 0, busy);
  CHECK(rig.deadline() == -1);
  if (stop != pause) return;
  CHECK(rig.command(7, resume, 0) == "c0 in_progress");
  CHECK(rig.deadline() == 10);
}

TEST_CASE("nobody waits for the rate without minutes", "[machine]") {
  AccountConfig account = slow_account();
  account.balance = 60 * kSecond;
  WaitingRig rig(account);
  CHECK(rig.end(5, 0, 0, answered, 60) == "dialog c0/0 billed 60 | c0 paused out_of_minutes | minutes out");
  CHECK(rig.deadline() == -1);
  rig.buy(6, 60);
  CHECK(rig.command(7, resume, 0) == "c0 in_progress");
  CHECK(rig.deadline() == 10);
}

TEST_CASE("a reserve is held back before the rate is asked", "[machine]") {
  AccountConfig account = slow_account();
  account.balance = 100 * kSecond;
  account.reserve = 50 * kSecond;
  WaitingRig rig(account);
  CHECK(rig.tick(10) == "dial c0/1#1");
  CHECK(rig.deadline() == -1);  // both halves of the balance are held
  CHECK(rig.end(15, 0, 0, busy) == "");
  CHECK(rig.deadline() == 20);
  CHECK(rig.end(16, 0, 1, answered, 10) == "dialog c0/1 billed 10");
  CHECK(rig.deadline() == 20);
  CHECK(rig.tick(20) == "dial c0/2#1");
  CHECK(rig.deadline() == -1);
}

TEST_CASE("nobody waits for the rate once his window has closed", "[machine]") {
  WaitingRig rig(slow_account(), [] {
    CampaignConfig config = open_until(15 * kSecond);
    config.retry = retries_after(2).retry;
    return config;
  }());
  CHECK(rig.tick(10) == "dial c0/1#1");
  CHECK(rig.deadline() == 15);
  CHECK(rig.tick(15) == "");
  CHECK(rig.deadline() == 86400);
  CHECK(rig.end(16, 0, 0, busy) == "");
  CHECK(rig.deadline() == 86400);  // due at 18, in a window that is closed then
  CHECK(rig.tick(86400) == "dial c0/2#1");
}

TEST_CASE("nobody waits for the rate once the last moment of the only one has passed", "[machine]") {
  Rig rig(slow_account());
  rig.create(0, plain_campaign(), 1);
  ContactBlock block{.count = 1};
  block.not_after = {Rig::s(6)};
  rig.add(0, 0, block);
  CHECK(rig.schedule(0, 0, 0) == "c0 2 planned>planned | c0 planned | c0 in_progress | dial c0/0#1");
  CHECK(rig.deadline() == 6);
  CHECK(rig.tick(6) == "c0/1 not_dialed");
  CHECK(rig.deadline() == -1);
}

TEST_CASE("a line that comes free within the campaign's own limit lets the next wait for the rate", "[machine]") {
  WaitingRig rig(slow_account(), plain_campaign(2));
  CHECK(rig.tick(10) == "dial c0/1#1");
  CHECK(rig.deadline() == -1);
  CHECK(rig.end(15, 0, 1, answered) == "dialog c0/1 billed 0");
  CHECK(rig.deadline() == 20);
  CHECK(rig.tick(20) == "dial c0/2#1");
}

TEST_CASE("with all lines taken there is no next start", "[machine]") {
  WaitingRig rig(slow_account(2));
  CHECK(rig.tick(10) == "dial c0/1#1");
  CHECK(rig.deadline() == -1);
  CHECK(rig.end(25, 0, 0, answered) == "dialog c0/0 billed 0 | dial c0/2#1");
}

TEST_CASE("a phone that comes off its line lets the call wait for the rate that waited for it", "[machine]") {
  Rig rig(slow_account());
  rig.create(0, plain_campaign(), 0);
  rig.add(0, 0, {.count = 2, .phones = {7, 7}});
  rig.schedule(0, 0, 0);
  CHECK(rig.deadline() == -1);
  CHECK(rig.end(5, 0, 0, answered) == "dialog c0/0 billed 0");
  CHECK(rig.deadline() == 10);
  CHECK(rig.tick(10) == "dial c0/1#1");
}

TEST_CASE("the first retry to come is what placement wakes for, not before the rate allows it", "[machine]") {
  CampaignConfig config = retries_after(100);
  config.retry.rules[index(no_answer)] = after_seconds({40});
  config.retry.rules[index(rejected)] = after_seconds({1});
  Rig rig(slow_account());
  rig.create(0, config, 3);
  rig.schedule(0, 0, 0);
  rig.tick(10);
  rig.tick(20);
  CHECK(rig.deadline() == -1);
  rig.end(21, 0, 0, busy);
  CHECK(rig.deadline() == 121);
  rig.end(22, 0, 1, no_answer);
  CHECK(rig.deadline() == 62);
  rig.end(23, 0, 2, rejected);
  CHECK(rig.deadline() == 30);
  CHECK(rig.tick(30) == "dial c0/2#2");
  CHECK(rig.deadline() == 62);
}

TEST_CASE("a retry of a campaign that is paused wakes nobody", "[machine]") {
  Rig rig(slow_account());
  rig.create(0, retries_after(2), 1);
  rig.create(0, plain_campaign(), 1);
  rig.schedule(0, 0, 0);
  rig.schedule(0, 1, 0);
  CHECK(rig.tick(10) == "dial c1/0#1");
  rig.command(11, pause, 0);
  CHECK(rig.end(15, 0, 0, busy) == "");
  CHECK(rig.deadline() == -1);
  CHECK(rig.command(16, resume, 0) == "c0 in_progress");
  CHECK(rig.deadline() == 20);
}

TEST_CASE("who is added in mid-campaign waits for the rate", "[machine]") {
  Rig rig(slow_account());
  rig.create(0, plain_campaign(), 1);
  rig.schedule(0, 0, 0);
  CHECK(rig.deadline() == -1);
  CHECK(rig.add(5, 0, {.count = 1}) == "c0 1 planned>planned");
  CHECK(rig.deadline() == 10);
  CHECK(rig.tick(10) == "dial c0/1#1");
}

}  // namespace
}  // namespace sim::campaign
