// The rules of the machine, one by one, as histories: what goes in at which second, and the exact line that comes out.

#include "tests/catch.hpp"
#include "tests/machine_rig.hpp"

namespace sim::campaign {
namespace {

using enum AttemptOutcome;
using enum InputKind;

TEST_CASE("a campaign dials, retries from the end of the attempt, and finishes by itself", "[machine]") {
  Rig rig(plain_account(1));
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 2;
  config.retry.rules[index(no_answer)] = after_seconds({100});
  CHECK(rig.create(0, config, 2) == "");
  CHECK(rig.schedule(0, 0, 10) == "c0 2 planned>planned | c0 planned");
  CHECK(rig.deadline() == 10);
  CHECK(rig.tick(10) == "c0 in_progress | dial c0/0#1");
  CHECK(rig.end(40, 0, 0, no_answer) == "dial c0/1#1");
  CHECK(rig.status(0, 0) == "retry_scheduled");
  CHECK(rig.end(70, 0, 1, answered, 20) == "dialog c0/1 billed 20");
  CHECK(rig.deadline() == 140);
  CHECK(rig.tick(140) == "dial c0/0#2");
  CHECK(rig.end(170, 0, 0, no_answer) == "c0 finished");
  CHECK(rig.status(0, 0) == "completed_without_answer");
  CHECK(rig.deadline() == -1);
}

TEST_CASE("calls that stand side by side are seen as each on its own", "[machine]") {
  Rig rig(plain_account(3));
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 2;
  config.retry.rules[index(no_answer)] = after_seconds({100});
  rig.create(0, config, 6);
  rig.schedule(0, 0, 0);
  rig.end(10, 0, 0, answered, 5);
  rig.end(20, 0, 1, no_answer);
  const auto side_by_side = [&rig](CallIndex from, std::size_t calls) {
    std::vector<CallView> views(calls);
    rig.machine.views(CampaignId{0}, from, views);
    return views;
  };
  const auto each = [&rig](CallIndex from, std::size_t calls) {
    std::vector<CallView> views(calls);
    for (CallView& view : views) view = rig.machine.view(CampaignId{0}, from++);
    return views;
  };
  CHECK(side_by_side(0, 6) == each(0, 6));
  CHECK(side_by_side(1, 3) == each(1, 3));
  CHECK(side_by_side(1, 1).front() == CallView{CallStatus::retry_scheduled, 1, true, no_answer});
  CHECK(side_by_side(2, 1).front().status == CallStatus::in_progress);
  rig.command(30, finish, 0);
  CHECK(side_by_side(0, 6) == each(0, 6));
}

TEST_CASE("schedule: in the past starts at once, after the end is refused, again while planned moves the start", "[machine]") {
  Rig rig(plain_account());
  CampaignConfig config = plain_campaign();
  config.ends = Rig::s(100);
  rig.create(0, config, 1);
  CHECK(rig.schedule(0, 0, 100) == "refused after_end");
  CHECK(rig.schedule(0, 0, 50) == "c0 1 planned>planned | c0 planned");
  CHECK(rig.schedule(1, 0, 70) == "c0 planned");
  CHECK(rig.tick(50) == "");
  CHECK(rig.schedule(60, 0, 20) == "c0 planned | c0 in_progress | dial c0/0#1");
  CHECK(rig.schedule(61, 0, 70) == "refused already_started");
  CHECK(rig.command(62, pause, 7) == "refused unknown_campaign");
}

TEST_CASE("commands are refused as the table says, and change nothing", "[machine]") {
  Rig rig(plain_account());
  rig.create(0, plain_campaign(), 1);
  CHECK(rig.command(0, pause, 0) == "refused not_scheduled");
  CHECK(rig.command(0, resume, 0) == "refused not_scheduled");
  CHECK(rig.command(0, finish, 0) == "refused not_scheduled");
  rig.schedule(0, 0, 5);
  CHECK(rig.command(1, pause, 0) == "refused not_running");
  CHECK(rig.command(1, resume, 0) == "refused not_paused");
  CHECK(rig.tick(5) == "c0 in_progress | dial c0/0#1");
  CHECK(rig.command(6, resume, 0) == "refused not_paused");
  CHECK(rig.command(7, pause, 0) == "c0 paused manual");
  CHECK(rig.command(8, pause, 0) == "refused already_paused");
  CHECK(rig.command(9, finish, 0) == "c0 finished");
  CHECK(rig.command(9, finish, 0) == "refused already_finished");
  CHECK(rig.command(9, pause, 0) == "refused already_finished");
  CHECK(rig.command(10, remove, 0) == "c0 deleted");
  for (const InputKind kind : {pause, resume, finish, remove, change_script}) CHECK(rig.command(11, kind, 0) == "refused deleted");
  CHECK(rig.add(11, 0, {.count = 1}) == "refused deleted");
  CHECK(rig.machine.account().commands_refused == 15);
}

TEST_CASE("pause, finish and delete complete what is on a line", "[machine]") {
  Rig rig(plain_account(1));
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 3;
  config.retry.rules[index(no_answer)] = after_seconds({10});
  config.retry.rules[index(network_error)] = after_seconds({10});
  rig.create(0, config, 4);
  rig.schedule(0, 0, 0);
  CHECK(rig.command(1, pause, 0) == "c0 paused manual");
  CHECK(rig.end(5, 0, 0, no_answer) == "");  // counts, and waits
  CHECK(rig.status(0, 0) == "retry_scheduled");
  CHECK(rig.command(20, resume, 0) == "c0 in_progress | dial c0/1#1");  // due at the start: before the retry due at 15
  CHECK(rig.end(21, 0, 1, network_error) == "dial c0/2#1");
  CHECK(rig.command(22, finish, 0) ==
        "c0 1 planned>not_dialed | c0 1 retry_scheduled>technical_error | c0 1 retry_scheduled>completed_without_answer | c0 finished");
  CHECK_FALSE(rig.machine.drained(CampaignId{0}));
  CHECK(rig.end(30, 0, 2, answered, 3) == "dialog c0/2 billed 3");
  CHECK(rig.machine.drained(CampaignId{0}));
  CHECK(rig.status(0, 0) == "completed_without_answer");
  CHECK(rig.status(0, 1) == "technical_error");
  CHECK(rig.status(0, 2) == "answered");
  CHECK(rig.status(0, 3) == "not_dialed");
}

TEST_CASE("an attempt on a line when the campaign finishes gets the final status of its outcome, without retry", "[machine]") {
  const auto final_of = [](AttemptOutcome outcome, bool voicemail_answers = false) {
    Rig rig(plain_account());
    CampaignConfig config = plain_campaign();
    config.retry.max_attempts = 9;
    config.retry.voicemail_answers = voicemail_answers;
    for (OutcomeRule& rule : config.retry.rules) rule = after_seconds({10});
    rig.create(0, config, 1);
    rig.schedule(0, 0, 0);
    rig.command(1, finish, 0);
    rig.end(2, 0, 0, outcome);
    return rig.status(0, 0);
  };
  CHECK(final_of(answered) == "answered");
  CHECK(final_of(voicemail) == "completed_without_answer");
  CHECK(final_of(voicemail, true) == "answered");
  CHECK(final_of(no_answer) == "completed_without_answer");
  CHECK(final_of(busy) == "completed_without_answer");
  CHECK(final_of(rejected) == "completed_without_answer");
  CHECK(final_of(invalid_number) == "technical_error");
  CHECK(final_of(network_error) == "technical_error");
  CHECK(final_of(lost) == "technical_error");
}

TEST_CASE("the end time finishes in every running status, and nothing is dialed at it", "[machine]") {
  Rig rig(plain_account(1));
  CampaignConfig config = plain_campaign();
  config.ends = Rig::s(100);
  rig.create(0, config, 3);
  rig.schedule(0, 0, 0);
  rig.accept_end(100, 0, 0, answered, 1);
  CHECK(rig.tick(100) == "dialog c0/0 billed 1 | c0 2 planned>not_dialed | c0 finished");
}

TEST_CASE("a retry with no legal instant before the end is not scheduled", "[machine]") {
  Rig rig(plain_account());
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 5;
  config.retry.rules[index(busy)] = after_seconds({50});
  config.retry.rules[index(network_error)] = after_seconds({50});
  config.ends = Rig::s(100);
  rig.create(0, config, 4);
  rig.schedule(0, 0, 0);
  rig.end(49, 0, 0, busy);
  CHECK(rig.status(0, 0) == "retry_scheduled");
  rig.end(50, 0, 1, busy);
  CHECK(rig.status(0, 1) == "completed_without_answer");
  rig.end(51, 0, 2, network_error);
  CHECK(rig.status(0, 2) == "technical_error");
}

TEST_CASE("a delay list gives the n-th delay to the n-th attempt with that outcome; a cap counts the first", "[machine]") {
  Rig rig(plain_account());
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 20;
  config.retry.rules[index(no_answer)] = after_seconds({10, 20, 30});
  config.retry.rules[index(busy)] = after_seconds({5}, std::uint8_t{2});
  rig.create(0, config, 1);
  rig.schedule(0, 0, 0);
  double now = 0;
  const auto next_after = [&](AttemptOutcome outcome) {
    rig.end(now, 0, 0, outcome);
    const double due = rig.deadline();
    if (due >= 0) rig.tick(due);
    const double delay = due < 0 ? -1 : due - now;
    now = due;
    return delay;
  };
  CHECK(next_after(no_answer) == 10);
  CHECK(next_after(busy) == 5);
  CHECK(next_after(no_answer) == 20);
  CHECK(next_after(no_answer) == 30);
  CHECK(next_after(no_answer) == 30);
  CHECK(next_after(busy) == -1);  // the second busy of this call
  CHECK(rig.status(0, 0) == "completed_without_answer");
}

TEST_CASE("max_attempts caps all reasons together; an outcome without a rule is not retried", "[machine]") {
  Rig rig(plain_account());
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 3;
  for (const AttemptOutcome o : {no_answer, busy, network_error}) config.retry.rules[index(o)] = after_seconds({1});
  rig.create(0, config, 2);
  rig.schedule(0, 0, 0);
  rig.end(0, 0, 0, no_answer);
  rig.tick(1);
  rig.end(1, 0, 0, busy);
  rig.tick(2);
  rig.end(2, 0, 0, network_error);
  CHECK(rig.status(0, 0) == "technical_error");
  CHECK(rig.end(3, 0, 1, rejected) == "c0 finished");
  CHECK(rig.status(0, 1) == "completed_without_answer");
}

TEST_CASE("a time of day some days later, on the contact's clock", "[machine]") {
  AccountConfig account = plain_account();
  account.zones = {Zone{}, Zone{{{SimTime::min(), 2 * kHour}}}};
  Rig rig(account);
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 5;
  config.retry.rules[index(busy)].delays = {{.day_part = true, .days = 1, .at = 18 * kHour}};
  config.retry.rules[index(rejected)].delays = {{.day_part = true, .days = 0, .at = 1 * kHour}};
  rig.create(0, config, 0);
  rig.add(0, 0, {.count = 3, .zones = {0, 1, 0}});
  rig.schedule(0, 0, 3600 * 10);
  rig.tick(36000);
  rig.end(36000, 0, 0, busy);
  CHECK(rig.deadline() == 86400 + 18 * 3600);
  rig.end(36000, 0, 1, busy);
  CHECK(rig.deadline() == 86400 + 16 * 3600);
  CHECK(rig.end(36001, 0, 2, rejected) == "dial c0/2#2");  // today at 01:00 is past: now
}

TEST_CASE("a time of day may come earlier than that of a call before, when the clock is set back over midnight", "[machine]") {
  AccountConfig account = plain_account();
  account.zones = {Zone{{{SimTime::min(), Duration{0}}, {Rig::s(24.5 * 3600), -1 * kHour}}}};  // 00:30 becomes 23:30 of the day before
  Rig rig(account);
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 2;
  config.retry.rules[index(busy)].delays = {{.day_part = true, .days = 1, .at = 18 * kHour}};
  rig.create(0, config, 3);
  rig.schedule(24 * 3600, 0, 0);
  rig.end(24 * 3600 + 600, 0, 0, busy);   // 00:10 of the second day
  rig.end(24 * 3600 + 2400, 0, 1, busy);  // 23:40 of the first
  rig.end(24 * 3600 + 2500, 0, 2, busy);
  CHECK(rig.deadline() == 43 * 3600);
  CHECK(rig.tick(43 * 3600) == "dial c0/1#2 | dial c0/2#2");
  CHECK(rig.deadline() == 67 * 3600);
  CHECK(rig.tick(67 * 3600) == "dial c0/0#2");
}

TEST_CASE("first attempts are due at the scheduled start, in the order of the list; the lower position wins a tie", "[machine]") {
  Rig rig(plain_account(2));
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 2;
  config.retry.rules[index(no_answer)] = after_seconds({0});
  rig.create(0, config, 3);
  CHECK(rig.schedule(5, 0, 0) == "c0 3 planned>planned | c0 planned | c0 in_progress | dial c0/0#1 | dial c0/1#1");
  rig.accept_end(30, 0, 1, no_answer);
  rig.accept_end(30, 0, 0, no_answer);
  CHECK(rig.tick(30) == "dial c0/2#1 | dial c0/0#2");  // 2 is due at 0; then 0 before 1, both due at 30
}

TEST_CASE("orders: retries first, fresh first", "[machine]") {
  const auto second = [](DialOrder order) {
    Rig rig(plain_account(1));
    CampaignConfig config = plain_campaign();
    config.order = order;
    config.retry.max_attempts = 2;
    config.retry.rules[index(busy)] = after_seconds({0});
    rig.create(0, config, 2);
    rig.schedule(0, 0, 0);
    return rig.end(10, 0, 0, busy);
  };
  CHECK(second(DialOrder::due_time) == "dial c0/1#1");
  CHECK(second(DialOrder::fresh_first) == "dial c0/1#1");
  CHECK(second(DialOrder::retries_first) == "dial c0/0#2");
}

TEST_CASE("closing first: the documented order at 18:00 is B, A, D, C", "[machine]") {
  Rig rig(plain_account(1));
  CampaignConfig config = plain_campaign();
  config.order = DialOrder::closing_first;
  const auto h = [](double hour) { return Rig::s(hour * 3600); };
  rig.create(0, config, 0);
  ContactBlock block{.count = 4};  // A, B, C, D
  block.not_before = {h(17), h(18), h(17), h(16)};
  block.not_after = {h(21), h(18.5), kNever, kNever};
  rig.add(0, 0, block);
  rig.schedule(0, 0, 18 * 3600);
  CHECK(rig.tick(18 * 3600) == "c0 in_progress | dial c0/1#1");
  CHECK(rig.end(18 * 3600 + 1, 0, 1, answered) == "dialog c0/1 billed 0 | dial c0/0#1");
  CHECK(rig.end(18 * 3600 + 2, 0, 0, answered) == "dialog c0/0 billed 0 | dial c0/3#1");
  CHECK(rig.end(18 * 3600 + 3, 0, 3, answered) == "dialog c0/3 billed 0 | dial c0/2#1");
}

TEST_CASE("closing first: last moments behind the closing of the window are ordered by due time", "[machine]") {
  Rig rig(plain_account(1));
  CampaignConfig config = plain_campaign();
  config.order = DialOrder::closing_first;
  config.ends = Rig::s(100);
  rig.create(0, config, 0);
  ContactBlock block{.count = 3};
  block.not_before = {Rig::s(10), Rig::s(5), Rig::s(7)};
  block.not_after = {Rig::s(200), Rig::s(300), Rig::s(90)};
  rig.add(0, 0, block);
  rig.schedule(0, 0, 20);
  CHECK(rig.tick(20) == "c0 in_progress | dial c0/2#1");
  CHECK(rig.end(21, 0, 2, answered) == "dialog c0/2 billed 0 | dial c0/1#1");
  CHECK(rig.end(22, 0, 1, answered) == "dialog c0/1 billed 0 | dial c0/0#1");
}

TEST_CASE("contacts added with columns of their own follow a list that was dialed to its end", "[machine]") {
  Rig rig(plain_account());
  rig.create(0, plain_campaign(), 1);
  rig.schedule(0, 0, 0);
  CHECK(rig.add(1, 0, {.count = 2, .priorities = {0, 0}}) == "c0 2 planned>planned | dial c0/1#1 | dial c0/2#1");
}

TEST_CASE("contact priority goes before everything else in a campaign", "[machine]") {
  Rig rig(plain_account(1));
  rig.create(0, plain_campaign(), 1);
  ContactBlock block{.count = 3};
  block.priorities = {-1, 5, 0};
  rig.add(0, 0, block);
  CHECK(rig.schedule(0, 0, 0) == "c0 4 planned>planned | c0 planned | c0 in_progress | dial c0/2#1");
  CHECK(rig.end(1, 0, 2, answered) == "dialog c0/2 billed 0 | dial c0/0#1");
  CHECK(rig.end(2, 0, 0, answered) == "dialog c0/0 billed 0 | dial c0/3#1");
  CHECK(rig.end(3, 0, 3, answered) == "dialog c0/3 billed 0 | dial c0/1#1");
}

TEST_CASE("no dial outside a contact's own moments; one that passes undialed is not_dialed", "[machine]") {
  Rig rig(plain_account(1));
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 2;
  config.retry.rules[index(busy)] = after_seconds({30});
  rig.create(0, config, 0);
  ContactBlock block{.count = 3};
  block.not_before = {Rig::s(10), SimTime::min(), Rig::s(90)};
  block.not_after = {kNever, Rig::s(40), Rig::s(100)};
  rig.add(0, 0, block);
  CHECK(rig.schedule(0, 0, 0) == "c0 3 planned>planned | c0 planned | c0 in_progress | dial c0/1#1");
  CHECK(rig.end(10, 0, 1, busy) == "dial c0/0#1");  // a retry at 40 would be too late
  CHECK(rig.status(0, 1) == "completed_without_answer");
  CHECK(rig.tick(90) == "");
  CHECK(rig.tick(100) == "c0/2 not_dialed");
}

TEST_CASE("at most so many dials a day on the contact's clock; the next one waits for midnight", "[machine]") {
  Rig rig(plain_account());
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 5;
  config.retry.max_attempts_per_day = 2;
  config.retry.rules[index(busy)] = after_seconds({60});
  rig.create(0, config, 1);
  rig.schedule(0, 0, 0);
  rig.end(0, 0, 0, busy);
  CHECK(rig.tick(60) == "dial c0/0#2");
  rig.end(60, 0, 0, busy);
  CHECK(rig.deadline() == 86400);
  CHECK(rig.tick(86400) == "dial c0/0#3");
}

TEST_CASE("minutes: billed up to the increment, all campaigns pause once per crossing, buying resumes nothing", "[machine]") {
  AccountConfig account = plain_account(2);
  account.balance = 60 * kSecond;
  account.billing = {15 * kSecond, 30 * kSecond};
  Rig rig(account);
  rig.create(0, plain_campaign(1), 3);
  rig.create(0, plain_campaign(1), 3);
  rig.schedule(0, 0, 0);
  rig.schedule(0, 1, 0);
  CHECK(rig.end(10, 0, 0, answered, 31) == "dialog c0/0 billed 45 | dial c0/1#1");
  CHECK(rig.end(20, 1, 0, answered, 1) == "dialog c1/0 billed 30 | c0 paused out_of_minutes | c1 paused out_of_minutes | minutes out");
  CHECK(rig.command(21, resume, 0) == "refused no_minutes");
  CHECK(rig.end(22, 0, 1, answered, 60) == "dialog c0/1 billed 60");  // runs on: below zero, no second event
  CHECK(us(rig.machine.account().balance) == -75'000'000);
  CHECK(us(rig.machine.account().overshoot) == 75'000'000);
  CHECK(rig.buy(30, 75) == "");
  CHECK(rig.command(31, resume, 0) == "refused no_minutes");  // zero is not above zero
  CHECK(rig.buy(32, 1) == "");
  CHECK(rig.command(33, pause, 1) == "c1 paused manual");  // an automatic pause becomes manual
  CHECK(rig.command(34, resume, 0) == "c0 in_progress | dial c0/2#1");
  CHECK(rig.end(35, 0, 2, answered, 30) == "dialog c0/2 billed 30 | c0 finished | minutes out");
}

TEST_CASE("a campaign that starts without minutes pauses; out_of_minutes wins over system_failure", "[machine]") {
  AccountConfig account = plain_account();
  account.balance = Duration{0};
  Rig rig(account);
  rig.create(0, plain_campaign(), 1);
  rig.failure(0, failure_began);
  CHECK(rig.schedule(1, 0, 0) == "c0 1 planned>planned | c0 planned | c0 in_progress | c0 paused out_of_minutes | minutes out");
  CHECK(rig.command(2, resume, 0) == "refused no_minutes");
  rig.buy(3, 60);
  CHECK(rig.command(4, resume, 0) == "refused system_failure");
  CHECK(rig.failure(5, failure_ended) == "failure over");
  CHECK(rig.command(6, resume, 0) == "c0 in_progress | dial c0/0#1");
}

TEST_CASE("reserve holds minutes for the calls on the line", "[machine]") {
  AccountConfig account = plain_account();
  account.balance = 100 * kSecond;
  account.reserve = 40 * kSecond;
  Rig rig(account);
  rig.create(0, plain_campaign(), 5);
  CHECK(rig.schedule(0, 0, 0) == "c0 5 planned>planned | c0 planned | c0 in_progress | dial c0/0#1 | dial c0/1#1");
  CHECK(rig.end(10, 0, 0, answered, 10) == "dialog c0/0 billed 10 | dial c0/2#1");
  CHECK(rig.end(11, 0, 1, answered, 30) == "dialog c0/1 billed 30");
  CHECK(rig.end(12, 0, 2, answered, 30) == "dialog c0/2 billed 30 | c0 paused out_of_minutes | minutes out");
  CHECK(us(rig.machine.account().overshoot) == 0);
}

TEST_CASE("a system failure pauses all; it is over when no cause is left; nothing resumes by itself", "[machine]") {
  Rig rig(plain_account(1));
  rig.create(0, plain_campaign(), 3);
  rig.schedule(0, 0, 0);
  CHECK(rig.failure(5, failure_began, 1) == "c0 paused system_failure | failure");
  CHECK(rig.failure(6, failure_began, 2) == "");
  CHECK(rig.end(7, 0, 0, answered, 5) == "dialog c0/0 billed 5");
  CHECK(rig.failure(8, failure_ended, 1) == "");
  CHECK(rig.command(9, resume, 0) == "refused system_failure");
  CHECK(rig.failure(10, failure_ended, 2) == "failure over");
  CHECK(rig.failure(10, failure_ended, 2) == "");
  CHECK(rig.command(11, resume, 0) == "c0 in_progress | dial c0/1#1");
}

TEST_CASE("the breaker trips on too many failures and forgets after its cool-down", "[machine]") {
  AccountConfig account = plain_account(10);
  account.breaker = Breaker{.failure_ratio = 0.5, .window = 100 * kSecond, .min_outcomes = 4, .cool_down = 50 * kSecond};
  Rig rig(account);
  rig.create(0, plain_campaign(), 20);
  rig.schedule(0, 0, 0);
  rig.end(1, 0, 0, network_error);
  rig.end(2, 0, 1, answered);
  rig.end(3, 0, 2, answered);
  rig.end(4, 0, 3, lost);  // 2 of 4 is not more than half
  CHECK(rig.status(0) == "in_progress");
  CHECK(rig.end(5, 0, 4, network_error) == "c0 paused system_failure | failure");
  CHECK(rig.deadline() == 55);
  CHECK(rig.command(55, resume, 0).substr(0, 30) == "failure over | c0 in_progress ");
  rig.end(56, 0, 5, network_error);  // placed before the reset: does not count
  rig.end(57, 0, 6, network_error);
  rig.end(58, 0, 7, network_error);
  rig.end(59, 0, 8, network_error);
  CHECK(rig.status(0) == "in_progress");
}

TEST_CASE("starts keep their distance across the account", "[machine]") {
  AccountConfig account = plain_account();
  account.start_gap = 10 * kSecond;
  Rig rig(account);
  rig.create(0, plain_campaign(), 2);
  rig.create(0, plain_campaign(), 1);
  CHECK(rig.schedule(0, 0, 0) == "c0 2 planned>planned | c0 planned | c0 in_progress | dial c0/0#1");
  CHECK(rig.schedule(0, 1, 0) == "c1 1 planned>planned | c1 planned | c1 in_progress");
  CHECK(rig.deadline() == 10);
  CHECK(rig.tick(10) == "dial c1/0#1");  // fewest lines in use
  CHECK(rig.tick(20) == "dial c0/1#1");
}

TEST_CASE("a free line goes to the highest priority, then by share, then to the older", "[machine]") {
  Rig rig(plain_account(6));
  CampaignConfig low = plain_campaign(), high = plain_campaign(1);
  high.priority = 1;
  CampaignConfig triple = plain_campaign();
  triple.share = 3'000'000;
  rig.create(0, low, 9);
  rig.create(0, triple, 9);
  rig.create(0, high, 9);
  rig.failure(0, failure_began);
  for (std::uint32_t c = 0; c < 3; ++c) rig.schedule(0, c, 0);
  rig.failure(1, failure_ended);
  Commands ignored;
  rig.machine.accept(Rig::s(2), rig.on(0, resume), ignored);
  rig.machine.accept(Rig::s(2), rig.on(1, resume), ignored);
  CHECK(rig.command(2, resume, 2) == "c2 in_progress | dial c2/0#1 | dial c0/0#1 | dial c1/0#1 | dial c1/1#1 | dial c1/2#1 | dial c0/1#1");
}

TEST_CASE("one live attempt per phone, in any campaign; the second call waits", "[machine]") {
  Rig rig(plain_account());
  rig.create(0, plain_campaign(), 0);
  rig.create(0, plain_campaign(), 0);
  rig.add(0, 0, {.count = 3, .phones = {7, 7, 8}});
  rig.add(0, 1, {.count = 1, .phones = {7}});
  CHECK(rig.schedule(0, 0, 0) == "c0 3 planned>planned | c0 planned | c0 in_progress | dial c0/0#1 | dial c0/2#1");
  CHECK(rig.schedule(1, 1, 0) == "c1 1 planned>planned | c1 planned | c1 in_progress");
  CHECK(rig.command(2, remove, 0) == "c0 1 planned>not_dialed | c0 finished | c0 deleted");
  CHECK(rig.end(3, 0, 0, answered, 1) == "dialog c0/0 billed 1 | dial c1/0#1");
}

TEST_CASE("closing first: a call that waited for its phone is dialed once", "[machine]") {
  Rig rig(plain_account());
  CampaignConfig config = plain_campaign(1);
  config.order = DialOrder::closing_first;
  config.retry.max_attempts = 2;
  config.retry.rules[index(busy)] = after_seconds({1000});
  rig.create(0, plain_campaign(), 0);
  rig.create(0, config, 0);
  rig.add(0, 0, {.count = 1, .phones = {7}});
  ContactBlock block{.count = 3};
  block.not_before = {Rig::s(5), Rig::s(6), Rig::s(10)};
  block.not_after = {kNever, kNever, Rig::s(5000)};
  block.phones = {0, 0, 7};
  rig.add(0, 1, block);
  rig.schedule(0, 0, 0);
  rig.schedule(20, 1, 20);  // call 2 closes first, but its phone is on a line
  rig.end(21, 0, 0, answered);
  CHECK(rig.end(22, 1, 0, answered) == "dialog c1/0 billed 0 | dial c1/2#1");
  CHECK(rig.end(23, 1, 2, busy) == "dial c1/1#1");
  CHECK(rig.end(24, 1, 1, answered) == "dialog c1/1 billed 0");
}

TEST_CASE("reports for an attempt that is not live are counted and change nothing else", "[machine]") {
  Rig rig(plain_account());
  CampaignConfig config = plain_campaign();
  config.ring_timeout = 30 * kSecond;
  config.max_call = 60 * kSecond;
  config.grace = 10 * kSecond;
  config.retry.max_attempts = 2;
  config.retry.rules[index(lost)] = after_seconds({5});
  rig.create(0, config, 1);
  rig.schedule(0, 0, 0);
  const Input late = rig.end_input(0, 0, answered, 42);
  CHECK(rig.deadline() == 100);
  CHECK(rig.tick(100) == "lost c0/0");
  CHECK(rig.step(101, late) == "");
  CHECK(rig.machine.account().reports_ignored == 1);
  CHECK(us(rig.machine.account().unbilled) == 42'000'000);
  CHECK(rig.tick(105) == "dial c0/0#2");
  CHECK(rig.end(106, 0, 0, answered, 1) == "dialog c0/0 billed 1 | c0 finished");
  CHECK(rig.end(106, 0, 0, answered, 1) == "");
  CHECK(rig.machine.account().reports_ignored == 2);
}

TEST_CASE("the unique-user quota ends calls at their dial time, and takes neither line nor rate slot", "[machine]") {
  AccountConfig account = plain_account(2);
  account.unique_users = 2;
  Rig rig(account);
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 2;
  config.retry.rules[index(busy)] = after_seconds({100});
  rig.create(0, config, 10);
  rig.schedule(0, 0, 0);
  rig.end(1, 0, 0, busy);
  rig.end(2, 0, 1, answered, 1);
  CHECK(rig.end(3, 0, 2, answered, 1) == "dialog c0/2 billed 1 | c0 6 planned>plan_limit_exceeded");
  CHECK(rig.end(4, 0, 3, answered, 1) == "dialog c0/3 billed 1");  // was on a line: beyond the quota
  CHECK(rig.machine.account().unique_users == 3);
  CHECK(rig.machine.account().unique_users_overshoot == 1);
  CHECK(rig.tick(101) == "c0 1 retry_scheduled>plan_limit_exceeded | c0 finished");
  CHECK(rig.status(0, 0) == "plan_limit_exceeded");
  CHECK(rig.status(0, 9) == "plan_limit_exceeded");
}

TEST_CASE("a phone that is counted is dialed again although the quota is used up", "[machine]") {
  for (const CountedOn on : {CountedOn::answered, CountedOn::dialed}) {
    AccountConfig account = plain_account(1);
    account.unique_users = 1;
    account.counted_on = on;
    Rig rig(account);
    CampaignConfig config = plain_campaign();
    config.retry.max_attempts = 2;
    config.retry.rules[index(busy)] = after_seconds({100});
    rig.create(0, config, 3);
    rig.schedule(0, 0, 0);
    Input pick_up = rig.end_input(0, 0, answered, 0);
    pick_up.kind = attempt_answered;
    CHECK(rig.step(1, pick_up) == "");
    CHECK(rig.end(2, 0, 0, busy) == "c0 2 planned>plan_limit_exceeded");  // the last word is the end report
    CHECK(rig.tick(102) == "dial c0/0#2");
    CHECK(rig.end(103, 0, 0, answered, 1) == "dialog c0/0 billed 1 | c0 finished");
    CHECK(rig.machine.account().unique_users == 1);
    CHECK(rig.machine.account().unique_users_overshoot == 0);
  }
}

TEST_CASE("a pick-up that was reported in one month is not counted again when the attempt ends in the next", "[machine]") {
  constexpr double kMidnight = 31 * 86400.0;  // into February
  AccountConfig account = plain_account(1);
  account.unique_users = 9;
  Rig rig(account);
  rig.create(0, plain_campaign(), 0);
  ContactBlock block{.count = 2};
  block.phones = {7, 7};
  rig.add(0, 0, block);
  rig.schedule(0, 0, kMidnight - 100);
  CHECK(rig.tick(kMidnight - 100) == "c0 in_progress | dial c0/0#1");
  CHECK(rig.end(kMidnight - 50, 0, 0, answered) == "dialog c0/0 billed 0 | dial c0/1#1");
  Input pick_up;
  pick_up.kind = attempt_answered;
  pick_up.attempt = rig.live.at({0, 1});
  rig.step(kMidnight - 1, pick_up);
  rig.end(kMidnight + 1, 0, 1, answered);
  CHECK(rig.machine.account().unique_users == 1);
}

TEST_CASE("a contact whose last moment passes while it is on a line ends by its outcome", "[machine]") {
  Rig rig(plain_account());
  CampaignConfig config = plain_campaign();
  config.retry.max_attempts = 2;
  config.retry.rules[index(busy)] = after_seconds({1});
  rig.create(0, config, 0);
  ContactBlock block{.count = 2};
  block.not_after = {Rig::s(10), Rig::s(10)};
  rig.add(0, 0, block);
  rig.schedule(0, 0, 0);
  CHECK(rig.tick(10) == "");
  CHECK(rig.end(11, 0, 0, answered, 1) == "dialog c0/0 billed 1");
  CHECK(rig.end(12, 0, 1, busy) == "c0 finished");
  CHECK(rig.status(0, 1) == "completed_without_answer");
}

TEST_CASE("malformed numbers end when the campaign starts; a list of nothing else finishes then", "[machine]") {
  Rig rig(plain_account());
  rig.create(0, plain_campaign(), 0);
  rig.add(0, 0, {.count = 2, .malformed = {1, 1}});
  CHECK(rig.schedule(0, 0, 5) == "c0 2 planned>planned | c0 planned");
  CHECK(rig.tick(5) == "c0 in_progress | c0/0 technical_error | c0/1 technical_error | c0 finished");
  rig.create(6, plain_campaign(), 0);
  CHECK(rig.schedule(6, 1, 6) == "c1 planned | c1 in_progress");  // without contacts it stays in progress
  CHECK(rig.add(7, 1, {.count = 1}) == "c1 1 planned>planned | dial c1/0#1");
}

TEST_CASE("calling hours open and close zones, and only the start of a call must be inside", "[machine]") {
  AccountConfig account = plain_account();
  account.zones = {Zone{}, Zone{{{SimTime::min(), -1 * kHour}}}};
  Rig rig(account);
  CampaignConfig config = plain_campaign(1);
  std::array<std::vector<DayWindow>, 7> week;
  week.fill({{9 * kHour, 10 * kHour}});
  config.hours = {week, {}};
  rig.create(0, config, 0);
  rig.add(0, 0, {.count = 4, .zones = {1, 0, 0, 1}});
  rig.schedule(0, 0, 0);
  CHECK(rig.deadline() == 9 * 3600);
  CHECK(rig.tick(9 * 3600) == "dial c0/1#1");
  CHECK(rig.end(10 * 3600, 0, 1, answered) == "dialog c0/1 billed 0 | dial c0/0#1");
  CHECK(rig.end(10 * 3600 + 1, 0, 0, answered) == "dialog c0/0 billed 0 | dial c0/3#1");
  CHECK(rig.end(11 * 3600, 0, 3, answered) == "dialog c0/3 billed 0");
  CHECK(rig.deadline() == 86400 + 9 * 3600);
}

TEST_CASE("a copy of the machine is a fork of the run", "[machine]") {
  Rig rig(plain_account(1));
  rig.create(0, plain_campaign(), 2);
  rig.schedule(0, 0, 0);
  Rig fork = rig;
  CHECK(rig.command(1, finish, 0) == "c0 1 planned>not_dialed | c0 finished");
  CHECK(fork.end(2, 0, 0, answered) == "dialog c0/0 billed 0 | dial c0/1#1");
}

}  // namespace
}  // namespace sim::campaign
