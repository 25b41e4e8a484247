// Calls that come in their turn, without a queue, beside calls that wait in rooms: the same history, true or with a lie in it, is shown to
// an auditor of the campaign alone and to one that also knows of a draft, beside which there are no turns. Both find the same rules broken.

#include "sim/world/auditor_turns.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/world/auditor.hpp"
#include "tests/audit_forgery.hpp"
#include "tests/catch.hpp"
#include "tests/exchange_world.hpp"

namespace sim::world {
namespace {

using campaign::Input;
using swarm::Dice;

TEST_CASE("turns are those of a sorted set, but within an instant", "[auditor]") {
  std::size_t taken = 0, refused = 0, passed_over = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Dice dice(seed);
    const CallIndex fresh = dice.up_to(30);
    audit::Turns turns(at_us(5), fresh);
    std::set<std::pair<SimTime, CallIndex>> waiting;
    for (CallIndex call = 0; call < fresh; ++call) waiting.emplace(at_us(5), call);
    std::vector<CallIndex> on_line;
    for (SimTime now = at_us(6); now < at_us(200); now += dice.multiple(3, Duration{1})) {
      REQUIRE(turns.next_due() == (waiting.empty() ? kNever : waiting.begin()->first));
      if (!on_line.empty() && dice.percent(50)) {  // one of them is to be retried
        const auto which = on_line.begin() + static_cast<std::ptrdiff_t>(dice.below(on_line.size()));
        const SimTime due = now + Duration{20} + dice.multiple(3, Duration{1});
        REQUIRE(turns.fits(due) == std::ranges::all_of(waiting, [due](const auto& call) { return call.first <= due; }));
        if (!turns.fits(due)) continue;
        turns.add(due);
        waiting.emplace(due, *which);
        on_line.erase(which);
      } else if (!waiting.empty()) {  // one is dialed, mostly the first
        const auto first = waiting.begin();
        const auto next = std::next(first, dice.percent(20) ? static_cast<std::ptrdiff_t>(dice.below(waiting.size())) : 0);
        const auto [due, call] = *next;
        if (turns.passed_over(due, call)) {
          ++passed_over;
          REQUIRE_FALSE(turns.take(due, call));
          break;
        }
        const bool turn = turns.take(due, call);
        REQUIRE(turn == (first->first == at_us(5) ? next == first : due == first->first));
        ++(turn ? taken : refused);
        if (!turn) continue;
        on_line.push_back(call);
        waiting.erase(next);
      }
    }
  }
  CHECK(taken > 5'000);
  CHECK(refused > 300);
  CHECK(passed_over > 20);
}

TEST_CASE("a call is late when it had a line before", "[auditor]") {
  audit::Turns turns(at_us(0), 3);
  CHECK_FALSE(turns.late(at_us(0), at_us(50)));  // nobody has looked yet
  turns.find_lines_taken(at_us(10));
  CHECK_FALSE(turns.late(at_us(0), at_us(50)));
  turns.find_line_idle(kNever);
  CHECK_FALSE(turns.late(at_us(50), at_us(50)));
  CHECK(turns.late(at_us(49), at_us(50)));
  turns.find_lines_taken(at_us(60));  // until then one was idle
  turns.find_lines_taken(at_us(70));
  CHECK_FALSE(turns.late(at_us(60), at_us(80)));
  CHECK(turns.late(at_us(59), at_us(80)));
  turns.find_line_idle(at_us(90));  // when hours close
  turns.find_lines_taken(at_us(100));
  CHECK_FALSE(turns.late(at_us(90), at_us(100)));
  CHECK(turns.late(at_us(89), at_us(100)));
}

// One input of the history, and what the machine said.
struct Said {
  SimTime at;
  Input input;
  Commands commands;
};

class History {
 public:
  History(std::uint64_t seed, bool draft) : dice_(seed), account_(some_account()), machine_(account_), config_(some_campaign()) {
    Input input;
    input.kind = InputKind::create;
    input.config = &config_;
    step(input);
    input.config = &other_;
    if (draft) step(input);
    add_contacts(0);
    schedule(0, now_ + dice_.multiple(3, kSecond));
    for (int events = 0, operations = 3; events < 60; ++events) {
      const SimTime next = std::min(ends_.first(), machine_.next_deadline());
      if (next == kNever) break;
      if (operations > 0 && dice_.percent(3)) {
        --operations;
        operate();
      } else {
        now_ = next;
        step(ends_.first() == next ? ends_.take() : Input{});
      }
    }
  }

