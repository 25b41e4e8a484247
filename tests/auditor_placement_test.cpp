// The auditor against dials that are wrong in one thing each, and against dials that do not come: it names the invariant that was broken,
// and no other. Every history is a true one of the machine up to the forgery.

#include "tests/audit_forgery.hpp"
#include "tests/catch.hpp"

namespace sim::world {
namespace {

TEST_CASE("1: a line is taken once and exists", "[auditor]") {
  AuditRig rig(plain_account(3));
  rig.create(plain_campaign(2), {.count = 4});
  rig.schedule(0, 0, 0);
  SECTION("taken") { rig.forge(5, rig.dial(0, 2, 1, line_of(rig.attempt.at({0, 1})), 0)); }
  SECTION("does not exist") { rig.forge(5, rig.dial(0, 2, 1, 3, 0)); }
  SECTION("beyond those of the campaign") { rig.forge(5, rig.dial(0, 2, 1, 2, 0)); }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kLines);
}

TEST_CASE("2: a second live attempt to a phone", "[auditor]") {
  AuditRig rig(plain_account());
  rig.create(plain_campaign(), {.count = 2, .phones = {7, 7}});
  rig.create(plain_campaign(), {.count = 1, .phones = {7}});
  rig.schedule(0, 0, 0);
  SECTION("by another call") { rig.forge(5, rig.dial(0, 1, 1, 9, 0)); }
  SECTION("by the same call") { rig.forge(5, rig.dial(0, 0, 2, 9, 0)); }
  SECTION("by another campaign, while the first is deleted") {
    rig.command(1, InputKind::remove, 0);
    rig.schedule(5, 1, 0);
    rig.forge(5, rig.dial(1, 0, 1, 9, 0));
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kPhones);
}

TEST_CASE("3: a dial before its campaign starts", "[auditor]") {
  AuditRig rig(plain_account());
  rig.create(plain_campaign(), {.count = 1});
  SECTION("a draft") {}
  SECTION("planned") { rig.schedule(0, 0, 100); }
  rig.forge(5, rig.dial(0, 0, 1, 0, 100));
  INFO(rig.first_violation());
  CHECK(rig.broken() == kLegality);
}

// Local time is UTC + 1 h on 1970-01-01 and UTC + 2 h from 1970-01-02T00:00Z on; that date is closed.
TEST_CASE("3: calling hours to the second, on the clock of the contact", "[auditor]") {
  AccountConfig account = plain_account();
  account.zones = {campaign::Zone{}, campaign::Zone{{{SimTime::min(), kHour}, {SimTime{kDay}, 2 * kHour}}}};
  AuditRig rig(account);
  CampaignConfig config = plain_campaign();
  std::array<std::vector<campaign::DayWindow>, 7> week;
  week.fill({{9 * kHour, 10 * kHour}, {22 * kHour, 1 * kHour}});
  config.hours = {week, {1}};
  rig.create(config, {.count = 2, .zone = 1, .phones = {7, 7}});  // the second waits for the first
  rig.schedule(0, 0, 0);
  const auto free_at = [&rig](double at) {
    rig.end(at, 0, 0, no_answer);
    return rig.dials == 2;
  };
  rig.run_to(rig.s(8 * 3600 + 1));
  REQUIRE(rig.dials == 1);
  SECTION("inside") {
    const double at = GENERATE(9 * 3600 - 1, 21 * 3600, 24 * 3600 - 1, 48 * 3600 + 7 * 3600, 48 * 3600 + 8 * 3600 - 1);
    CHECK(free_at(at));
    CHECK(rig.first_violation() == "");
  }
  SECTION("outside") {
    const double at = GENERATE(9 * 3600, 21 * 3600 - 1, 24 * 3600, 24 * 3600 + 7.5 * 3600, 24 * 3600 + 20.5 * 3600, 24 * 3600 + 22.5 * 3600,
                               48 * 3600 + 7 * 3600 - 1, 48 * 3600 + 8 * 3600);
    CHECK_FALSE(free_at(at));
    CHECK(rig.first_violation() == "");
    rig.forge(at, rig.dial(0, 1, 1, 9, 0));
    CHECK(rig.broken() == kLegality);
    CHECK(rig.auditor.outside_hours(CampaignId{0}) == 1);
  }
}

TEST_CASE("3: a gap that is too short, and caps", "[auditor]") {
  AuditRig rig(plain_account());
  CampaignConfig config = retrying(100, 2);
  config.retry.rules[index(no_answer)] = campaign::after_seconds({10, 50}, std::uint8_t{1});
  rig.create(config, {.count = 2});
  rig.schedule(0, 0, 0);
  SECTION("a microsecond early") {
    rig.end(10, 0, 0, busy);
    rig.forge(110 - 1e-6, rig.dial(0, 0, 2, 0, 110));
  }
  SECTION("above max_attempts") {
    rig.end(10, 0, 0, busy);
    rig.end(120, 0, 0, busy);
    rig.forge(500, rig.dial(0, 0, 3, 0, 220));
  }
  SECTION("above the cap of the outcome") {
    rig.end(10, 0, 0, no_answer);
    rig.forge(500, rig.dial(0, 0, 2, 0, 20));
  }
  SECTION("an outcome without a rule") {
    rig.end(10, 0, 0, rejected);
    rig.forge(500, rig.dial(0, 0, 2, 0, 20));
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kLegality);
}

TEST_CASE("3: the n-th delay belongs to the n-th attempt with that outcome", "[auditor]") {
  AuditRig rig(plain_account());
  CampaignConfig config = retrying(10, 9);
  config.retry.rules[index(no_answer)] = campaign::after_seconds({100, 200});
  rig.create(config, {.count = 1});
  rig.schedule(0, 0, 0);
  rig.end(0, 0, 0, no_answer);
  rig.end(101, 0, 0, busy);
  rig.tick(111);
  CHECK(rig.broken().empty());
  rig.end(120, 0, 0, no_answer);
  rig.forge(319, rig.dial(0, 0, 4, 0, 320));
  INFO(rig.first_violation());
  CHECK(rig.broken() == kLegality);
}

TEST_CASE("3: a time of day on the contact's clock, and dials per day", "[auditor]") {
  AccountConfig account = plain_account();
  account.zones = {campaign::Zone{}, campaign::Zone{{{SimTime::min(), kHour}}}};
  AuditRig rig(account);
  CampaignConfig config = retrying(60, 9);
  config.retry.rules[index(no_answer)].delays = {{.day_part = true, .days = 1, .at = 18 * kHour}};
  config.retry.max_attempts_per_day = 2;
  rig.create(config, {.count = 1, .zone = 1});
  rig.schedule(0, 0, 0);
  SECTION("too early in the day") {
    rig.end(10, 0, 0, no_answer);
    rig.forge(86400 + 17 * 3600 - 1, rig.dial(0, 0, 2, 0, 86400 + 17 * 3600));
  }
  SECTION("a third dial on one day") {
    rig.end(10, 0, 0, busy);
    rig.end(80, 0, 0, busy);
    rig.forge(23 * 3600 - 1, rig.dial(0, 0, 3, 0, 140));
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kLegality);
}

TEST_CASE("3: starts faster than the rate", "[auditor]") {
  AccountConfig account = plain_account();
  account.start_gap = 10 * kSecond;
  AuditRig rig(account);
  rig.create(plain_campaign(), {.count = 2});
  rig.schedule(0, 0, 0);
  rig.forge(10 - 1e-6, rig.dial(0, 1, 1, 9, 0));
  INFO(rig.first_violation());
  CHECK(rig.broken() == kLegality);
}

TEST_CASE("3: a dial at the end, outside a contact's own moments, with another script, of nobody", "[auditor]") {
  AuditRig rig(plain_account());
  CampaignConfig config = plain_campaign();
  config.ends = rig.s(100);
  ContactBlock block{.count = 4};
  block.not_before = {SimTime::min(), SimTime::min(), SimTime::min(), rig.s(50)};
  block.phones = {7, 7, 8, 9};
  rig.create(config, block);
  rig.schedule(0, 0, 0);
  SECTION("at the end") {
    rig.more(rig.s(100), rig.report(0, 0, no_answer));
    rig.forge(100, rig.dial(0, 1, 1, 9, 0));
  }
  SECTION("before not_before") { rig.forge(49, rig.dial(0, 3, 1, 9, 50)); }
  SECTION("nobody") { rig.forge(49, rig.dial(0, 4, 1, 9, 0)); }
  SECTION("another script") {
    rig.tamper(with(CommandKind::place_attempt, [](Command& k) { k.script = ScriptId{3}; }));
    rig.tick(50);
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kLegality);
}

TEST_CASE("3: a dial at a contact's last moment", "[auditor]") {
  AuditRig rig(plain_account(1));
  ContactBlock block{.count = 2};
  block.not_after = {kNever, rig.s(80)};
  CampaignConfig config = plain_campaign();
  rig.create(config, block);
  rig.failure(0, InputKind::failure_began);
  rig.schedule(0, 0, 0);
  rig.failure(1, InputKind::failure_ended);
  rig.run_to(rig.s(80));
  rig.auditor.input(rig.s(80), rig.on(0, InputKind::resume));
  rig.auditor.commands(rig.s(80), {became(0, CampaignStatus::in_progress), rig.dial(0, 1, 1, 0, 0)});
  INFO(rig.first_violation());
  CHECK(rig.broken() == kLegality);
}

TEST_CASE("3: a dial without minutes, and beyond what is reserved", "[auditor]") {
  AccountConfig account = plain_account();
  account.balance = 100 * kSecond;
  account.reserve = 40 * kSecond;
  AuditRig rig(account);
  rig.create(plain_campaign(), {.count = 4});
  rig.schedule(0, 0, 0);
  rig.forge(5, rig.dial(0, 2, 1, 9, 0));
  INFO(rig.first_violation());
  CHECK(rig.broken() == kLegality);
}

TEST_CASE("3: a dial beyond the quota, answered or dialed", "[auditor]") {
  AccountConfig account = plain_account(2);
  account.unique_users = 1;
  SECTION("counted when answered") {
    AuditRig rig(account);
    rig.create(plain_campaign(), {.count = 4});
    rig.schedule(0, 0, 0);
    rig.tamper([&rig](Commands& said) {
      std::erase_if(said, [](const Command& k) { return k.kind == CommandKind::calls_changed; });
      said.push_back(rig.dial(0, 2, 1, line_of(rig.attempt.at({0, 0})), 0));
      return true;
    });
    rig.end(5, 0, 0, answered, 3);
    INFO(rig.first_violation());
    CHECK(rig.broken() == kLegality);
  }
  SECTION("counted when dialed") {
    account.counted_on = campaign::CountedOn::dialed;
    AuditRig rig(account);
    rig.create(plain_campaign(), {.count = 2});
    rig.schedule(0, 0, 50);
    rig.run_to(rig.s(50));
    rig.auditor.input(rig.s(50), {});
    rig.auditor.commands(rig.s(50), {became(0, CampaignStatus::in_progress), rig.dial(0, 0, 1, 0, 50)});
    CHECK(rig.broken().empty());
    rig.dials = 1;
    rig.auditor.commands(rig.s(50), {rig.dial(0, 1, 1, 1, 50)});
    INFO(rig.first_violation());
    CHECK(rig.broken() == kLegality);
  }
}

TEST_CASE("8: no dial after a pause, a finish, a delete", "[auditor]") {
  AuditRig rig(plain_account(1));
  rig.create(retrying(), {.count = 3});
  rig.schedule(0, 0, 0);
  SECTION("paused by hand") {
    rig.command(5, InputKind::pause, 0);
    rig.end(6, 0, 0, no_answer);
    rig.forge(7, rig.dial(0, 1, 1, 0, 0));
  }
  SECTION("paused by a failure that is over") {
    rig.failure(5, InputKind::failure_began);
    rig.end(6, 0, 0, no_answer);
    rig.failure(7, InputKind::failure_ended);
    rig.forge(8, rig.dial(0, 1, 1, 0, 0));
  }
  SECTION("finished") {
    rig.command(5, InputKind::finish, 0);
    rig.end(6, 0, 0, no_answer);
    rig.forge(7, rig.dial(0, 1, 1, 0, 0));
  }
  SECTION("deleted") {
    rig.command(5, InputKind::remove, 0);
    rig.end(6, 0, 0, no_answer);
    rig.forge(7, rig.dial(0, 1, 1, 0, 0));
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kStopped);
}

TEST_CASE("9: no line stays idle while a call is eligible", "[auditor]") {
  AccountConfig account = plain_account(2);
  account.start_gap = kSecond;
  AuditRig rig(account);
  rig.create(retrying(100), {.count = 2, .phones = {5, 6}});
  rig.create(plain_campaign(), {.count = 1, .phones = {5}});
  SECTION("a first attempt") {
    rig.tamper(without(CommandKind::place_attempt));
    rig.schedule(0, 0, 0);
  }
  SECTION("a retry") {
    rig.schedule(0, 0, 0);
    rig.end(5, 0, 0, busy);
    rig.tamper(without(CommandKind::place_attempt));
    rig.tick(105);
  }
  SECTION("slept through") {
    rig.schedule(0, 0, 0);
    rig.end(5, 0, 0, busy);
    rig.run_to(rig.s(105));
    rig.auditor.input(rig.s(106), {});
  }
  SECTION("a rate slot slept through") {
    rig.schedule(0, 0, 0);
    rig.auditor.input(rig.s(1.5), {});
  }
  SECTION("a phone that is free again") {
    rig.schedule(0, 0, 0);
    rig.schedule(1, 1, 0);
    rig.end(2, 0, 1, no_answer);
    CHECK(rig.broken().empty());
    rig.tamper(without(CommandKind::place_attempt));
    rig.end(3, 0, 0, answered, 1);
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kLiveness);
}

TEST_CASE("9: a window that opens", "[auditor]") {
  AuditRig rig(plain_account());
  CampaignConfig config = plain_campaign();
  std::array<std::vector<campaign::DayWindow>, 7> week;
  week.fill({{9 * kHour, 10 * kHour}});
  config.hours = {week, {}};
  rig.create(config, {.count = 1});
  rig.schedule(0, 0, 0);
  rig.auditor.input(rig.s(9 * 3600 + 1), {});
  INFO(rig.first_violation());
  CHECK(rig.broken() == kLiveness);
}

TEST_CASE("the order of dialing: campaigns by priority, share and age", "[auditor]") {
  AuditRig rig(plain_account(1));
  CampaignConfig low = plain_campaign(), high = plain_campaign();
  SECTION("priority") { high.priority = 1; }
  SECTION("age") { std::swap(low.priority, high.priority); }
  const bool older = high.priority == 0;
  rig.create(older ? high : low, {.count = 2});
  rig.create(older ? low : high, {.count = 2});
  rig.create(plain_campaign(), {.count = 1});
  rig.schedule(0, 2, 0);
  rig.schedule(1, 0, 1);
  rig.schedule(1, 1, 1);
  rig.tamper(with(CommandKind::place_attempt, [older](Command& k) { k.campaign = CampaignId{older ? 1u : 0u}; }));
  rig.end(2, 2, 0, no_answer);
  INFO(rig.first_violation());
  CHECK(rig.broken() == kOrder);
}

TEST_CASE("the order of dialing: contact priority, the campaign's order, due time, position", "[auditor]") {
  AuditRig rig(plain_account(1));
  CampaignConfig config = retrying(0);
  ContactBlock block{.count = 3};
  SECTION("priority") { block.priorities = {1, 0, 1}; }
  SECTION("due time") { block.not_before = {SimTime::min(), rig.s(1), SimTime::min()}; }
  SECTION("position") {}
  SECTION("closing first") {
    config.order = campaign::DialOrder::closing_first;
    block.not_after = {rig.s(50), kNever, rig.s(90)};
  }
  const bool position = block.priorities.empty() && block.not_before.empty() && block.not_after.empty();
  rig.create(config, block);
  rig.schedule(0, 0, 0);
  CHECK(rig.attempt.contains({0, 0}));
  const CallIndex wrong = position ? 2 : 1;
  rig.tamper(with(CommandKind::place_attempt, [&rig, wrong, &block](Command& k) {
    k.call = wrong;
    k.at = block.not_before.empty() ? rig.s(0) : rig.s(1);
  }));
  rig.end(2, 0, 0, no_answer);
  INFO(rig.first_violation());
  CHECK(rig.broken() == kOrder);
}

TEST_CASE("the order of dialing: what a dial says about when it was due", "[auditor]") {
  AuditRig rig(plain_account());
  rig.create(plain_campaign(), {.count = 1});
  rig.tamper(with(CommandKind::place_attempt, [](Command& k) { k.at += kSecond; }));
  rig.schedule(0, 0, 0);
  CHECK(rig.broken() == kOrder);
}

}  // namespace
}  // namespace sim::world
