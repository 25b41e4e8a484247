// The quick way of the auditor beside its general one, on campaigns drawn so that most steps may take the quick one: every report is shown
// to one auditor together with what came of it, to another first as an input and then as commands. Now and then what the machine said
// reaches both changed. Both count the same checks and find the same, in the same words.

#include <algorithm>

#include "sim/world/auditor.hpp"
#include "tests/catch.hpp"
#include "tests/exchange_world.hpp"

namespace sim::world {
namespace {

using campaign::AccountConfig;
using campaign::Command;
using campaign::CommandKind;
using campaign::Input;
using campaign::InputKind;
using swarm::Dice;

class TwoAuditors {
 public:
  TwoAuditors(std::uint64_t seed, unsigned lies)
      : dice_(seed),
        lies_(lies),
        account_(exchanges::some_account(dice_)),
        machine_(account_),
        complete_(dice_.percent(20) ? Auditor::kCompleteContacts : 0),
        quick_(account_, complete_),
        general_(account_, complete_) {
    for (std::uint32_t n = dice_.percent(50) ? 1 : 1 + dice_.up_to(2); n-- > 0;) add_campaign();
  }

  void run() {
    for (int events = 0; events < 200; ++events) {
      const SimTime next = std::min(ends_.first(), machine_.next_deadline());
      if (next == kNever && operations_ == 0) break;
      if (dice_.percent(4) && operations_ > 0) {
        operate();
      } else if (dice_.percent(5) && ends_.first() != kNever) {
        answer();
      } else if (next != kNever) {
        now_ = next;
        ends_.first() == next ? report() : step({});
      }
    }
    if (lies_ > 0) return;  // the books may know of calls that the machine does not have
    quick_.finish(now_, machine_);
    general_.finish(now_, machine_);
    compare();
  }

  std::uint64_t exchanges() const { return exchanges_; }  // reports that led to a dial on the same line while all were taken
  std::uint64_t moves() const { return moves_; }          // those of them in which the line went to another campaign
  std::uint64_t violations() const { return quick_.violations(); }

 private:
  void add_campaign() {
    const campaign::CampaignConfig config = exchanges::some_campaign(dice_);
    Input input;
    input.kind = InputKind::create;
    input.config = &config;
    step(input);
    const std::uint32_t c = campaigns_++;
    add_contacts(c);
    input = on(c, InputKind::schedule);
    input.at = campaign::Rig::s(100.0 * c);
    step(input);
  }

  void add_contacts(std::uint32_t c) {
    const campaign::ContactBlock block = exchanges::some_contacts(dice_, account_, 80);
    Input input = on(c, InputKind::add_contacts);
    input.contacts = &block;
    step(input);
  }

  void operate() {
    --operations_;
    const auto c = static_cast<std::uint32_t>(dice_.below(campaigns_));
    static constexpr InputKind kKinds[] = {InputKind::pause,         InputKind::resume,        InputKind::resume, InputKind::change_script,
                                           InputKind::failure_began, InputKind::failure_ended, InputKind::finish};
    const std::size_t kind = dice_.below(std::size(kKinds) + 1);
    if (kind == std::size(kKinds)) return add_contacts(c);
    Input input = on(c, kKinds[kind]);
    input.script = ScriptId{8};
    step(input);
  }

  static Input on(std::uint32_t c, InputKind kind) {
    Input input;
    input.kind = kind;
    input.campaign = CampaignId{c};
    return input;
  }

  void step(const Input& input) {
    machine_.step(now_, input, said_);
    note_dials();
    lie();
    quick_.input(now_, input);
    quick_.commands(now_, said_);
    close(input);
  }

  void note_dials() {
    ends_.draw(dice_, now_, said_);
    for (const Command& k : said_) {
      if (k.kind == CommandKind::place_attempt) campaign_on_[line_of(k.attempt)] = index(k.campaign);
    }
  }

  // Somebody picks up, which counts the phone; the call may end as something that is retried all the same.
  void answer() {
    Input input;
    input.kind = InputKind::attempt_answered;
    input.attempt = ends_.first_attempt();
    step(input);
  }

  // Sometimes a second later once more.
  void report() {
    const Input input = ends_.take();
    if (dice_.percent(3)) ends_.add(now_ + kSecond, input);
    const bool all_taken = machine_.account().lines_in_use == account_.lines;
    machine_.step(now_, input, said_);
    if (all_taken && !said_.empty() && said_.back().kind == CommandKind::place_attempt) {
      ++exchanges_;
      if (index(said_.back().campaign) != campaign_on_[line_of(input.attempt)]) ++moves_;
    }
    note_dials();
    lie();
    quick_.reported(now_, input, said_);
    close(input);
  }

  void close(const Input& input) {
    general_.input(now_, input);
    general_.commands(now_, said_);
    quick_.instant_over(now_);
    general_.instant_over(now_);
    said_.clear();
    compare();
  }

  void compare() {
    REQUIRE(quick_.checks() == general_.checks());
    REQUIRE(quick_.violations() == general_.violations());
    REQUIRE(std::ranges::equal(quick_.first_violations(), general_.first_violations(),
                               [](const auto& a, const auto& b) { return a.at == b.at && a.text == b.text; }));
  }

