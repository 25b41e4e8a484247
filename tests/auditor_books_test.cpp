// The auditor against ends, changes, bills and views that are wrong in one thing each: it names the invariant that was broken, and no
// other. Every history is a true one of the machine up to the forgery.

#include "tests/audit_forgery.hpp"
#include "tests/catch.hpp"

namespace sim::world {
namespace {

TEST_CASE("1: lines in use at the end are those of the books", "[auditor]") {
  AuditRig rig(plain_account());
  rig.create(plain_campaign(), {.count = 1});
  rig.schedule(0, 0, 0);
  Commands unheard;
  rig.machine.step(rig.s(1), rig.report(0, 0, no_answer), unheard);  // the auditor never hears of it
  rig.finish(2);
  CHECK(rig.broken().contains(*kLines.begin()));
}

TEST_CASE("4: an attempt ends once, and is numbered", "[auditor]") {
  AuditRig rig(plain_account());
  CampaignConfig config = retrying();
  config.ring_timeout = 30 * kSecond;
  config.max_call = 60 * kSecond;
  config.retry.rules[index(lost)] = campaign::after_seconds({1000});
  rig.create(config, {.count = 3});
  rig.schedule(0, 0, 0);
  SECTION("two releases") {
    Command over = AuditRig::about(CommandKind::attempt_over, 0, 0);
    over.attempt = rig.attempt.at({0, 0});
    rig.end(5, 0, 0, no_answer);
    rig.forge(90, over);
  }
  SECTION("a dialog of an attempt that goes on") { rig.forge(5, dialog(rig, 0)); }
  SECTION("given up too early") {
    Command over = AuditRig::about(CommandKind::attempt_over, 0, 0);
    over.attempt = rig.attempt.at({0, 0});
    rig.forge(89, over);
  }
  SECTION("of another call") {
    rig.tamper(with(CommandKind::attempt_over, [](Command& k) { ++k.call; }));
    rig.tick(90);
  }
  SECTION("not given up in time") {
    rig.tamper(without(CommandKind::attempt_over));
    rig.tick(90);
    rig.auditor.input(rig.s(91), rig.report(0, 0, no_answer));
  }
  SECTION("number of the attempt within its call") {
    rig.end(5, 0, 0, busy);
    rig.tamper(with(CommandKind::place_attempt, [](Command& k) { k.number = 3; }));
    rig.tick(105);
  }
  SECTION("number of the attempt within the account") {
    rig.end(5, 0, 0, busy);
    rig.tamper(with(CommandKind::place_attempt, [](Command& k) { k.attempt = attempt_id(9, line_of(k.attempt)); }));
    rig.tick(105);
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kAttempts);
}

TEST_CASE("5: what changes at once has the right number", "[auditor]") {
  AuditRig rig(plain_account(3));
  const auto one_more = with(CommandKind::calls_changed, [](Command& k) { ++k.count; });
  SECTION("planned") {
    rig.create(plain_campaign(), {.count = 2});
    rig.tamper(one_more);
    rig.schedule(0, 0, 10);
  }
  SECTION("added and not said") {
    rig.create(plain_campaign(), {.count = 2});
    rig.schedule(0, 0, 10);
    rig.tamper(without(CommandKind::calls_changed));
    rig.add(1, 0, {.count = 1});
  }
  SECTION("finished by hand") {
    rig.create(plain_campaign(), {.count = 5});
    rig.schedule(0, 0, 0);
    rig.tamper(one_more);
    rig.command(5, InputKind::finish, 0);
  }
  SECTION("finished with a call that waits") {
    rig.create(retrying(), {.count = 1});
    rig.schedule(0, 0, 0);
    rig.end(1, 0, 0, busy);
    rig.tamper(without(CommandKind::calls_changed));
    rig.command(5, InputKind::finish, 0);
  }
  SECTION("errors among those that waited") {
    CampaignConfig config = retrying();
    config.retry.rules[index(network_error)] = campaign::after_seconds({100});
    rig.create(config, {.count = 3});
    rig.schedule(0, 0, 0);
    rig.end(1, 0, 0, busy);
    rig.end(1, 0, 1, network_error);
    rig.tamper([](Commands& said) {
      for (Command& k : said) {
        if (k.kind == CommandKind::calls_changed) k.count = k.status == CallStatus::technical_error ? 2 : 0;
      }
      return true;
    });
    rig.command(5, InputKind::finish, 0);
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kStatuses);
}

TEST_CASE("5: what the quota ends has the right number", "[auditor]") {
  AccountConfig account = plain_account(2);
  account.unique_users = 1;
  AuditRig rig(account);
  rig.create(plain_campaign(), {.count = 6});
  rig.schedule(0, 0, 0);
  rig.tamper(with(CommandKind::calls_changed, [](Command& k) { --k.count; }));
  rig.end(5, 0, 0, answered, 3);
  INFO(rig.first_violation());
  CHECK(rig.broken() == kStatuses);
}

TEST_CASE("6: bills, dialogs and the crossing", "[auditor]") {
  AccountConfig account = plain_account(2);
  account.balance = 60 * kSecond;
  account.billing = {15 * kSecond, 30 * kSecond};
  AuditRig rig(account);
  rig.create(plain_campaign(), {.count = 5});
  rig.schedule(0, 0, 0);
  SECTION("not rounded up") {
    rig.tamper(with(CommandKind::dialog_recorded, [](Command& k) { k.billed = 31 * kSecond; }));
    rig.end(5, 0, 0, answered, 31);
  }
  SECTION("below the minimum") {
    rig.tamper(with(CommandKind::dialog_recorded, [](Command& k) { k.billed = 15 * kSecond; }));
    rig.end(5, 0, 0, voicemail, 1);
  }
  SECTION("another talk") {
    rig.tamper(with(CommandKind::dialog_recorded, [](Command& k) { k.talk = Duration{1}; }));
    rig.end(5, 0, 0, answered, 31);
  }
  SECTION("no dialog") {
    rig.tamper(without(CommandKind::dialog_recorded));
    rig.end(5, 0, 0, answered, 31);
  }
  SECTION("a crossing that is not reported") {
    rig.tamper(without(CommandKind::account_changed));
    rig.end(5, 0, 0, answered, 61);
  }
  SECTION("a crossing that was none") { rig.forge(5, AuditRig::about(CommandKind::account_changed, 0)); }
  SECTION("minutes that the machine did not get") {
    campaign::Input input;
    input.kind = InputKind::buy_minutes;
    input.amount = kSecond;
    rig.auditor.input(rig.s(1), input);
    rig.finish(2);
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kMinutes);
}

TEST_CASE("6: the overshoot stays within its bound", "[auditor]") {
  AccountConfig account = plain_account();
  account.balance = 10 * kSecond;
  AuditRig rig(account);
  rig.create(plain_campaign(1), {.count = 3});
  rig.schedule(0, 0, 0);
  rig.end(5, 0, 0, answered, 20);
  CHECK(rig.broken().empty());
  const Command more = rig.dial(0, 1, 1, 0, 0);
  rig.forge(6, more);
  campaign::Input end;
  end.kind = InputKind::attempt_ended;
  end.attempt = more.attempt;
  end.amount = 20 * kSecond;
  rig.auditor.input(rig.s(7), end);
  CHECK(rig.broken().contains(*kMinutes.begin()));
}

TEST_CASE("7: changes of campaigns have a cause and stand in the table", "[auditor]") {
  AuditRig rig(plain_account());
  CampaignConfig config = plain_campaign();
  config.ends = rig.s(1000);
  rig.create(config, {.count = 2});
  SECTION("starts before its time") {
    rig.schedule(0, 0, 100);
    rig.forge(99, became(0, CampaignStatus::in_progress));
  }
  SECTION("does not start") {
    rig.schedule(0, 0, 100);
    rig.auditor.input(rig.s(100), {});
    rig.auditor.instant_over(rig.s(100));
  }
  SECTION("sleeps through its start") {
    rig.schedule(0, 0, 100);
    rig.auditor.input(rig.s(101), {});
  }
  SECTION("one that does not exist") { rig.forge(5, became(9, CampaignStatus::in_progress)); }
  SECTION("pauses by itself") {
    rig.schedule(0, 0, 0);
    rig.forge(5, became(0, CampaignStatus::paused, campaign::PauseReason::out_of_minutes));
  }
  SECTION("goes on in a failure") {
    rig.schedule(0, 0, 0);
    rig.tamper(without(CommandKind::campaign_changed));
    rig.failure(5, InputKind::failure_began);
  }
  SECTION("a failure that nobody hears of") {
    rig.tamper(without(CommandKind::account_changed));
    rig.failure(5, InputKind::failure_began);
  }
  SECTION("finishes with open calls") {
    rig.schedule(0, 0, 0);
    rig.forge(5, became(0, CampaignStatus::finished));
  }
  SECTION("does not finish when every call is over") {
    rig.schedule(0, 0, 0);
    rig.end(5, 0, 0, no_answer);
    rig.tamper(without(CommandKind::campaign_changed));
    rig.end(5, 0, 1, no_answer);
  }
  SECTION("does not finish at its end") {
    rig.schedule(0, 0, 0);
    rig.run_to(rig.s(1000));
    rig.auditor.input(rig.s(1000), {});
    rig.auditor.instant_over(rig.s(1000));
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kTransitions);
}

TEST_CASE("7: a change with a cause that does not stand in the table", "[auditor]") {
  AuditRig rig(plain_account());
  rig.create(plain_campaign(), {.count = 1, .not_after = {AuditRig::s(50)}});
  rig.schedule(0, 0, 100);
  rig.forge(60, became(0, CampaignStatus::finished));  // every call is over, but it has not started
  CHECK(rig.broken() == kTransitions);
}

TEST_CASE("7: without minutes everything pauses", "[auditor]") {
  AccountConfig account = plain_account();
  account.balance = 10 * kSecond;
  AuditRig rig(account);
  rig.create(plain_campaign(1), {.count = 3});
  rig.schedule(0, 0, 0);
  rig.tamper(without(CommandKind::campaign_changed));
  rig.end(5, 0, 0, answered, 10);
  CHECK(rig.broken() == kTransitions);
}

TEST_CASE("7: commands are carried out or refused as the table says", "[auditor]") {
  AuditRig rig(plain_account());
  rig.create(plain_campaign(), {.count = 2});
  SECTION("refused against the table") {
    campaign::Input input = rig.on(0, InputKind::schedule);
    input.at = rig.s(50);
    Command no = AuditRig::about(CommandKind::refused, 0);
    no.input = InputKind::schedule;
    no.why = campaign::Refusal::already_started;
    rig.auditor.input(rig.s(0), input);
    rig.auditor.commands(rig.s(0), {no});
  }
  SECTION("refused with another word") {
    rig.tamper(with(CommandKind::refused, [](Command& k) { k.why = campaign::Refusal::deleted; }));
    rig.command(5, InputKind::pause, 0);
  }
  SECTION("neither carried out nor refused") {
    rig.tamper(without(CommandKind::refused));
    rig.command(5, InputKind::pause, 0);
  }
  SECTION("a pause that does not come") {
    rig.schedule(0, 0, 0);
    rig.tamper(without(CommandKind::campaign_changed));
    rig.command(5, InputKind::pause, 0);
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kTransitions);
}

TEST_CASE("7: changes of calls have a cause and stand in the table", "[auditor]") {
  AuditRig rig(plain_account(1));
  ContactBlock block{.count = 3};
  block.not_after = {kNever, kNever, rig.s(500)};
  block.malformed = {0, 0, 0};
  rig.create(retrying(), block);
  rig.schedule(0, 0, 0);
  SECTION("leaves a final status") {
    rig.end(5, 0, 0, answered, 1);
    rig.forge(6, became(0, 0, CallStatus::technical_error));
  }
  SECTION("is not in the table") { rig.forge(6, became(0, 1, CallStatus::completed_without_answer)); }
  SECTION("many, not in the table") { rig.forge(6, became(CallStatus::answered, CallStatus::not_dialed, 0)); }
  SECTION("many, planned by nobody") { rig.forge(6, became(CallStatus::planned, CallStatus::planned, 1)); }
  SECTION("many, without a finish") { rig.forge(6, became(CallStatus::planned, CallStatus::not_dialed, 2)); }
  SECTION("many, beyond a quota that is not used up") { rig.forge(6, became(CallStatus::planned, CallStatus::plan_limit_exceeded, 2)); }
  SECTION("one that does not exist") { rig.forge(6, became(0, 9, CallStatus::not_dialed)); }
  SECTION("malformed, but it is not") { rig.forge(6, became(0, 1, CallStatus::technical_error)); }
  SECTION("beyond the quota, but there is none") { rig.forge(6, became(0, 1, CallStatus::plan_limit_exceeded)); }
  SECTION("before its last moment") { rig.forge(499, became(0, 2, CallStatus::not_dialed)); }
  SECTION("not at its last moment") {
    rig.tamper(without(CommandKind::call_changed));
    rig.tick(500);
  }
  SECTION("dialed after it was answered") {
    rig.end(5, 0, 0, answered, 1);
    rig.end(6, 0, 1, answered, 1);
    rig.end(7, 0, 2, busy);
    rig.forge(8, rig.dial(0, 0, 2, 0, 0));
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kTransitions);
}

TEST_CASE("7: malformed numbers end when the campaign starts", "[auditor]") {
  AuditRig rig(plain_account(1));
  rig.create(plain_campaign(), {.count = 2, .malformed = {0, 1}});
  rig.tamper(without(CommandKind::call_changed));
  rig.schedule(0, 0, 0);
  INFO(rig.first_violation());
  CHECK(rig.broken() == kTransitions);
}

TEST_CASE("10: a report for an attempt that is not live changes nothing", "[auditor]") {
  AuditRig rig(plain_account(1));
  rig.create(plain_campaign(), {.count = 3});
  rig.schedule(0, 0, 0);
  const campaign::Input again = rig.report(0, 0, answered, 20);
  rig.end(5, 0, 0, answered, 20);
  SECTION("a second dialog") {
    rig.auditor.input(rig.s(6), again);
    rig.auditor.commands(rig.s(6), {dialog(rig, 0)});
  }
  SECTION("one that the machine did not count") {
    rig.auditor.input(rig.s(6), again);
    rig.finish(7);
  }
  INFO(rig.first_violation());
  CHECK(rig.broken() == kIgnoredReports);
}

TEST_CASE("11: dialogs of a deleted campaign", "[auditor]") {
  AuditRig rig(plain_account());
  rig.create(plain_campaign(), {.count = 1});
  rig.schedule(0, 0, 0);
  rig.command(1, InputKind::remove, 0);
  SECTION("missing") { rig.tamper(without(CommandKind::dialog_recorded)); }
  SECTION("of something else") {
    rig.tamper(with(CommandKind::dialog_recorded, [](Command& k) { k.at = AuditRig::s(1); }));
  }
  rig.end(5, 0, 0, answered, 20);
  INFO(rig.first_violation());
  CHECK(rig.broken() == kDialogs);
}

TEST_CASE("12: unique users", "[auditor]") {
  AccountConfig account = plain_account();
  account.unique_users = 50;
  AuditRig rig(account);
  rig.create(plain_campaign(), {.count = 3});
  rig.schedule(0, 0, 0);
  campaign::Input pick_up = rig.report(0, 1, answered);
  pick_up.kind = InputKind::attempt_answered;
  rig.auditor.input(rig.s(1), pick_up);  // the machine never hears of it
  rig.finish(2);
  INFO(rig.first_violation());
  CHECK(rig.broken() == kUniqueUsers);
}

// A history of one campaign with three contacts on one line, of which the last is live in the end.
void play(AuditRig& rig, const std::vector<std::pair<AttemptOutcome, double>>& ends) {
  CampaignConfig config = retrying(0);
  config.order = campaign::DialOrder::retries_first;
  rig.create(config, {.count = 3});
  rig.schedule(0, 0, 0);
  double now = 0;
  for (const auto& [outcome, talk_s] : ends) rig.end(++now, 0, rig.latest, outcome, talk_s);
}

TEST_CASE("at the end every view of the machine is that of the books", "[auditor]") {
  const auto against = [](std::vector<std::pair<AttemptOutcome, double>> heard, std::vector<std::pair<AttemptOutcome, double>> done) {
    AuditRig rig(plain_account(1)), other(plain_account(1));
    play(rig, heard);
    play(other, done);
    CHECK(rig.broken().empty());
    rig.auditor.finish(rig.s(50), other.machine);
    return rig.broken();
  };
  const Broken none;
  CHECK(against({{answered, 5}, {no_answer, 0}}, {{answered, 5}, {no_answer, 0}}) == none);
  CHECK(against({{busy, 0}, {no_answer, 0}, {no_answer, 0}}, {{no_answer, 0}, {busy, 0}, {no_answer, 0}}) == kAttempts);
  CHECK(against({{no_answer, 0}, {rejected, 0}}, {{rejected, 0}, {no_answer, 0}}) == kAttempts);
  CHECK(against({{answered, 5}, {voicemail, 5}}, {{voicemail, 5}, {answered, 5}}) == Broken{*kAttempts.begin(), *kStatuses.begin()});
  CHECK(against({{answered, 5}}, {{answered, 6}}) == kMinutes);
  CHECK(against({{no_answer, 0}}, {{network_error, 0}}).contains(*kStatuses.begin()));
}

TEST_CASE("at the end campaigns stand as in the books", "[auditor]") {
  AuditRig rig(plain_account(1)), other(plain_account(1));
  play(rig, {{no_answer, 0}});
  play(other, {{no_answer, 0}});
  Broken expected;
  SECTION("another status") {
    other.command(5, InputKind::pause, 0);
    expected = kTransitions;
  }
  SECTION("another script") {
    campaign::Input input = rig.on(0, InputKind::change_script);
    input.script = ScriptId{5};
    other.last(rig.s(5), input);
    expected = kTransitions;
  }
  SECTION("not deleted") {
    rig.command(5, InputKind::remove, 0);
    other.command(5, InputKind::finish, 0);
    expected = kDialogs;
  }
  SECTION("more calls") {
    other.add(5, 0, {.count = 1});
    expected = kStatuses;
  }
  SECTION("more campaigns") {
    other.create(plain_campaign(), {}, 5);
    expected = kTransitions;
  }
  SECTION("more refusals") {
    other.command(5, InputKind::resume, 0);
    expected = kTransitions;
  }
  rig.auditor.finish(rig.s(50), other.machine);
  INFO(rig.first_violation());
  CHECK(rig.broken() == expected);
}

TEST_CASE("at the end every campaign has its own lines", "[auditor]") {
  AuditRig rig(plain_account()), other(plain_account());
  for (AuditRig* r : {&rig, &other}) {
    r->create(plain_campaign(), {.count = 1});
    r->create(plain_campaign(), {.count = 1});
    r->schedule(0, r == &rig ? 0 : 1, 0);
  }
  rig.auditor.finish(rig.s(5), other.machine);
  CHECK(rig.broken().contains(*kLines.begin()));
}

TEST_CASE("at the end dialogs, attempts and users add up", "[auditor]") {
  AccountConfig account = plain_account(1);
  account.unique_users = 0;
  AuditRig rig(account);
  CampaignConfig config = plain_campaign();
  config.ring_timeout = config.max_call = kSecond;
  rig.create(config, {.count = 2});
  rig.forge(1, rig.dial(0, 0, 1, 0, 0));  // of a draft: not followed
  rig.finish(2);
  CHECK(rig.broken() == Broken{*kLegality.begin(), *kAttempts.begin()});

  AuditRig dialogs(plain_account(1));
  dialogs.create(plain_campaign(), {.count = 2});
  dialogs.schedule(0, 0, 0);
  dialogs.tamper(without(CommandKind::dialog_recorded));
  dialogs.end(5, 0, 0, answered, 20);
  dialogs.finish(6);
  CHECK(dialogs.broken() == Broken{*kMinutes.begin(), *kDialogs.begin()});

  AuditRig watchdog(plain_account(1));
  watchdog.create(config, {.count = 2});
  watchdog.schedule(0, 0, 0);
  watchdog.auditor.finish(watchdog.s(10), watchdog.machine);
  CHECK(watchdog.broken() == kAttempts);
}

TEST_CASE("12: calls on a line may answer beyond the quota, but fewer than there are lines", "[auditor]") {
  AccountConfig account = plain_account(2);
  account.unique_users = 1;
  SECTION("one of two") {
    AuditRig rig(account);
    rig.create(plain_campaign(), {.count = 3});
    rig.schedule(0, 0, 0);
    rig.end(1, 0, 0, answered, 1);
    rig.end(2, 0, 1, answered, 1);
    rig.finish(3);
    CHECK(rig.broken().empty());
  }
  SECTION("one of one") {
    account.lines = 1;
    AuditRig rig(account);
    rig.create(plain_campaign(), {.count = 3});
    rig.schedule(0, 0, 0);
    const Command beyond = rig.dial(0, 1, 1, 0, 0);
    rig.tamper([&beyond](Commands& said) {
      std::erase_if(said, [](const Command& k) { return k.kind != CommandKind::dialog_recorded; });
      said.push_back(beyond);
      return true;
    });
    rig.end(1, 0, 0, answered, 1);
    campaign::Input end;
    end.kind = InputKind::attempt_ended;
    end.attempt = beyond.attempt;
    rig.auditor.input(rig.s(2), end);
    rig.auditor.finish(rig.s(3), rig.machine);
    const auto& all = rig.auditor.first_violations();
    CHECK(std::ranges::any_of(all, [](const metrics::Violation& v) { return v.text.ends_with("1 users beyond the quota with 1 lines"); }));
  }
}

TEST_CASE("beyond the complete books: aggregates of all calls, gaps of the sample", "[auditor]") {
  constexpr std::uint32_t kContacts = 640;
  const auto caught = [](auto forgery) {
    AuditRig rig(plain_account(kContacts), 100);
    CampaignConfig config = retrying(100, 2);
    config.lines = kContacts;
    rig.create(retrying(), {.count = 50});
    rig.create(config, {.count = kContacts});  // only from here on too many
    rig.schedule(0, 1, 0);
    return forgery(rig);
  };
  const auto early = [](AuditRig& rig, CallIndex call) {
    rig.end(10, 1, call, busy);
    rig.forge(109, rig.dial(1, call, 2, line_of(rig.attempt.at({1, call})), 110));
    return rig.broken() == kLegality;
  };
  std::uint32_t gaps = 0;
  for (CallIndex call = 0; call < kContacts; call += 2) {
    gaps += caught([&](AuditRig& rig) { return early(rig, call); }) ? 1 : 0;
  }
  CHECK(gaps >= 2);
  CHECK(gaps <= 9);  // 320 calls, one in 64
  CHECK(caught([](AuditRig& rig) {
    rig.end(10, 1, 3, busy);
    rig.end(111, 1, 3, busy);
    rig.forge(500, rig.dial(1, 3, 3, line_of(rig.attempt.at({1, 3})), 210));
    return rig.broken() == kLegality;
  }));
}

TEST_CASE("beyond the complete books: more dials of a list than the quota left", "[auditor]") {
  AccountConfig account = plain_account(1);
  account.unique_users = 1;
  std::uint32_t sums = 0;
  for (CallIndex call = 1; call < 40; ++call) {
    AuditRig rig(account, 10);
    rig.create(plain_campaign(), {.count = 40});
    rig.schedule(0, 0, 0);
    rig.tamper([&](Commands& said) {
      said.pop_back();  // that the campaign finished
      said.push_back(rig.dial(0, call, 1, 0, 0));
      return true;
    });
    rig.end(1, 0, 0, answered, 1);
    CHECK_FALSE(rig.broken().empty());
    sums += rig.broken().contains(*kStatuses.begin()) ? 1 : 0;
  }
  CHECK(sums > 30);  // all but the sample, of which the books know that it had ended
}

}  // namespace
}  // namespace sim::world