  std::vector<Said>& said() { return said_; }

  // The rules that an auditor finds broken, and how it says so first.
  std::pair<Broken, std::string> audit() const {
    Auditor auditor(account_);
    for (const Said& one : said_) {
      Input input = one.input;
      const campaign::ContactBlock block{.count = contacts_};
      if (input.kind == InputKind::create) input.config = index(input.campaign) == 0 ? &config_ : &other_;
      if (input.kind == InputKind::add_contacts) input.contacts = &block;
      if (input.kind == InputKind::attempt_ended) {
        auditor.reported(one.at, input, one.commands);
      } else {
        auditor.input(one.at, input);
        auditor.commands(one.at, one.commands);
      }
      auditor.instant_over(one.at);
    }
    auditor.finish(now_, machine_);
    Broken rules;
    for (const metrics::Violation& v : auditor.first_violations()) rules.insert(v.text.substr(0, v.text.find_first_of(",:")));
    return {rules, auditor.violations() == 0 ? "" : auditor.first_violations().front().text};
  }

 private:
  AccountConfig some_account() {
    AccountConfig account = plain_account(dice_.up_to(4));
    if (dice_.percent(15)) account.start_gap = kSecond;
    if (dice_.percent(15)) account.balance = 20 * kMinute;
    return account;
  }
  CampaignConfig some_campaign() {
    CampaignConfig config = plain_campaign(dice_.percent(70) ? 10 : dice_.up_to(3));
    if (dice_.percent(30)) config.hours = exchanges::some_hours(dice_);
    config.retry.max_attempts = static_cast<std::uint8_t>(dice_.up_to(4));
    const int delay = static_cast<int>(10 * dice_.below(6));
    for (const AttemptOutcome outcome : exchanges::kOutcomes) {
      if (dice_.percent(70)) config.retry.rules[index(outcome)] = campaign::after_seconds({dice_.percent(95) ? delay : 40});
    }
    if (dice_.percent(20)) config.ends = SimTime{dice_.up_to(6) * kMinute};
    return config;
  }
  void add_contacts(std::uint32_t c) {
    campaign::ContactBlock block{.count = contacts_};
    Input input = AuditRig::on(c, InputKind::add_contacts);
    input.contacts = &block;
    step(input);
  }
  void schedule(std::uint32_t c, SimTime at) {
    Input input = AuditRig::on(c, InputKind::schedule);
    input.at = at;
    step(input);
  }
  void operate() {
    static constexpr InputKind kKinds[] = {InputKind::pause, InputKind::resume, InputKind::resume, InputKind::finish};
    const std::size_t kind = dice_.below(std::size(kKinds) + 2);
    if (kind < std::size(kKinds)) return step(AuditRig::on(0, kKinds[kind]));
    if (kind == std::size(kKinds)) return add_contacts(0);
    const auto c = static_cast<std::uint32_t>(machine_.campaigns());
    Input input;
    input.kind = InputKind::create;
    input.config = &other_;
    step(input);
    add_contacts(c);
    schedule(c, now_);
  }
  void step(const Input& input) {
    said_.push_back({now_, input, {}});
    if (input.kind == InputKind::create) said_.back().input.campaign = CampaignId{static_cast<std::uint32_t>(machine_.campaigns())};
    machine_.step(now_, input, said_.back().commands);
    ends_.draw(dice_, now_, said_.back().commands);
  }