  // One word of one command is changed, or a command is left out or said twice.
  void lie() {
    if (said_.empty() || !dice_.percent(lies_)) return;
    const std::size_t which = dice_.below(said_.size());
    Command& k = said_[which];
    switch (dice_.below(11)) {
      case 0:
        k.kind = k.kind == CommandKind::place_attempt ? CommandKind::dialog_recorded : CommandKind::place_attempt;
        break;
      case 1:
        k.call += dice_.percent(50) ? 1 : 1000;
        break;
      case 2:
        k.number += 1;
        break;
      case 3:
        k.script = ScriptId{9};
        break;
      case 4:
        k.campaign = CampaignId{dice_.percent(30) ? 5u : 1 - std::min(index(k.campaign), 1u)};
        if (dice_.percent(50)) {  // most likely a call that waits there for its first dial
          k.call = static_cast<CallIndex>(dice_.below(80));
          k.number = 1;
        }
        break;
      case 5:
        k.attempt = attempt_id(number_of(k.attempt) + dice_.below(2), line_of(k.attempt) + 1);
        break;
      case 6:
        k.outcome = k.outcome == AttemptOutcome::answered ? AttemptOutcome::voicemail : AttemptOutcome::answered;
        break;
      case 7:
        (dice_.percent(50) ? k.talk : k.billed) += kSecond;
        break;
      case 8:
        k.at = later(k.at, kSecond);
        break;
      case 9:
        said_.erase(said_.begin() + static_cast<std::ptrdiff_t>(which));
        break;
      default:
        said_.push_back(said_[which]);
    }
  }

  Dice dice_;
  unsigned lies_;
  AccountConfig account_;
  campaign::Machine machine_;
  std::uint64_t complete_;
  Auditor quick_, general_;
  campaign::Commands said_;
  exchanges::Ends ends_;
  SimTime now_{};
  std::uint32_t campaigns_ = 0;
  int operations_ = 4;
  std::map<std::uint32_t, std::uint32_t> campaign_on_;  // by line
  std::uint64_t exchanges_ = 0, moves_ = 0;
};

TEST_CASE("an exchange of calls is audited as the general way audits it", "[auditor]") {
  std::uint64_t exchanges = 0, moves = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    INFO("seed " << seed);
    TwoAuditors two(seed, 0);
    two.run();
    REQUIRE(two.violations() == 0);
    exchanges += two.exchanges();
    moves += two.moves();
  }
  CHECK(exchanges > 20'000);
  CHECK(moves > 500);
}

TEST_CASE("what is wrong with an exchange is said in the same words", "[auditor]") {
  std::uint64_t wrong = 0;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    INFO("seed " << seed);
    TwoAuditors two(seed, 5);
    two.run();
    wrong += two.violations();
  }
  CHECK(wrong > 1000);
}

// Two campaigns of forty calls on three lines, of which the second may have one. Not one of the first calls is of the sample.
TEST_CASE("a line does not go to a campaign that has all of its lines", "[auditor]") {
  const AccountConfig account = campaign::plain_account(3);
  campaign::Rig rig(account);
  Auditor auditor(account, 0);
  const auto show = [&](double at, const Input& input) {
    campaign::Commands said;
    rig.machine.step(campaign::Rig::s(at), input, said);
    return said;
  };
  const auto audit = [&](double at, const Input& input, const campaign::Commands& said) {
    auditor.reported(campaign::Rig::s(at), input, said);
    auditor.instant_over(campaign::Rig::s(at));
  };
  campaign::ContactBlock block;
  block.count = 40;
  AttemptId first{};
  for (const std::uint32_t c : {0u, 1u}) {
    const campaign::CampaignConfig config = campaign::plain_campaign(c == 0 ? 10 : 1);
    Input create = rig.on(c, InputKind::create);
    create.config = &config;
    Input contacts = rig.on(c, InputKind::add_contacts);
    contacts.contacts = &block;
    for (const Input& input : {create, contacts}) audit(0, input, show(0, input));
  }
  for (const std::uint32_t c : {1u, 0u}) {  // so that the second has its line
    Input schedule = rig.on(c, InputKind::schedule);
    schedule.at = SimTime{};
    const campaign::Commands said = show(0, schedule);
    audit(0, schedule, said);
    first = said.back().attempt;
  }
  REQUIRE(auditor.violations() == 0);

  Input end;
  end.kind = InputKind::attempt_ended;
  end.attempt = first;  // of the campaign with ten lines
  end.outcome = AttemptOutcome::busy;
  campaign::Commands said = show(10, end);
  const bool forged = GENERATE(false, true);
  if (forged) {
    said.back().campaign = CampaignId{1};
    said.back().call = 1;
  }
  audit(10, end, said);
  REQUIRE(auditor.violations() == (forged ? 1 : 0));
  if (forged) CHECK(auditor.first_violations().front().text.find("more lines than the 1 of the campaign") != std::string::npos);
}

}  // namespace
}  // namespace sim::world
