// Properties of the machine under whatever sequence of inputs RapidCheck draws: the twelve invariants, once by the auditor and once by a
// ledger that states them plainly, and what must make no difference. A counterexample is a short list of moves.

#include "tests/machine_session.hpp"
#include "tests/properties.hpp"

namespace sim::properties {
namespace {

using campaign::Command;
using campaign::Commands;
using campaign::Input;
using campaign::InputKind;
using campaign::Machine;

void holds_always(const std::function<void()>& property) { properties::holds_always(property, 200); }

constexpr unsigned kCommand = 9;  // the first number of a move that is something an operator does

Terms some_terms() { return *rc::gen::container<Terms>(rc::gen::inRange(0u, 10u)); }
std::vector<Move> some_moves() { return *rc::gen::container<std::vector<Move>>(rc::gen::container<Move>(rc::gen::inRange(0u, 10u))); }

// The state that can still matter, and every view.
std::vector<std::int64_t> state_of(const Machine& machine) {
  std::vector<std::int64_t> words;
  machine.append_canonical_state(words);
  const campaign::AccountView a = machine.account();
  words.insert(words.end(), {a.lines_in_use, us(a.balance), us(a.bought), us(a.billed), us(a.overshoot)});
  words.insert(words.end(), {static_cast<std::int64_t>(a.unique_users), static_cast<std::int64_t>(a.unique_users_overshoot)});
  return words;
}

// What a list of commands says, without its place in the vector of one step.
std::vector<std::tuple<int, std::uint32_t, CallIndex, std::uint64_t, int>> told(const Commands& commands) {
  std::vector<std::tuple<int, std::uint32_t, CallIndex, std::uint64_t, int>> all;
  for (const Command& k : commands) {
    all.emplace_back(static_cast<int>(k.kind), index(k.campaign), k.call, static_cast<std::uint64_t>(k.attempt),
                     static_cast<int>(k.status));
  }
  return all;
}

TEST_CASE("the twelve invariants hold after any sequence of inputs", "[properties][machine]") {
  holds_always([] {
    Session session(some_terms());
    for (const Move& move : some_moves()) {
      session.make(move);
      if (const std::string broken = session.broken(); !broken.empty()) RC_FAIL(broken);
    }
  });
}

TEST_CASE("a report for an attempt that is not live changes nothing but its counters", "[properties][machine]") {
  holds_always([] {
    Session session(some_terms());
    for (const Move& move : some_moves()) session.make(move);
    const auto number = *rc::gen::inRange<std::uint64_t>(0, 40);
    Input report;
    report.kind = *rc::gen::element(InputKind::attempt_ended, InputKind::attempt_answered);
    report.attempt = attempt_id(number, *rc::gen::inRange(0u, 5u));
    RC_PRE(!session.ledger().live(report.attempt));
    Machine with = session.machine(), without = session.machine();
    Commands commands;
    with.step(session.now(), report, commands);
    without.step(session.now(), {}, commands);
    RC_ASSERT(commands.empty());
    RC_ASSERT(state_of(with) == state_of(without));
    RC_ASSERT(with.account().reports_ignored == without.account().reports_ignored + 1);
  });
}

TEST_CASE("a refused command changes nothing but its counter", "[properties][machine]") {
  holds_always([] {
    Session session(some_terms());
    for (const Move& move : some_moves()) session.make(move);
    const Input input = session.input_of({kCommand, 0, *rc::gen::inRange(0u, 10u), *rc::gen::inRange(0u, 10u), 0});
    Machine with = session.machine(), without = session.machine();
    Commands refused, commands;
    with.step(session.now(), input, refused);
    const bool is_refused = refused.size() == 1 && refused.front().kind == campaign::CommandKind::refused;
    RC_PRE(is_refused);
    without.step(session.now(), {}, commands);
    RC_ASSERT(state_of(with) == state_of(without));
  });
}

TEST_CASE("a fork goes the way of the original and time may pass in any steps", "[properties][machine]") {
  holds_always([] {
    Session session(some_terms());
    for (const Move& move : some_moves()) session.make(move);
    Machine ticked = session.machine(), left_alone = session.machine();
    const SimTime until = session.now() + *rc::gen::inRange(1, 100) * 30 * kSecond;
    Commands in_many, in_one;
    while (ticked.next_deadline() < until) ticked.step(ticked.next_deadline(), {}, in_many);
    ticked.step(until, {}, in_many);
    left_alone.step(until, {}, in_one);
    RC_ASSERT(told(in_many) == told(in_one));
    RC_ASSERT(state_of(ticked) == state_of(left_alone));
  });
}

TEST_CASE("a pause that is taken back in its instant is none", "[properties][machine]") {
  holds_always([] {
    Session session(some_terms());
    for (const Move& move : some_moves()) session.make(move);
    const CampaignId campaign{*rc::gen::inRange(0u, 2u)};
    RC_PRE(session.machine().view(campaign).status == campaign::CampaignStatus::in_progress);
    RC_PRE(!session.machine().account().out_of_minutes && !session.machine().account().system_failure);
    Machine with = session.machine(), without = session.machine();
    Commands commands;
    const SimTime at = session.now() + *rc::gen::inRange(0, 20) * kSecond;
    without.step(at, {}, commands);
    with.step(at, {}, commands);
    RC_PRE(with.view(campaign).status == campaign::CampaignStatus::in_progress);
    Input input;
    input.campaign = campaign;
    for (const InputKind kind : {InputKind::pause, InputKind::resume}) {
      input.kind = kind;
      with.accept(at, input, commands);
    }
    with.step(at, {}, commands);
    RC_ASSERT(state_of(with) == state_of(without));
  });
}

}  // namespace
}  // namespace sim::properties