  Dice dice_;
  AccountConfig account_;
  campaign::Machine machine_;
  CampaignConfig config_;
  CampaignConfig other_ = plain_campaign();
  std::uint32_t contacts_ = 1 + static_cast<std::uint32_t>(dice_.below(12));
  exchanges::Ends ends_;
  SimTime now_{};
  std::vector<Said> said_;
};

// Where the machine said that a call be dialed.
std::vector<std::pair<std::size_t, std::size_t>> dials(const std::vector<Said>& said) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t i = 0; i < said.size(); ++i) {
    for (std::size_t k = 0; k < said[i].commands.size(); ++k) {
      if (said[i].commands[k].kind == CommandKind::place_attempt) found.emplace_back(i, k);
    }
  }
  return found;
}

// What a machine might say of a dialog that it was not.
bool lie_about_dialog(std::vector<Said>& said, Dice& dice) {
  std::vector<Said*> with_dialog;
  for (Said& one : said) {
    if (!one.commands.empty() && one.commands.front().kind == CommandKind::dialog_recorded) with_dialog.push_back(&one);
  }
  if (with_dialog.empty()) return false;
  Commands& commands = with_dialog[dice.below(with_dialog.size())]->commands;
  switch (dice.below(3)) {
    case 0:
      commands.front().billed += kSecond;
      return true;
    case 1:
      commands.insert(commands.begin(), Command{commands.front()});
      return true;
    default:
      commands.erase(commands.begin());
      return true;
  }
}

// What a machine might say that dials the wrong call, or late, or as what it is not.
bool lie(std::vector<Said>& said, Dice dice) {
  if (dice.percent(15)) return lie_about_dialog(said, dice);
  const auto found = dials(said);
  if (found.empty()) return false;
  const auto [i, k] = found[dice.below(found.size())];
  Command& dial = said[i].commands[k];
  switch (dice.below(8)) {
    case 0:  // another call, most likely one that is due as well
      dial.call += 1 + static_cast<CallIndex>(dice.below(2));
      return true;
    case 1: {  // two calls of one instant change places
      const auto other =
          std::ranges::find_if(found, [&, at = i, command = k](const auto& f) { return f.first == at && f.second > command; });
      if (other == found.end()) return false;
      Command& later_dial = said[i].commands[other->second];
      std::swap(dial.call, later_dial.call);
      std::swap(dial.number, later_dial.number);
      std::swap(dial.at, later_dial.at);
      return true;
    }
    case 2:  // with the next input
      if (i + 1 == said.size() || said[i + 1].at == said[i].at || k + 1 != said[i].commands.size()) return false;
      said[i + 1].commands.insert(said[i + 1].commands.begin(), dial);
      said[i].commands.pop_back();
      return true;
    case 3:  // as another attempt of its call
      ++dial.number;
      return true;
    case 4:  // with another script
      dial.script = ScriptId{7};
      return true;
    case 5:  // as another attempt of all, or on another line, which may be taken
      dial.attempt = attempt_id(number_of(dial.attempt) + dice.below(2), line_of(dial.attempt) + 1);
      return true;
    case 6:  // twice
      said[i].commands.push_back(Command{dial});
      return true;
    default:  // the instant is slept through
      if (said[i].input.kind != InputKind::tick || i + 1 == said.size()) return false;
      said[i + 1].commands.insert(said[i + 1].commands.begin(), said[i].commands.begin(), said[i].commands.end());
      said.erase(said.begin() + static_cast<std::ptrdiff_t>(i));
      return true;
  }
}

TEST_CASE("calls that come in their turn are audited as those that wait in rooms", "[auditor]") {
  std::size_t lies = 0;
  std::map<std::string, std::size_t> rules;
  for (std::uint64_t seed = 1; seed <= 6000; ++seed) {
    INFO("seed " << seed);
    History alone(seed, false), beside_a_draft(seed, true);
    REQUIRE(alone.audit().first == Broken{});
    REQUIRE(beside_a_draft.audit().first == Broken{});
    if (!lie(alone.said(), Dice(seed))) continue;
    REQUIRE(lie(beside_a_draft.said(), Dice(seed)));
    ++lies;
    const auto [in_turn, text] = alone.audit();
    const auto [in_rooms, other_text] = beside_a_draft.audit();
    INFO(text << " | " << other_text);
    REQUIRE(in_turn == in_rooms);
    for (const std::string& rule : in_turn) ++rules[rule];
  }
  CHECK(lies > 2000);
  CHECK(rules["order of dialing"] > 300);
  CHECK(rules["invariant 9 (liveness)"] > 300);
  for (const Broken& rule : {kLines, kPhones, kLegality, kAttempts, kStatuses, kMinutes, kTransitions, kIgnoredReports, kDialogs}) {
    CHECK(rules[*rule.begin()] > 200);
  }
}

TEST_CASE("turns of a list that comes after the start", "[auditor]") {
  AuditRig rig(plain_account(2));
  rig.create(retrying(), {.count = 0});
  rig.schedule(0, 0, 0);
  rig.tick(5);
  rig.add(10, 0, {.count = 3});
  rig.end(20, 0, 0, busy);
  rig.end(30, 0, 1, no_answer);
  SECTION("the truth") {
    rig.end(40, 0, 2, answered);
    rig.end(130, 0, 0, answered);
    rig.finish(140);
    INFO(rig.first_violation());
    CHECK(rig.broken().empty());
  }
  SECTION("a retry that the machine sleeps through") {
    rig.tamper(without(CommandKind::place_attempt));
    rig.run_to(AuditRig::s(125));
    CHECK(rig.broken() == kLiveness);
  }
}

TEST_CASE("what stops a campaign is seen in the midst of its turns", "[auditor]") {
  AuditRig rig(plain_account(3));
  rig.create(plain_campaign(), {.count = 9});
  rig.schedule(0, 0, 0);
  rig.end(10, 0, 0, no_answer);
  SECTION("a pause, in the instant in which it comes") {
    rig.more(AuditRig::s(20), rig.report(0, 1, no_answer));
    rig.more(AuditRig::s(20), AuditRig::on(0, InputKind::pause));
    rig.forge(20, rig.dial(0, 4, 1, 1, 0));
    CHECK(rig.broken() == kStopped);
  }
  SECTION("a pause, with a dial among what the machine says of it") {
    rig.more(AuditRig::s(20), rig.report(0, 1, no_answer));
    rig.tamper([&](Commands& said) {
      said.push_back(rig.dial(0, 4, 1, 1, 0));
      return true;
    });
    rig.last(AuditRig::s(20), AuditRig::on(0, InputKind::pause));
    CHECK(rig.broken() == kStopped);
  }
  SECTION("a failure of which the machine takes no notice, as long as it lasts") {
    rig.tamper(without(CommandKind::campaign_changed));
    rig.failure(20, InputKind::failure_began);
    CHECK(rig.broken() == kTransitions);
    const std::uint64_t before = rig.auditor.violations();
    rig.end(30, 0, 1, no_answer);
    rig.end(40, 0, 2, no_answer);
    CHECK(rig.auditor.violations() == before + 4);  // at both ends: in progress, and a call waits beside a line
  }
}

// Open in the first minute and from the third on.
CampaignConfig with_a_break() {
  CampaignConfig config = retrying(30);
  std::array<std::vector<campaign::DayWindow>, 7> week;
  week.fill({{Duration{0}, kMinute}, {3 * kMinute, kDay}});
  config.hours = {week, {}};
  return config;
}

TEST_CASE("turns that wait while hours are closed", "[auditor]") {
  AuditRig rig(plain_account(3));
  rig.create(with_a_break(), {.count = 9});
  rig.schedule(0, 0, 0);
  rig.end(10, 0, 0, no_answer);
  rig.end(70, 0, 1, no_answer);
  SECTION("the truth") {
    rig.end(80, 0, 2, no_answer);
    rig.end(190, 0, 3, no_answer);
    rig.finish(200);
    INFO(rig.first_violation());
    CHECK(rig.broken().empty());
  }
  SECTION("a dial") {
    rig.forge(80, rig.dial(0, 4, 1, 1, 0));
    CHECK(rig.broken() == kLegality);
  }
  SECTION("an opening that the machine sleeps through") {
    rig.tamper(without(CommandKind::place_attempt));
    rig.run_to(AuditRig::s(185));
    CHECK(rig.broken() == kLiveness);
  }
}

TEST_CASE("a turn that comes while hours are closed", "[auditor]") {
  AuditRig rig(plain_account(3));
  rig.create(with_a_break(), {.count = 3});
  rig.schedule(0, 0, 0);
  rig.end(50, 0, 0, busy);
  rig.end(70, 0, 1, no_answer);
  rig.forge(90, rig.dial(0, 0, 2, 0, 80));
  CHECK(rig.broken() == kLegality);
}

TEST_CASE("a dialog is owed until the next report of its instant", "[auditor]") {
  AuditRig rig(plain_account(3));
  rig.create(plain_campaign(), {.count = 9});
  rig.schedule(0, 0, 0);
  rig.end(10, 0, 0, answered, 5);
  rig.tamper(without(CommandKind::dialog_recorded));
  rig.more(AuditRig::s(20), rig.report(0, 1, answered, 5));
  rig.last(AuditRig::s(20), rig.report(0, 2, answered, 5));
  CHECK(rig.broken() == kMinutes);
}

TEST_CASE("a dialog after a report that was ignored, and another that was not", "[auditor]") {
  AuditRig rig(plain_account(3));
  rig.create(plain_campaign(), {.count = 9});
  rig.schedule(0, 0, 0);
  rig.end(10, 0, 0, no_answer);
  rig.end(20, 0, 0, no_answer);  // once more
  rig.tamper([&](Commands& said) {
    said.insert(said.begin(), dialog(rig, 1));
    return true;
  });
  rig.end(30, 0, 1, no_answer);
  CHECK(rig.broken() == kAttempts);
}

TEST_CASE("turns go on beside a campaign without contacts", "[auditor]") {
  AuditRig rig(plain_account(3));
  rig.create(plain_campaign(), {.count = 9});
  rig.schedule(0, 0, 0);
  const CampaignConfig other = plain_campaign();
  Input create = AuditRig::on(1, InputKind::create);
  create.config = &other;
  rig.last(AuditRig::s(1), create);
  SECTION("the truth") {
    rig.end(2, 0, 0, answered, 20);
    rig.end(3, 0, 1, no_answer);
    rig.finish(4);
    INFO(rig.first_violation());
    CHECK(rig.broken().empty());
  }
  SECTION("a dial of that one") {
    rig.tamper(with(CommandKind::place_attempt, [](Command& k) { k.campaign = CampaignId{1}; }));
    rig.end(2, 0, 0, answered, 20);
    CHECK(rig.broken() == Broken{"invariant 3 (legal placement)", "invariant 9 (liveness)"});
  }
}

TEST_CASE("a turn during a pause, while a campaign without contacts is in progress", "[auditor]") {
  AuditRig rig(plain_account(3));
  rig.create(retrying(30), {.count = 3});
  rig.schedule(0, 0, 0);
  const CampaignConfig other = plain_campaign();
  Input create = AuditRig::on(1, InputKind::create);
  create.config = &other;
  rig.last(AuditRig::s(1), create);
  rig.schedule(1, 1, 1);
  rig.command(10, InputKind::pause, 0);
  rig.end(20, 0, 0, busy);
  rig.forge(50, rig.dial(0, 0, 2, 0, 50));
  CHECK(rig.broken() == kStopped);
}

TEST_CASE("turns end when another campaign comes", "[auditor]") {
  AuditRig rig(plain_account(2));
  rig.create(plain_campaign(), {.count = 5});
  rig.schedule(0, 0, 0);
  rig.create(plain_campaign(), {.count = 2}, 1);
  rig.schedule(1, 1, 1);
  rig.tamper(with(CommandKind::place_attempt, [](Command& k) {
    CHECK(index(k.campaign) == 1);
    k.campaign = CampaignId{0};
    k.call = 2;  // whose turn it would be
    k.at = AuditRig::s(0);
  }));
  rig.end(2, 0, 0, no_answer);
  CHECK(rig.broken() == kOrder);
}

}  // namespace
}  // namespace sim::world
